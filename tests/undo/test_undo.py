"""Promise 7: a run's undo restores what was there before, and leaves what was changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Max
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.documents import pipeline as parsing
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Line
from articles.documents.article.rows import article_rows
from articles.documents.source import Source
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import (
    Article,
    Conflict,
    Edition,
    ImportRun,
    LabelReview,
    RunItem,
    SourceDocument,
    Version,
)
from articles.models.article import State
from articles.models.conflict import Resolution
from articles.models.import_run import Outcome, RunState, Undone
from articles.models.version import Reason
from articles.publishing import publish as publishing
from articles.undo import undo as undoing
from articles.undo.undo import StillRunning, Undo, UndoResult, preview_undo
from tests.documents.make import (
    SENTENCE,
    make_document,
    make_paragraph,
    make_section,
    make_source,
)
from tests.importing.site import state_of_the_site
from tests.make import make_editor
from tests.review.unsure import label_documents

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _labeller(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is unsure of what ends in a question mark."""
    monkeypatch.setattr(parsing, "label_with_shapes", label_documents)


def run(*documents: Source, **options: Any) -> ImportRun:
    importing = import_documents(documents, Options(**options))
    list(importing)
    assert importing.run
    return importing.run


def outcomes(record: ImportRun) -> list[str]:
    return [item.outcome for item in RunItem.objects.filter(run=record)]


def undo(record: ImportRun, **options: Any) -> list[UndoResult]:
    return list(Undo(record, **options))


def undone(results: Sequence[UndoResult]) -> list[Undone]:
    return [result.undone for result in results]


def edit(before: str, after: str, editor: User | None = None) -> None:
    article = Article.objects.get()
    row = article.paragraphs.get(markup=before)
    document = store.load(article).with_paragraph(row.uid, Kind(row.kind), after)
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT, author=editor)


def texts() -> list[str]:
    return list(Article.objects.get().paragraphs.values_list("markup", flat=True))


# What it brings back


def test_an_article_that_it_made_is_deleted_and_its_source_kept() -> None:
    record = run(make_source(SENTENCE), publish=True)
    [result] = undo(record)
    assert (result.undone, result.article) == (Undone.UNDONE, None)
    assert not Article.objects.exists()
    assert not Edition.objects.exists()
    assert SourceDocument.objects.count() == 1
    assert outcomes(run(make_source(SENTENCE), publish=True)) == ["created"]
    assert Edition.objects.live().count() == 1


def test_an_update_is_taken_back_as_a_new_version() -> None:
    run(make_source(SENTENCE, "Second."))
    before = state_of_the_site()
    record = run(make_source(SENTENCE, "Second, corrected."))
    editor = make_editor()
    assert undone(undo(record, by=editor)) == [Undone.UNDONE]
    assert state_of_the_site() == before
    version = Version.objects.get(number=3)
    assert (version.reason, version.run, version.created_by) == (Reason.RESTORE, record, editor)
    assert version.why == f"Undo of import {record.pk}"


def test_a_merge_with_edits_is_taken_back_to_the_edits() -> None:
    run(make_source(SENTENCE, "Second."))
    edit("Second.", "Second, by hand.")
    before = state_of_the_site()
    record = run(make_source("A new beginning.", "Second."))
    assert outcomes(record) == ["merged"]
    undo(record)
    assert state_of_the_site() == before
    assert texts() == [SENTENCE, "Second, by hand."]


def test_a_conflict_is_no_longer_asked() -> None:
    run(make_source(SENTENCE, "Second."))
    edit("Second.", "Second, by hand.")
    before = state_of_the_site()
    record = run(make_source(SENTENCE, "Second, corrected."))
    assert outcomes(record) == ["conflict"]
    undo(record)
    assert state_of_the_site() == before
    assert not Conflict.objects.exists()


@pytest.mark.parametrize("second", ["Second, corrected twice.", "Second."])
def test_a_change_that_it_closed_is_open_again(second: str) -> None:
    run(make_source(SENTENCE, "Second."))
    edit("Second.", "Second, by hand.")
    run(make_source(SENTENCE, "Second, corrected."))
    before = state_of_the_site()
    undo(run(make_source(SENTENCE, second)))
    assert Conflict.objects.open().count() == 1
    assert state_of_the_site() == before


