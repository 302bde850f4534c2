"""Feeds: the newest editions of the site, of a listing or of a search, for programs that follow."""
