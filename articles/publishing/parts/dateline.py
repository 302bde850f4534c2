"""Where an article was written, at the beginning of its text, below a picture before that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import takewhile
from typing import Final, NamedTuple

from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph

MARK: Final = 'class="dateline"'
_IN_TEXT: Final = f"<span {MARK}>%s</span> – "
_ALONE: Final = f"<p {MARK}%s>%s</p>\n"
# After a place: a date, an agency in brackets, and the dash that ends a dateline.
_GOES_ON: Final = re.compile(r"[^.!?–—]{0,40}?\s?[–—-]{1,2}\s")


class Opened(NamedTuple):
    """What stands before the dateline, the dateline if it stands alone, and what follows it."""

    before: Sequence[Paragraph]
    line: str
    rest: Sequence[Paragraph]


def opened(content: Sequence[Paragraph], dateline: str, direction: str) -> Opened:
    """Return the paragraphs of the first section with its dateline, in the text where there is any.

    What begins with it already is left alone. The markup of its paragraph is that of a page.
    """
    before = tuple(takewhile(lambda each: each.kind is Kind.PICTURE, content))
    rest = content[len(before) :]
    if not rest or rest[0].kind is not Kind.BODY or "box" in rest[0].attributes:
        return Opened(before, _ALONE % (direction, escape(dateline)), rest)
    first = rest[0]
    if _begins_with(first.text, dateline):
        return Opened(before, "", rest)
    dated = replace(first, markup=f"{_IN_TEXT % escape(dateline)}{first.markup}")
    return Opened(before, "", (dated, *rest[1:]))


def _begins_with(text: str, dateline: str) -> bool:
    if text[: len(dateline)].casefold() != dateline.casefold():
        return False
    return bool(_GOES_ON.match(text, len(dateline)))
