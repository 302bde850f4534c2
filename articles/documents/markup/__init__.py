"""Clean HTML from anywhere: the one door through which markup enters the project.

`clean` is the door; the tags that markup keeps are declared in `inline`, all others in `tags`;
bleach is known to `sanitiser` alone, and `fast_path` does without it where that is safe. `links`
resolves the links of clean markup. Where a link may lead is decided by `urls.safe_url`.
"""

from articles.documents.markup.clean import (
    Cleaned,
    clean,
    complexity,
    is_clean,
    is_visible,
    most_complexity,
    one_line,
    plain,
    shows_itself,
)
from articles.documents.markup.inline import (
    ALIASES,
    BREAK,
    MARKS,
    Inline,
    LinkInMarkup,
    Mark,
    escape,
    inlines,
    links_in,
    visible_text,
)
from articles.documents.markup.sanitiser import MarkupTooComplex, Removal
from articles.documents.urls.safe_url import safe_url

__all__ = [
    "ALIASES",
    "BREAK",
    "MARKS",
    "Cleaned",
    "Inline",
    "LinkInMarkup",
    "Mark",
    "MarkupTooComplex",
    "Removal",
    "clean",
    "complexity",
    "escape",
    "inlines",
    "is_clean",
    "is_visible",
    "links_in",
    "most_complexity",
    "one_line",
    "plain",
    "safe_url",
    "shows_itself",
    "visible_text",
]  # fmt: skip
