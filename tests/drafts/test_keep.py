"""Drafts as rows: one for each opening of a form, its owner's, until they are done with or old."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.drafts.keep import forget_drafts, forget_saved, keep_draft
from articles.drafts.received import ReceivedDraft
from articles.drafts.work import thin_out_drafts
from articles.models import WorkingDraft
from tests.make import make_article, make_editor

pytestmark = pytest.mark.django_db

ONE = "0b7f4c1e-7d5a-4f5e-9a51-5a5f3f0f6a10"
OTHER = "0b7f4c1e-7d5a-4f5e-9a51-5a5f3f0f6a11"


def draft(text: str, *, key: str = ONE, **more: Any) -> ReceivedDraft:
    return ReceivedDraft(key, fields={"headline": text}, **more)


def texts() -> list[str]:
    return [each.fields["headline"] for each in WorkingDraft.objects.order_by("pk")]


def test_what_an_opening_sends_later_is_in_the_place_of_what_it_sent() -> None:
    editor, article = make_editor(), make_article()
    for number, text in enumerate(["P", "Pi", "Pier"]):
        keep_draft(draft(text, serial=number), owner=editor, article_id=article.pk)
    assert texts() == ["Pier"]


def test_what_comes_late_replaces_nothing_newer() -> None:
    editor = make_editor()
    keep_draft(draft("Pier", serial=2), owner=editor)
    keep_draft(draft("Pi", serial=1), owner=editor)
    assert texts() == ["Pier"]


def test_two_openings_leave_each_other_alone() -> None:
    editor, article = make_editor(), make_article()
    keep_draft(draft("Mine"), owner=editor, article_id=article.pk)
    keep_draft(draft("Mine, too", key=OTHER), owner=editor, article_id=article.pk)
    newest, older = WorkingDraft.objects.of(editor).for_article(article.pk)
    assert (newest.fields["headline"], older.fields["headline"]) == ("Mine, too", "Mine")


def test_a_key_of_another_person_is_another_draft() -> None:
    ann, ben = make_editor(), make_editor()
    keep_draft(draft("Ann's"), owner=ann)
    keep_draft(draft("Ben's"), owner=ben)
    forget_saved(ONE, owner=ben)
    assert texts() == ["Ann's"]


def test_a_draft_that_was_written_on_in_after_it_was_offered_is_not_forgotten() -> None:
    editor = make_editor()
    offered = keep_draft(draft("Pi"), owner=editor)
    keep_draft(draft("Pier"), owner=editor)
    later = WorkingDraft.objects.get().kept_at
    # As JavaScript tells it: in milliseconds, less what is smaller.
    forget_drafts({ONE: offered - timedelta(milliseconds=2)}, owner=editor)
    assert texts() == ["Pier"]
    forget_drafts({ONE: later.replace(microsecond=later.microsecond // 1000 * 1000)}, owner=editor)
    assert texts() == []


def test_abandoned_drafts_are_deleted_after_the_days_that_are_set(settings: Settings) -> None:
    settings.DRAFT_DAYS = 10
    editor, now = make_editor(), timezone.now()
    keep_draft(draft("Old"), owner=editor)
    keep_draft(draft("Young", key=OTHER), owner=editor)
    WorkingDraft.objects.filter(key=ONE).update(kept_at=now - timedelta(days=10, minutes=1))
    WorkingDraft.objects.filter(key=OTHER).update(kept_at=now - timedelta(days=9, hours=23))
    assert thin_out_drafts.func() == 1
    assert texts() == ["Young"]
