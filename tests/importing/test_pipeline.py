from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection
from django.utils import timezone

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line
from articles.documents.article.rows import article_rows
from articles.documents.revisions.merge import Winner
from articles.documents.source import Rejection, Source, SourceMetadata
from articles.importing import pipeline as importing
from articles.importing.incoming import Result
from articles.importing.pipeline import import_documents
from articles.importing.plan import IMPORT, IMPORT_PREVIEW, Options, Plan
from articles.importing.sources.find import find, read_all
from articles.models import (
    Article,
    Conflict,
    Edition,
    ImportRun,
    Policy,
    RunItem,
    SourceDocument,
    Version,
)
from articles.models.conflict import Resolution
from articles.models.import_run import Outcome, RunState
from articles.models.version import Reason
from articles.publishing import publish as publishing
from tests.documents.make import (
    SENTENCE,
    make_document,
    make_paragraph,
    make_section,
    make_source,
)

pytestmark = pytest.mark.django_db


def run(*documents: Source | Rejection, plan: Plan = IMPORT, **options: Any) -> list[Result]:
    return list(import_documents(documents, Options(**options), plan))


def outcomes(results: Iterable[Result]) -> list[str]:
    return [result.outcome.value for result in results]


def edit(article: Article, document: ArticleDocument | None = None) -> None:
    editor = get_user_model().objects.create_user("ilse")
    document = document or make_document(headline=Line("Edited"))
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT, author=editor)


def test_every_seed_is_stored_with_its_bytes(seeds: Path) -> None:
    paths = sorted(seeds.glob("*.txt"))
    results = list(import_documents(read_all(find(paths)), Options()))
    assert outcomes(results) == ["created"] * len(paths)
    for path in paths:
        article = Article.objects.get(external_id=path.name)
        assert article.source is not None
        assert bytes(article.source.content) == path.read_bytes()


def test_importing_twice_changes_nothing() -> None:
    source = make_source(SENTENCE)
    run(source)
    [first] = Version.objects.values()
    assert outcomes(run(source)) == ["unchanged"]
    assert list(Version.objects.values()) == [first]
    assert SourceDocument.objects.count() == 1


def test_what_a_source_says_of_itself_is_kept_and_an_editors_stays() -> None:
    moment = datetime(2024, 5, 31, 9, 30, tzinfo=UTC)
    known = SourceMetadata(
        url="https://news.example/a", published=moment, publisher="Harbour", topics=("Sea",)
    )
    run(make_source(SENTENCE, metadata=known))
    article = Article.objects.get()
    assert (article.publisher, article.url) == ("Harbour", "https://news.example/a")
    assert article.published_at == moment
    document = store.load(article)
    edit(article, replace(document, metadata=replace(document.metadata, publisher="The Harbour")))
    run(make_source(SENTENCE, metadata=replace(known, topics=("Sea", "Fog"))))
    article.refresh_from_db()
    assert (article.publisher, article.topics) == ("The Harbour", ["Sea", "Fog"])


@pytest.mark.parametrize(
    ("publisher", "url", "kept"),
    [
        ("The Harbour", "", "The Harbour"),
        ("The Harbour", "https://oar.example/a", "The Harbour"),
        ("", "https://old.example/a", "oar.example"),
    ],
)
def test_the_publisher_that_an_import_named_stays_when_a_correction_comes_without(
    publisher: str, url: str, kept: str
) -> None:
    first = make_source(SENTENCE, metadata=SourceMetadata(title="A", url=url))
    run(replace(first, publisher=publisher))
    moved = url.replace("old.", "oar.")
    run(make_source(SENTENCE, STORM, metadata=SourceMetadata(title="A", url=moved)))
    article = Article.objects.select_related("source").get()
    assert article.source
    assert (article.publisher, article.source.publisher) == (kept, kept)


