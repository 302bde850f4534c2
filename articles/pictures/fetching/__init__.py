"""Pictures of other hosts: an address -> its bytes, or a sentence that says why not.

`public_addresses` judges where one may connect to, `connection` connects to what was judged and
to nothing else, `answer` makes one request within bounds, `robots` knows what a host asks, and
`fetcher` does all of it politely, over redirects.
"""
