"""The files beside the documents of an import: in their folder, their archive, their store.

`folder` reads a file below a root and never outside of it; `files` finds the root of a document and
the file that an address in it means.
"""
