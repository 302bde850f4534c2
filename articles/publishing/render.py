"""Clean markup -> the markup that a reader's page carries, with links to other pages here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from articles.documents.article.kinds import Kind
from articles.documents.article.model import BULLETS, Paragraph
from articles.documents.markup.inline import escape_value, unescape
from articles.documents.urls.canonical import url_hash

# A list draws its own bullets; the scrape's stay in the stored text and are not shown twice.
_LEADING_BULLET: Final = re.compile(rf"^((?:<[^>]*>)*){BULLETS}\s+")
_TURNED: Final = '<a data-original="'
_OUTSIDE_LINK: Final = '<a href="http'
# Such a link on a page, or one that was turned to a page here.
_LED: Final = re.compile(
    '<a (?:data-original="(?P<original>[^"]*)" href="[^"]*"|rel="noopener" href="(?P<out>[^"]*)")'
)


def reader_markup(paragraph: Paragraph) -> str:
    """Return the paragraph's markup with `rel` on links that lead out, without a list's bullet."""
    markup = paragraph.markup
    if paragraph.kind is Kind.LIST_ITEM:
        markup = _LEADING_BULLET.sub(r"\1", markup, count=1)
    return outside_links(markup)


def outside_links(markup: str) -> str:
    """Return clean markup with `rel` on links that lead out."""
    # Exact: canonical markup escapes every "<" of the text and writes href first.
    return markup.replace(_OUTSIDE_LINK, '<a rel="noopener" href="http')


def numbers_in(body: str) -> set[int]:
    """Return the numbers of the addresses that the links of a rendered body lead to, or led."""
    found = (url_hash(unescape(_original(match))) for match in _LED.finditer(body))
    return {number for number in found if number is not None}


def linked(body: str, pages: Mapping[int, str], among: Collection[int]) -> str:
    """Turn the links to the addresses of these numbers to the pages here; without one, back.

    `pages` are paths by the numbers of addresses. A link to a place in a page still leads to it.
    """
    if not among or not (pages or _TURNED in body):
        return body

    def led(match: re.Match[str]) -> str:
        original = _original(match)
        number = url_hash(unescape(original))
        if number is None or number not in among:
            return match[0]
        if number not in pages:
            return f'<a rel="noopener" href="{original}"'
        _, mark, fragment = original.partition("#")
        page = escape_value(pages[number])
        return f'<a data-original="{original}" href="{page}{mark}{fragment}"'

    return _LED.sub(led, body)


def _original(match: re.Match[str]) -> str:
    """Return the address as it is written in the markup."""
    return match["original"] or match["out"] or ""
