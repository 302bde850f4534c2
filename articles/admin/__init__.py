"""The editors' desk: Django's admin, one module for each page."""

from articles.admin import article, link, paragraph, policy, section, source

__all__ = ["article", "link", "paragraph", "policy", "section", "source"]
