"""Names on editions -> topics, authors and publishers, each with a page of what has its name.

`names` folds spellings, `make` finds listings or makes them, `membership` lists editions under
them as they are published, `change` is what editors do with them, `rebuild` what a release does.
Agencies stand among an edition's bylines, so they are listed as authors there.
"""
