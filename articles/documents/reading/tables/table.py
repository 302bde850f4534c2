"""Turn a row of a table into the contents of a document, by the names of its columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from articles.documents.markup.tags import BLOCKS
from articles.documents.messages import gettext_noop
from articles.documents.metadata.dates import parse_datetime
from articles.documents.reading import python_literal
from articles.documents.reading.bounds import check_text, decoded
from articles.documents.reading.fragments import paragraphs_of_text, pieces_of_html
from articles.documents.reading.json import json_document
from articles.documents.reading.json.json_values import loaded
from articles.documents.reading.metadata import checked_metadata, id_of
from articles.documents.source import Contents, DocumentRejected, Piece

# By any of these names, in any case; where a table has several of one line, the first that a row
# has something under.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id",),
    "title": ("title", "headline"),
    "url": ("url", "link", "address"),
    "published": ("published", "date"),
    "updated": ("updated",),
    "authors": ("authors", "author", "byline"),
    "language": ("language", "lang"),
    "publisher": ("publisher", "source"),
    "topics": ("topics", "tags", "categories"),
    "picture": ("picture", "image"),
    "summary": ("summary", "standfirst", "description"),
    "text": ("text", "body", "content", "html"),
}
KEEPS: Final = (
    "the columns "
    + ", ".join("/".join(names) for names in COLUMNS.values())
    + "; the text as HTML, as plain paragraphs or as a list of strings. Other columns are kept, "
    "not read"
)
_KNOWN: Final = {name for names in COLUMNS.values() for name in names}
# What only the table has that the desk exports, which has a row for each paragraph.
_DESKS: Final = frozenset({"section_uid", "uid", "kind", "markup"})

_MARKUP: Final = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*+)(?=[\s/>])[^<>]*+>|&#?[0-9a-zA-Z]{2,31};")
_SEPARATING: Final = BLOCKS | {"br"}
_BLANK_LINE: Final = re.compile(r"\n[ \t]*+\n")
_SEPARATORS: Final = re.compile(r"[;|\n]")
# Names hold commas ("Pol, Ana"), topics do not.
_TOPICS: Final = re.compile(r"[;|\n,]")
_STANDFIRST: Final = "standfirst"


def looks_like_a_header(names: Iterable[str]) -> bool:
    """Return whether a first line names columns that make documents: the text, and another."""
    known = {_plain(name) for name in names}
    return len(known & _KNOWN) > 1 and not known.isdisjoint(COLUMNS["text"])


def check_header(names: Sequence[str]) -> None:
    """Raise DocumentRejected where no row can become a document."""
    check_text("".join(names), "its header")
    known = {_plain(name) for name in names}
    if known >= _DESKS:
        raise DocumentRejected(
            gettext_noop("is a table of articles that the desk exported"),
            gettext_noop("Import it there, under “Import tables”."),
        )
    if known.isdisjoint(COLUMNS["text"]):
        found = ", ".join(name.strip()[:40] for name in names[:20] if name.strip())
        raise DocumentRejected(
            f"has no column for the text; its columns are: {found or 'none'}",
            f"Name it in the first row: {', '.join(COLUMNS['text'])}.",
        )


def no_rows() -> DocumentRejected:
    """Return the rejection of a table without rows."""
    return DocumentRejected(
        gettext_noop("holds no rows under a header"),
        gettext_noop("Leave it out, or export it again."),
    )


def contents_of_row(names: Sequence[str], cells: Sequence[str]) -> Contents:
    """Return the contents of a row; `names` are those of the header. Raises DocumentRejected."""
    row = _by_column(names, cells)
    document = {column: _value(column, text) for column, text in row.items()}
    summary = row.get("summary", "")
    pieces = _pieces(row.get("text", ""))
    if not pieces:
        raise DocumentRejected(
            gettext_noop("has no text"),
            gettext_noop("Fill the cell of the text, or leave the row out."),
        )
    standfirst = [piece._replace(label=_STANDFIRST) for piece in _pieces(summary)]
    return Contents((*standfirst, *pieces), id_of(document), checked_metadata(document))


def _plain(name: str) -> str:
    return name.strip().lower()


def _by_column(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return the cells that are not empty, by our own names of their columns."""
    by_name: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        if cell.strip():
            by_name.setdefault(_plain(name), cell)
    row = {}
    for column, known in COLUMNS.items():
        if found := next((by_name[name] for name in known if name in by_name), None):
            check_text(found, f"the column {column}")
            row[column] = found
    return row


def _value(column: str, text: str) -> object:
    match column:
        case "authors":
            return _listed(text, _SEPARATORS)
        case "topics":
            return _listed(text, _TOPICS)
        case "published" | "updated":
            found = parse_datetime(text)
            return found.isoformat() if found else text
    return text


def _listed(text: str, separators: re.Pattern[str]) -> list[str]:
    listed = _list_in(text)
    return separators.split(text) if listed is None else [piece.html for piece in listed]


def _pieces(text: str) -> tuple[Piece, ...]:
    """Return the strings of a cell: of a list, of HTML, or the paragraphs of plain text."""
    listed = _list_in(text)
    if listed is not None:
        return listed
    tags = {name.lower() for name in _MARKUP.findall(text)}
    if not tags:
        return paragraphs_of_text(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    has_blank_lines = bool(_BLANK_LINE.search(text))
    if tags.isdisjoint(_SEPARATING):
        # Plain paragraphs with marks in them.
        text = text if has_blank_lines else text.replace("\n", "\n\n")
        return pieces_of_html(text, blank_lines=True)
    return pieces_of_html(text, blank_lines=has_blank_lines and "p" not in tags)


def _list_in(text: str) -> tuple[Piece, ...] | None:
    """Return the strings of a list in JSON or Python; None if the text is no such list."""
    if not text.lstrip().startswith("["):
        return None
    for parse in (json_document.parse, python_literal.parse):
        try:
            return parse(text.encode()).pieces
        except DocumentRejected:
            continue
    return None


def row_as_json(names: Sequence[str], cells: Sequence[str]) -> bytes:
    """Return a row as a document of its own: a JSON object of its cells, for `parse_row_json`."""
    row: dict[str, str] = {}
    for number, (name, cell) in enumerate(zip(names, cells, strict=False), start=1):
        if cell:
            # Columns of one name, or of none, are numbered.
            own = name if name else f"({number})"
            row[own if own not in row else f"{name} ({number})"] = cell
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")


def parse_row_json(content: bytes) -> Contents:
    """Return the contents of the object of a row; raise DocumentRejected."""
    match loaded(decoded(content)):
        case dict() as row if all(isinstance(cell, str) for cell in row.values()):
            return contents_of_row(list(row), list(row.values()))
    raise DocumentRejected(
        gettext_noop("is not a row of a table"), gettext_noop("Import the table again.")
    )
