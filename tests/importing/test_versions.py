from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import store
from articles.documents.source import PublishingStatus, Source, SourceMetadata
from articles.importing.decide_notice import decide_notice
from articles.importing.incoming import Result
from articles.importing.pipeline import import_documents
from articles.importing.plan import IMPORT, TAKE, Options, Plan
from articles.importing.reparse import reparse_documents
from articles.importing.sources.selection import Selection
from articles.models import Article, ImportRun, Policy, SourceDocument, SourceNotice, Version
from articles.models.article import State
from articles.models.import_run import Outcome
from articles.models.policy import Retractions
from articles.models.source_notice import NoticeDecision, NoticeKind
from articles.models.version import Reason
from articles.publishing.publish import UnderEmbargo, publish, withdraw
from articles.undo.undo import Undo
from tests.documents.make import SENTENCE, make_source
from tests.make import make_editor

pytestmark = pytest.mark.django_db

STORM = "A storm kept the crew of eleven in the harbour of Oar for three long winter nights."
ROPE = "Nobody had thought of the rope that the captain sold to a farmer on the coast in spring."
MAY: datetime = datetime(2024, 5, 1, tzinfo=UTC)


def run(*documents: Source, plan: Plan = IMPORT, **options: Any) -> list[Result]:
    return list(import_documents(documents, Options(**options), plan))


def outcomes(results: Iterable[Result]) -> list[str]:
    return [result.outcome.value for result in results]


def reasons(results: Iterable[Result]) -> list[str]:
    return [each.reason for each in results if each.outcome is not Outcome.UNCHANGED]


def made(*strings: str, **said: Any) -> Source:
    """A version of the one article, which says this of itself."""
    return make_source(SENTENCE, *strings, metadata=SourceMetadata(title="A ferry", **said))


def texts() -> list[str]:
    return [p.text for p in store.load(Article.objects.get()).paragraphs()]


def state() -> State:
    return State(Article.objects.with_state().get().state)


FIRST, SECOND = made(STORM, version=1), made(ROPE, version=2)


@pytest.mark.parametrize("plan", [IMPORT, IMPORT.dry()], ids=["import", "dry"])
@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ((FIRST, SECOND), ["created", "updated"]),
        ((SECOND, FIRST), ["created", "outdated"]),
        ((FIRST, FIRST, SECOND), ["created", "unchanged", "updated"]),
        ((made(STORM, updated=MAY), made(updated=MAY - timedelta(1))), ["created", "outdated"]),
        ((made(updated=MAY), made(STORM, published=MAY)), ["created", "updated"]),
        ((made(STORM), made(STORM, ROPE)), ["created", "updated"]),
    ],
)
def test_of_two_versions_in_one_run_the_newer_counts_whichever_comes_first(
    plan: Plan, documents: tuple[Source, ...], expected: list[str]
) -> None:
    assert outcomes(run(*documents, plan=plan)) == expected


CANCELED = made(version=3, status=PublishingStatus.CANCELED)
WITHHELD = made(STORM, version=3, status=PublishingStatus.WITHHELD)
AHEAD = made(STORM, ROPE, updated=timezone.now() + timedelta(days=9))


@pytest.mark.parametrize("stored", [(), (FIRST,), (SECOND,)], ids=["empty", "first", "second"])
@pytest.mark.parametrize(
    "documents",
    [
        (FIRST, CANCELED),
        (CANCELED, FIRST),
        (CANCELED, FIRST, FIRST, CANCELED),
        (FIRST, CANCELED, SECOND, FIRST, CANCELED),
        (SECOND, FIRST, SECOND, FIRST),
        (WITHHELD, FIRST, WITHHELD, FIRST),
        (SECOND, WITHHELD, made(version=4), WITHHELD, SECOND),
        (SECOND, AHEAD, AHEAD, FIRST),
    ],
)
def test_a_dry_run_tells_what_the_run_does(
    stored: tuple[Source, ...], documents: tuple[Source, ...]
) -> None:
    run(*stored)
    told, done = run(*documents, plan=IMPORT.dry()), run(*documents)
    assert outcomes(told) == outcomes(done)
    assert reasons(told) == reasons(done)