def test_an_address_that_leads_to_no_page_is_not_kept() -> None:
    odd = SourceMetadata(url="javascript:alert(1)", picture="//cdn.example/x.jpg")
    run(make_source(SENTENCE, metadata=odd))
    article = Article.objects.get()
    assert (article.url, article.picture) == ("", "https://cdn.example/x.jpg")


STORM = "A storm kept the crew of eleven in the harbour of Oar for three long winter nights."
ROPE = "Nobody had thought of the rope that the captain sold to a farmer on the coast in spring."


def test_a_file_of_the_same_name_that_says_something_else_takes_no_articles_place() -> None:
    run(make_source(SENTENCE, STORM, external_id="0001.json", file="monday/0001.json"))
    [result] = run(make_source(ROPE, ROPE, external_id="0001.json", file="tuesday/0001.json"))
    assert (result.outcome, result.external_id) == (Outcome.CREATED, "tuesday/0001.json")
    first = Article.objects.get(external_id="0001.json")
    assert store.load(first).headline.text in SENTENCE


def test_without_a_folder_to_tell_them_apart_it_is_refused() -> None:
    run(make_source(SENTENCE, STORM, external_id="0001.json", file="monday/0001.json"))
    [result] = run(make_source(ROPE, ROPE, external_id="0001.json", file="0001.json"))
    assert result.outcome == Outcome.REJECTED
    assert "monday/0001.json" in result.reason


@pytest.mark.parametrize(
    ("key", "file", "strings"),
    [
        ("0001.json", "elsewhere/0001.json", (SENTENCE, f"{STORM} It was the fourth.")),
        ("0001.json", "monday/0001.json", (ROPE, ROPE)),
        ("0001.json", "./tuesday/../monday/0001.json", (ROPE, ROPE)),
        ("0001.json", os.path.abspath("monday/0001.json"), (ROPE, ROPE)),
        ("an-id", "tuesday/0001.json", (ROPE, ROPE)),
    ],
)
def test_what_is_corrected_moved_or_has_an_id_is_the_same_article(
    key: str, file: str, strings: tuple[str, ...]
) -> None:
    run(make_source(SENTENCE, STORM, external_id=key, file="monday/0001.json"))
    assert outcomes(run(make_source(*strings, external_id=key, file=file))) == ["updated"]


@pytest.mark.parametrize("plan", [IMPORT, IMPORT.dry()], ids=["import", "dry"])
def test_a_namesake_costs_the_file_of_the_article_nothing(plan: Plan) -> None:
    own = make_source(SENTENCE, STORM, external_id="0001.json", file="monday/0001.json")
    run(own)
    namesake = make_source(ROPE, ROPE, external_id="0001.json", file="before/0001.json")
    assert outcomes(run(namesake, own, plan=plan)) == ["created", "unchanged"]
    similar = make_source(
        SENTENCE, f"{STORM} More.", external_id="0001.json", file="after/0001.json"
    )
    # What lies where it lay has not come anew; a preview forgets where the first was.
    then = "unchanged" if plan is IMPORT else "updated"
    assert outcomes(run(similar, own, plan=plan)) == ["updated", then]


def test_a_file_that_came_in_unchanged_from_where_it_moved_may_be_rewritten_there() -> None:
    for folder in ("monday", "archive"):
        run(make_source(SENTENCE, STORM, external_id="0001.json", file=f"{folder}/0001.json"))
    # What is another article's is not where the article's document is.
    elsewhere = make_source(ROPE, ROPE, external_id="0001.json", file="tuesday/0001.json")
    assert outcomes(run(elsewhere) + run(elsewhere)) == ["created", "unchanged"]
    rewritten = make_source(ROPE, ROPE, external_id="0001.json", file="archive/0001.json")
    assert outcomes(run(rewritten)) == ["updated"]


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


