"""The public site as files that any web server serves.

`ask` has the site's own views answer, `links` finds what a page leads to and rewrites what files
cannot have, `names` says in which file an address is, `crawl` goes from the front page through all
of it, `forwards` has the redirects, `folder` and `manifest` write what changed and remove what
went, `export` does it all.
"""
