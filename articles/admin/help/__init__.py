"""The handbook, shown on the desk under Help."""