def test_an_edited_part_stays_and_the_rest_follows_its_source() -> None:
    run(make_source(SENTENCE, "Second."))
    article = Article.objects.get()
    edit(article, replace(store.load(article), headline=Line("Edited")))
    [result] = run(make_source(SENTENCE, "Second, corrected."))
    article = Article.objects.get()
    assert (result.outcome, result.before, result.after) == (Outcome.MERGED, 2, 3)
    assert article.headline == "Edited"
    assert [p.markup for p in article.paragraphs.all()] == [SENTENCE, "Second, corrected."]
    assert article.versions.get(number=3).reason == Reason.MERGE
    assert outcomes(run(make_source(SENTENCE, "Second, corrected."))) == ["unchanged"]


def test_what_both_changed_stays_the_editors_and_waits_for_one() -> None:
    run(make_source(SENTENCE, "Second."))
    edit_second("Second, by hand.")
    [result] = run(make_source(SENTENCE, "Second, corrected."))
    change = Conflict.objects.open().get()
    assert (result.outcome, result.reason) == (
        Outcome.CONFLICT,
        "changed here and in the source: 1 paragraph",
    )
    assert second() == "Second, by hand."
    assert [each[2] for each in change.base] == ["Second."]
    assert [each[2] for each in change.theirs] == ["Second, corrected."]


def test_a_refused_change_stays_refused_until_the_source_changes_again() -> None:
    run(make_source(SENTENCE, "Second."))
    edit_second("Second, by hand.")
    run(make_source(SENTENCE, "Second, corrected."))
    decide(Resolution.OURS)
    [result] = run(make_source(SENTENCE, "Second, corrected.", "Third."))
    assert (result.outcome, Conflict.objects.open().count()) == (Outcome.MERGED, 0)
    [result] = run(make_source(SENTENCE, "Second, corrected twice.", "Third."))
    assert (result.outcome, Conflict.objects.open().count()) == (Outcome.CONFLICT, 1)


def test_a_change_that_the_source_takes_back_is_no_longer_asked() -> None:
    run(make_source(SENTENCE, "Second."))
    edit_second("Second, by hand.")
    run(make_source(SENTENCE, "Second, corrected."))
    [result] = run(make_source(SENTENCE, "Second."))
    change = Conflict.objects.get()
    assert result.outcome is Outcome.MERGED
    assert (change.resolution, change.resolved_in) == (Resolution.GONE, ImportRun.objects.first())
    assert second() == "Second, by hand."


def test_a_change_that_is_taken_stands_and_is_followed_from_then_on() -> None:
    run(make_source(SENTENCE, "Second."))
    edit_second("Second, by hand.")
    run(make_source(SENTENCE, "Second, corrected."))
    decide(Resolution.THEIRS)
    assert second() == "Second, corrected."
    assert outcomes(run(make_source(SENTENCE, "Second, corrected twice."))) == ["updated"]
    assert second() == "Second, corrected twice."


def test_a_policy_settles_what_both_changed() -> None:
    Policy.objects.create(publisher="The Harbour", text=Winner.SOURCE)
    run(harbour(SENTENCE, "Second."))
    edit_second("Second, by hand.")
    [result] = run(harbour(SENTENCE, "Second, corrected."))
    assert (result.outcome, result.reason) == (Outcome.MERGED, "settled by a policy: 1 paragraph")
    assert second() == "Second, corrected."
    assert not Conflict.objects.exists()


def test_a_document_that_is_mostly_noise_can_be_refused() -> None:
    noisy = (SENTENCE, *(f"Read more: our story number {number}" for number in range(9)))
    [result] = run(make_source(*noisy), max_loss=20)
    assert result.outcome is Outcome.REJECTED
    assert result.reason.endswith("% of its text would be noise, more than 20 %")
    assert outcomes(run(make_source(*noisy), max_loss=90)) == ["created"]


def test_the_stricter_of_policy_and_import_bounds_the_loss() -> None:
    Policy.objects.create(external_ids="ferry*", max_loss=5)
    noisy = make_source(SENTENCE, "Read more: our story of the year")
    assert outcomes(run(noisy, max_loss=90)) == ["rejected"]
    assert outcomes(run(make_source(*[SENTENCE], external_id="tram.txt"))) == ["created"]


