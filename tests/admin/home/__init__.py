"""The desk's first page, its inbox, its menu and Settings."""
