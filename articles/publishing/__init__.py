"""Version -> edition -> page: what readers see, from when, until when.

`publish` writes editions and `links` leads their links; `render` and `page` say what a page shows
of one. Public code may import the latter two alone, which cannot reach the working copy.
"""