@pytest.mark.parametrize(
    ("updates", "publish", "shown"),
    [
        ("", False, "First."),
        ("", True, "Second."),
        ("always", False, "Second."),
        ("never", True, "First."),
    ],
)
def test_a_policy_says_whether_readers_see_an_update(
    updates: str, publish: bool, shown: str
) -> None:
    Policy.objects.create(updates=updates)
    run(make_source(SENTENCE, tram("First.")), publish=True)
    run(make_source(SENTENCE, tram("Second.")), publish=publish)
    assert shown in Edition.objects.live().get().body


def test_what_an_editor_has_not_published_stays_unpublished_when_its_source_changes() -> None:
    run(make_source(SENTENCE, tram("Second.")), publish=True)
    article = Article.objects.get()
    edit(article, replace(store.load(article), headline=Line("Unfinished")))
    run(make_source(SENTENCE, tram("Corrected.")), publish=True)
    assert "Second." in Edition.objects.live().get().body


def test_what_an_editor_has_published_follows_its_source() -> None:
    run(make_source(SENTENCE, tram("Second.")), publish=True)
    article = Article.objects.get()
    edit(article, replace(store.load(article), headline=Line("Finished")))
    publishing.publish(article)
    run(make_source(SENTENCE, tram("Corrected.")), publish=True)
    edition = Edition.objects.live().get()
    assert edition.headline == "Finished"
    assert "Corrected." in edition.body


def test_a_question_to_an_editor_is_not_published_over() -> None:
    run(make_source(SENTENCE, "Second."), publish=True)
    edit_second("Second, by hand.")
    publishing.publish(Article.objects.get())
    run(make_source("New.", SENTENCE, "Second, corrected."), publish=True)
    assert "New." not in Edition.objects.live().get().body


def test_articles_are_found_by_their_keys_without_looking_at_all_of_them() -> None:
    plan = Article.objects.with_external_ids(["a", "b"]).explain()
    # PostgreSQL rightly reads a table of no rows whole.
    assert connection.vendor == "postgresql" or "article_once_for_each_external_id" in plan


def test_a_policy_of_a_publisher_holds_for_what_is_unchanged_too() -> None:
    Policy.objects.create(publisher="The Harbour", updates="never")
    run(harbour(SENTENCE, tram("First.")), publish=True)
    for _ in range(2):
        run(harbour(SENTENCE, tram("Second.")), publish=True)
    assert "First." in Edition.objects.live().get().body


def test_an_article_that_is_deleted_meanwhile_costs_only_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(make_source(SENTENCE, external_id="a"), make_source(SENTENCE, external_id="b"))

    def delete_first(record: ImportRun) -> None:
        Article.objects.filter(external_id="a").delete()

    monkeypatch.setattr(importing, "_stop_if_undone", delete_first)
    results = run(
        make_source(SENTENCE, external_id="a"), make_source(SENTENCE, "More.", external_id="b")
    )
    assert outcomes(results) == ["rejected", "updated"]
    assert "its article was deleted while the import ran" in results[0].reason


def test_a_run_that_is_undone_meanwhile_stops() -> None:
    running = iter(import_documents(endless_documents(), Options()))
    next(running)
    ImportRun.objects.update(undone_at=timezone.now())
    with pytest.raises(importing.UndoneMeanwhile, match="was undone while it ran"):
        list(running)
    assert Article.objects.count() == importing.TOGETHER


def test_a_run_that_stops_at_a_rejection_has_not_finished() -> None:
    run(make_source("", external_id="a"), make_source(SENTENCE, external_id="b"), fail_fast=True)
    assert ImportRun.objects.get().state is RunState.STOPPED


