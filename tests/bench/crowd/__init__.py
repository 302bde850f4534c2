"""Many at once on one site: whether some of them keep the others from their work."""
