from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Line
from articles.documents.labels.site_rules import NoiseRules, SiteRules
from articles.documents.pipeline import PARSER_VERSION
from articles.documents.source import Source, SourceMetadata
from articles.importing.incoming import Result
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.importing.reparse import apply, preview, reparse_documents
from articles.importing.sources.selection import Selection
from articles.models import (
    Article,
    Conflict,
    ImportRun,
    LabelReview,
    Policy,
    SourceDocument,
    Version,
)
from articles.models.import_run import Outcome, RunKind
from articles.models.version import Reason
from articles.publishing import publish as publishing
from articles.undo.undo import Undo
from tests.documents.make import SENTENCE, make_source
from tests.importing.site import state_of_the_site
from tests.make import make_label_review

pytestmark = pytest.mark.django_db

LINE = "Our morning letter has the whole story of the ferry, and of the weather in the sound."
OTHER = (
    "And the captain, who had slept until noon, could tell nobody at the quay what had happened."
)
RULES = SiteRules(noise=NoiseRules(everywhere=frozenset({LINE})))


def bring(*sources: Source) -> None:
    list(import_documents(sources, Options()))


def ferry(*strings: str, key: str = "ferry.txt", publisher: str = "", **fields: Any) -> Source:
    metadata = SourceMetadata(title="A ferry", publisher=publisher)
    return make_source(
        *(strings or (SENTENCE, LINE, OTHER)), external_id=key, metadata=metadata, **fields
    )


def reparse(rules: SiteRules | None = RULES, **chosen: Any) -> list[Result]:
    return list(reparse_documents(Selection(**chosen), Options(), rules=rules))


def edit(
    article: Article,
    kind: Kind | None = None,
    markup: str | None = None,
    *,
    noise: bool | None = None,
) -> None:
    """Change the paragraph that holds the line, by hand."""
    document = store.load(article)
    row = article.paragraphs.get(markup=LINE)
    document = document.with_paragraph(row.uid, kind or Kind(row.kind), markup or LINE, noise=noise)
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)


def kinds(article: Article) -> dict[str, str]:
    paragraphs = Article.objects.get(pk=article.pk).paragraphs.all()
    return {p.markup: "noise" if p.noise else p.kind for p in paragraphs}


def the_article(key: str = "ferry.txt") -> Article:
    return Article.objects.get(external_id=key)


def undo(run: ImportRun | None) -> Undo:
    assert run
    undoing = Undo(run)
    list(undoing)
    return undoing


def test_a_new_rule_turns_the_line_to_noise_in_every_article_but_the_one_edited() -> None:
    bring(*(ferry(key=key) for key in "abc"))
    edit(the_article("b"), markup=f"{LINE} Read on.")
    results = reparse()
    assert [each.outcome for each in results] == ["updated", "merged", "updated"]
    assert kinds(the_article("a"))[LINE] == kinds(the_article("c"))[LINE] == "noise"
    assert kinds(the_article("b"))[f"{LINE} Read on."] == "body"
    assert [each.outcome for each in reparse()] == ["unchanged"] * 3


def test_nothing_is_touched_by_a_preview_which_shows_what_would_change() -> None:
    bring(ferry(key="a"), ferry(SENTENCE, OTHER, key="b"))
    before = state_of_the_site()
    seen = preview(list(Article.objects.values_list("pk", flat=True)), RULES)
    [(result, reread)] = seen.changes
    assert seen.counts == {Outcome.UPDATED: 1, Outcome.UNCHANGED: 1}
    assert (result.external_id, seen.rejected) == ("a", [])
    assert reread.before == before["a"]["document"]
    assert [p.noise for p in reread.after.paragraphs()] == [False, True, False]
    assert (state_of_the_site(), ImportRun.objects.count()) == (before, 1)


def test_what_a_preview_shows_is_what_is_stored() -> None:
    bring(*(ferry(key=key) for key in "ab"))
    ids = list(Article.objects.values_list("pk", flat=True))
    seen = preview(ids, RULES)
    run = apply(ids, RULES, arguments={"noise": LINE})
    assert [store.load(a) for a in Article.objects.order_by("pk")] == [
        reread.after for _, reread in seen.changes
    ]
    assert (run.kind, run.arguments, run.updated) == (RunKind.REPARSE, {"noise": LINE}, 2)


