"""Previews for people without an account: what a signed link leads to, and nothing else."""