@pytest.mark.parametrize("processes", [1, 2])
def test_the_newer_version_stays_whatever_run_it_came_in(processes: int) -> None:
    run(SECOND)
    [result] = run(FIRST, processes=processes)
    assert result.outcome.value == "outdated"
    assert result.reason == "is version 1; version 2 is here"
    assert texts() == [SENTENCE, ROPE]
    kept = SourceDocument.objects.get(version=1)
    assert bytes(kept.content) == FIRST.content
    assert kept.run == ImportRun.objects.order_by("pk").last()


def test_an_older_version_that_came_in_before_is_unchanged() -> None:
    run(SECOND, FIRST)
    assert outcomes(run(FIRST, SECOND)) == ["unchanged", "unchanged"]
    assert Version.objects.count() == 1


def test_without_number_or_date_the_one_that_comes_later_counts() -> None:
    run(made(STORM))
    assert outcomes(run(made(ROPE))) == ["updated"]
    assert outcomes(run(made(STORM))) == ["updated"]
    assert texts() == [SENTENCE, STORM]


A, B = (replace(made(STORM), file="a.json"), replace(made(STORM, ROPE), file="b.json"))


def test_two_versions_that_tell_nothing_are_unchanged_when_they_come_again() -> None:
    assert outcomes(run(A, B)) == ["created", "updated"]
    assert outcomes(run(A, B)) == ["unchanged", "unchanged"]
    assert texts() == [SENTENCE, STORM, ROPE]


@pytest.mark.parametrize(
    "again", [replace(A, file="c.json"), replace(A, position="line 2")], ids=["file", "line"]
)
def test_an_earlier_text_that_comes_from_another_place_is_taken(again: Source) -> None:
    run(A, B)
    assert outcomes(run(again)) == ["updated"]
    assert texts() == [SENTENCE, STORM]


def test_a_file_that_was_put_back_as_it_was_is_taken() -> None:
    changed = replace(B, file=A.file)
    run(A)
    run(changed)
    assert outcomes(run(A)) == ["updated"]
    assert outcomes(run(changed)) == ["updated"]


def test_what_an_undo_took_back_is_taken_when_it_comes_again() -> None:
    run(A)
    run(B)
    list(Undo(ImportRun.objects.latest("pk")))
    assert outcomes(run(B)) == ["updated"]


def test_a_bare_number_from_another_file_does_not_overwrite_another_article() -> None:
    first = replace(made(STORM), external_id="1", file="a.csv")
    other = replace(make_source(ROPE, external_id="1"), file="b.csv")
    run(first)
    [refused] = run(other)
    assert refused.reason == "has the same key as a.csv (1) but another content"
    assert outcomes(run(replace(made(STORM, ROPE), external_id="1", file="c.csv"))) == ["updated"]


def test_another_article_under_the_same_key_is_refused_unless_it_is_numbered() -> None:
    other = make_source(STORM, ROPE, metadata=SourceMetadata(updated=MAY))
    first = make_source(SENTENCE, SENTENCE[::-1], metadata=SourceMetadata(updated=MAY))
    older = make_source(STORM, ROPE, metadata=SourceMetadata(updated=MAY - timedelta(1)))
    assert outcomes(run(first, other, older)) == ["created", "rejected", "rejected"]


def test_an_older_file_of_the_same_name_with_another_text_is_another_article() -> None:
    names = {"external_id": "1.json"}
    new = SourceMetadata(updated=MAY)
    run(make_source(SENTENCE, STORM, metadata=new, file="monday/1.json", **names))
    old = SourceMetadata(updated=MAY - timedelta(1))
    [result] = run(make_source(ROPE, ROPE, metadata=old, file="sunday/1.json", **names))
    assert (result.outcome.value, result.external_id) == ("created", "sunday/1.json")


def test_a_date_that_is_to_come_is_asked_about() -> None:
    run(made(STORM, updated=MAY))
    ahead = made(ROPE, updated=timezone.now() + timedelta(days=400))
    [result] = run(ahead)
    assert result.outcome.value == "conflict"
    assert "is to come" in result.reason
    assert texts() == [SENTENCE, STORM]
    assert SourceNotice.objects.open().get().kind == NoticeKind.AHEAD
    assert outcomes(run(ahead)) == ["unchanged"]


def test_reasons_have_dates_as_people_write_them() -> None:
    run(made(STORM, updated=MAY))
    [result] = run(made(ROPE, updated=MAY - timedelta(1)))
    assert result.reason == "is of 30 Apr 2024, 00:00; one of 1 May 2024, 00:00 is here"


