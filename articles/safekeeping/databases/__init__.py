"""What SQLite and PostgreSQL do differently: each is written to a file and loaded from it."""
