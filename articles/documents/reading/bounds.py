"""The bounds of every document, so that no file can exhaust a machine or a database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from articles.documents.messages import gettext_noop
from articles.documents.source import DocumentRejected, Remark

# No real article comes near this, markup and all: what is larger is an archive or a mistake.
DOCUMENT_BYTES = 4 * 2**20
# The longest real article seen has 257 strings; a live blog of a day stays below this.
STRINGS = 5_000
# Keys are indexed, and PostgreSQL's index rows end at about 2,700 bytes.
LONGEST_EXTERNAL_ID = 500

# The remark on one that a reader leaves out.
NUL = Remark("character", "U+0000")

_USUAL_BYTES = 2**16


@dataclass(frozen=True, slots=True)
class WorkbookBounds:
    """The bounds of a workbook, which may say in few bytes that it is large.

    `unpacked` counts the bytes of its files, and then the characters of its cells: any number of
    them may show the same long text. `rows` are those of a sheet; `cells` are those of all sheets,
    where a row has as many as stand before the last that is filled, and an empty one counts as one.
    openpyxl's time goes with the tags, and with those of every sheet, each of which it scans for
    its size. `hint` is for a workbook that exceeds them.
    """

    unpacked: int
    files: int
    tags: int
    tags_in_sheets: int
    rows: int
    columns: int
    cells: int
    hint: str


def start_of(stream: BinaryIO) -> bytes:
    """Return the whole stream, or one byte more of it than a document may have."""
    # In two steps, since a file makes room for all that it is asked for.
    start = stream.read(_USUAL_BYTES)
    if len(start) < _USUAL_BYTES:
        return start
    return start + stream.read(DOCUMENT_BYTES + 1 - _USUAL_BYTES)


def whole_document(stream: BinaryIO) -> bytes:
    """Return the rest of the stream; raise DocumentRejected, reading no further, past the bound."""
    content = start_of(stream)
    if len(content) > DOCUMENT_BYTES:
        raise document_too_large()
    return content


def document_too_large() -> DocumentRejected:
    """Return the rejection of a document over the bound."""
    return DocumentRejected(
        f"is larger than {DOCUMENT_BYTES // 2**20} MB, the bound for one document",
        gettext_noop("Split it: one file an article, or JSON Lines with one article a line."),
    )


def too_many_strings() -> DocumentRejected:
    """Return the rejection of a document with too many strings."""
    return DocumentRejected(
        f"holds more than {STRINGS:,} strings, the bound for one document",
        gettext_noop("Split it into one document an article."),
    )


def decoded(content: bytes) -> str:
    """Return UTF-8 text without its byte order mark; raise DocumentRejected for other bytes.

    A NUL in it is for cleaning to remove and report: it is no reason to lose an article.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise DocumentRejected(
            gettext_noop("is not UTF-8 text"),
            gettext_noop("Save it as UTF-8; from Windows text: iconv -f WINDOWS-1252 -t UTF-8."),
            f"byte {error.start}",
        ) from error
    return text.removeprefix("\ufeff")


def check_text(text: str, position: str) -> None:
    """Raise DocumentRejected for NUL or half a surrogate pair, which no database stores."""
    if "\0" in text:
        raise DocumentRejected(
            gettext_noop("holds a NUL character, which PostgreSQL cannot store"),
            gettext_noop("Remove it; in a file that is not text, send the article as text."),
            position,
        )
    if not _encodes(text):
        raise DocumentRejected(
            gettext_noop("holds half of a surrogate pair, which is no character"),
            gettext_noop("Write the character itself, or both halves of the pair."),
            position,
        )


def check_strings(strings: list[str]) -> None:
    """Raise DocumentRejected for no strings, too many, or one that cannot be stored.

    Cleaning removes NULs.
    """
    if not strings:
        raise DocumentRejected(
            gettext_noop("holds no strings"),
            gettext_noop("Leave it out, or fetch the article again."),
        )
    if len(strings) > STRINGS:
        raise too_many_strings()
    if not _encodes("".join(strings)):
        for index, string in enumerate(strings):
            check_text(string.replace("\0", ""), f"string {index} (counted from 0)")


def check_external_id(key: str) -> str:
    """Return the external id; raise DocumentRejected where it is empty or too long."""
    check_text(key, "its key")
    if not key:
        raise DocumentRejected(
            gettext_noop("has neither an id nor a url nor a file name"),
            gettext_noop('Give it an "id" of its own.'),
        )
    if len(key) > LONGEST_EXTERNAL_ID:
        raise DocumentRejected(
            f"has a key of {len(key):,} characters; {LONGEST_EXTERNAL_ID} are allowed",
            gettext_noop('Give it a shorter "id".'),
        )
    return key


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
