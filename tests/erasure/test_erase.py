"""What is erased is nowhere, stays so when it comes in again, and is not repeated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from articles import store
from articles.documents.redaction import MARK
from articles.documents.source import Source, SourceMetadata
from articles.erasure.erase import ErasureRefused, erase_article, erase_passage
from articles.importing import pipeline as importing
from articles.importing.incoming import Result
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.importing.reparse import reparse_documents
from articles.importing.sources.selection import Selection
from articles.models import (
    Article,
    Edition,
    Erasure,
    ErasureMark,
    ImportRun,
    NoiseRule,
    ReleaseSet,
    RunItem,
    SourceDocument,
    Tombstone,
    Version,
)
from articles.models.import_run import Outcome
from articles.search.find import matching
from articles.search.query import parse_query
from tests.documents.make import SENTENCE, make_source
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
from tests.make import make_article, make_editor, make_imported, make_noise_line, make_run

pytestmark = pytest.mark.django_db

GROUND = "Court of Hesk, 4 O 17/26"
NAMED = make_redaction(NAME)


def run(*documents: Source, **options: Any) -> list[Result]:
    return list(import_documents(documents, Options(**options)))


def told(*more: str, **fields: Any) -> Source:
    values = {"external_id": KEY, "metadata": METADATA, "file": f"{NAME}.json", **fields}
    return make_source(TOLD, SENTENCE, *more, **values)


# A passage


def test_the_site_of_these_tests_holds_the_name_in_every_place() -> None:
    make_everything()
    assert len(holders(NAMED)) >= 35


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_name_goes_from_every_table(*, everywhere: bool) -> None:
    article = make_everything()
    Tombstone.objects.all().delete()
    erased = erase_passage(NAME, None if everywhere else article, ground=GROUND)
    assert holders(NAMED) == set()
    assert erased.erasure
    assert erased.erasure.counts == erased.counts
    assert erased.counts["articles.SourceDocument"] == 2


def test_all_else_of_the_article_stays() -> None:
    article = make_everything()
    before = list(article.paragraphs.values_list("uid", "position", "kind", "origin"))
    versions = Version.objects.count()
    erase_passage(NAME, article, ground=GROUND)
    assert list(article.paragraphs.values_list("uid", "position", "kind", "origin")) == before
    assert Version.objects.count() == versions
    document = store.load(Article.objects.get(pk=article.pk))
    assert next(p.markup for p in document.paragraphs()) == (
        f"{SENTENCE} Only <strong>{MARK}</strong> said that she saw it."
    )
    rows = Article.objects.get(pk=article.pk).paragraphs
    assert [row.markup for row in rows.all()] == [p.markup for p in document.paragraphs()]
    assert [row.text for row in rows.all()] == [p.text for p in document.paragraphs()]
    live = Edition.objects.live().get(article=article)
    assert MARK in live.body
    # A topic of which nothing is left is none.
    assert document.metadata.topics == ("Ferries",)
    assert (live.topics, live.bylines) == (["Ferries"], [])


def test_a_tombstone_of_another_key_is_left_by_what_is_of_one_article() -> None:
    article = make_everything()
    erase_passage(NAME, article, ground=GROUND)
    assert holders(NAMED) == {
        "articles.Tombstone.external_id",
        "articles.Tombstone.headline",
    }


def test_another_article_keeps_the_name() -> None:
    article = make_told()
    other = make_imported(f"{SENTENCE} {NAME} did.")
    erase_passage(NAME, article, ground=GROUND)
    assert NAMED.is_in(store.load(other).headline.text + str(store.load(other)))


@pytest.mark.parametrize("everywhere", [False, True])
def test_the_same_documents_are_unchanged_when_they_come_in_again(*, everywhere: bool) -> None:
    article = make_told()
    erase_passage(NAME, None if everywhere else article, ground=GROUND)
    sources = SourceDocument.objects.count()
    [result] = run(told())
    assert (result.outcome, result.article) == (Outcome.UNCHANGED, article.pk)
    assert SourceDocument.objects.count() == sources
    assert holders(NAMED) == set()


def test_a_corrected_document_comes_in_without_it() -> None:
    article = make_told()
    erase_passage(NAME, article, ground=GROUND)
    [result] = run(told(f"{NAME} has corrected this.", "New."))
    assert (result.outcome, result.article) == (Outcome.UPDATED, article.pk)
    assert holders(NAMED) == set()


def test_a_document_that_is_new_comes_in_without_what_was_erased_everywhere() -> None:
    make_told()
    erase_passage(NAME, None, ground=GROUND)
    [result] = run(make_source(f"{SENTENCE} {NAME} too.", external_id="other"))
    assert result.outcome is Outcome.CREATED
    assert holders(NAMED) == set()


def test_one_that_cannot_be_rewritten_is_left_out() -> None:
    make_told()
    erase_passage(NAME, None, ground=GROUND)
    content = b"['Ann ' 'Sj' '\\xf6berg left.', 'One.']"
    [result] = run(Source("ann-sjoberg.txt", "ann-sjoberg.txt", "literal", content))
    assert result.outcome is Outcome.DELETED
    assert "cannot be rewritten" in result.reason
    assert holders(NAMED) == set()


def test_one_that_is_stored_and_cannot_be_rewritten_loses_its_content() -> None:
    content = f"['Ann ' 'Sj' '\\xf6berg left.', '{SENTENCE}']".encode()
    [result] = run(Source("a", "a.txt", "literal", content))
    article = Article.objects.get(pk=result.article or 0)
    erased = erase_passage(NAME, article, ground=GROUND)
    assert erased.counts["content dropped"] == 1
    source = SourceDocument.objects.get()
    assert (bytes(source.content), source.size, source.erasure) == (b"", 0, erased.erasure)
    assert not list(reparse_documents(Selection(), Options()))
    assert holders(NAMED) == set()


def test_what_is_parsed_again_reads_as_it_stands() -> None:
    article = make_told()
    erase_passage(NAME, article, ground=GROUND)
    before = store.load(Article.objects.get(pk=article.pk))
    list(reparse_documents(Selection(), Options()))
    assert store.load(Article.objects.get(pk=article.pk)) == before


def test_two_documents_that_differ_in_the_name_alone_stay_two() -> None:
    article = make_imported(SENTENCE, f"By {NAME}.", external_id="a")
    run(make_source(SENTENCE, "By (...).", external_id="a"))
    erase_passage(NAME, article, ground=GROUND)
    assert SourceDocument.objects.count() == 2
    assert holders(NAMED) == set()


def test_a_noise_rule_that_is_another_without_the_name_goes() -> None:
    make_told()
    make_noise_line(f"By {NAME}")
    kept = make_noise_line(f"By {MARK}")
    erase_passage(NAME, None, ground=GROUND)
    assert NoiseRule.objects.get() == kept


def test_no_search_finds_what_was_erased() -> None:
    make_everything()
    before = found_by_search("sjoberg")

    erase_passage(NAME, None, ground=GROUND)

    assert before == (1, 1, True)
    assert found_by_search("sjoberg") == (0, 0, False)


def found_by_search(typed: str) -> tuple[int, int, bool]:
    """How many editions and articles are found, and whether SQLite's index has the word at all."""
    query = parse_query(typed)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT block FROM articles_articlewords_index_data "
                "UNION ALL SELECT block FROM articles_editionwords_index_data"
            )
        else:
            cursor.execute("SELECT words::text::bytea FROM articles_articlewords")
        held = any(typed.encode() in bytes(block) for (block,) in cursor.fetchall())
    articles = matching(Article.with_deleted.all(), query).count()
    return matching(Edition.objects.all(), query).count(), articles, held


