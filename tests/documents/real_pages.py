"""The pages of a corpus, and the texts of the articles that came of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from articles.documents.article.model import ArticleDocument
from articles.documents.source import Piece, Source
from tests.documents.make import make_source


def sources(corpus: Path) -> Iterator[Source]:
    for file in sorted(corpus.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            pieces = [
                Piece(item) if isinstance(item, str) else Piece(item["html"], item["tag"])
                for item in row["document"]
            ]
            yield make_source(*pieces, external_id=row["id"])


def texts_by_origin(document: ArticleDocument) -> dict[int, str]:
    """Every text of an article under the index of its block; fails if two claim one block."""
    placed = [(line.origin, line.text) for line in document.lines()]
    placed += [(p.origin, p.text) for p in document.paragraphs()]
    with_origin = [(origin, text) for origin, text in placed if origin is not None]
    found = dict(with_origin)
    assert len(found) == len(with_origin)
    return found
