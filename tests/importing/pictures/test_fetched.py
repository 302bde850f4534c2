"""A picture that was fetched belongs to its address, through imports and re-parses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from articles import store
from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument
from articles.importing.fetched import with_pictures
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.importing.reparse import apply
from articles.models import Article
from articles.models.import_run import Outcome
from articles.models.picture_address import AddressState
from articles.models.version import Reason
from tests.documents.make import SENTENCE, make_picture_piece, make_source, make_text_piece
from tests.pictures.make import make_picture_address

BRIDGE, PORT = "https://press.example/bridge.jpg", "https://press.example/port.jpg"
FETCHED, CHOSEN = "a" * 64, "b" * 64

pytestmark = pytest.mark.django_db


def source(address: str = BRIDGE, caption: str = "The bridge") -> Any:
    pieces = [make_text_piece(SENTENCE), make_picture_piece(address, caption)]
    return make_source(*pieces, external_id="a")


def imported(*sources: Any) -> Sequence[Any]:
    return list(import_documents(sources, Options()))


def pictured(sha256: str, reason: Reason = Reason.PICTURES) -> Article:
    """An article that came in, and whose picture is this one now."""
    imported(source())
    article = Article.objects.get()
    document = with_pictures(store.load(article), {BRIDGE: sha256})
    locked = store.LockedArticle(article, store.load(article))
    store.save_many([store.ArticleChange(locked, document, reason)])
    known = {"state": AddressState.FETCHED, "sha256": FETCHED}
    make_picture_address(BRIDGE, **known)
    return article


def picture_of(article: Article) -> Attributes:
    article.refresh_from_db()
    document: ArticleDocument = store.load(article)
    [found] = [each for each in document.paragraphs() if each.kind is Kind.PICTURE]
    return found.attributes


def test_a_new_caption_follows_the_source_and_nobody_counts_as_its_editor() -> None:
    article = pictured(FETCHED)
    [result] = imported(source(caption="The bridge in fog"))
    assert result.outcome is Outcome.UPDATED
    assert picture_of(article) == {"source": BRIDGE, "picture": FETCHED}


def test_another_address_takes_the_picture_of_the_old_one_away() -> None:
    article = pictured(FETCHED)
    [result] = imported(source(PORT))
    assert result.outcome is Outcome.UPDATED
    assert picture_of(article) == {"source": PORT}


def test_a_picture_that_an_editor_chose_stays() -> None:
    article = pictured(CHOSEN, Reason.EDIT)
    [result] = imported(source(caption="The bridge in fog"))
    assert result.outcome is Outcome.MERGED
    assert picture_of(article)["picture"] == CHOSEN


def test_a_reparse_changes_nothing() -> None:
    article = pictured(FETCHED)
    before = article.version
    run = apply([article.pk])
    assert (run.unchanged, run.done) == (1, 1)
    assert picture_of(article)["picture"] == FETCHED
    assert article.version == before
