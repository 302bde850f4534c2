"""A dry run says which documents carry a story that is here, or came before them."""

from __future__ import annotations

import pytest

from articles.importing import pipeline as importing
from articles.importing.pipeline import import_documents
from articles.importing.plan import IMPORT, IMPORT_PREVIEW, Options, Plan
from articles.models import Duplicate, RunItem, TellingSentence
from articles.review import foreseen_copies
from articles.review.foreseen_copies import ForeseenCopies, ForeseenText
from tests.documents.make import make_source
from tests.review.stories import story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("size", [1, 200])
@pytest.mark.parametrize("plan", [IMPORT.dry(), IMPORT_PREVIEW], ids=["dry", "preview"])
def test_copies_of_what_is_here_or_came_before_are_told(
    plan: Plan, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", size)
    list(import_documents([make_source(*story(1), external_id="a")], Options()))
    indexed = TellingSentence.objects.count()
    documents = [
        make_source(*story(1, without=1), external_id="b"),
        make_source(*story(2), external_id="c"),
        make_source(*story(3), external_id="d"),
        make_source(*story(2, without=1), external_id="e"),
    ]
    previewing = import_documents(documents, Options(), plan)
    told = {result.external_id: result.reason for result in previewing}
    assert [key for key, reason in told.items() if reason] == ["b", "e"]
    assert told["b"].startswith("carries the same story as “")
    assert previewing.copies == 2
    assert not Duplicate.objects.exists()
    assert TellingSentence.objects.count() == indexed
    kept = RunItem.objects.filter(run=previewing.run).exclude(reason="") if previewing.run else []
    assert [item.external_id for item in kept] == (["b", "e"] if previewing.run else [])


def test_it_remembers_the_last_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreseen_copies, "MOST_KEPT", 1)
    one, two = (ForeseenText(str(number), story(number)) for number in (1, 2))
    copies = ForeseenCopies()
    assert copies.find([one]) == {}
    assert copies.find([two, one]) == {1: "1"}
    assert copies.find([one]) == {0: "1"}
    assert copies.find([two]) == {}
