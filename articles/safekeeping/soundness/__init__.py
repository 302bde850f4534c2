"""Every row of the archive -> what is wrong with it, and what to do.

Each check reads few rows at a time, so that memory stays bounded whatever their number.
"""
