"""What became of a part, in a word or two: "Moved up", "Now noise", "Words", "Link", "2 cells"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from articles.documents.article.kinds import Kind
from articles.documents.labels import Label
from articles.documents.messages import gettext, gettext_noop
from articles.documents.revisions.diff import DiffPart, DiffRow

_PARAGRAPH: Final = gettext_noop("Paragraph")
_NOW: Final[Mapping[str, str]] = {
    Kind.BODY: gettext_noop("Now plain text"),
    Kind.LIST_ITEM: gettext_noop("Now a list item"),
    Kind.QUOTE: gettext_noop("Now a quote"),
    Label.HEADING: gettext_noop("Now a heading"),
    Kind.SUBHEADING: gettext_noop("Now a subheading"),
    Kind.PICTURE: gettext_noop("Now a picture"),
    Kind.TABLE: gettext_noop("Now a table"),
    Kind.EMBED: gettext_noop("Now an embed"),
    Kind.PREFORMATTED: gettext_noop("Now preformatted text"),
    Kind.RULE: gettext_noop("Now a rule"),
    Kind.BOX: gettext_noop("Now the title of a box"),
}


def said_of(row: DiffRow) -> tuple[str, ...]:
    """Return what became of a part, the most telling first; of a line its name."""
    if row.before is None or row.after is None:
        form = gettext("{name} gone") if row.after is None else gettext("{name} added")
        return (form.format(name=_name(row.after or row.before)),)
    if not _is_of_text(row.before) and not _is_of_text(row.after):
        return (row.after.name,)
    return tuple(dict.fromkeys(_said(row, row.before, row.after)))


def _name(part: DiffPart | None) -> str:
    if part is None:
        return ""
    p = part.paragraph
    return gettext(_PARAGRAPH) if p and p.kind is Kind.BODY and not p.noise else part.name


def _is_of_text(part: DiffPart) -> bool:
    return bool(part.paragraph) or part.key.endswith(".heading")


def _said(row: DiffRow, before: DiffPart, after: DiffPart) -> Iterator[str]:
    if row.move:
        yield gettext("Moved up") if row.move.is_up else gettext("Moved down")
    yield from _kinds(before, after)
    if not after.is_text and not before.reads_as(after):
        yield after.name
    if table := row.table:
        if number := table.changed:
            yield gettext("1 cell") if number == 1 else gettext("{n} cells").format(n=number)
        if row.caption.has_other_words:
            yield gettext("Caption")
    elif row.compared.has_other_words:
        yield gettext("Words") if after.is_text else gettext("Caption")
    if row.compared.links:
        yield gettext("Link")
    if row.compared.styles:
        yield gettext("Style")
    for note in row.attribute_notes:
        yield note.label[:1].upper() + note.label[1:]


def _kinds(before: DiffPart, after: DiffPart) -> Iterator[str]:
    old, new = before.paragraph, after.paragraph
    was_noise, is_noise = bool(old and old.noise), bool(new and new.noise)
    if was_noise != is_noise:
        yield gettext("Now noise") if is_noise else gettext("No longer noise")
    kinds = [part.paragraph.kind if part.paragraph else Label.HEADING for part in (before, after)]
    if kinds[0] != kinds[1]:
        yield gettext(_NOW[kinds[1]])
