"""Topics, authors and publishers on the desk."""
