"""The working copy is what its newest version says: article, sections, paragraphs, links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.documents.article.metadata import METADATA_COLUMNS
from articles.documents.article.rows import ArticleRows, article_rows
from articles.models import Article, Link, Paragraph, Section, Version
from articles.safekeeping.soundness.fault import (
    Fault,
    Faults,
    as_stored,
    in_batches,
    unpacked_document,
)

_TOGETHER: Final = 100
_LINES: Final = (
    "headline", "headline_origin", "headline_provisional", "standfirst", "standfirst_origin",
    "bylines", "language",
)  # fmt: skip
_PARTS: Final = {
    "lines": gettext_lazy("lines"),
    "metadata": gettext_lazy("metadata"),
    "sections": gettext_lazy("sections"),
    "paragraphs": gettext_lazy("paragraphs"),
    "links": gettext_lazy("links"),
}
# Of each article, its rows of one table in their order.
_Rows = Mapping[int, Sequence[tuple[Any, ...]]]


def check_working_copies() -> Faults:
    """Yield the faults of each article's rows."""
    for batch in in_batches(Article.with_deleted.all(), _TOGETHER):
        keys = [article.pk for article in batch]
        newest = Version.objects.filter(article__in=keys, number=F("article__version"))
        stored = dict(newest.values_list("article", as_stored("content")))
        tables = _sections(keys), _paragraphs(keys), _links(keys)
        for article in batch:
            document = unpacked_document(stored[article.pk]) if article.pk in stored else ""
            # What is no document is a fault of the version, not of the article.
            yield (
                []
                if isinstance(document, str)
                else _faults(article, article_rows(document), tables)
            )


def _faults(article: Article, said: ArticleRows, tables: tuple[_Rows, _Rows, _Rows]) -> list[Fault]:
    sections, paragraphs, links = (rows.get(article.pk, []) for rows in tables)
    lines = [getattr(said, name) for name in _LINES]
    numbered = enumerate(said.paragraphs)
    pairs = {
        "lines": (_values(article, _LINES), [_as_list(each) for each in lines]),
        "metadata": (_values(article, METADATA_COLUMNS), list(said.metadata)),
        "sections": (sections, list(enumerate(said.sections))),
        "paragraphs": (paragraphs, [(number, *row) for number, row in numbered]),
        "links": (links, [(number, *link) for number, link in said.links]),
    }
    return [
        _differing(article, name) for name, (stored, wanted) in pairs.items() if stored != wanted
    ]


def _differing(article: Article, part: str) -> Fault:
    words = _("its %(parts)s are not those of its version %(version)d")
    told = words % {"parts": _PARTS[part], "version": article.version}
    remedy = _("Change a word of it on the desk and save: all its rows are written anew")
    return Fault(Article._meta.label, article.pk, told, remedy)


def _values(article: Article, names: Sequence[str]) -> list[Any]:
    return [getattr(article, name) for name in names]


def _as_list(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _sections(keys: Sequence[int]) -> _Rows:
    """Return (position, (uid, heading, its block, byline, its block))."""
    rows = Section.objects.filter(article__in=keys).order_by("article", "position")
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for article, position, *values in rows.values_list(
        "article", "position", "uid", "heading", "heading_origin", "byline", "byline_origin"
    ):
        found[article].append((position, tuple(values)))
    return found


def _paragraphs(keys: Sequence[int]) -> _Rows:
    """Return each paragraph's position, and the rest of it as in `ParagraphRow`."""
    rows = Paragraph.objects.filter(article__in=keys).order_by("article", "position")
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for article, *values in rows.values_list(
        "article",
        "position",
        "section__position",
        "uid",
        "kind",
        "markup",
        "unmarked",
        "origin",
        "attributes",
        "noise",
    ):
        found[article].append(tuple(values))
    return found


def _links(keys: Sequence[int]) -> _Rows:
    """Return (number of the paragraph, (position, url, host, text, title))."""
    rows = Link.objects.filter(paragraph__article__in=keys)
    ordered = rows.order_by("paragraph__article", "paragraph__position", "position")
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for article, paragraph, *values in ordered.values_list(
        "paragraph__article", "paragraph__position", "position", "url", "host", "text", "title"
    ):
        found[article].append((paragraph, *values))
    return found