def test_readers_are_sent_the_page_anew() -> None:
    article = make_told()
    assert Edition.objects.live().get().linked_at is None
    erase_passage(NAME, article, ground=GROUND)
    assert Edition.objects.live().get().linked_at


def test_a_dry_run_lists_the_same_places_and_changes_nothing() -> None:
    article = make_everything()
    held = holders(NAMED)
    seen = erase_passage(NAME, article, ground=GROUND, dry_run=True)
    assert holders(NAMED) == held
    assert not Erasure.objects.exists()
    done = erase_passage(NAME, article, ground=GROUND)
    assert list(done.places) == list(seen.places)


@pytest.mark.parametrize(
    ("passage", "ground", "words"),
    [
        ("", GROUND, "no word in it"),
        (NAME, " ", "Name the ground"),
        (NAME, f"As {NAME.lower()} asked", "repeats what is erased"),
        (f"{NAME} saw it\nAnn", GROUND, "too few words"),
        ("word " * 401, GROUND, "400 words at most"),
        ("Nobody was there", GROUND, "stands nowhere"),
    ],
)
def test_what_cannot_be_done_is_refused(passage: str, ground: str, words: str) -> None:
    article = make_told()
    with pytest.raises(ErasureRefused, match=words):
        erase_passage(passage, article, ground=ground)
    assert not Erasure.objects.exists()


