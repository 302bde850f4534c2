"""Quotations -> block quotes; with who said it they are figures, and so is what is pulled out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from articles.documents.article.model import Paragraph
from articles.publishing.parts.writing import Writing, named, with_permalink


def written_quotes(paragraphs: Sequence[Paragraph], writing: Writing) -> str:
    """Return quotations: neighbours are one, up to who said it."""
    return "".join(_quotation(quoted, writing) for quoted in _quotations(paragraphs))


def _quotations(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    for _, group in groupby(paragraphs, key=lambda p: bool(p.attributes.get("pull"))):
        quoted: list[Paragraph] = []
        for paragraph in group:
            quoted.append(paragraph)
            if paragraph.attributes.get("by"):
                yield quoted
                quoted = []
        if quoted:
            yield quoted


def _quotation(quoted: Sequence[Paragraph], writing: Writing) -> str:
    texts = [f"<p {named(each, writing)}>{with_permalink(each)}</p>\n" for each in quoted]
    quotation = f"<blockquote>\n{''.join(texts)}</blockquote>\n"
    attributes = quoted[-1].attributes
    by, is_pull = attributes.get("by"), attributes.get("pull")
    if not by and not is_pull:
        return quotation
    cited = f"<figcaption><cite>{escape(by)}</cite></figcaption>\n" if by else ""
    kind = "pull" if is_pull else "quote"
    return f'<figure class="{kind}"{writing.direction}>\n{quotation}{cited}</figure>\n'
