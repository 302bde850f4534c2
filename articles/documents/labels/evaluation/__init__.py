"""Labelled documents, read and written, and how often the labels are right by them."""
