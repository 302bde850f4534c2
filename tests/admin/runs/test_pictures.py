"""Pictures at their source: offered on a run's page and in the library, fetched by a worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles.documents.source import SourceMetadata
from articles.importing.pictures import offer
from articles.importing.pictures.wanted import Whose
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, ImportRun, Job, Picture, PictureAddress, Policy
from articles.models.import_run import RunKind, RunState
from articles.models.picture_address import AddressState
from articles.models.policy import Pictures
from articles.undo.undo import Undo
from tests.admin.page import messages_of
from tests.documents.make import SENTENCE, make_picture_piece, make_source, make_text_piece
from tests.make import EDITOR, make_editor, make_running
from tests.pictures.fetching.host import Host, Said, a_host
from tests.pictures.make import make_file, make_picture_address
from tests.worked import work_off

FETCH = "/admin/articles/importrun/pictures/"
LIBRARY = "/admin/articles/picture/"
SEES = (*EDITOR, "view_importrun", "view_picture", "view_policy", "add_policy", "change_policy")

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(settings: Settings) -> Iterator[Host]:
    with a_host() as found:
        settings.FETCH_FROM = frozenset({tuple(found.endpoint)})
        settings.CONTACT = "desk@press.example"
        settings.FETCH_PAUSE = 0
        for name in "abc":
            found.says[f"/{name}.jpg"] = Said(make_file(comment=name.encode()))
        yield found


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_editor(*SEES, "fetch_picture"))
    return client


@pytest.fixture
def _allowed() -> None:
    Policy.objects.create(pictures=Pictures.FETCHED)


def brought(host: Host, *names: str, key: str = "a", publisher: str = "The Harbour") -> ImportRun:
    """Import an article with these pictures, and return the run."""
    pieces = [make_picture_piece(host.url(f"/{name}.jpg"), "The pier") for name in names]
    given = make_source(
        make_text_piece(SENTENCE),
        *pieces,
        external_id=key,
        metadata=SourceMetadata(publisher=publisher),
    )
    list(import_documents([given], Options()))
    return ImportRun.objects.filter(kind=RunKind.IMPORT).latest("pk")


def page(client: Client, run: ImportRun) -> str:
    return client.get(page_of(run)).content.decode()


def page_of(run: ImportRun) -> str:
    return reverse("admin:articles_importrun_change", args=[run.pk])


def fetch(client: Client, **fields: Any) -> Any:
    return client.post(FETCH, fields)


def fetching() -> ImportRun:
    return ImportRun.objects.filter(kind=RunKind.PICTURES).latest("pk")


@pytest.mark.usefixtures("_allowed")
def test_an_import_offers_its_pictures_and_a_worker_fetches_them(
    editor: Client, host: Host
) -> None:
    run = brought(host, "a", "b")
    brought(host, "c", key="another")
    assert "2 pictures are at their source." in page(editor, run)
    response = fetch(editor, of=run.pk)
    assert response["Location"] == page_of(fetching())
    assert host.asked == []
    assert fetching().is_waiting
    assert "No worker has begun with it yet." in page(editor, fetching())
    work_off()
    shown = page(editor, fetching())
    assert "<dt>Articles of run</dt>" in shown
    assert "Started by editor-" in shown
    assert "1 document" in shown
    # Of that import alone.
    assert sorted(host.asked_for_pictures) == ["/a.jpg", "/b.jpg"]
    assert "their source" not in page(editor, run)


@pytest.mark.usefixtures("_allowed")
def test_the_library_offers_those_of_all(editor: Client, host: Host) -> None:
    brought(host, "a")
    brought(host, "b", "c", key="another")
    assert "3 pictures are at their source." in editor.get(LIBRARY).content.decode()
    fetch(editor)
    work_off()
    assert Picture.objects.count() == 3
    assert "at their source" not in editor.get(LIBRARY).content.decode()


def test_without_a_policy_it_says_where_to_allow_it(editor: Client, host: Host) -> None:
    run = brought(host, "a")
    shown = page(editor, run)
    assert "1 picture is at its source, and no policy allows to fetch it." in shown
    assert "Fetch them" not in shown
    way = "/admin/articles/policy/add/?publisher=The+Harbour&amp;pictures=fetch"
    assert f'href="{way}"' in shown
    form = editor.get(way.replace("&amp;", "&")).context["adminform"].form
    assert (form["publisher"].value(), form["pictures"].value()) == ("The Harbour", "fetch")


def test_a_policy_that_the_publisher_has_is_where_it_is_allowed(editor: Client, host: Host) -> None:
    policy = Policy.objects.create(publisher="The Harbour")
    run = brought(host, "a")
    assert f'href="/admin/articles/policy/{policy.pk}/change/"' in page(editor, run)
    brought(host, "b", key="another", publisher="The Courier")
    assert 'href="/admin/articles/policy/"' in editor.get(LIBRARY).content.decode()


def test_some_are_allowed_and_some_are_not(editor: Client, host: Host) -> None:
    Policy.objects.create(publisher="The Harbour", pictures=Pictures.FETCHED)
    brought(host, "a")
    brought(host, "b", "c", key="another", publisher="The Courier")
    found = offer.pictures_at_source()
    assert (found.due, found.forbidden, found.publishers) == (1, 2, ["The Courier"])


@pytest.mark.usefixtures("_allowed")
def test_without_a_contact_it_says_so(editor: Client, host: Host, settings: Settings) -> None:
    settings.CONTACT = ""
    run = brought(host, "a")
    shown = page(editor, run)
    assert "1 picture is at its source." in shown
    assert "Set NEWSROOM_CONTACT" in shown
    assert "Fetch them" not in shown
    assert "NEWSROOM_CONTACT" in messages_of(editor, fetch(editor, of=run.pk))[0]
    assert not ImportRun.objects.filter(kind=RunKind.PICTURES).exists()


@pytest.mark.usefixtures("_allowed")
def test_whoever_has_no_right_to_it_is_told_and_refused(client: Client, host: Host) -> None:
    client.force_login(make_editor(*SEES))
    run = brought(host, "a")
    shown = page(client, run)
    assert "1 picture is at its source." in shown
    assert "Whoever may fetch pictures can do it here." in shown
    assert "Fetch them" not in shown
    assert fetch(client, of=run.pk).status_code == 403
    assert not Job.objects.exists()


@pytest.mark.usefixtures("_allowed")
def test_of_a_run_that_one_may_not_see_nothing_is_fetched(client: Client, host: Host) -> None:
    client.force_login(make_editor("fetch_picture", "view_picture"))
    run = brought(host, "a")
    assert fetch(client, of=run.pk).status_code == 403
    response = fetch(client)
    assert response["Location"] == LIBRARY
    assert fetching().is_waiting


def test_looking_at_it_fetches_nothing(editor: Client) -> None:
    assert editor.get(FETCH).status_code == 405


@pytest.mark.usefixtures("_allowed")
def test_two_runs_do_not_fetch_at_once(editor: Client, host: Host) -> None:
    run = brought(host, "a")
    other = make_running(kind=RunKind.PICTURES)
    shown = page(editor, run)
    assert f"Pictures {other.pk}</a> is at work" in shown
    assert "Fetch them" not in shown
    assert "is at work" in messages_of(editor, fetch(editor, of=run.pk))[0]


@pytest.mark.usefixtures("_allowed")
def test_what_did_not_come_is_named_with_its_reason_and_asked_for_again(
    editor: Client, host: Host
) -> None:
    run = brought(host, "a", "gone")
    fetch(editor, of=run.pk)
    work_off()
    shown = page(editor, fetching())
    assert "The host has no picture there (404)." in shown
    assert "1 picture was asked for and did not come." in shown
    host.says["/gone.jpg"] = Said(make_file(comment=b"found"))
    first = fetching()
    fetch(editor, of=first.pk, again="1")
    assert fetching().arguments == {"retry": first.pk}
    work_off()
    assert PictureAddress.objects.get(address=host.url("/gone.jpg")).state == AddressState.FETCHED
    assert fetching().state is RunState.FINISHED
    assert "did not come" not in page(editor, first)


def test_what_is_asked_for_again_is_of_that_run_alone(host: Host) -> None:
    Policy.objects.create(pictures=Pictures.FETCHED)
    runs = [brought(host, f"gone-{key}", key=key) for key in "ab"]
    for key in "ab":
        make_picture_address(host.url(f"/gone-{key}.jpg"))
    assert offer.ask_again(Whose(run=runs[0].pk)) == 1
    again = PictureAddress.objects.get(state=AddressState.LATER)
    assert again.address == host.url("/gone-a.jpg")


@pytest.mark.usefixtures("_allowed")
def test_of_a_large_archive_not_all_are_counted(
    editor: Client, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offer, "MOST_COUNTED", 2)
    run = brought(host, "a", "b", "c")
    assert "At least 2 pictures are at their source." in page(editor, run)


@pytest.mark.usefixtures("_allowed")
def test_what_was_taken_back_is_not_offered(editor: Client, host: Host) -> None:
    run = brought(host, "a")
    fetch(editor, of=run.pk)
    work_off()
    list(Undo(fetching()))
    assert "at its source" not in page(editor, run)


@pytest.mark.usefixtures("_allowed")
def test_the_number_of_queries_does_not_depend_on_the_pictures(
    host: Host, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        brought(host, f"x{number}", f"y{number}", key=f"{number}")
    with django_assert_max_num_queries(5):
        assert offer.pictures_at_source().due == 24


def test_without_pictures_it_costs_one_query(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    list(import_documents([make_source(SENTENCE, external_id="a")], Options()))
    assert Article.objects.exists()
    with django_assert_max_num_queries(1):
        assert offer.pictures_at_source() == offer.Offer()
