"""Django's way to SQLite, with files that are their owner's alone and writers that take turns."""