def test_a_run_knows_what_was_removed_and_how_far_it_got() -> None:
    run(make_source(f'<b class="x">{SENTENCE}</b>', "<script>x</script>"), total=1)
    record = ImportRun.objects.get()
    assert record.removed["attribute"] == {"b class": 1}
    assert record.removed["tag"] == {"script": 1}
    assert (record.total, record.done, record.state) == (1, 1, RunState.FINISHED)


def test_an_article_that_no_import_made_stands_and_follows_its_source_from_then_on() -> None:
    document = make_document(make_section("s", make_paragraph("p", "Ours.")), headline=Line("Ours"))
    store.create(store.NewArticle(article_rows(document), "ours", "ferry.txt"), reason=Reason.EDIT)
    [result] = run(make_source("Ours."))
    assert result.outcome is Outcome.MERGED
    assert store.load(Article.objects.get()).headline.text == "Ours"
    run(make_source("Ours.", "And more."))
    assert [p.markup for p in Article.objects.get().paragraphs.all()] == ["Ours.", "And more."]


FIRST = "Two dogs and a goat waited beside the office while rain fell on all they owned."


def test_paragraphs_that_a_source_joins_are_one_question_with_what_was_asked_of_them() -> None:
    run(make_source(FIRST, "Second."))
    edit_second("Second, by hand.")
    run(make_source(FIRST, "Second, corrected at noon by all."))
    run(make_source(f"{FIRST} Second, corrected at noon by all."))
    change = Conflict.objects.open().get()
    assert [each[2] for each in change.base] == [FIRST, "Second."]
    decide(Resolution.THEIRS)
    texts = [p.markup for p in Article.objects.get().paragraphs.all()]
    assert texts == [f"{FIRST} Second, corrected at noon by all."]


def test_a_question_about_joined_paragraphs_stays_about_all_of_them() -> None:
    run(make_source(FIRST, SENTENCE))
    article = Article.objects.get()
    row = article.paragraphs.get(markup=SENTENCE)
    edit(article, store.load(article).with_paragraph(row.uid, Kind.BODY, f"{SENTENCE} Ours."))
    run(make_source(f"{FIRST} {SENTENCE}"))
    run(make_source(f"{FIRST} {SENTENCE} Theirs."))
    decide(Resolution.THEIRS)
    texts = [p.markup for p in Article.objects.get().paragraphs.all()]
    assert texts == [f"{FIRST} {SENTENCE} Theirs."]


def test_a_question_about_a_split_paragraph_stays_about_all_that_it_became() -> None:
    run(make_source("One.", f"{FIRST} {SENTENCE}"))
    article = Article.objects.get()
    row = article.paragraphs.get(position=1)
    edit(article, store.load(article).with_paragraph(row.uid, Kind.BODY, f"{row.markup} Ours."))
    for strings in ([FIRST, SENTENCE], [f"{FIRST} So.", SENTENCE], [FIRST, f"{SENTENCE} So."]):
        run(make_source("One.", *strings))
        change = Conflict.objects.open().get()
        assert [each[2] for each in change.base] == [row.markup]
        assert [each[2] for each in change.theirs] == strings
    run(make_source("One.", row.markup))
    assert not Conflict.objects.open().exists()


def test_a_paragraph_that_the_source_takes_away_again_is_asked_of_no_more() -> None:
    run(make_source("One.", f"{FIRST} {SENTENCE}"))
    article = Article.objects.get()
    row = article.paragraphs.get(position=1)
    edit(article, store.load(article).with_paragraph(row.uid, Kind.BODY, f"{row.markup} Ours."))
    run(make_source("One.", FIRST, SENTENCE))
    [result] = run(make_source("One.", FIRST))
    assert result.outcome is Outcome.CONFLICT
    assert [each[2] for each in Conflict.objects.open().get().theirs] == [FIRST]


