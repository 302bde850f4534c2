"""One article as received: the bytes, what they hold, and the reason when they cannot be read.

The bytes are parsed by a separate call (`reading.contents_of`): most documents of an import prove
unchanged, and are never parsed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from isal import isal_zlib

# Of igzip, the best: a little smaller than zlib's fastest, in a third of its time.
_COMPRESSION_LEVEL: Final = 3


class Scope(StrEnum):
    """What a reader took a string from, which tells how much of it may not be the article's.

    - `PAGE`: a scraped page. Any string may be the page's own: a menu, a teaser, a notice.
    - `EXTRACT`: what an extraction took for the article, which has left out most of that.
    - `TEXT`: a body as its author wrote it, without any page around it.
    """

    PAGE = "page"
    EXTRACT = "extract"
    TEXT = "text"


class Remark(NamedTuple):
    """Something of a document that its article does not show, for people to know.

    `what` is "date" (that of the field `name` was not understood), "language" (nor this),
    "encoding" (what the text was taken for), "cut" (its own end is missing) or "character" (one
    that nobody can store); of a piece "picture", "embed", "table" or "link" (left out, and why);
    `detail` is as the document has it.
    """

    what: str
    name: str
    detail: str = ""


class Piece(NamedTuple):
    """One string of a document, and its tag where the format keeps it ("" if not).

    `label` is the label that the format itself gives it, a value of `labels.Label`, "" where it
    gives none: what a format calls its summary needs no guess.

    `kind` is one of `article.kinds` for what is no text (a picture, a table, a rule), "" for text:
    its `html` is the caption then. `attributes` are those of `article.kinds`, as the document has
    them. `left_out` says what stood here and is none of the article's, and why.
    """

    html: str
    tag: str = ""
    label: str = ""
    scope: Scope = Scope.PAGE
    kind: str = ""
    attributes: Mapping[str, Any] | None = None
    left_out: tuple[Remark, ...] = ()


class PublishingStatus(StrEnum):
    """What its publisher says may be done with a document.

    Those of ninjs (`pubstatus`, IPTC NewsCodes pubstatusg2) and `DRAFT`, which a CMS exports too.
    """

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class SourceMetadata:
    """The metadata of a source document; a field is empty where the document has none.

    `url` is its own URL, `picture` that of its lead picture. `version` is its publisher's own
    number of it, and `embargoed` the moment before which nobody may publish it. `rights` says who
    owns it and how it may be used; `kicker` stands above its headline, `dateline` says where and
    when it was written, `sign_off` is the line at its end. `emptied` names the fields that the
    document has, but empty: of a field that it does not have, nothing is said. `remarks` are about
    what it says otherwise.
    """

    title: str = ""
    url: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    language: str = ""
    publisher: str = ""
    topics: tuple[str, ...] = ()
    picture: str = ""
    agencies: tuple[str, ...] = ()
    rights: str = ""
    kicker: str = ""
    dateline: str = ""
    sign_off: str = ""
    version: int | None = None
    status: PublishingStatus = PublishingStatus.USABLE
    embargoed: datetime | None = None
    emptied: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a document's bytes; `id` is empty where it has none of its own.

    `is_section`: it is a page that leads to other pages, and no article. `are_strings`: the pieces
    are a scrape's strings as they came, each of which may hold more than a paragraph.
    """

    pieces: tuple[Piece, ...]
    id: str = ""
    metadata: SourceMetadata = field(default=SourceMetadata())
    is_section: bool = False
    are_strings: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A source document: `content` is kept to the byte, `external_id` identifies it at imports.

    `position` is where in `file` it is ("line 12"), empty when it is the whole file. `repeats` are
    its lines that other documents of its publisher had when it came in, each with their number;
    None for one that comes in now. `publisher` is who has published it where its own metadata has
    none.
    """

    external_id: str
    file: str
    format: str
    content: bytes
    position: str = ""
    repeats: Mapping[str, int] | None = field(default=None, compare=False)
    publisher: str = field(default="", compare=False)
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        # Once, for it is asked for many times.
        object.__setattr__(self, "digest", digest_of(self.content))


def digest_of(content: bytes) -> str:
    """Return the BLAKE2b digest, 16 bytes as hex."""
    return blake2b(content, digest_size=16).hexdigest()


def compressed(content: bytes) -> bytes:
    """Return received bytes as the database keeps them: a zlib stream (RFC 1950)."""
    return isal_zlib.compress(content, _COMPRESSION_LEVEL)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A rejected document: where it is, why, and a hint for its sender."""

    file: str
    position: str
    reason: str
    hint: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.position}" if self.position else self.file
        return f"{where}: {self.reason}. {self.hint}"


@dataclass(frozen=True, slots=True)
class LeftOut(Rejection):
    """Something that was seen and is not wanted: where it is, what it is, and how to have it.

    It is counted and named, but nobody has done anything wrong.
    """


class DocumentRejected(Exception):
    """Raised for a document that cannot be used; carries the reason and the hint."""

    def __init__(self, reason: str, hint: str, position: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
        self.position = position

    def at(self, file: str, position: str = "") -> Rejection:
        """Return the rejection of the document at this position of a file."""
        return Rejection(file, position or self.position, self.reason, self.hint)


class DocumentLeftOut(DocumentRejected):
    """Raised for a document that can be read, but is not wanted."""

    def at(self, file: str, position: str = "") -> LeftOut:
        """Return it as left out, at this position of a file."""
        return LeftOut(file, position or self.position, self.reason, self.hint)
