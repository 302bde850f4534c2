"""Erasure on the desk: the page that erases from an article, and the list of what was erased."""
