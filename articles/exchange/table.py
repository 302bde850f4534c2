"""Entries <-> the rows of a table: one row a paragraph, so that no cell has to hold an article.

What belongs to the article or to a section stands on its first row; below, the cell is empty.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from articles.documents.article.ids import Identifiers
from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import (
    METADATA_FIELDS,
    Metadata,
    MetadataField,
    MetadataKind,
    values_of,
)
from articles.documents.article.model import ArticleDocument, InvalidDocument, Paragraph, Section
from articles.documents.article.rows import compact_json
from articles.documents.source import DocumentRejected, Rejection
from articles.exchange.bounds import Size
from articles.exchange.entry import Entry
from articles.exchange.intake import Intake, standing_at

_IDENTITY: Final = ("key", "slug")
_METADATA: Final = tuple(field.key for field in METADATA_FIELDS.values())
_ARTICLE: Final = (
    "version", "headline", "headline_origin", "provisional", "standfirst", "standfirst_origin",
    "bylines", "language", *_METADATA,
)  # fmt: skip
_SECTION: Final = (
    "section_uid", "heading", "heading_origin", "section_byline", "section_byline_origin",
)  # fmt: skip
_PARAGRAPH: Final = ("uid", "kind", "markup", "origin", "attributes", "noise")
# Tables of before there was metadata, or attributes, lack their columns.
OPTIONAL: Final = frozenset((*_METADATA, "attributes", "noise"))
COLUMNS: Final = (*_IDENTITY, *_ARTICLE, "section", *_SECTION, *_PARAGRAPH)

_BOOLEANS: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a row as it was read; `number` is the one that a spreadsheet shows beside it."""

    number: int
    cells: Cells

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def has_any(self, columns: Iterable[str]) -> bool:
        """Return whether a cell of these columns is filled."""
        return any(self.cells[column] for column in columns)

    def integer(self, column: str) -> int | None:
        """Return the number of a cell, None for an empty one; raise `DocumentRejected`."""
        text = self.cells[column].strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 10):
            raise DocumentRejected(
                f"has {text[:60]!r} in the column {column}", "Write a whole number, or nothing."
            )
        return int(text)

    def boolean(self, column: str) -> bool:
        """Return yes or no of a cell, no for an empty one; raise `DocumentRejected`."""
        text = self.cells[column].strip().lower()
        if text not in _BOOLEANS | {"": False}:
            raise DocumentRejected(f"has {text[:60]!r} in the column {column}", "Write yes or no.")
        return _BOOLEANS.get(text, False)


def rows_of(entry: Entry) -> Iterator[Cells]:
    """Yield the entry's rows; a column that a row does not name is empty."""
    identity = {"key": entry.key, "slug": entry.slug}
    above = _article_cells(entry)
    for number, section in enumerate(entry.document.sections, start=1):
        above |= _section_cells(section)
        for paragraph_cells in map(_paragraph_cells, section.paragraphs or (None,)):
            yield identity | {"section": str(number)} | above | paragraph_cells
            above = {}
    if above:
        yield identity | above


def _article_cells(entry: Entry) -> Cells:
    document = entry.document
    return {
        "version": _written(entry.version),
        "headline": document.headline.text,
        "headline_origin": _written(document.headline.origin),
        "provisional": "yes" if document.headline_provisional else "no",
        "standfirst": document.standfirst.text,
        "standfirst_origin": _written(document.standfirst.origin),
        "bylines": _listed(document.bylines),
        "language": document.language,
        **{
            field.key: _metadata_cell(document.metadata, field)
            for field in METADATA_FIELDS.values()
        },
    }


def _metadata_cell(metadata: Metadata, field: MetadataField) -> str:
    texts = values_of(metadata, field.name)
    return _listed(texts) if field.kind is MetadataKind.TEXTS else "".join(texts)


def _listed(texts: tuple[str, ...]) -> str:
    return json.dumps(texts, ensure_ascii=False) if texts else ""


def _section_cells(section: Section) -> Cells:
    return {
        "section_uid": section.uid,
        "heading": section.heading.text,
        "heading_origin": _written(section.heading.origin),
        "section_byline": section.byline.text,
        "section_byline_origin": _written(section.byline.origin),
    }


def _paragraph_cells(paragraph: Paragraph | None) -> Cells:
    if paragraph is None:
        return {}
    return {
        "uid": paragraph.uid,
        "kind": paragraph.kind.value,
        "markup": paragraph.markup,
        "origin": _written(paragraph.origin),
        "attributes": compact_json(paragraph.attributes) if paragraph.attributes else "",
        "noise": "yes" if paragraph.noise else "",
    }


def _written(number: int | None) -> str:
    return "" if number is None else str(number)


def continuation_of(cells: Cells, rest: str) -> Cells:
    """Return a row for the rest of a paragraph too long for a cell: the same uid, no kind."""
    return {column: cells.get(column, "") for column in (*_IDENTITY, "section", "uid")} | {
        "markup": rest
    }


def entries_of(rows: Iterable[Row], file: str, size: Size) -> Iterator[Entry | Rejection]:
    """Yield the article of each run of rows with the same key and slug, or why it is rejected."""
    seen: set[tuple[str, ...]] = set()
    for identity, group in groupby(rows, key=lambda row: tuple(row[name] for name in _IDENTITY)):
        own = tuple(group)
        yield _entry(own, file, Intake(size), stood_before=identity in seen)
        seen.add(identity)


