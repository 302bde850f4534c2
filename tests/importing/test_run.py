from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from articles import publishing, store
from articles.documents.article import ArticleDocument, Line
from articles.documents.source import Rejection, Source
from articles.importing.finding import find, read_all
from articles.importing.result import Result
from articles.importing.run import Import, Options
from articles.models import Article, Edition, ImportRun, SourceDocument, Version
from articles.models.run import Outcome
from articles.models.version import Reason
from tests.documents.make import SENTENCE, make_document, make_source

pytestmark = pytest.mark.django_db


def run(*documents: Source | Rejection, **options: Any) -> list[Result]:
    return list(Import(documents, Options(**options)))


def outcomes(results: Iterable[Result]) -> list[str]:
    return [result.outcome.value for result in results]


def edit(article: Article, document: ArticleDocument | None = None) -> None:
    editor = get_user_model().objects.create_user("ilse")
    document = document or make_document(headline=Line("Edited"))
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT, author=editor)


def test_every_seed_is_stored_with_its_bytes(seeds: Path) -> None:
    results = list(Import(read_all(find([seeds])), Options()))
    paths = sorted(seeds.glob("*.txt"))
    assert outcomes(results) == ["created"] * len(paths)
    for path in paths:
        article = Article.objects.get(key=path.name)
        assert article.source is not None
        assert bytes(article.source.content) == path.read_bytes()


def test_importing_twice_changes_nothing() -> None:
    source = make_source(SENTENCE)
    run(source)
    [first] = Version.objects.values()
    assert outcomes(run(source)) == ["unchanged"]
    assert list(Version.objects.values()) == [first]
    assert SourceDocument.objects.count() == 1


def test_a_changed_source_is_followed_and_equal_paragraphs_keep_their_identifiers() -> None:
    run(make_source(SENTENCE, "Second."))
    uid = Article.objects.get().paragraphs.get(markup=SENTENCE).uid
    results = run(make_source("A new first paragraph.", SENTENCE, "Second."))
    article = Article.objects.get()
    assert outcomes(results) == ["updated"]
    assert article.paragraphs.get(markup=SENTENCE).uid == uid
    assert (article.version, SourceDocument.objects.count()) == (2, 2)
    assert article.source == SourceDocument.objects.latest("pk")


def test_a_source_that_changes_back_is_followed_without_being_kept_twice() -> None:
    first, second = make_source(SENTENCE), make_source("Other words.")
    for source in (first, second, first):
        run(source)
    assert SourceDocument.objects.count() == 2
    assert Article.objects.get().paragraphs.get().markup == SENTENCE


def test_an_edited_article_is_not_overwritten_and_the_operator_is_told() -> None:
    run(make_source(SENTENCE))
    edit(Article.objects.get())
    [result] = run(make_source("Other words."))
    assert result.outcome is Outcome.REJECTED
    assert "edited since, by ilse" in result.reason
    assert Article.objects.get().headline == "Edited"
    assert outcomes(run(make_source(SENTENCE))) == ["unchanged"]


def test_a_rejected_document_costs_only_itself() -> None:
    results = run(
        make_source(SENTENCE, key="a"),
        Rejection("b", "line 2", "is broken", "Mend it."),
        make_source("", key="c"),
        make_source(SENTENCE, key="d"),
    )
    assert outcomes(results) == ["created", "rejected", "rejected", "created"]
    assert "no visible text" in results[2].reason
    assert set(Article.objects.values_list("key", flat=True)) == {"a", "d"}


def test_two_documents_of_one_key_in_one_run_are_not_mixed_up() -> None:
    results = run(
        make_source(SENTENCE, key="a.txt", file="x/a.txt"),
        make_source(SENTENCE, key="a.txt", file="y/a.txt"),
        make_source("Other.", key="a.txt", file="z/a.txt"),
    )
    assert outcomes(results) == ["created", "unchanged", "rejected"]
    assert "x/a.txt" in results[2].reason


