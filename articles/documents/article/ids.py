"""Make the identifiers of sections and paragraphs: short, derived from what they name.

They are derived, not drawn, so the same document always parses to the same article. An editor's
save carries them over by text.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from hashlib import blake2b
from typing import TypeVar
from zlib import crc32

from articles.documents.article.model import ArticleDocument, Paragraph, Section

_Part = TypeVar("_Part", Paragraph, Section)


def block_uid(index: int | None, text: str) -> str:
    """Return the identifier of a part made from a block: no other block of its document has it.

    The text is in it so that a block of another document hardly ever has it either.
    """
    return f"{crc32(text.encode()):08x}{'' if index is None else index}"


class Identifiers:
    """A source of identifiers that no other part of the same article has."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        # How often each seed was used: the same text thousands of times must not be tried anew.
        self._salts: defaultdict[str, int] = defaultdict(int)

    def claim(self, uid: str) -> bool:
        """Take `uid` if it is still free; return whether it was."""
        if uid in self._taken:
            return False
        self._taken.add(uid)
        return True

    def make(self, *parts: object) -> str:
        """Return a fresh identifier of 10 hexadecimal digits made from `parts`."""
        seed = "\0".join(map(str, parts))
        while True:
            salt = self._salts[seed]
            self._salts[seed] += 1
            digest = blake2b(f"{seed}\0{salt}".encode(), digest_size=5).hexdigest()
            if self.claim(digest):
                return digest


class PartsByText:
    """The parts of an earlier document by their text, each to be found once."""

    def __init__(self, document: ArticleDocument) -> None:
        self._paragraphs: defaultdict[object, deque[Paragraph]] = defaultdict(deque)
        self._sections: defaultdict[str, deque[Section]] = defaultdict(deque)
        for section in document.sections:
            self._sections[section.heading.text].append(section)
            for paragraph in section.paragraphs:
                self._paragraphs[paragraph.identity].append(paragraph)

    def paragraph(self, like: Paragraph, identifiers: Identifiers) -> Paragraph | None:
        """Return an unclaimed paragraph of the same identity, and claim its identifier."""
        return _first_free(self._paragraphs[like.identity], identifiers)

    def section(self, heading: str, identifiers: Identifiers) -> Section | None:
        """Return an unclaimed section of the same heading, and claim its identifier."""
        return _first_free(self._sections[heading], identifiers)


def _first_free(candidates: deque[_Part], identifiers: Identifiers) -> _Part | None:
    while candidates:
        candidate = candidates.popleft()
        if identifiers.claim(candidate.uid):
            return candidate
    return None
