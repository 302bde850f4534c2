"""What publishers say of articles: the list, the article's page, and what an editor decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.documents.source import PublishingStatus, Source, SourceMetadata
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, ImportRun, SourceNotice
from articles.models.article import State
from articles.models.source_notice import NoticeDecision
from articles.undo.undo import Undo
from tests.admin.page import address, messages_of, press, waiting_of
from tests.documents.make import SENTENCE, make_source
from tests.make import EDITOR, make_editor

pytestmark = pytest.mark.django_db

LIST = "admin:articles_sourcenotice_changelist"


def brought(*said: dict[str, Any]) -> Article:
    """The article of which the publisher said this, one import each, the first published."""
    for number, each in enumerate(said, start=1):
        metadata = SourceMetadata(title="A ferry", version=number, **each)
        source = make_source(SENTENCE, f"In version {number}.", metadata=metadata)
        run(source)
    return Article.objects.get()


def run(source: Source) -> None:
    list(import_documents([source], Options(publish=True)))


def decide(client: Client, choice: str) -> Any:
    notice = SourceNotice.objects.get()
    page = reverse("admin:articles_article_notice", args=[notice.article_id, notice.pk])
    return client.post(page, {"choice": choice})


def state() -> State:
    return State(Article.objects.with_state().get().state)


WITHHELD = {"status": PublishingStatus.WITHHELD}
CANCELED = {"status": PublishingStatus.CANCELED}


def test_what_waits_is_counted_on_the_desk_and_listed(desk: Client) -> None:
    brought({}, WITHHELD)
    assert waiting_of(desk, "notices") == 1
    page = desk.get(reverse(LIST)).content.decode()
    assert "Its publisher withholds this article." in page
    assert address(Article.objects.get()) in page


def test_the_article_s_page_says_what_its_publisher_says(desk: Client) -> None:
    article = brought({}, CANCELED)
    page = desk.get(address(article)).content.decode()
    assert "Its publisher has canceled this article, so it was withdrawn from readers." in page
    assert "Leave it withdrawn" in page


@pytest.mark.parametrize(
    ("choice", "becomes"), [("withdrawn", State.WITHDRAWN), ("stands", State.LIVE)]
)
def test_an_editor_decides_on_what_is_withheld(desk: Client, choice: str, becomes: State) -> None:
    brought({}, WITHHELD)
    decide(desk, choice)
    notice = SourceNotice.objects.get()
    assert (state(), notice.decision) == (becomes, choice)
    assert notice.decided_by


def test_a_version_that_is_dated_ahead_is_taken_in_a_run_that_can_be_undone(desk: Client) -> None:
    article = brought({})
    metadata = SourceMetadata(title="A ferry", updated=timezone.now() + timedelta(days=400))
    run(make_source(SENTENCE, "Ahead.", metadata=SourceMetadata(title="A ferry")))
    run(make_source(SENTENCE, "Far ahead.", metadata=metadata))
    decide(desk, "taken")
    assert "Far ahead." in article.paragraphs.values_list("markup", flat=True)
    assert SourceNotice.objects.get().decision == NoticeDecision.TAKEN
    last = ImportRun.objects.order_by("pk").last()
    assert last
    assert last.started_by
    list(Undo(last))
    assert "Ahead." in article.paragraphs.values_list("markup", flat=True)
    assert SourceNotice.objects.open().exists()


def test_what_was_decided_meanwhile_is_not_decided_twice(desk: Client) -> None:
    brought({}, WITHHELD)
    decide(desk, "stands")
    response = decide(desk, "withdrawn")
    assert "This was decided meanwhile: The article stands. Yours was not saved." in str(
        messages_of(desk, response)
    )
    assert state() is State.LIVE


def test_a_retraction_is_decided_by_who_may_publish(client: Client) -> None:
    brought({}, WITHHELD)
    client.force_login(make_editor("view_article", "change_article"))
    assert decide(client, "withdrawn").status_code == 403
    assert state() is State.LIVE


def test_a_choice_that_a_notice_does_not_offer_is_refused(desk: Client) -> None:
    brought({}, WITHHELD)
    assert decide(desk, "taken").status_code == 403


EMBARGO: dict[str, Any] = {"embargoed": timezone.now() + timedelta(days=3)}


def test_publish_refuses_under_an_embargo_and_says_until_when(client: Client) -> None:
    article = brought(EMBARGO)
    client.force_login(make_editor(*EDITOR))
    response = press(client, article, "_publish")
    assert "It is under an embargo until" in str(messages_of(client, response))
    assert state() is State.DRAFT
    assert "despite the embargo" not in client.get(address(article)).content.decode()


@pytest.mark.parametrize(
    ("rights", "becomes"),
    [((), State.DRAFT), (("publish_under_embargo",), State.LIVE)],
)
def test_only_who_has_the_right_confirms(
    client: Client, rights: tuple[str, ...], becomes: State
) -> None:
    article = brought(EMBARGO)
    client.force_login(make_editor(*EDITOR, *rights))
    press(client, article, "_publish", despite_embargo="on")
    assert state() is becomes


def test_publishing_many_leaves_out_what_is_under_an_embargo(desk: Client) -> None:
    article = brought(EMBARGO)
    page = reverse("admin:articles_article_changelist")
    chosen = {"action": "publish_selected", "_selected_action": [article.pk]}
    asked = desk.post(page, chosen).content.decode()
    assert "1 of them is under an embargo" in asked
    assert "despite_embargo" not in asked
    desk.force_login(make_editor(*EDITOR, "publish_under_embargo"))
    assert 'name="despite_embargo"' in desk.post(page, chosen).content.decode()
    desk.post(page, {**chosen, "confirmed": article.pk})
    assert state() is State.DRAFT
    desk.post(page, {**chosen, "confirmed": article.pk, "despite_embargo": "on"})
    assert state() is State.LIVE