@pytest.mark.parametrize(
    ("strings", "outcome"),
    [
        ((SENTENCE, "Second, corrected."), "conflict"),
        ((SENTENCE, "Second.", "Third."), "merged"),
    ],
)
def test_imported_again_it_comes_to_the_same(strings: tuple[str, ...], outcome: str) -> None:
    run(make_source(SENTENCE, "Second."))
    edit("Second.", "Second, by hand.")
    first = run(make_source(*strings))
    after = state_of_the_site()
    undo(first)
    again = run(make_source(*strings))
    assert outcomes(again) == outcomes(first) == [outcome]
    assert state_of_the_site() == after


def test_the_doubts_are_those_of_the_source_before() -> None:
    run(make_source(SENTENCE, "Is it?", "Is that?"))
    LabelReview.objects.filter(origin=1).update(reviewed_label="body", reviewed_at=timezone.now())
    before = state_of_the_site()
    record = run(make_source("Is what?", SENTENCE, "Is that?"))
    assert [doubt.origin for doubt in LabelReview.objects.open()] == [0, 2]
    undo(record)
    assert state_of_the_site() == before
    assert [doubt.origin for doubt in LabelReview.objects.open()] == [2]


def test_an_article_that_no_import_made_follows_no_source_again() -> None:
    document = make_document(make_section("s", make_paragraph("p", "Ours.")), headline=Line("Ours"))
    store.create(store.NewArticle(article_rows(document), "ours", "ferry.txt"), reason=Reason.EDIT)
    before = state_of_the_site()
    for _ in range(2):
        record = run(make_source("Theirs.", "Is it?"))
        assert outcomes(record) == ["merged"]
        undo(record)
        assert Article.objects.get().source is None
        assert state_of_the_site() == before


def test_what_it_did_not_write_is_not_undone() -> None:
    run(make_source(SENTENCE))
    record = run(make_source(SENTENCE), make_source("", external_id="empty"))
    assert outcomes(record) == ["unchanged", "rejected"]
    before = list(Article.objects.values())
    assert undo(record) == []
    assert list(Article.objects.values()) == before
    record.refresh_from_db()
    assert record.state is RunState.UNDONE


def test_runs_are_undone_one_after_the_other() -> None:
    states, records = [], []
    for text in ("One.", "Two.", "Three.", "Four."):
        states.append(state_of_the_site())
        records.append(run(make_source(SENTENCE, text), publish=True))
    while records:
        assert undone(undo(records.pop())) == [Undone.UNDONE]
        assert state_of_the_site() == states.pop()


# What readers see


def test_readers_see_again_what_they_saw_before() -> None:
    run(make_source(SENTENCE), publish=True)
    first = Edition.objects.live().get()
    record = run(make_source(SENTENCE, "More."), publish=True)
    undo(record)
    edition = Edition.objects.live().get()
    assert (edition.body, edition.first_published_at) == (first.body, first.first_published_at)
    assert edition.version.number == Article.objects.get().version == 3


def test_a_draft_that_it_published_is_a_draft_again() -> None:
    run(make_source(SENTENCE))
    record = run(make_source(SENTENCE, "More."), publish=True)
    undo(record)
    assert not Edition.objects.exists()
    run(make_source(SENTENCE, "More."), publish=True)
    assert "More." in Edition.objects.live().get().body


def test_readers_do_not_see_the_draft_that_stood_behind_an_older_edition() -> None:
    run(make_source(SENTENCE), publish=True)
    run(make_source(SENTENCE, "Only the desk has seen this."))
    before = state_of_the_site()
    undo(run(make_source(SENTENCE, "More."), publish=True))
    assert state_of_the_site() == before
    assert "Only the desk" not in Edition.objects.live().get().body


def test_an_edition_that_shows_the_restored_text_is_that_of_the_article_again() -> None:
    run(make_source(SENTENCE))
    editor = make_editor()
    first = publishing.publish(Article.objects.get(), by=editor)
    undo(run(make_source(SENTENCE, "More.")))
    edition = Edition.objects.live().get()
    assert (edition.updated_at, edition.published_by) == (first.updated_at, editor)
    assert Article.objects.in_state(State.LIVE).exists()


def test_what_an_editor_published_stays_before_readers() -> None:
    run(make_source(SENTENCE), publish=True)
    record = run(make_source(SENTENCE, "More."))
    publishing.publish(Article.objects.get(), by=make_editor())
    assert undone(undo(record)) == [Undone.UNDONE]
    assert texts() == [SENTENCE]
    assert "More." in Edition.objects.live().get().body


def test_what_an_editor_withdrew_stays_withdrawn() -> None:
    run(make_source(SENTENCE), publish=True)
    record = run(make_source(SENTENCE, "More."), publish=True)
    publishing.withdraw(Article.objects.get())
    undo(record)
    assert not Edition.objects.live().exists()


