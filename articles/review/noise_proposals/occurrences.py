"""Lines of text -> where they occur in articles, as editors have them now.

The text of paragraphs has no index, which would be as large as the text: all of a publisher's are
looked at, or those of the newest articles.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from articles.models import Article, NoiseRule, Paragraph, Section


class Occurrence(NamedTuple):
    """A line in an article; `publisher` is that of the article's source."""

    article_id: int
    publisher: str
    text: str
    is_text: bool


def occurrences(
    texts: Collection[str], *, publisher: str = "", since: int = 0
) -> Iterator[Occurrence]:
    """Yield where lines occur, in articles of a publisher (else of any), from a primary key on.

    Five queries, for any number of lines.
    """
    if not texts:
        return
    where: dict[str, Any] = (
        {"source__publisher": publisher} if publisher else {"source__isnull": False}
    )
    within = {f"article__{name}": value for name, value in where.items()}
    within["article__deleted_at"] = None
    if since:
        where["pk__gte"] = within["article_id__gte"] = since
    yield from _paragraphs(Paragraph.objects.filter(**within), texts)
    # A line has no line breaks, where a paragraph may have them.
    lines = {text.replace("\n", " "): text for text in texts}
    sections, articles = Section.objects.filter(**within), Article.objects.filter(**where)
    yield from _lines(sections, "heading", lines)
    yield from _lines(sections, "byline", lines)
    yield from _lines(articles, "standfirst", lines)
    yield from _lines(articles.exclude(headline_origin=None), "headline", lines)


def articles_with(line: NoiseRule) -> list[int]:
    """Return the articles in which the line is noise by itself or would be, the newest first."""
    found = {each.article_id for each in occurrences([line.text], publisher=line.publisher)}
    return sorted(found, reverse=True)


def _paragraphs(rows: QuerySet[Paragraph], texts: Collection[str]) -> Iterator[Occurrence]:
    same = rows.filter(Q(unmarked__in=texts) | Q(unmarked="", markup__in=texts)).order_by()
    for article, publisher, noise, unmarked, markup in same.values_list(
        "article_id", "article__source__publisher", "noise", "unmarked", "markup"
    ).iterator(chunk_size=2000):
        yield Occurrence(article, publisher, unmarked or markup, not noise)


def _lines(rows: QuerySet[Any], name: str, lines: dict[str, str]) -> Iterator[Occurrence]:
    of = "" if rows.model is Article else "article__"
    same = rows.filter(**{f"{name}__in": list(lines)}).order_by()
    for article, publisher, line in same.values_list(
        f"{of}id", f"{of}source__publisher", name
    ).iterator(chunk_size=2000):
        yield Occurrence(article, publisher, lines[line], is_text=True)
