"""What may happen to an article: imports, undos, and what editors do between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from articles import store
from articles.documents.article.model import Line
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, Conflict, ImportRun
from articles.models.conflict import Resolution
from articles.models.import_run import Undone
from articles.models.version import Reason
from articles.publishing import publish as publishing
from articles.undo.undo import Undo
from tests.documents.make import make_source

_WORDS = ("ferry", "harbour", "late", "night", "is it?")
Step = Callable[[Article], object]

texts = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)
contents = st.lists(texts, min_size=1, max_size=5)
imports = st.tuples(contents, st.booleans())
places = st.integers(0, 100)


def edited(place: int, words: str) -> Step:
    def step(article: Article) -> None:
        document = store.load(article)
        paragraphs = [*document.paragraphs()]
        if paragraphs:
            paragraph = paragraphs[place % len(paragraphs)]
            save(article, document.with_paragraph(paragraph.uid, paragraph.kind, words))

    return step


def headed(words: str) -> Step:
    return lambda article: save(article, replace(store.load(article), headline=Line(words)))


def decided(choice: Resolution) -> Step:
    def step(article: Article) -> None:
        if change := Conflict.objects.open().filter(article=article).first():
            store.resolve_conflict(change, choice, base=article.version, author=None)

    return step


def reviewed(article: Article) -> None:
    save(article, store.load(article), reviewed=range(3))


def save(article: Article, document: Any, **fields: Any) -> None:
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT, **fields)


steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(edited, places, texts.map("by hand, {}".format)),
    st.builds(headed, texts),
    st.builds(decided, st.sampled_from([Resolution.OURS, Resolution.THEIRS])),
    st.sampled_from([reviewed, publishing.publish, publishing.withdraw]),
)


# The second database is not asked as often: what differs there is not the history of an article.
of_the_database = settings(
    max_examples=15 if connection.vendor == "sqlite" else 4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def run(strings: Sequence[str], publish: bool) -> ImportRun:
    importing = import_documents([make_source(*strings)], Options(publish=publish))
    list(importing)
    assert importing.run
    return importing.run


def undo(record: ImportRun) -> None:
    assert all(result.undone is Undone.UNDONE for result in Undo(record))


def without_dates(state: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """A draft that is published again appears at another moment."""
    return {
        key: {**article, "live": [(slug, body) for slug, _, body, *_ in article["live"]]}
        for key, article in state.items()
    }
