"""What comes of a file's bytes, for the tests of its formats."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from articles.documents import reading
from articles.documents.reading.reader import within
from articles.documents.source import Contents, DocumentRejected, Rejection, Source

SAMPLES: Final = Path(__file__).parent / "samples"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def documents_of(
    content: str | bytes, name: str = "a.json", format: str | None = None
) -> list[tuple[Source, Contents] | Rejection]:
    """Every document of a file with what it holds, as an import comes to know it."""
    content = content.encode() if isinstance(content, str) else content
    return [
        _looked_at(found) for found in reading.read_documents(io.BytesIO(content), name, format)
    ]


def read_all(
    content: str | bytes, name: str = "a.jsonl", format: str | None = None
) -> list[Source | Rejection]:
    """Every document of a file as an import comes to know it, or why it is refused."""
    found = documents_of(content, name, format)
    return [each if isinstance(each, Rejection) else each[0] for each in found]


def contents_of(content: str | bytes, name: str = "a.json", format: str | None = None) -> Contents:
    [found] = documents_of(content, name, format)
    assert not isinstance(found, Rejection), found
    return found[1]


def refusal_of(content: str | bytes, name: str = "a.json", format: str | None = None) -> Rejection:
    [found] = documents_of(content, name, format)
    assert isinstance(found, Rejection), found
    return found


def _looked_at(found: Source | Rejection) -> tuple[Source, Contents] | Rejection:
    if isinstance(found, Rejection):
        return found
    try:
        return found, reading.contents_of(found)
    except DocumentRejected as rejected:
        return rejected.at(found.file, within(found.position, rejected.position))


class Pipe(io.RawIOBase):
    """Standard input from another program: it cannot be wound back."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._content.read(min(len(buffer), 7))
        buffer[: len(part)] = part
        return len(part)