def test_a_dry_run_says_the_same_and_stores_nothing() -> None:
    run(make_source(SENTENCE, key="a"), make_source(SENTENCE, key="b"))
    documents = [
        make_source(SENTENCE, key="a"),
        make_source("New words.", key="b"),
        make_source(SENTENCE, key="c"),
        make_source("", key="d"),
    ]
    before = (list(Article.objects.values()), ImportRun.objects.count())
    dry = run(*documents, dry_run=True)
    assert (list(Article.objects.values()), ImportRun.objects.count()) == before
    assert outcomes(dry) == outcomes(run(*documents))


def test_fail_fast_stops_at_the_first_rejected_document() -> None:
    results = run(
        make_source(SENTENCE, key="a"),
        make_source("", key="b"),
        make_source(SENTENCE, key="c"),
        fail_fast=True,
    )
    assert outcomes(results) == ["created", "rejected"]
    assert Article.objects.count() == 1


def test_a_run_is_recorded_with_its_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.importing.run.BATCH", 2)
    run(*(make_source(SENTENCE, key=str(number)) for number in range(5)), make_source(""))
    record = ImportRun.objects.get()
    assert (record.created, record.rejected, record.unchanged) == (5, 1, 0)
    assert record.finished_at is not None
    assert Version.objects.filter(run=record).count() == 5


def test_equal_headlines_get_different_slugs_that_stay() -> None:
    run(*(make_source(SENTENCE, key=key) for key in "abc"))
    slugs = dict(Article.objects.values_list("key", "slug"))
    assert len(set(slugs.values())) == 3
    Article.objects.all().delete()
    run(*(make_source(SENTENCE, key=key) for key in "abc"))
    assert dict(Article.objects.values_list("key", "slug")) == slugs


def test_publishing_publishes_each_article_with_its_date() -> None:
    run(make_source(SENTENCE), publish=True)
    edition = Edition.objects.live().get()
    assert SENTENCE in edition.body
    assert edition.version.number == 1


def test_publishing_follows_live_articles_but_not_withdrawn_ones() -> None:
    run(make_source(SENTENCE, key="live"), make_source(SENTENCE, key="withdrawn"), publish=True)
    publishing.withdraw(Article.objects.get(key="withdrawn"))
    changed: Sequence[Source] = [make_source("New.", key=key) for key in ("live", "withdrawn")]
    assert outcomes(run(*changed, publish=True)) == ["updated", "updated"]
    edition = Edition.objects.live().get()
    assert (edition.article.key, "New." in edition.body) == ("live", True)


def test_publishing_leaves_to_an_editor_what_the_editor_has_saved() -> None:
    run(make_source(SENTENCE, key="live"), publish=True)
    run(make_source(SENTENCE, key="draft"))
    for article in Article.objects.all():
        document = make_document(headline=Line("Unfinished"))
        store.save(article.pk, document, base=1, reason=Reason.EDIT)
    run(make_source(SENTENCE, key="live"), make_source(SENTENCE, key="draft"), publish=True)
    assert [edition.headline for edition in Edition.objects.all()] == [SENTENCE.rstrip(".")]


def test_a_second_import_can_publish_what_the_first_did_not() -> None:
    run(make_source(SENTENCE))
    assert not Edition.objects.exists()
    assert outcomes(run(make_source(SENTENCE), publish=True)) == ["unchanged"]
    assert Edition.objects.live().count() == 1


def test_an_editor_who_saves_in_the_moment_of_the_import_is_not_overwritten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(make_source(SENTENCE, key="edited"))

    def lose_to_an_editor(*arguments: Any) -> None:
        """As a batch ends on PostgreSQL if an editor commits in the midst of it."""
        monkeypatch.undo()
        article = Article.objects.get(key="edited")
        edit(article)
        raise store.StaleSave(1, article, store.load(article))

    monkeypatch.setattr(Import, "_store", lose_to_an_editor)
    results = run(make_source("Other words.", key="edited"), make_source(SENTENCE, key="new"))
    assert outcomes(results) == ["rejected", "created"]
    assert Article.objects.get(key="edited").headline == "Edited"


def test_a_run_that_was_cut_short_is_not_recorded_as_finished() -> None:
    results = iter(Import(endless_documents(), Options()))
    next(results)
    del results
    assert ImportRun.objects.get().finished_at is None


def endless_documents() -> Iterator[Source]:
    for number in count():
        yield make_source(SENTENCE, key=str(number))