def test_a_date_that_is_to_come_holds_up_no_later_version() -> None:
    run(made(STORM, updated=timezone.now() + timedelta(days=400)))
    assert outcomes(run(made(ROPE, updated=MAY))) == ["updated"]


def test_an_editor_takes_the_version_of_that_date() -> None:
    run(made(STORM, updated=MAY))
    ahead = made(ROPE, updated=timezone.now() + timedelta(days=400))
    run(ahead)
    assert outcomes(run(ahead, plan=TAKE)) == ["updated"]
    assert texts() == [SENTENCE, ROPE]
    assert not SourceNotice.objects.open().exists()


def test_the_undo_of_a_run_with_two_versions_of_an_article_takes_back_both() -> None:
    run(made(version=1), made(STORM, version=2), made(ROPE, version=3))
    [result] = Undo(ImportRun.objects.get())
    assert (result.undone, Article.objects.count()) == ("undone", 0)


def test_the_undo_of_two_corrections_restores_what_was_before_both() -> None:
    run(made(version=1), publish=True)
    before = store.load(Article.objects.get())
    run(SECOND, made(STORM, ROPE, version=3), publish=True)
    undo = Undo(ImportRun.objects.order_by("pk")[1])
    list(undo)
    assert str(undo.summary) == "1 restored"
    article = Article.objects.get()
    assert store.load(article) == before
    assert article.source
    assert article.source.version == 1
    assert state() is State.LIVE
    assert "rope" not in article.editions.live().get().body


def test_an_undo_leaves_outdated_documents_where_they_are() -> None:
    run(SECOND)
    run(FIRST)
    undo = Undo(ImportRun.objects.order_by("pk")[1])
    list(undo)
    assert str(undo.summary) == "nothing to undo"
    assert (Article.objects.count(), SourceDocument.objects.count()) == (1, 2)


def test_a_canceled_article_is_withdrawn_at_once_and_told() -> None:
    run(FIRST, publish=True)
    [result] = run(CANCELED, publish=True)
    assert result.outcome.value == "conflict"
    assert result.reason == "its publisher has canceled it: it is withdrawn here"
    assert (state(), texts()) == (State.WITHDRAWN, [SENTENCE, STORM])
    assert SourceNotice.objects.open().get().kind == NoticeKind.CANCELED


def test_a_retraction_without_a_text_is_one() -> None:
    run(FIRST, publish=True)
    nothing = make_source(metadata=SourceMetadata(version=2, status=PublishingStatus.CANCELED))
    run(nothing)
    assert state() is State.WITHDRAWN


def test_who_publishes_again_stands_against_the_retraction() -> None:
    run(FIRST, publish=True)
    run(CANCELED)
    editor = make_editor()
    publish(Article.objects.get(), by=editor)
    assert SourceNotice.objects.get().decision == NoticeDecision.STANDS
    assert outcomes(run(CANCELED, publish=True)) == ["unchanged"]
    assert state() is State.LIVE


@pytest.mark.parametrize("status", [PublishingStatus.WITHHELD, PublishingStatus.DRAFT])
def test_what_is_withheld_or_a_draft_again_is_asked_about(status: PublishingStatus) -> None:
    run(FIRST, publish=True)
    run(made(version=3, status=status), publish=True)
    assert state() is State.LIVE
    assert SourceNotice.objects.open().get().kind == status.value


def test_no_import_publishes_what_its_publisher_has_retracted() -> None:
    run(FIRST)
    run(CANCELED)
    run(FIRST, publish=True)
    assert state() is State.DRAFT


@pytest.mark.parametrize("status", [PublishingStatus.CANCELED, PublishingStatus.WITHHELD])
def test_an_older_version_than_a_retraction_that_waits_changes_nothing(
    status: PublishingStatus,
) -> None:
    run(FIRST, publish=True)
    run(made(version=3, status=status))
    for outcome in ("outdated", "unchanged"):
        assert outcomes(run(SECOND, publish=True)) == [outcome]
    assert SourceNotice.objects.open().exists()
    assert texts() == [SENTENCE, STORM]


def test_who_stands_against_a_retraction_follows_older_versions_again() -> None:
    run(FIRST, CANCELED)
    decide_notice(SourceNotice.objects.get(), NoticeDecision.STANDS, make_editor())
    assert outcomes(run(SECOND)) == ["updated"]


