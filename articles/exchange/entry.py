"""One article as it travels."""

from __future__ import annotations

from dataclasses import dataclass

from articles.documents.article.model import ArticleDocument
from articles.documents.markup import Removal


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold an article with its names; `version` is the one that the document was exported as.

    `position` is its place in the file, `removed` what cleaning removed on the way in.
    """

    key: str
    slug: str
    version: int | None
    document: ArticleDocument
    position: str = ""
    removed: tuple[Removal, ...] = ()
