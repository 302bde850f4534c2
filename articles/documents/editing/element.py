"""An element of an editor's HTML, and a tag that is open around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final

from articles.documents.article.table import Rows, markup_of

HEADING: Final = "heading"
BYLINE: Final = "byline"
NOISE: Final = "noise"
# An attribute whose own name is that of the paragraph's identifier.
HTML_NAMES: Final = {"id": "embed"}

_ATTRIBUTE: Final = re.compile(
    r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Element:
    """A heading, byline or paragraph as the editor sent it back.

    `inner` is its markup, `attributes` are as they were written, `rows` those of a table.
    """

    kind: str
    uid: str
    inner: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    rows: Rows = ()

    def markups(self) -> Iterator[str]:
        """Yield the markup in it, each piece by itself."""
        yield self.inner
        for row in self.rows:
            yield from map(markup_of, row)


@dataclass(frozen=True, slots=True)
class OpenTag:
    """An open block tag; `kind` is the kind of the text inside it."""

    name: str
    kind: str = ""
    uid: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of a tag, by their names in small letters."""
    return {
        match[1].lower(): unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(written)
    }
