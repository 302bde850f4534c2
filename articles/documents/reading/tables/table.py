"""Turn a row of a table into the contents of a document, by the names of its columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from articles.documents import markup
from articles.documents.messages import gettext_noop
from articles.documents.metadata.language import language_tag
from articles.documents.metadata.moments import DateOrder, has_two_readings, order_told_by
from articles.documents.reading import python_literal
from articles.documents.reading.body_text import pieces_of_body
from articles.documents.reading.bounds import check_text, decoded
from articles.documents.reading.field_names import (
    FIELD_NAMES,
    KNOWN_NAMES,
    PICTURE_NAMES,
    fields_named,
    plain_name,
)
from articles.documents.reading.json import json_document
from articles.documents.reading.json.json_values import loaded
from articles.documents.reading.lead_picture import with_picture
from articles.documents.reading.metadata import checked_metadata, id_of
from articles.documents.reading.strings import with_shaped_strings
from articles.documents.source import Contents, DocumentRejected, Piece, Remark

KEEPS: Final = (
    "the columns "
    + ", ".join(FIELD_NAMES)
    + " and, of the picture, "
    + ", ".join(PICTURE_NAMES)
    + ", by these names and others that mean the same (Article Text, Publish Date, Autor, 标题 …) "
    "in the commonest languages, a title above them or not; the text as HTML, as plain paragraphs "
    "or as a list of strings; dates as people write them. Other columns are kept, not read"
)
# What only the table has that the desk exports, which has a row for each paragraph.
_DESKS: Final = frozenset({"sectionuid", "uid", "kind", "markup"})
_DATES: Final = ("published", "updated", "embargoed")
# A title, a date of export, a blank line: no table has more above its header.
LOOKED_AT: Final = 10

_SEPARATORS: Final = re.compile(r"[;|\n]")
# Names hold commas ("Pol, Ana"), topics do not.
_TOPICS: Final = re.compile(r"[;|\n,]")
_STANDFIRST: Final = "standfirst"
# The key of a workbook's row that no column of it has.
_ORDER_KEY: Final = "(dates)"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table's other rows tell of one: the order of its dates; and what it was taken for.

    `encoding` is what people call the encoding of its text, "" for UTF-8.
    """

    order: DateOrder | None = None
    encoding: str = ""


def looks_like_a_header(names: Iterable[str]) -> bool:
    """Return whether a line names columns that make documents: the text, and another."""
    known = [KNOWN_NAMES[plain] for name in names if (plain := plain_name(name)) in KNOWN_NAMES]
    return len(known) > 1 and "text" in known


def check_header(names: Sequence[str]) -> None:
    """Raise DocumentRejected where no row can become a document."""
    check_text("".join(names), "its header")
    if {plain_name(name) for name in names} >= _DESKS:
        raise DocumentRejected(
            gettext_noop("is a table of articles that the desk exported"),
            gettext_noop("Import it there, under “Import tables”."),
        )
    if "text" not in fields_named(names):
        found = ", ".join(name.strip()[:40] for name in names[:20] if name.strip())
        raise DocumentRejected(
            f"has no column for the text; its columns are: {found or 'none'}",
            gettext_noop("Name it in the first row: text, body, content or html."),
        )


def order_of_dates(names: Sequence[str], rows: Iterable[Sequence[str]]) -> DateOrder | None:
    """Return the order that the dates of these rows tell: see `moments.order_told_by`."""
    columns = [
        index for index, name in enumerate(names) if KNOWN_NAMES.get(plain_name(name)) in _DATES
    ]
    if not columns:
        return None
    return order_told_by(row[index] for row in rows for index in columns if index < len(row))


def needs_order(names: Sequence[str], cells: Sequence[str]) -> bool:
    """Return whether a row has a date that other rows have to explain."""
    row = _by_column(names, cells)
    return any(has_two_readings(row.get(field, "")) for field in _DATES)


def no_rows() -> DocumentRejected:
    """Return the rejection of a table without rows."""
    return DocumentRejected(
        gettext_noop("holds no rows under a header"),
        gettext_noop("Leave it out, or export it again."),
    )