def test_a_newer_version_settles_what_was_asked() -> None:
    run(FIRST, publish=True)
    run(made(version=3, status=PublishingStatus.WITHHELD))
    run(made(ROPE, version=4), publish=True)
    assert SourceNotice.objects.get().decision == NoticeDecision.GONE
    assert (state(), texts()) == (State.LIVE, [SENTENCE, ROPE])


def test_an_older_retraction_is_outdated() -> None:
    run(made(version=4), publish=True)
    assert outcomes(run(CANCELED)) == ["outdated"]
    assert state() is State.LIVE


@pytest.mark.parametrize(
    ("retractions", "status", "becomes"),
    [
        (Retractions.ACT, PublishingStatus.WITHHELD, State.WITHDRAWN),
        (Retractions.ASK, PublishingStatus.CANCELED, State.LIVE),
        (Retractions.IGNORE, PublishingStatus.CANCELED, State.LIVE),
    ],
)
def test_a_policy_says_what_becomes_of_a_retraction(
    retractions: Retractions, status: PublishingStatus, becomes: State
) -> None:
    Policy.objects.create(retractions=retractions)
    run(FIRST, publish=True)
    run(made(STORM, version=3, status=status), publish=True)
    assert state() is becomes
    assert SourceNotice.objects.exists() is (retractions is not Retractions.IGNORE)


@pytest.mark.parametrize("plan", [IMPORT, IMPORT.dry()], ids=["import", "dry"])
def test_a_retracted_document_that_is_not_here_is_left_out(plan: Plan) -> None:
    [result] = run(CANCELED, plan=plan)
    assert result.outcome.value == "skipped"
    assert result.reason == "is canceled where it comes from, so it is not imported"
    assert not Article.objects.exists()


def test_the_undo_of_a_retraction_lets_readers_see_it_again() -> None:
    run(FIRST, publish=True)
    run(CANCELED)
    list(Undo(ImportRun.objects.order_by("pk")[1]))
    assert state() is State.LIVE
    assert not SourceNotice.objects.exists()
    assert Version.objects.count() == 1


def into_the_trash_and_back() -> None:
    article = Article.objects.get()
    store.delete([article.pk])
    store.undelete(article.pk)


def published_and_withdrawn() -> None:
    publish(Article.objects.get(), by=make_editor())
    withdraw(Article.objects.get())


def decided_to_be_withdrawn() -> None:
    decide_notice(SourceNotice.objects.get(), NoticeDecision.WITHDRAWN, make_editor())


@pytest.mark.parametrize(
    "act", [into_the_trash_and_back, published_and_withdrawn, decided_to_be_withdrawn]
)
def test_the_undo_of_a_retraction_brings_back_nothing_that_a_person_took_away(
    act: Callable[[], None],
) -> None:
    run(FIRST, publish=True)
    run(CANCELED)
    act()
    list(Undo(ImportRun.objects.order_by("pk")[1], force=True))
    assert state() is State.WITHDRAWN


def test_what_was_canceled_before_it_came_is_not_published_by_an_older_version() -> None:
    assert outcomes(run(CANCELED, publish=True)) == ["skipped"]
    [result] = run(FIRST, publish=True)
    assert result.outcome is Outcome.OUTDATED
    assert result.reason.endswith("version 3 is here, which its publisher has retracted")
    for plan in (IMPORT.dry(), IMPORT):
        assert outcomes(run(CANCELED, FIRST, publish=True, plan=plan)) == ["unchanged"] * 2
    assert not Article.objects.exists()
    assert outcomes(run(made(ROPE, version=4), publish=True)) == ["created"]
    assert state() is State.LIVE


def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1)


def test_nothing_is_published_under_an_embargo() -> None:
    run(made(STORM, embargoed=tomorrow()), publish=True)
    assert state() is State.DRAFT
    with pytest.raises(UnderEmbargo, match="under an embargo until"):
        publish(Article.objects.get())


def test_an_embargo_holds_the_update_of_a_live_article() -> None:
    run(FIRST, publish=True)
    run(made(ROPE, version=2, embargoed=tomorrow()), publish=True)
    assert state() is State.CHANGED


def test_what_is_scheduled_for_after_its_embargo_is_no_breach() -> None:
    until = tomorrow()
    run(made(STORM, embargoed=until))
    publish(Article.objects.get(), live_from=until + timedelta(hours=1))
    assert state() is State.SCHEDULED


def test_who_may_and_confirms_publishes_under_an_embargo() -> None:
    run(made(STORM, embargoed=tomorrow()))
    publish(Article.objects.get(), despite_embargo=True)
    assert state() is State.LIVE


