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
