"""`purge_trash`: thin, over `store.purge`."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, Tombstone
from tests.documents.make import SENTENCE
from tests.make import make_imported

pytestmark = pytest.mark.django_db


def make_deleted(days: int) -> Article:
    article = make_imported(SENTENCE)
    deleted = timezone.now() - timedelta(days=days, minutes=1)
    Article.objects.filter(pk=article.pk).update(deleted_at=deleted)
    return article


def purge_trash(*arguments: str) -> str:
    out = io.StringIO()
    call_command("purge_trash", *arguments, stdout=out)
    return out.getvalue()


def test_it_deletes_for_good_what_was_there_for_a_month() -> None:
    old, new = make_deleted(30), make_deleted(29)
    kept = make_imported(SENTENCE)
    assert purge_trash() == "1 article deleted for good.\n"
    assert set(Article.with_deleted.all()) == {new, kept}
    assert Tombstone.objects.get().external_id == old.external_id


def test_it_deletes_sooner_where_that_is_asked_for() -> None:
    make_deleted(2)
    assert purge_trash("--days", "3").startswith("0 articles")
    assert purge_trash("--days", "1").startswith("1 article ")


def test_a_dry_run_names_them_and_deletes_nothing() -> None:
    article = make_deleted(40)
    out = purge_trash("--dry-run")
    assert article.headline in out
    assert "nothing was changed" in out
    assert Article.with_deleted.get() == article