def test_what_a_later_import_published_is_restored_before_readers() -> None:
    run(make_source(SENTENCE))
    record = run(make_source(SENTENCE, "More."))
    run(make_source(SENTENCE, "More."), publish=True)
    undo(record)
    assert "More." not in Edition.objects.live().get().body


# What it leaves


def changed_by_hand(name: str, editor: User) -> None:
    article = Article.objects.get()
    match name:
        case "edited":
            edit(SENTENCE, "By hand.", editor)
        case "published":
            publishing.publish(article, by=editor)
        case "withdrawn":
            publishing.publish(article)
            publishing.withdraw(article)
        case "renamed":
            store.rename(article.pk, "by-hand", author=editor)
        case "answered":
            store.save(
                article.pk, store.load(article), base=1, reason=Reason.EDIT, author=editor,
                reviewed=[1],
            )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("edited", "version 2 was saved by {} on "),
        ("published", "{} published it on "),
        ("withdrawn", "it was withdrawn"),
        ("renamed", "{} gave it another slug on "),
        ("answered", "{} reviewed its labels on "),
    ],
)
def test_a_new_article_that_an_editor_worked_on_is_left_unless_forced(
    name: str, reason: str
) -> None:
    record, editor = run(make_source(SENTENCE, "Is it?")), make_editor()
    changed_by_hand(name, editor)
    [result] = undo(record)
    assert result.undone is Undone.LEFT
    assert result.reason.startswith(reason.format(editor.username))
    assert Article.objects.count() == 1
    [result] = undo(record, force=True)
    assert result.undone is Undone.FORCED
    assert not Article.objects.exists()
    assert SourceDocument.objects.count() == 1


def test_an_update_that_was_edited_since_is_left_unless_forced() -> None:
    run(make_source(SENTENCE, "Second."))
    before = state_of_the_site()
    record = run(make_source(SENTENCE, "Second, corrected."))
    edit(SENTENCE, "By hand.")
    edited = state_of_the_site()
    assert undone(undo(record)) == [Undone.LEFT]
    assert state_of_the_site() == edited
    assert undone(undo(record, force=True)) == [Undone.FORCED]
    assert state_of_the_site() == before


def test_an_update_whose_conflict_was_decided_is_left_unless_forced() -> None:
    run(make_source(SENTENCE, "Second."))
    edit("Second.", "Second, by hand.")
    before = state_of_the_site()
    record = run(make_source(SENTENCE, "Second, corrected."))
    change, editor = Conflict.objects.get(), make_editor()
    store.resolve_conflict(change, Resolution.OURS, base=3, author=editor)
    [result] = undo(record)
    assert result.reason.startswith(f"{editor} decided a source update on ")
    undo(record, force=True)
    assert state_of_the_site() == before


def test_a_change_decided_since_is_open_again_where_that_is_forced() -> None:
    run(make_source(SENTENCE, "Second.", "Third."))
    edit("Second.", "Second, by hand.")
    run(make_source(SENTENCE, "Second, corrected.", "Third."))
    before = state_of_the_site()
    record = run(make_source(SENTENCE, "Second, corrected.", "Third, corrected."))
    store.resolve_conflict(Conflict.objects.open().get(), Resolution.THEIRS, base=4, author=None)
    assert undone(undo(record, force=True)) == [Undone.FORCED]
    assert state_of_the_site() == before


def test_an_earlier_run_than_the_last_is_left_and_says_which_was_later() -> None:
    run(make_source(SENTENCE))
    before = state_of_the_site()
    record = run(make_source(SENTENCE, "Second."), publish=True)
    later = run(make_source(SENTENCE, "Third."), publish=True)
    [result] = undo(record)
    assert result.reason.startswith(f"version 3 was saved by import {later.pk} on ")
    undo(record, force=True)
    assert state_of_the_site() == before
    [result] = undo(later)
    assert result.reason.startswith(f"version 4 was saved by the undo of import {record.pk} on ")


def deleted_for_good() -> None:
    article = Article.objects.get()
    store.delete([article.pk])
    store.purge([article.pk])


def test_an_article_that_was_deleted_since_is_left_even_if_forced() -> None:
    run(make_source(SENTENCE))
    record = run(make_source(SENTENCE, "More."))
    deleted_for_good()
    [result] = undo(record, force=True)
    assert (result.undone, result.reason) == (Undone.LEFT, "it was deleted since")


