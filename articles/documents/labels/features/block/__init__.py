"""Describe a block by itself: its text, its tags, how its source was written."""
