"""Safekeeping: back-ups are made, tried and restored, and the archive is checked row by row.

`backup` writes one folder for each back-up, whole or not at all; `restore` loads one beside what is
there, judges it by `soundness`, and only then puts it in its place. `databases` has what SQLite and
PostgreSQL do differently.
"""
