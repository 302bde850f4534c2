"""What a comparison shows of a paragraph that is more than its markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from articles.documents import markup
from articles.documents.article.attributes import NO_ATTRIBUTES
from articles.documents.article.kinds import (
    KINDS,
    Attribute,
    AttributeType,
    Kind,
    attribute_words,
)
from articles.documents.article.model import Paragraph
from articles.documents.article.table import Row, markup_of
from articles.documents.messages import gettext

# What stands between two cells of a row, and between two lines.
_CELL: Final = " | "
_LINE: Final = "<br>"


def compared_markup(paragraph: Paragraph) -> str:
    """Return the markup, and under it what the attributes say in words: a table a row a line."""
    if not paragraph.attributes:
        return paragraph.markup
    if paragraph.kind is Kind.TABLE:
        lines = [_line(row) for row in paragraph.attributes.get("rows", ())]
    else:
        words = attribute_words(paragraph.kind, paragraph.attributes)
        lines = [markup.escape(line) for text in words for line in text.split("\n")]
    return _LINE.join(filter(None, [paragraph.markup, *lines]))


def attribute_notes(before: Paragraph | None, after: Paragraph | None) -> tuple[str, ...]:
    """Return in words which attributes changed that hold no words: "level: 1 → 2"."""
    kind = (after or before or _NOTHING).kind
    old = before.attributes if before else NO_ATTRIBUTES
    new = after.attributes if after else NO_ATTRIBUTES
    return tuple(_notes(kind, old, new)) if old != new and before and after else ()


def _notes(kind: Kind, old: Any, new: Any) -> Iterator[str]:
    for name, attribute in KINDS[kind].attributes.items():
        pair = old.get(name), new.get(name)
        if attribute.has_words or pair[0] == pair[1]:
            continue
        if not attribute.label:
            yield gettext("Another file.")
            continue
        before, after = (_shown(attribute, value) for value in pair)
        yield gettext("{name}: {before} → {after}").format(
            name=gettext(attribute.label), before=before, after=after
        )


def _shown(attribute: Attribute, value: Any) -> str:
    if attribute.type is AttributeType.FLAG:
        return gettext("yes") if value else gettext("no")
    if value is None:
        return str(attribute.least) if attribute.type is AttributeType.NUMBER else "–"
    if attribute.type is AttributeType.POINT:
        return ", ".join(f"{each:.0%}" for each in value)
    return str(value)


def _line(row: Row) -> str:
    return _CELL.join(markup_of(cell).replace(_LINE, " ") for cell in row)


_NOTHING: Final = Paragraph("", Kind.BODY, "")
