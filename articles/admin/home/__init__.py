"""The desk's first page, its inbox, its settings, and the menu that leads to all of them."""
