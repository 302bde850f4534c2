"""A way of searching -> how well it finds what the judged set asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Final

from articles.documents.article.model import ArticleDocument, Line
from articles.models import Edition
from articles.publishing.publish import publish
from articles.search.find import best_matching
from articles.search.query import parse_query
from tests.documents.make import make_document, make_paragraph, make_section, parse_file
from tests.make import make_article
from tests.search.judged.judgements import SEEDS, JudgedQuery, JudgedText, judged_texts

# What is typed -> the names of the articles that are found, the best first.
Way = Callable[[str], Sequence[str]]
_RANKED: Final = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over queries, each from 0 to 1.

    `ndcg` is that of the first ten (Järvelin and Kekäläinen, 2002), where what a query is for
    counts three times what is worth a look.
    """

    queries: int
    precision: float
    recall: float
    f1: float
    ndcg: float


def publish_judged() -> dict[int, str]:
    """Publish the invented texts and the seeds; return the names of the editions by their keys."""
    documents = {text.name: _document(text) for text in judged_texts()}
    for path in sorted(SEEDS.glob("*.txt")):
        documents[f"seeds/{path.name[:2]}"] = parse_file(path).document
    names = {}
    for name, document in documents.items():
        article = make_article(document)
        publish(article)
        names[article.pk] = name
    return {edition.pk: names[edition.article_id] for edition in Edition.objects.live()}


def as_readers_search(names: Mapping[int, str]) -> Way:
    """Return the way of the public page."""
    live = Edition.objects.live()
    return lambda typed: [names[key] for key in best_matching(live, parse_query(typed))]


def as_typed(names: Mapping[int, str]) -> Way:
    """Return the way that finds no other forms of words, which others are compared with."""
    live = Edition.objects.live()
    return lambda typed: [names[key] for key in best_matching(live, parse_query(typed).exactly())]


def measured(way: Way, queries: Iterable[JudgedQuery]) -> Figures:
    """Return the figures of a way of searching."""
    rows = [_figures(way(query.typed), query) for query in queries]
    precision, recall, f1, ndcg = (sum(each) / len(rows) for each in zip(*rows, strict=True))
    return Figures(len(rows), precision, recall, f1, ndcg)


def _figures(found: Sequence[str], query: JudgedQuery) -> tuple[float, float, float, float]:
    """Return precision, recall, F1 and nDCG of what was found.

    Who finds nothing was shown nothing wrong; who asks for what is not there misses nothing.
    """
    right = len(query.relevant.intersection(found))
    precision = right / len(found) if found else 1.0
    recall = right / len(query.relevant) if query.relevant else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1, _ndcg(found, query)


def _ndcg(found: Sequence[str], query: JudgedQuery) -> float:
    gains = [3 if name in query.best else 1 if name in query.good else 0 for name in found]
    ideal = _discounted([3] * len(query.best) + [1] * len(query.good))
    if not ideal:
        return 0.0 if found else 1.0
    return _discounted(gains) / ideal


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(place) for place, gain in enumerate(gains[:_RANKED], start=2))


def _document(text: JudgedText) -> ArticleDocument:
    return make_document(
        make_section("s1", make_paragraph("p1", text.text)),
        headline=Line(text.headline),
        bylines=(text.author,),
        language=text.language,
    )
