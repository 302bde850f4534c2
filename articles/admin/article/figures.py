"""What the list of articles shows of each row beside its columns: few queries for a whole page."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Length, Replace
from django.utils.translation import gettext as _

from articles.admin.pictures.files import picture_address
from articles.documents.article.kinds import Kind
from articles.models import (
    Article,
    ArticlePicture,
    Conflict,
    Duplicate,
    LabelReview,
    Paragraph,
    Picture,
    Section,
    Version,
)
from articles.models.article import State
from articles.search.marked import marked, passage
from articles.search.query import Query

_THUMBNAIL_WIDTH: Final = 128
# Scripts that put no space between words: their characters are counted.
_UNSPACED: Final = ("zh", "ja", "th", "lo", "km", "my")


def figured(keys: Sequence[int], reader: AbstractBaseUser, query: Query) -> list[Article]:
    """Return articles in this order, each with what a row shows of it, as that person sees it.

    What a query looked for is marked.
    """
    rows = Article.objects.filter(pk__in=keys).select_related("changed_by").order_by()
    articles: Mapping[int, Any] = _with_counts(rows).in_bulk()
    found = [articles[key] for key in keys if key in articles]
    lengths, thumbnails = _lengths(articles), _thumbnails(articles)
    imports = _imports(article.pk for article in found if article.changed_by_id is None)
    texts = _texts(found) if query.terms else {}
    # A field's words are in no particular passage.
    words = Query(terms=tuple(term for term in query.terms if not term.field))
    states = {state: str(label) for state, label in State.choices}
    for article in found:
        article.state_label = states[article.kept_state]
        article.found_headline = marked(article.headline, query)
        article.found = passage(texts.get(article.pk, ""), words)
        article.length = lengths.get(article.pk, (0, 0))[_is_unspaced(article.language)]
        article.thumbnail = thumbnails.get(article.pk, "")
        article.who = _who(article, reader, imports)
    return found


def _with_counts(articles: QuerySet[Article]) -> QuerySet[Article]:
    either = Q(earlier=OuterRef("pk")) | Q(later=OuterRef("pk"))
    return articles.annotate(
        open_label_review_count=_count_of(LabelReview.objects.open(), "article"),
        conflict_count=_count_of(Conflict.objects.open(), "article"),
        is_carried_twice=Exists(Duplicate.objects.open().filter(either).order_by()),
    )


def _count_of(rows: QuerySet[Any], article: str) -> Coalesce:
    counted = rows.filter(**{article: OuterRef("pk")}).order_by().values(article)
    number = counted.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def _lengths(keys: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return how many words, and how many characters, readers see of articles with a text."""
    text = Case(When(unmarked="", then=F("markup")), default=F("unmarked"))
    shown = Paragraph.objects.content().filter(article__in=keys).order_by()
    letters = shown.annotate(
        letters=Length(text), black=Length(Replace(text, Value(" "), Value("")))
    ).exclude(letters=0)
    sums = letters.values("article").annotate(
        words=Sum(F("letters") - F("black") + 1), characters=Sum("black")
    )
    return {row["article"]: (row["words"], row["characters"]) for row in sums}


def _texts(articles: Iterable[Article]) -> dict[int, str]:
    """Return what is searched of articles but their headlines and names, line by line."""
    texts = {article.pk: [article.standfirst] for article in articles}
    lines = Section.objects.filter(article__in=texts).order_by("article_id", "position")
    for key, heading, byline in lines.values_list("article_id", "heading", "byline"):
        texts[key] += [heading, byline]
    parts = Paragraph.objects.filter(article__in=texts).order_by("article_id", "position")
    for key, unmarked, markup in parts.values_list("article_id", "unmarked", "markup"):
        texts[key].append(unmarked or markup)
    return {key: "\n".join(filter(None, lines)) for key, lines in texts.items()}


def _is_unspaced(language: str) -> bool:
    return language.split("-")[0] in _UNSPACED


def _thumbnails(keys: Collection[int]) -> dict[int, str]:
    """Return the address of the first picture of each article that has one here."""
    here = Picture.objects.filter(sha256=OuterRef("sha256"))
    pictured = ArticlePicture.objects.filter(Exists(here), article__in=keys)
    known = set(pictured.values_list("article_id", "sha256"))
    if not known:
        return {}
    parts = Paragraph.objects.content().filter(
        article__in={key for key, _ in known}, kind=Kind.PICTURE.value
    )
    found: dict[int, str] = {}
    for key, attributes in parts.order_by("position").values_list("article_id", "attributes"):
        sha256 = json.loads(attributes or "{}").get("picture", "")
        if (key, sha256) in known:
            found.setdefault(key, picture_address(sha256, _THUMBNAIL_WIDTH))
    return found


def _imports(keys: Iterable[int]) -> dict[int, int]:
    """Return the import that wrote the current version of each of these articles."""
    current = Version.objects.filter(
        article__in=list(keys), number=F("article__version"), run__isnull=False
    )
    rows = current.order_by().values_list("article_id", "run_id")
    return {key: run for key, run in rows if run}


def _who(article: Article, reader: AbstractBaseUser, imports: Mapping[int, int]) -> str:
    """Return who changed the article last."""
    if article.changed_by:
        return _("You") if article.changed_by == reader else str(article.changed_by)
    run = imports.get(article.pk)
    return _("Import %(number)s") % {"number": run} if run else ""