def test_only_what_changed_is_listed_and_the_rest_counted() -> None:
    bring(ferry(key="a"), ferry(SENTENCE, OTHER, key="b"))
    reparse()
    run = ImportRun.objects.first()
    assert run
    assert (run.updated, run.unchanged, run.state) == (1, 1, "finished")
    assert [item.external_id for item in run.items.all()] == ["a"]


def test_its_undo_restores_what_was_there() -> None:
    bring(*(ferry(key=key) for key in "ab"))
    publishing.publish(the_article("a"))
    before = state_of_the_site()
    reparse()
    undo(ImportRun.objects.first())
    assert state_of_the_site() == before
    assert [each.outcome for each in reparse()] == ["updated", "updated"]


def test_an_article_changed_since_is_left_by_its_undo() -> None:
    bring(ferry())
    reparse()
    article = the_article()
    document = replace(store.load(article), headline=Line("By hand"))
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
    assert undo(ImportRun.objects.first()).summary.left == 1
    assert the_article().headline == "By hand"


def test_where_an_editor_had_done_the_same_already_the_next_import_sees_no_change() -> None:
    bring(ferry())
    edit(the_article(), noise=True)
    article = the_article()
    publishing.publish(article)
    [result] = reparse()
    assert (result.outcome, result.before, result.after) == (Outcome.MERGED, 2, 3)
    article.refresh_from_db()
    assert imported_noise(article)[1]
    # Readers and the desk see no change, for there is none.
    assert Article.objects.with_state().get().state == "live"
    undo(ImportRun.objects.first())
    assert Article.objects.with_state().get().state == "live"
    assert not imported_noise(article)[1]


def imported_noise(article: Article) -> list[bool]:
    document = store.imported_document(Article.objects.get(pk=article.pk))
    assert document
    return [paragraph.noise for paragraph in document.paragraphs()]


def test_what_an_editor_vouched_for_keeps_its_label() -> None:
    bring(ferry())
    article = the_article()
    row = article.paragraphs.get(markup=LINE)
    make_label_review(article, row.origin or 0)
    store.save(
        article.pk, store.load(article), base=1, reason=Reason.EDIT, reviewed=[row.origin or 0]
    )
    reparse()
    assert kinds(article)[LINE] == "body"


def test_what_is_read_otherwise_where_an_editor_was_at_work_waits_for_one() -> None:
    bring(ferry())
    article = the_article()
    document = replace(store.load(article), headline=Line("Our own headline"))
    store.save(article.pk, document, base=1, reason=Reason.EDIT)
    receive_otherwise(article, b'{"title": "A boat", "paragraphs": ["%s"]}' % SENTENCE.encode())
    [result] = reparse()
    assert (result.outcome, Conflict.objects.open().get().part) == ("conflict", "headline")
    assert the_article().headline == "Our own headline"


def receive_otherwise(article: Article, content: bytes) -> None:
    """As if another parser read other things in the same bytes."""
    source = article.source
    assert source
    other = Source(source.external_id, source.file, "json", content)
    SourceDocument.objects.filter(pk=source.pk).update(content=content, digest=other.digest)


def test_a_document_that_cannot_be_read_any_more_leaves_its_article_as_it_is() -> None:
    bring(ferry(key="a"), ferry(key="b"))
    SourceDocument.objects.filter(external_id="a").update(format="papyrus")
    before = state_of_the_site()["a"]
    first, second = reparse()
    assert (first.outcome, second.outcome) == ("rejected", "updated")
    assert "papyrus" in first.reason
    assert state_of_the_site()["a"] == before


def test_a_policy_s_bound_on_loss_holds() -> None:
    bring(ferry())
    Policy.objects.create(max_loss=10)
    [result] = reparse()
    assert (result.outcome, kinds(the_article())[LINE]) == ("rejected", "body")


@pytest.mark.parametrize(("updates", "state"), [("always", "live"), ("", "changed")])
def test_readers_see_it_at_once_only_where_a_policy_says_so(updates: str, state: str) -> None:
    Policy.objects.create(updates=updates)
    bring(ferry())
    publishing.publish(the_article())
    reparse()
    assert Article.objects.with_state().get().state == state


def test_what_is_all_noise_now_leaves_readers_what_they_see() -> None:
    Policy.objects.create(updates="always")
    bring(ferry(LINE))
    publishing.publish(the_article())
    reparse()
    assert kinds(the_article()) == {LINE: "noise"}
    assert Article.objects.with_state().get().state == "changed"
    assert LINE in the_article().editions.live().get().body


