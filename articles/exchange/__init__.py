"""Tables and files of whole articles, out of the desk and back in.

A file becomes a dataset of one `Entry` an article (`formats`); a resource matches each with what is
stored and saves it (`resources`); the other way round for an export. Standards that other systems
speak, such as ninjs, are another matter.
"""