def test_what_is_taken_is_of_the_block_that_it_has_become_since() -> None:
    run(make_source(SENTENCE, "Second."))
    edit_second("Second, by hand.")
    run(make_source(SENTENCE, "Second, corrected."))
    run(make_source(FIRST, SENTENCE, "Second, corrected."))
    decide(Resolution.THEIRS)
    assert Article.objects.get().paragraphs.get(markup="Second, corrected.").origin == 2


def tram(word: str) -> str:
    """A text that readers are shown."""
    return f"{word} The tram to Verrow stood still for an hour, and nobody on board was surprised."


def harbour(*strings: str) -> Source:
    return make_source(*strings, metadata=SourceMetadata(publisher="The Harbour"))


def edit_second(markup: str) -> None:
    article = Article.objects.get()
    row = article.paragraphs.get(markup="Second.")
    edit(article, store.load(article).with_paragraph(row.uid, Kind(row.kind), markup))


def second() -> str:
    return Article.objects.get().paragraphs.order_by("position")[1].markup


def decide(choice: Resolution) -> None:
    change = Conflict.objects.open().get()
    store.resolve_conflict(change, choice, base=change.article.version, author=None)


def test_a_rejected_document_costs_only_itself() -> None:
    results = run(
        make_source(SENTENCE, external_id="a"),
        Rejection("b", "line 2", "is broken", "Mend it."),
        make_source("", external_id="c"),
        make_source(SENTENCE, external_id="d"),
    )
    assert outcomes(results) == ["created", "rejected", "rejected", "created"]
    assert "no visible text" in results[2].reason
    assert set(Article.objects.values_list("external_id", flat=True)) == {"a", "d"}


def test_two_documents_of_one_key_in_one_run_are_not_mixed_up() -> None:
    results = run(
        make_source(SENTENCE, external_id="a.txt", file="x/a.txt"),
        make_source(SENTENCE, external_id="a.txt", file="y/a.txt"),
        make_source("Other.", external_id="a.txt", file="z/a.txt"),
    )
    assert outcomes(results) == ["created", "unchanged", "created"]
    assert results[2].external_id == "z/a.txt"


def test_a_dry_run_says_the_same_and_stores_nothing() -> None:
    run(make_source(SENTENCE, external_id="a"), make_source(SENTENCE, external_id="b"))
    documents = [
        make_source(SENTENCE, external_id="a"),
        make_source("New words.", external_id="b"),
        make_source(SENTENCE, external_id="c"),
        make_source("", external_id="d"),
    ]
    before = (list(Article.objects.values()), ImportRun.objects.count())
    dry = run(*documents, plan=IMPORT.dry())
    assert (list(Article.objects.values()), ImportRun.objects.count()) == before
    assert outcomes(dry) == outcomes(run(*documents))


def test_a_preview_is_a_dry_run_that_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.importing.pipeline.BATCH", 1)
    documents = [
        make_source(SENTENCE, external_id="a"),
        make_source(SENTENCE, external_id="a"),
        make_source("Other.", external_id="a"),
        make_source("", external_id="b"),
    ]
    found = run(*documents, plan=IMPORT_PREVIEW)
    assert outcomes(found) == outcomes(run(*documents, plan=IMPORT.dry()))
    assert outcomes(found) == ["created", "unchanged", "rejected", "rejected"]
    record = ImportRun.objects.get()
    assert (record.created, record.unchanged, record.rejected) == (1, 1, 2)
    assert [item.outcome for item in record.items.order_by("pk")] == outcomes(found)
    assert not Article.objects.exists()
    assert not SourceDocument.objects.exists()


def test_fail_fast_stops_at_the_first_rejected_document() -> None:
    results = run(
        make_source(SENTENCE, external_id="a"),
        make_source("", external_id="b"),
        make_source(SENTENCE, external_id="c"),
        fail_fast=True,
    )
    assert outcomes(results) == ["created", "rejected"]
    assert Article.objects.count() == 1


