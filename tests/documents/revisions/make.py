"""Article documents made of strings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from articles.documents.article.ids import Identifiers
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.sequence import sections_of


def parsed(
    strings: Sequence[str], headline: str = "A ferry", standfirst: str = ""
) -> ArticleDocument:
    """As the parser would: identifiers and origins follow from place and text alone."""
    identifiers = Identifiers()
    flow: list[Any] = []
    for index, string in enumerate(strings):
        uid = identifiers.make(index, string)
        if string.startswith("# "):
            flow.append(Section(uid, Line(string[2:], index)))
        else:
            flow.append(Paragraph(uid, Kind.BODY, string, index))
    return ArticleDocument(Line(headline), standfirst=Line(standfirst), sections=sections_of(flow))
