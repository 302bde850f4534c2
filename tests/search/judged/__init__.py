"""Texts of several languages, what people look for in them, and what they ought to find."""