def contents_of_row(
    names: Sequence[str], cells: Sequence[str], told: Reading = Reading()
) -> Contents:
    """Return the contents of a row; `names` are those of the header. Raises DocumentRejected."""
    row = _by_column(names, cells)
    pieces = _pieces(row.get("text", ""))
    if not pieces:
        raise DocumentRejected(
            gettext_noop("has no text"),
            gettext_noop("Fill the cell of the text, or leave the row out."),
        )
    document = {column: _value(column, text) for column, text in row.items()}
    remarks = [Remark("encoding", told.encoding)] if told.encoding else []
    if (language := row.get("language")) and not language_tag(language):
        remarks.append(Remark("language", "language", language))
        del document["language"]
    metadata = checked_metadata(document, told.order)
    metadata = replace(metadata, remarks=(*remarks, *metadata.remarks))
    standfirst = [piece._replace(label=_STANDFIRST) for piece in _pieces(row.get("summary", ""))]
    text = _with_picture(row, names, cells, pieces)
    lead = len(text) - len(pieces)
    return Contents((*text[:lead], *standfirst, *text[lead:]), id_of(document), metadata)


def _with_picture(
    row: Mapping[str, str], names: Sequence[str], cells: Sequence[str], body: tuple[Piece, ...]
) -> tuple[Piece, ...]:
    """Return the text with the picture that a column holds, and what others say of it."""
    if "picture" not in row:
        return body
    said = dict(zip(map(plain_name, names), cells, strict=False))
    told = {
        attribute: next((" ".join(said[name].split()) for name in known if said.get(name)), "")
        for attribute, known in PICTURE_NAMES.items()
    }
    caption = markup.escape(told.pop("caption"))
    return with_picture(row["picture"], body, caption, **told)


def _by_column(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return the cells that are not empty, by our own names of their columns."""
    by_name: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        if cell.strip():
            by_name.setdefault(plain_name(name), cell)
    row = {}
    for column, known in FIELD_NAMES.items():
        if found := next((by_name[name] for name in known if name in by_name), None):
            check_text(found.replace("\0", ""), f"the column {column}")
            row[column] = found
    if "id" not in by_name and "url" in row:
        row.pop("id", None)  # a row's address is its key, unless it says what its id is
    return row


def _value(column: str, text: str) -> object:
    match column:
        case "authors":
            return _listed(text, _SEPARATORS)
        case "topics":
            return _listed(text, _TOPICS)
    return text


def _listed(text: str, separators: re.Pattern[str]) -> list[str]:
    listed = _list_in(text)
    return separators.split(text) if listed is None else [piece.html for piece in listed]


def _pieces(text: str) -> tuple[Piece, ...]:
    """Return the strings of a cell: of a list, of HTML, or the paragraphs of plain text."""
    listed = _list_in(text)
    return pieces_of_body(text) if listed is None else listed


def _list_in(text: str) -> tuple[Piece, ...] | None:
    """Return the strings of a list in JSON or Python; None if the text is no such list."""
    if not text.lstrip().startswith("["):
        return None
    for parse in (json_document.parse, python_literal.parse):
        try:
            return with_shaped_strings(parse(text.encode())).pieces
        except DocumentRejected:
            continue
    return None


def row_as_json(
    names: Sequence[str], cells: Sequence[str], order: DateOrder | None = None
) -> bytes:
    """Return a row as a document of its own: a JSON object of its cells, for `parse_row_json`.

    Where it has a date that other rows explain, it has their order.
    """
    row: dict[str, str] = {}
    for number, (name, cell) in enumerate(zip_longest(names, cells, fillvalue=""), start=1):
        if cell:
            # Columns of one name, or of none, are numbered.
            own = name if name else f"({number})"
            row[own if own not in row else f"{name} ({number})"] = cell
    if order and needs_order(names, cells):
        row[_ORDER_KEY] = order.value
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")


def parse_row_json(content: bytes) -> Contents:
    """Return the contents of the object of a row; raise DocumentRejected."""
    match loaded(decoded(content)):
        case dict() as row if all(isinstance(cell, str) for cell in row.values()):
            order = order_called(row.get(_ORDER_KEY))
            return contents_of_row(list(row), list(row.values()), Reading(order))
    raise DocumentRejected(
        gettext_noop("is not a row of a table"), gettext_noop("Import the table again.")
    )


def order_called(name: object) -> DateOrder | None:
    """Return the order of this name, None for another."""
    return next((order for order in DateOrder if order == name), None)