def test_a_run_is_recorded_with_its_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.importing.pipeline.BATCH", 2)
    run(*(make_source(SENTENCE, external_id=str(number)) for number in range(5)), make_source(""))
    record = ImportRun.objects.get()
    assert (record.created, record.rejected, record.unchanged) == (5, 1, 0)
    assert record.finished_at is not None
    assert Version.objects.filter(run=record).count() == 5


def test_equal_headlines_get_different_slugs_that_stay() -> None:
    run(*(make_source(SENTENCE, external_id=key) for key in "abc"))
    slugs = dict(Article.objects.values_list("external_id", "slug"))
    assert len(set(slugs.values())) == 3
    Article.objects.all().delete()
    run(*(make_source(SENTENCE, external_id=key) for key in "abc"))
    assert dict(Article.objects.values_list("external_id", "slug")) == slugs


def test_publishing_publishes_each_article_with_its_date() -> None:
    run(make_source(SENTENCE), publish=True)
    edition = Edition.objects.live().get()
    assert SENTENCE in edition.body
    assert edition.version.number == 1


def test_publishing_follows_live_articles_but_not_withdrawn_ones() -> None:
    run(
        make_source(SENTENCE, external_id="live"),
        make_source(SENTENCE, external_id="withdrawn"),
        publish=True,
    )
    publishing.withdraw(Article.objects.get(external_id="withdrawn"))
    changed: Sequence[Source] = [
        make_source("New.", external_id=key) for key in ("live", "withdrawn")
    ]
    assert outcomes(run(*changed, publish=True)) == ["updated", "updated"]
    edition = Edition.objects.live().get()
    assert (edition.article.external_id, "New." in edition.body) == ("live", True)


def test_publishing_leaves_to_an_editor_what_the_editor_has_saved() -> None:
    run(make_source(SENTENCE, external_id="live"), publish=True)
    run(make_source(SENTENCE, external_id="draft"))
    for article in Article.objects.all():
        document = make_document(headline=Line("Unfinished"))
        store.save(article.pk, document, base=1, reason=Reason.EDIT)
    run(
        make_source(SENTENCE, external_id="live"),
        make_source(SENTENCE, external_id="draft"),
        publish=True,
    )
    assert [edition.headline for edition in Edition.objects.all()] == [SENTENCE.rstrip(".")]


def test_a_second_import_can_publish_what_the_first_did_not() -> None:
    run(make_source(SENTENCE))
    assert not Edition.objects.exists()
    assert outcomes(run(make_source(SENTENCE), publish=True)) == ["unchanged"]
    assert Edition.objects.live().count() == 1


def test_what_its_publisher_has_not_published_yet_is_not_published_before() -> None:
    ahead = timezone.now() + timedelta(hours=1)
    document = make_source(SENTENCE, metadata=SourceMetadata(published=ahead))
    assert outcomes(run(document, publish=True)) == ["created"]
    assert not Edition.objects.exists()
    Article.objects.update(published_at=timezone.now())
    assert outcomes(run(document, publish=True)) == ["unchanged"]
    assert Edition.objects.live().count() == 1


def test_what_is_lost_in_the_moment_of_storing_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lose_to_an_editor(*arguments: Any) -> None:
        """As a batch ends on PostgreSQL if an editor takes a slug in the midst of it."""
        monkeypatch.undo()
        raise IntegrityError("slug")

    monkeypatch.setattr(importing, "write_items", lose_to_an_editor)
    assert outcomes(run(make_source(SENTENCE))) == ["created"]
    assert Article.objects.count() == RunItem.objects.count() == ImportRun.objects.get().created


def test_a_run_that_was_cut_short_is_not_recorded_as_finished() -> None:
    results = iter(import_documents(endless_documents(), Options()))
    next(results)
    del results
    record = ImportRun.objects.get()
    assert (record.finished_at, record.state) == (None, RunState.STOPPED)


def endless_documents() -> Iterator[Source]:
    for number in count():
        yield make_source(SENTENCE, external_id=str(number))
