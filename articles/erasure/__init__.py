"""Erasure: an article, or a passage, goes from everything, stays gone, and is not repeated.

`fields` declares of every text that the site stores how it is covered; `sweep` takes passages out
of rows; `erase` is the act. Imports keep out what was erased (`importing.rules.erasures`).
"""
