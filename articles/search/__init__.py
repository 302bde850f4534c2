"""Search: texts -> normalised words -> rows of an index, and what somebody typed -> rows found.

Two corpora, editions for readers and working copies for the desk, in one form: FTS5 on SQLite and
`tsvector` on PostgreSQL hold the same words, which are made here and nowhere else, so that both
give the same answers. Readers' pages import no working copy by it.
"""
