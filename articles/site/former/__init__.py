"""Old addresses: what a site had before it moved here, and where its readers find that now.

`places` tells from the words of an address alone what a listing, a feed or an archive was;
`candidates` which pages or pictures it may have named; `lookup` finds those among what is live;
`answer` says where readers go. All of it only where the masthead names former hosts.
"""
