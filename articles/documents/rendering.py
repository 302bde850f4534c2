"""Clean markup -> the markup that a reader's page carries."""

from __future__ import annotations

import re
from typing import Final

from articles.documents.article import BULLETS, Kind, Paragraph

# A list draws its own bullets; the scrape's stay in the stored text and are not shown twice.
_LEADING_BULLET: Final = re.compile(rf"^((?:<[^>]*>)*){BULLETS}\s+")
_OUTSIDE_LINK: Final = '<a href="http'


def reader_markup(paragraph: Paragraph) -> str:
    """The paragraph's markup with `rel` on links that lead out, and no bullet in a list item."""
    markup = paragraph.markup
    if paragraph.kind is Kind.LIST_ITEM:
        markup = _LEADING_BULLET.sub(r"\1", markup, count=1)
    # Exact: canonical markup escapes every "<" of the text and writes href first.
    return markup.replace(_OUTSIDE_LINK, '<a rel="noopener" href="http')