def test_an_embargo_stands_until_a_version_says_otherwise() -> None:
    run(made(STORM, version=1, embargoed=tomorrow()))
    run(made(ROPE, version=2), publish=True)
    assert state() is State.DRAFT
    run(made(STORM, version=3, emptied=frozenset({"embargoed"})), publish=True)
    assert state() is State.LIVE


def scraped(*strings: str, cut: str = "") -> Source:
    """The same article as a service gives it, which may cut its text off."""
    said = {"title": "A ferry", "date": "2024-05-01", "text": "\n\n".join(strings) + cut}
    return make_source(content=json.dumps(said).encode(), format="scraped")


CUT = " [+1234 chars]"


@pytest.mark.parametrize("plan", [IMPORT, IMPORT.dry()], ids=["import", "dry"])
def test_a_summary_does_not_take_the_place_of_the_whole_text(plan: Plan) -> None:
    run(made(STORM, ROPE), publish=True)
    (result,) = run(scraped(STORM[:40], cut=CUT), plan=plan)
    assert (result.outcome, "the whole text is here" in result.reason) == (Outcome.OUTDATED, True)
    assert state() is State.LIVE
    assert texts()[-2:] == [STORM, ROPE]


def test_a_summary_takes_the_place_of_a_summary_and_the_text_that_of_both() -> None:
    run(scraped(STORM, cut=CUT))
    assert outcomes(run(scraped(ROPE, cut=CUT))) == ["updated"]
    assert outcomes(run(scraped(STORM, ROPE))) == ["updated"]
    assert texts() == [STORM, ROPE]


KNOWN: dict[str, Any] = {
    "authors": ("Nell Ashby",), "topics": ("Sea",), "publisher": "Harbour", "updated": MAY,
    "rights": "© Harbour", "language": "en-GB",
}  # fmt: skip


def said() -> tuple[Any, ...]:
    article = Article.objects.get()
    return (
        article.headline, article.bylines, article.topics, article.publisher, article.updated_at,
        article.rights, article.language,
    )  # fmt: skip


def test_what_a_correction_does_not_say_stays_and_a_reparse_does_not_drop_it() -> None:
    run(make_source(SENTENCE, metadata=SourceMetadata(title="A ferry", **KNOWN)))
    before = said()
    run(make_source(SENTENCE, STORM))
    assert (said(), len(texts())) == (before, 2)
    assert outcomes(reparse_documents(Selection(), Options())) == ["unchanged"]
    assert said() == before


def test_the_next_correction_still_knows_what_the_first_said() -> None:
    run(make_source(SENTENCE, metadata=SourceMetadata(title="A ferry", **KNOWN)))
    before = said()
    run(make_source(SENTENCE, STORM))
    run(make_source(SENTENCE, ROPE))
    assert said() == before


def test_what_is_there_but_empty_is_emptied() -> None:
    run(make_source(SENTENCE, metadata=SourceMetadata(title="A ferry", **KNOWN)))
    emptied = frozenset({"authors", "topics", "rights"})
    run(make_source(SENTENCE, metadata=SourceMetadata(emptied=emptied)))
    article = Article.objects.get()
    assert (article.bylines, article.topics, article.rights) == ([], [], "")
    assert (article.headline, article.publisher) == ("A ferry", "Harbour")


def test_what_an_undo_took_back_is_not_known_to_a_reparse() -> None:
    run(make_source(SENTENCE))
    run(make_source(SENTENCE, STORM, metadata=SourceMetadata(title="A ferry", **KNOWN)))
    list(Undo(ImportRun.objects.order_by("pk")[1]))
    before = said()
    assert outcomes(reparse_documents(Selection(), Options())) == ["unchanged"]
    assert said() == before


def test_an_editor_s_word_stands_where_a_correction_says_nothing() -> None:
    run(make_source(SENTENCE, metadata=SourceMetadata(title="A ferry", **KNOWN)))
    article = Article.objects.get()
    document = replace(store.load(article), bylines=("Ilse",))
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
    assert outcomes(run(make_source(SENTENCE, STORM))) == ["merged"]
    assert Article.objects.get().bylines == ["Ilse"]


def test_rights_come_to_readers() -> None:
    run(made(STORM, rights="© Harbour, CC BY 4.0"), publish=True)
    assert Article.objects.get().editions.get().rights == "© Harbour, CC BY 4.0"
