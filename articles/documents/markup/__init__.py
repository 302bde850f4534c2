"""A fragment of HTML from anywhere -> clean markup: the one door through which markup enters.

`clean` is the door; which tags there are is declared in `inline`, what becomes of others in `tags`,
bleach is known to `sanitiser` alone, and `fast_path` does without it where that is safe. `links`
resolves the links of clean markup. Where a link may lead is ruled in `urls.safe_url`.
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
