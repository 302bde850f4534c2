"""What was erased is erased in an older database too, from the record beside the back-ups."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import transaction

from articles.erasure.again import erase_again
from articles.erasure.erase import erase_article, erase_passage
from articles.erasure.record import (
    RECORD,
    RecordedErasure,
    RecordUnreadable,
    keep_record,
    read_record,
    site_erasures,
    write_record,
)
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, Erasure, SourceDocument
from articles.models.import_run import Outcome
from articles.undo.undo import Undo
from tests.documents.make import make_source
from tests.erasure.everything import (
    KEY,
    METADATA,
    NAME,
    TOLD,
    holders,
    make_everything,
    make_redaction,
    make_told,
)
from tests.make import make_article, make_editor

pytestmark = pytest.mark.django_db

GROUND: Final = "Court of Hesk, 4 O 17/26"
NAMED: Final = make_redaction(NAME)


def erased_later(erase: Callable[[], object]) -> list[RecordedErasure]:
    """Erase, keep the record of it, and have the database of before again."""
    with transaction.atomic():
        erase()
        found = site_erasures()
        transaction.set_rollback(True)
    assert not Erasure.objects.exists()
    return found


def test_an_article_goes_from_an_older_database() -> None:
    article, editor = make_everything(), make_editor()
    recorded = erased_later(lambda: erase_article(article, ground=GROUND, by=editor))
    assert erase_again(recorded) == 1
    assert not Article.with_deleted.filter(pk=article.pk).exists()
    assert not SourceDocument.objects.exists()
    assert Erasure.objects.get().created_by == editor
    assert site_erasures() == recorded


def test_an_article_that_has_no_key_goes_too_and_no_other() -> None:
    article, other = make_article(), make_article()
    recorded = erased_later(lambda: erase_article(article, ground=GROUND))
    erase_again(recorded)
    assert list(Article.with_deleted.all()) == [other]


def test_a_passage_goes_from_an_older_database() -> None:
    make_everything()
    recorded = erased_later(lambda: erase_passage(NAME, None, ground=GROUND))
    erase_again(recorded)
    assert holders(NAMED) == set()


def test_a_passage_of_one_article_stays_in_another() -> None:
    article = make_told()
    other = make_told(external_id="another", file="another.json")
    recorded = erased_later(lambda: erase_passage(NAME, article, ground=GROUND))
    erase_again(recorded)
    article.refresh_from_db()
    other.refresh_from_db()
    assert NAME not in article.headline
    assert NAME in other.headline


def test_documents_that_an_undo_left_go_with_their_article() -> None:
    article = make_told()
    recorded = erased_later(lambda: erase_article(article, ground=GROUND))
    source = article.source
    assert source
    list(Undo(source.run))
    erase_again(recorded)
    assert not SourceDocument.objects.exists()


def test_an_import_keeps_it_out_again() -> None:
    article = make_told()
    erase_again(erased_later(lambda: erase_article(article, ground=GROUND)))
    source = make_source(TOLD, external_id=KEY, metadata=METADATA)
    [result] = import_documents([source], Options())
    assert result.outcome is Outcome.DELETED


def test_again_it_changes_nothing() -> None:
    article = make_told()
    recorded = erased_later(lambda: erase_article(article, ground=GROUND))
    erase_again(recorded)
    assert erase_again(recorded) == 0


def test_the_record_repeats_nothing_and_is_read_as_it_was_written(tmp_path: Path) -> None:
    article = make_everything()
    erase_passage(NAME, article, ground=GROUND)
    erase_article(article, ground=GROUND, by=make_editor())
    write_record(tmp_path / "backups")
    file = tmp_path / "backups" / RECORD
    assert not NAMED.is_in(file.read_text(encoding="utf-8"))
    assert file.stat().st_mode & 0o777 == 0o600
    assert read_record(tmp_path / "backups") == site_erasures()


def test_the_record_keeps_what_a_restored_site_does_not_know(tmp_path: Path) -> None:
    def erase_and_record() -> None:
        erase_article(make_told(), ground=GROUND)
        write_record(tmp_path)

    erased_before = erased_later(erase_and_record)
    write_record(tmp_path)
    erase_article(make_article(), ground=GROUND)
    write_record(tmp_path)
    assert read_record(tmp_path) == [*erased_before, *site_erasures()]


@pytest.mark.django_db(transaction=True)
def test_an_erasure_writes_the_record_at_once(settings: Any) -> None:
    erase_article(make_article(), ground=GROUND)
    assert read_record(settings.BACKUP_DIR) == site_erasures()


def test_a_damaged_record_is_not_written_over(
    settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / RECORD).write_text(json.dumps({"erasures": [{}]}), encoding="utf-8")
    erase_article(make_article(), ground=GROUND)
    with pytest.raises(RecordUnreadable, match="would come back"):
        write_record(tmp_path)
    settings.BACKUP_DIR = tmp_path
    with caplog.at_level(logging.ERROR):
        keep_record()
    assert "Run backup once that is mended" in caplog.text
