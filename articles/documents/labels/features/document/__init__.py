"""Describe a block by the rest of its document: its running text, headings, repeats, neighbours."""