# An article


def test_an_article_goes_from_every_table() -> None:
    article = make_everything()
    Tombstone.objects.all().delete()
    NoiseRule.objects.all().delete()
    ReleaseSet.objects.all().delete()
    erased = erase_article(article, ground=GROUND, by=make_editor())
    # What cleaning removed counts names of tags, which are no article's.
    assert holders(NAMED) <= {"articles.ImportRun.removed"}
    assert not Article.with_deleted.filter(pk=article.pk).exists()
    assert not SourceDocument.objects.filter(external_id=KEY).exists()
    assert erased.counts["articles.Article"] == 1


def test_a_file_that_has_other_articles_keeps_its_name() -> None:
    article = make_told(file="feed of the day.xml", position="item 2")
    make_run(arguments={"paths": ["feed of the day.xml"]})
    erase_article(article, ground=GROUND)
    runs = ImportRun.objects.filter(arguments__paths=["feed of the day.xml"])
    assert runs.count() == 1


def test_the_record_does_not_repeat_it() -> None:
    article = make_told()
    erased = erase_article(article, ground=GROUND)
    assert erased.erasure
    row = str(Erasure.objects.values().get()) + str(list(ErasureMark.objects.values()))
    assert "sjöberg" not in row.lower()
    assert KEY not in row
    assert GROUND in row


@pytest.mark.parametrize(
    "source",
    [
        told(),
        told("A correction."),
        told(external_id="other"),
        make_source("Other words.", external_id="b", metadata=SourceMetadata(url=f"{KEY}#top")),
    ],
    ids=["the same", "its key", "its bytes", "its address"],
)
def test_an_article_does_not_come_back(source: Source) -> None:
    erase_article(make_told(), ground=GROUND)
    [result] = run(source)
    assert (result.outcome, result.reason) == (Outcome.DELETED, "was erased here")
    assert not Article.with_deleted.exists()
    assert not SourceDocument.objects.exists()
    assert not RunItem.objects.filter(external_id__contains="hesk").exists()
    assert holders(NAMED) == set()


def test_other_documents_come_in_as_ever() -> None:
    erase_article(make_told(), ground=GROUND)
    [result] = run(make_source(SENTENCE, external_id="other"))
    assert result.outcome is Outcome.CREATED


def test_an_article_in_the_trash_is_erased_too() -> None:
    article = make_told()
    store.delete([article.pk])
    erase_article(article, ground=GROUND)
    assert not Article.with_deleted.exists()


def test_a_noise_rule_goes_where_its_line_stands_nowhere_else() -> None:
    article = make_imported(SENTENCE, "Only here, and nowhere else.", "Everywhere.")
    make_imported(SENTENCE, "Everywhere.")
    make_noise_line("Only here, and nowhere else.")
    kept = make_noise_line("Everywhere.")
    erase_article(article, ground=GROUND)
    assert NoiseRule.objects.get() == kept


def test_a_dry_run_of_an_article_changes_nothing() -> None:
    article = make_everything()
    held = holders(NAMED)
    seen = erase_article(article, ground=GROUND, dry_run=True)
    assert holders(NAMED) == held
    assert list(erase_article(article, ground=GROUND).places) == list(seen.places)


def test_an_article_that_was_written_here_is_erased() -> None:
    article = make_article()
    erase_article(article, ground=GROUND)
    assert not Article.with_deleted.exists()


# An import that runs meanwhile


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do it once a batch is prepared, and before it is stored."""
    keep = importing._stop_if_undone

    def interrupted(record: ImportRun) -> None:
        monkeypatch.setattr(importing, "_stop_if_undone", keep)
        act()
        keep(record)

    monkeypatch.setattr(importing, "_stop_if_undone", interrupted)


def test_an_import_that_is_at_work_takes_out_what_is_erased_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = make_told()
    meanwhile(monkeypatch, lambda: erase_passage(NAME, article, ground=GROUND))
    [result] = run(told(f"A correction on {NAME}."))
    assert result.outcome is Outcome.UPDATED
    assert holders(NAMED) == set()


def test_an_import_that_is_at_work_does_not_bring_back_what_is_erased_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = make_told()
    meanwhile(monkeypatch, lambda: erase_article(article, ground=GROUND))
    [result] = run(told(f"A correction on {NAME}."))
    assert result.outcome is Outcome.DELETED
    assert not Article.with_deleted.exists()
    assert holders(NAMED) == set()