def _entry(
    rows: Sequence[Row], file: str, intake: Intake, *, stood_before: bool
) -> Entry | Rejection:
    position = f"row {rows[0].number}"
    try:
        with standing_at(position):
            if stood_before:
                raise DocumentRejected(
                    "names an article whose rows stand further up",
                    "Keep the rows of one article together, in the order of its paragraphs.",
                )
            return _Rebuilding(rows, intake).entry(position)
    except DocumentRejected as rejected:
        name = rows[0]["key"] or rows[0]["slug"]
        return rejected.at(file, f"{rejected.position} ({name})" if name else rejected.position)


class _Rebuilding:
    """Make one article of its rows."""

    def __init__(self, rows: Sequence[Row], intake: Intake) -> None:
        self.rows = tuple(_joined(rows))
        self.intake = intake
        self.identifiers = Identifiers(
            row[column] for row in self.rows for column in ("section_uid", "uid") if row[column]
        )

    def entry(self, position: str) -> Entry:
        first, intake = self.rows[0], self.intake
        if not first.has_any(_IDENTITY):
            raise DocumentRejected(
                "names no article", "Write the key or the slug of its article on every row."
            )
        _check_repeated(self.rows, _ARTICLE)
        return Entry(
            key=intake.key(first["key"]),
            slug=intake.slug(first["slug"]),
            version=intake.version(first.integer("version")),
            document=self._document(first),
            position=position,
            removed=tuple(dict.fromkeys(intake.removed)),
        )

    def _document(self, first: Row) -> ArticleDocument:
        intake = self.intake
        try:
            return ArticleDocument(
                headline=intake.headline(first["headline"], first.integer("headline_origin")),
                headline_provisional=first.boolean("provisional"),
                standfirst=intake.line(
                    first["standfirst"], first.integer("standfirst_origin"), "standfirst"
                ),
                bylines=intake.bylines(_names(first["bylines"], "bylines")),
                language=intake.language(first["language"]),
                metadata=intake.metadata(
                    {name: _texts(first, field) for name, field in METADATA_FIELDS.items()}
                ),
                sections=tuple(self._sections()),
            )
        except InvalidDocument as error:
            raise DocumentRejected(
                f"cannot be taken: {error}", "Leave the uid of a new or copied row empty."
            ) from error

    def _sections(self) -> Iterator[Section]:
        for number, group in groupby(_numbered(self.rows), key=lambda pair: pair[0]):
            yield self._section(number, [row for _, row in group])

    def _section(self, number: int, rows: Sequence[Row]) -> Section:
        first = rows[0]
        with standing_at(f"row {first.number}"):
            _check_repeated(rows, _SECTION)
            uid = first["section_uid"] or self.identifiers.make("section", number, first["heading"])
            return Section(
                uid=self.intake.uid(uid),
                heading=self.intake.heading(first["heading"], first.integer("heading_origin")),
                byline=self.intake.line(
                    first["section_byline"],
                    first.integer("section_byline_origin"),
                    "section_byline",
                ),
                paragraphs=tuple(self._paragraph(row) for row in rows if row.has_any(_PARAGRAPH)),
            )

    def _paragraph(self, row: Row) -> Paragraph:
        with standing_at(f"row {row.number}"):
            return self.intake.paragraph(
                row["uid"] or self.identifiers.make(row["section"], row["markup"]),
                row["kind"].strip() or Kind.BODY.value,
                row["markup"],
                row.integer("origin"),
                _attributes(row["attributes"]),
                noise=row.boolean("noise"),
            )


def _attributes(written: str) -> dict[str, Any]:
    if not written.strip():
        return {}
    try:
        found = json.loads(written)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise DocumentRejected(
            "has attributes that are no JSON object",
            "Leave the attributes as they were exported, or empty the cell.",
        )
    return found


def _joined(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows; of a paragraph that goes on over several, one."""
    pending: Row | None = None
    for row in rows:
        if pending and row["uid"] and row["uid"] == pending["uid"] and not row["kind"]:
            whole = pending["markup"] + row["markup"]
            pending = replace(pending, cells=pending.cells | {"markup": whole})
            continue
        if pending:
            yield pending
        pending = row
    if pending:
        yield pending


def _numbered(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    """Yield the rows with the numbers of their sections; an empty one is that of the row above."""
    current = 0
    for row in rows:
        with standing_at(f"row {row.number}"):
            number = row.integer("section") or current
            if number < current:
                raise DocumentRejected(
                    f"goes back from section {current} to {number}",
                    "Keep the rows in the order of the article.",
                )
        if not number and not row.has_any((*_SECTION, *_PARAGRAPH)):
            continue
        current = number or 1
        yield current, row


def _check_repeated(rows: Sequence[Row], columns: Iterable[str]) -> None:
    """Raise `DocumentRejected` for a value further down that is not that of the first row."""
    for column in columns:
        for row in rows[1:]:
            if row[column] and row[column] != rows[0][column]:
                raise DocumentRejected(
                    f"has another {column} than row {rows[0].number}",
                    f"Change it on row {rows[0].number}; further down it may stay empty.",
                    f"row {row.number}",
                )


def _texts(row: Row, field: MetadataField) -> list[str]:
    cell = row[field.key]
    return _names(cell, field.key) if field.kind is MetadataKind.TEXTS else [cell]


def _names(cell: str, column: str) -> list[str]:
    """Return the texts of a cell: a JSON list as exported, or names with semicolons between."""
    if not cell.startswith("["):
        return [name.strip() for name in cell.split(";") if name.strip()]
    try:
        names: list[str] = json.loads(cell)
    except (ValueError, RecursionError) as error:
        raise DocumentRejected(
            f"has {column} that cannot be read", 'Write ["Ana Pol", "Jo Ek"], or Ana Pol; Jo Ek.'
        ) from error
    return names
