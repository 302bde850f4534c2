"""Old addresses: what a site had before it moved here, and where its readers find that now.

`candidates` tells which pages or pictures an address may have named; `lookup` finds those among
what is live; `answer` says where readers go. All of it only where the masthead names former hosts.
"""
