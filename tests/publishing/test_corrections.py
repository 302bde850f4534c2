"""A note for readers goes live with the edition that brings its change, and stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import store
from articles.documents.article.model import Line
from articles.models import Article, Correction, Edition
from articles.models.correction import CorrectionKind
from articles.models.version import Reason
from articles.publishing.corrections import reword_correction, withdraw_correction
from articles.publishing.publish import (
    bring_back_withdrawn,
    cancel_schedule,
    carry_over,
    publish,
    publish_updates,
    withdraw,
)
from tests.make import make_article

pytestmark = pytest.mark.django_db

NOTE = "We gave the number of geese as 4,000. There are 400."


def note(article: Article, **fields: Any) -> Correction:
    article.refresh_from_db()
    values = {"note": NOTE, "before_number": 1, "after_number": article.version, **fields}
    return Correction.objects.create(article=article, **values)


def change(article: Article, headline: str = "Changed", reason: Reason = Reason.EDIT) -> None:
    article.refresh_from_db()
    document = replace(store.load(article), headline=Line(headline))
    store.save(article.pk, document, base=article.version, reason=reason)
    article.refresh_from_db()


def told(article: Article) -> list[str]:
    """What readers are told now."""
    live = Edition.objects.live().get(article=article)
    return [each["note"] for each in live.corrections]


def test_it_waits_for_the_edition_that_brings_it() -> None:
    article = make_article()
    publish(article)
    change(article)
    note(article)
    before = told(article)
    edition = publish(article)
    assert (before, told(article)) == ([], [NOTE])
    assert edition.updated_at == Correction.objects.get().shown_from


def test_a_scheduled_one_is_told_from_its_moment_on(monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article()
    publish(article)
    change(article)
    note(article)
    moment = timezone.now() + timedelta(hours=2)
    publish(article, live_from=moment)
    before = told(article), Correction.objects.shown().count()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert before == ([], 0)
    assert (told(article), Correction.objects.shown().count()) == ([NOTE], 1)


def test_a_cancelled_schedule_leaves_it_waiting() -> None:
    article = make_article()
    publish(article)
    change(article)
    note(article)
    publish(article, live_from=timezone.now() + timedelta(hours=2))
    cancel_schedule(article)
    assert Correction.objects.waiting().count() == 1
    publish(article)
    assert told(article) == [NOTE]


def test_a_change_that_is_live_already_can_be_noted() -> None:
    article = make_article()
    first = publish(article)
    note(article)
    assert publish(article) != first
    assert told(article) == [NOTE]


def test_later_editions_tell_it_again_the_newest_first() -> None:
    article = make_article()
    publish(article)
    change(article)
    note(article)
    publish(article)
    change(article, "Again")
    note(article, note="A second one.")
    publish(article)
    change(article, "Once more")
    publish(article)
    assert told(article) == ["A second one.", NOTE]


def test_what_is_brought_back_tells_it() -> None:
    article = make_article()
    edition = publish(article)
    change(article)
    note(article)
    publish(article)
    withdraw(article)
    edition.refresh_from_db()
    bring_back_withdrawn(edition)
    assert told(article) == [NOTE]


def test_one_carried_over_to_another_version_tells_it() -> None:
    article = make_article()
    publish(article)
    note(article)
    publish(article)
    article.refresh_from_db()
    document = replace(store.load(article), headline_provisional=True)
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
    carry_over([article.pk])
    assert told(article) == [NOTE]


def test_an_import_publishes_nothing_over_one_that_waits() -> None:
    article = make_article(reason=Reason.IMPORT)
    publish(article)
    change(article, reason=Reason.IMPORT)
    waiting = note(article)
    held = publish_updates([article.pk])
    waiting.delete()
    assert (held, publish_updates([article.pk])) == (0, 1)


def test_rewording_changes_what_is_live_and_what_is_scheduled() -> None:
    article = make_article()
    publish(article)
    correction = note(article)
    live = publish(article)
    change(article)
    scheduled = publish(article, live_from=timezone.now() + timedelta(hours=2))
    correction.refresh_from_db()
    assert reword_correction(
        correction, CorrectionKind.CLARIFICATION, "There are 400 geese.", [["a", "b"]]
    )
    for edition in (live, scheduled):
        edition.refresh_from_db()
        [row] = edition.corrections
        assert (row["kind"], row["note"], row["quotes"]) == (
            "clarification",
            "There are 400 geese.",
            [["a", "b"]],
        )
        assert edition.linked_at
    assert not reword_correction(
        correction, CorrectionKind.CLARIFICATION, "There are 400 geese.", [["a", "b"]]
    )


def test_one_taken_back_is_told_no_more(admin_user: User) -> None:
    article = make_article()
    publish(article)
    correction = note(article)
    publish(article)
    assert withdraw_correction(correction, admin_user)
    assert (told(article), withdraw_correction(correction, admin_user)) == ([], False)
    change(article)
    publish(article)
    assert told(article) == []


def test_one_taken_back_while_it_waits_is_never_told(admin_user: User) -> None:
    article = make_article()
    publish(article)
    change(article)
    withdraw_correction(note(article), admin_user)
    publish(article)
    assert told(article) == []


def test_the_foot_of_a_page_leads_to_them_while_there_are_any(
    client: Client, admin_user: User
) -> None:
    article = make_article()
    publish(article)
    seen = ["/corrections/" in client.get("/").content.decode()]
    correction = note(article)
    publish(article)
    seen.append("/corrections/" in client.get("/").content.decode())
    withdraw_correction(correction, admin_user)
    seen.append("/corrections/" in client.get("/").content.decode())
    assert seen == [False, True, False]
