"""What a comparison shows of a paragraph that is more than its markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from articles.documents import markup
from articles.documents.article.attributes import Attributes
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
from articles.documents.revisions.marked_words import DiffNote, diff_words, replaced

# What stands between two cells of a row, and between two lines.
_CELL: Final = " | "
_LINE: Final = "<br>"

# What their attributes say is their text.
_ALL_IN_ONE: Final = frozenset({Kind.TABLE, Kind.PREFORMATTED})


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


def main_markup(paragraph: Paragraph) -> str:
    """Return what is compared word by word; `attribute_notes` says what became of the rest."""
    return compared_markup(paragraph) if paragraph.kind in _ALL_IN_ONE else paragraph.markup


def attribute_notes(before: Paragraph | None, after: Paragraph | None) -> tuple[DiffNote, ...]:
    """Return what became of each attribute but those compared word by word: "level: 1 → 2"."""
    if not before or not after or before.attributes == after.attributes:
        return ()
    return tuple(_notes(after.kind, before.attributes, after.attributes))


def _notes(kind: Kind, old: Attributes, new: Attributes) -> Iterator[DiffNote]:
    for name, attribute in KINDS[kind].attributes.items():
        pair = old.get(name), new.get(name)
        if pair[0] == pair[1] or (attribute.has_words and kind in _ALL_IN_ONE):
            continue
        if not attribute.label:
            yield DiffNote(gettext("Another file"))
        elif attribute.has_words and all(pair):
            before, after = (markup.escape(str(value)) for value in pair)
            yield DiffNote(gettext(attribute.label), diff_words([before], [after]))
        else:
            shown = (_shown(attribute, value) for value in pair)
            yield DiffNote(gettext(attribute.label), replaced(*shown))


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
