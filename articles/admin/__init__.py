"""The editors' desk: Django's admin, one module for each page."""

from articles.admin import (
    article,
    inbox,
    link,
    noise,
    paragraph,
    policy,
    runs,
    section,
    source,
    tracking,
)

__all__ = [
    "article",
    "inbox",
    "link",
    "noise",
    "paragraph",
    "policy",
    "runs",
    "section",
    "source",
    "tracking",
]