def test_a_new_article_that_was_deleted_since_is_as_it_should_be() -> None:
    record = run(make_source(SENTENCE))
    deleted_for_good()
    assert undone(undo(record)) == [Undone.UNDONE]


@pytest.mark.parametrize("imports", [1, 2])
def test_what_is_in_the_trash_is_left_until_it_is_restored(imports: int) -> None:
    *_, record = (run(make_source(SENTENCE, str(number))) for number in range(imports))
    article = Article.objects.get()
    store.delete([article.pk])
    [result] = undo(record, force=True)
    assert result.undone is Undone.LEFT
    assert result.reason == "it is in the trash: restore it to undo its import"
    assert Article.with_deleted.get() == article
    store.undelete(article.pk)
    assert undone(undo(record)) == [Undone.UNDONE]
    assert Article.objects.count() == imports - 1


# The run


def test_the_run_is_marked_and_what_was_left_can_be_forced_later() -> None:
    record = run(make_source(SENTENCE, external_id="a"), make_source(SENTENCE, external_id="b"))
    editor = make_editor()
    article = Article.objects.get(external_id="b")
    store.save(article.pk, make_document(), base=1, reason=Reason.EDIT)
    assert undone(undo(record, by=editor)) == [Undone.UNDONE, Undone.LEFT]
    record.refresh_from_db()
    first = record.undone_at
    assert (record.state, record.undone_by) == (RunState.UNDONE, editor)
    assert undone(undo(record, force=True)) == [Undone.FORCED]
    assert undo(record, force=True) == []
    record.refresh_from_db()
    assert (record.undone_at, record.undone_by) == (first, editor)
    assert list(record.items.values_list("undone", flat=True)) == ["undone", "forced"]


def test_a_run_that_is_running_is_not_undone() -> None:
    results = iter(
        import_documents((make_source(SENTENCE, external_id=key) for key in "ab"), Options())
    )
    next(results)
    with pytest.raises(StillRunning, match="still running"):
        undo(ImportRun.objects.get())
    assert Article.objects.exists()
    results.close()  # type: ignore[attr-defined]
    assert undone(undo(ImportRun.objects.get())) == [Undone.UNDONE] * 2


def test_one_that_was_killed_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "BATCH", 2)
    record = run(*(make_source(SENTENCE, external_id=str(number)) for number in range(5)))
    results = iter(Undo(record))
    next(results)
    results.close()  # type: ignore[attr-defined]
    record.refresh_from_db()
    assert (Article.objects.count(), record.undone_at) == (3, None)
    assert undone(undo(record)) == [Undone.UNDONE] * 3
    record.refresh_from_db()
    assert record.undone_at
    assert not Article.objects.exists()


def test_foreseeing_tells_the_same_and_changes_nothing() -> None:
    run(*(make_source(SENTENCE, external_id=key) for key in "ab"))
    record = run(*(make_source("New words.", external_id=key) for key in "abc"))
    article = Article.objects.get(external_id="a")
    store.save(article.pk, make_document(), base=2, reason=Reason.EDIT)
    before = state_of_the_site()
    seen = preview_undo(record)
    assert state_of_the_site() == before
    assert str(seen) == "1 deleted, 1 restored, 1 left"
    assert [left.key for left in seen.first_left] == ["a"]
    done = Undo(record)
    list(done)
    assert done.summary == seen


def test_foreseeing_takes_as_many_queries_for_any_number(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in (1, 20):
        run(*(make_source(SENTENCE, external_id=f"{number} {key}") for key in range(number)))
        record = run(
            *(make_source("Is it?", external_id=f"{number} {key}") for key in range(number))
        )
        with django_assert_num_queries(13):
            preview_undo(record)


def test_documents_of_one_run_do_not_take_each_others_place() -> None:
    keys = [str(number) for number in range(5)]
    run(*(make_source(f"{SENTENCE} {key}", external_id=key) for key in keys))
    for key in keys[:3]:
        article = Article.objects.get(external_id=key)
        document = replace(store.load(article), headline=Line(f"By hand {key}"))
        store.save(article.pk, document, base=1, reason=Reason.EDIT)
    before = state_of_the_site()
    record = run(
        *(make_source(f"{SENTENCE} {key}", "More.", external_id=key) for key in reversed(keys))
    )
    undo(record)
    assert state_of_the_site() == before
    highest = Article.objects.aggregate(highest=Max("version"))["highest"]
    assert highest == 4
    assert {item.outcome for item in record.items.all()} == {Outcome.MERGED, Outcome.UPDATED}