def test_the_parser_version_stands_on_what_imports_made_and_undos_restored() -> None:
    bring(ferry())
    read_by(1)
    edit(the_article(), markup=f"{LINE} Read on.")
    receive_otherwise(the_article(), ferry(SENTENCE, LINE, OTHER, SENTENCE[:50]).content)
    reparse(rules=None)
    undo(ImportRun.objects.first())
    versions = Version.objects.order_by("number").values_list("reason", "parser_version")
    assert list(versions) == [
        ("import", 1), ("edit", None), ("merge", PARSER_VERSION), ("restore", 1),
    ]  # fmt: skip


def read_by(parser: int) -> None:
    SourceDocument.objects.update(parser_version=parser)
    Version.objects.filter(reason=Reason.IMPORT).update(parser_version=parser)


def test_what_an_older_parser_read_last_is_found_once_and_after_its_undo_again() -> None:
    bring(ferry(key="a"), ferry(key="b"))
    read_by(1)
    bring(ferry(key="c"))
    assert [each.external_id for each in reparse(outdated=True)] == ["a", "b"]
    assert reparse(outdated=True) == []
    undo(ImportRun.objects.filter(updated=2).get())
    assert [each.external_id for each in reparse(outdated=True)] == ["a", "b"]


def test_an_outdated_document_of_which_nothing_changes_is_read_once() -> None:
    bring(ferry())
    read_by(1)
    assert [each.outcome for each in reparse(rules=None, outdated=True)] == ["unchanged"]
    assert reparse(rules=None, outdated=True) == []
    assert Version.objects.count() == 1


def test_articles_are_chosen_by_publisher_keys_and_name() -> None:
    bring(
        ferry(key="wire-1", publisher="Wire"),
        ferry(key="wire-2", publisher="Post"),
        ferry(key="other", publisher="Wire"),
    )
    pk = the_article("wire-2").pk
    chosen = [
        Selection(),
        Selection(publisher="Wire"),
        Selection(external_ids="wire-?"),
        Selection(external_ids="wire-*", publisher="Wire"),
        Selection(articles=(pk, pk)),
        Selection(articles=()),
    ]
    found = [[source.external_id for source in each.sources()] for each in chosen]
    assert found == [
        ["wire-1", "wire-2", "other"],
        ["wire-1", "other"],
        ["wire-1", "wire-2"],
        ["wire-1"],
        ["wire-2"],
        [],
    ]
    assert [each.count() for each in chosen] == [len(keys) for keys in found]
    assert [Selection.from_json(each.to_json()) for each in chosen[:4]] == chosen[:4]


def test_what_its_metadata_say_follows_the_new_reading() -> None:
    bring(ferry(publisher="Wire"))
    SourceDocument.objects.update(publisher="As it was read once", url="https://old.example/")
    reparse(rules=None)
    assert SourceDocument.objects.values_list("publisher", "url").get() == ("Wire", "")


def test_an_article_alone_keeps_what_was_known_of_it_among_others() -> None:
    """That a line stands in three documents cannot be seen in one."""
    bring(*(ferry(f"{SENTENCE} {key}", LINE, key=key, publisher="Wire") for key in "abc"))
    assert kinds(the_article("a"))[LINE] == "noise"
    pk = the_article("a").pk
    assert [each.outcome for each in reparse(rules=None, articles=(pk,))] == ["unchanged"]


def test_doubts_follow_the_new_reading_where_the_article_does_not_change() -> None:
    bring(ferry())
    make_label_review(the_article())
    assert [each.outcome for each in reparse(rules=None)] == ["unchanged"]
    assert not LabelReview.objects.exists()


def test_a_document_that_an_import_replaced_meanwhile_is_left_to_it() -> None:
    bring(ferry(key="a"))
    chosen = Selection()
    kept = list(chosen.sources())
    bring(ferry(SENTENCE, key="a"))
    running = reparse_documents(chosen, Options(), rules=RULES)
    running._documents = kept
    assert [each.outcome for each in running] == ["unchanged"]
    assert list(kinds(the_article("a"))) == [SENTENCE]


def test_an_article_deleted_meanwhile_stays_so() -> None:
    bring(ferry(key="a"))
    running = reparse_documents(Selection(), Options(), rules=RULES)
    running._documents = list(Selection().sources())
    store.delete([the_article("a").pk])
    assert [each.outcome for each in running] == ["deleted"]
    assert not Article.objects.exists()
