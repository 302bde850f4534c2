"""Pictures that articles name by their addresses come in, where a policy allows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Line
from articles.importing.pictures.bring_in import NotStarted, begin_pictures, go_on_with_pictures
from articles.importing.pictures.wanted import TOGETHER, wanted_pictures
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.importing.work import bring_in_pictures, look_for_pictures
from articles.models import Article, ImportRun, Job, Picture, PictureAddress, Policy, Version
from articles.models.import_run import Outcome, RunKind
from articles.models.picture_address import AddressState
from articles.models.policy import Pictures, Updates
from articles.models.version import Reason
from articles.pictures.fetching.fetcher import Fetcher
from articles.publishing.publish import publish
from articles.undo.undo import Undo
from tests.documents.make import SENTENCE, make_picture_piece, make_source, make_text_piece
from tests.make import make_running
from tests.pictures.fetching.host import Host, Said, a_host, make_fetcher
from tests.pictures.make import make_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(settings: Settings) -> Iterator[Host]:
    with a_host() as found:
        settings.FETCH_FROM = frozenset({tuple(found.endpoint)})
        settings.CONTACT = "desk@press.example"
        settings.FETCH_PAUSE = 0
        found.says["/a.jpg"] = Said(make_file())
        Policy.objects.create(pictures=Pictures.FETCHED)
        yield found


def article_with(*addresses: str, key: str = "a", **fields: Any) -> Article:
    [result] = import_documents([source_with(*addresses, key=key)], Options(**fields))
    return Article.objects.get(pk=result.article or 0)


def source_with(*addresses: str, key: str = "a", text: str = SENTENCE) -> Any:
    pieces = [make_picture_piece(each, "The pier") for each in addresses]
    return make_source(make_text_piece(text), *pieces, external_id=key)


def bring_in(host: Host, **arguments: Any) -> ImportRun:
    run = begin_pictures(Options(arguments=arguments))
    for _result in go_on_with_pictures(run, make_fetcher(host)):
        pass
    run.refresh_from_db()
    return run


def pictures_of(article: Article) -> list[str]:
    article.refresh_from_db()
    paragraphs = store.load(article).paragraphs()
    return [p.attributes.get("picture", "") for p in paragraphs if p.kind is Kind.PICTURE]


def test_a_picture_comes_in_as_a_version_of_its_own(host: Host) -> None:
    article = article_with(host.url("/a.jpg"))
    run = bring_in(host)
    picture = Picture.objects.get()
    assert pictures_of(article) == [picture.sha256]
    assert picture.fetched_from == host.url("/a.jpg")
    version = Version.objects.get(article=article, number=article.version)
    assert (version.reason, version.run) == (Reason.PICTURES, run)
    assert (run.kind, run.updated, run.done) == (RunKind.PICTURES, 1, 1)
    assert run.finished_at
    [item] = run.items.all()
    assert (item.article, item.before, item.after) == (article, 1, 2)


def test_without_a_policy_nobody_is_asked(host: Host) -> None:
    article_with(host.url("/a.jpg"))
    Policy.objects.update(pictures=Pictures.LEFT)
    bring_in(host)
    assert host.asked == []
    Policy.objects.create(publisher="Another", pictures=Pictures.FETCHED)
    bring_in(host)
    assert host.asked == []


def test_one_address_is_fetched_once_for_all_articles(host: Host) -> None:
    articles = [article_with(host.url("/a.jpg"), key=key) for key in "abc"]
    bring_in(host)
    assert host.asked_for_pictures == ["/a.jpg"]
    assert {sha for each in articles for sha in pictures_of(each)} == {Picture.objects.get().sha256}
    later = article_with(host.url("/a.jpg"), key="d")
    bring_in(host)
    assert host.asked_for_pictures == ["/a.jpg"]
    assert pictures_of(later) == [Picture.objects.get().sha256]


def test_a_second_run_asks_for_nothing(host: Host) -> None:
    article_with(host.url("/a.jpg"), host.url("/gone.jpg"))
    bring_in(host)
    asked = list(host.asked)
    assert bring_in(host).done == 0
    assert host.asked == asked


def test_what_fails_is_recorded_by_address_with_the_reason(host: Host) -> None:
    host.says["/page.jpg"] = Said(b"<html>No picture</html>")
    host.says["/busy.jpg"] = Said(status=500)
    names = {
        "/gone.jpg": AddressState.GONE,
        "/page.jpg": AddressState.REFUSED,
        "/busy.jpg": AddressState.LATER,
    }
    for name in names:
        article_with(host.url(name), key=name)
    run = bring_in(host)
    found = {row.address: row.state for row in PictureAddress.objects.all()}
    assert found == {host.url(name): state for name, state in names.items()}
    assert all(PictureAddress.objects.values_list("problem", flat=True))
    later = PictureAddress.objects.get(state=AddressState.LATER)
    assert later.next_at
    assert 3500 < (later.next_at - later.tried_at).total_seconds() < 3700
    assert (run.rejected, run.skipped) == (2, 1)
    assert all(run.items.values_list("reason", flat=True))


def test_what_was_put_off_is_asked_for_again_when_it_is_time(host: Host) -> None:
    host.says["/b.jpg"] = Said(status=503, headers={"Retry-After": "86400"})
    article = article_with(host.url("/b.jpg"))
    bring_in(host)
    row = PictureAddress.objects.get()
    assert row.next_at
    assert (row.next_at - row.tried_at).days == 1
    host.says["/b.jpg"] = Said(make_file())
    assert list(wanted_pictures()) == []
    PictureAddress.objects.update(next_at=row.tried_at)
    bring_in(host)
    assert pictures_of(article) == [Picture.objects.get().sha256]
    assert PictureAddress.objects.get().attempts == 2


def test_what_never_comes_is_given_up(host: Host) -> None:
    host.says["/b.jpg"] = Said(status=500)
    article_with(host.url("/b.jpg"))
    for _attempt in range(7):
        PictureAddress.objects.update(next_at="2020-01-01T00:00Z")
        bring_in(host)
    row = PictureAddress.objects.get()
    assert (row.attempts, row.state, row.next_at) == (7, AddressState.REFUSED, None)


def test_an_editors_change_meanwhile_stays(host: Host) -> None:
    article = article_with(host.url("/a.jpg"))
    run = begin_pictures(Options())
    results = iter(go_on_with_pictures(run, make_fetcher(host, pause=0)))
    document = store.load(article)
    edited = store.load(article).__class__(
        **{**_fields(document), "headline": Line("Changed meanwhile")}
    )
    store.save(article.pk, edited, base=1, reason=Reason.EDIT)
    assert [each.outcome for each in results] == [Outcome.UPDATED]
    assert pictures_of(article) == [Picture.objects.get().sha256]
    assert store.load(article).headline.text == "Changed meanwhile"


def _fields(document: Any) -> dict[str, Any]:
    return {name: getattr(document, name) for name in document.__dataclass_fields__}


def test_readers_see_it_at_once_unless_an_editor_publishes(host: Host) -> None:
    shown = article_with(host.url("/a.jpg"), key="shown", publish=True)
    held = article_with(host.url("/a.jpg"), key="held", publish=True)
    Policy.objects.create(external_ids="held", updates=Updates.NEVER, pictures=Pictures.FETCHED)
    run = bring_in(host)
    sha256 = Picture.objects.get().sha256
    assert run.published == 1
    assert shown.editions.live().get().pictures.get().sha256 == sha256
    assert not held.editions.live().get().pictures.exists()
    assert pictures_of(held) == [sha256]


def test_what_readers_do_not_see_yet_is_not_published_by_it(host: Host) -> None:
    article = article_with(host.url("/a.jpg"), publish=True)
    document = store.load(article)
    edited = document.__class__(**{**_fields(document), "headline": Line("Not yet")})
    store.save(article.pk, edited, base=1, reason=Reason.EDIT)
    assert bring_in(host).published == 0
    assert article.editions.live().get().headline != "Not yet"


def test_an_import_with_publication_takes_a_draft_that_only_got_pictures(host: Host) -> None:
    article = article_with(host.url("/a.jpg"))
    bring_in(host)
    list(import_documents([source_with(host.url("/a.jpg"))], Options(publish=True)))
    assert article.editions.live().exists()


def test_a_second_import_changes_nothing(host: Host) -> None:
    article = article_with(host.url("/a.jpg"))
    bring_in(host)
    [result] = import_documents([source_with(host.url("/a.jpg"))], Options())
    assert result.outcome is Outcome.UNCHANGED
    assert pictures_of(article) == [Picture.objects.get().sha256]


def test_an_undo_takes_it_back_and_the_next_run_leaves_it(host: Host) -> None:
    article = article_with(host.url("/a.jpg"), publish=True)
    run = bring_in(host)
    for _result in Undo(run):
        pass
    assert pictures_of(article) == [""]
    assert not article.editions.live().get().pictures.exists()
    assert list(wanted_pictures()) == []
    assert article.source


def test_a_limit_ends_it_and_the_next_run_does_the_rest(host: Host) -> None:
    for name in ("/a.jpg", "/b.jpg", "/c.jpg"):
        host.says[name] = Said(make_file(comment=name.encode()))
        article_with(host.url(name), key=name)
    assert bring_in(host, limit=2).updated == 2
    assert bring_in(host).updated == 1


def test_any_number_of_articles_is_dealt_with_each_once(host: Host) -> None:
    # More than are stored together.
    names = [f"/{number}.jpg" for number in range(TOGETHER * 2 + 3)]
    for number, path in enumerate(names):
        host.says[path] = Said(make_file(8, 8, comment=f"{number}".encode()))
    articles = {article_with(host.url(path), key=path).pk for path in names}
    run = bring_in(host)
    assert (run.updated, run.done, run.total) == (len(names), len(names), len(names))
    assert {item.article_id for item in run.items.all()} == articles
    assert sorted(host.asked_for_pictures) == sorted(names)


class Killed(Fetcher):
    """Fetches one picture and is ended at the second."""

    def fetch(self, url: str) -> bytes:
        if url.endswith("/b.jpg"):
            raise KeyboardInterrupt
        return super().fetch(url)


def test_a_run_that_was_killed_goes_on_where_it_stood(host: Host) -> None:
    article = article_with(host.url("/a.jpg"), key="a")
    host.says["/b.jpg"] = Said(make_file(comment=b"b"))
    article_with(host.url("/b.jpg"), key="b")
    run = begin_pictures(Options())
    work = go_on_with_pictures(run, Killed(make_fetcher(host).manners))
    with pytest.raises(KeyboardInterrupt):
        list(work)
    assert pictures_of(article) == [""]
    assert host.asked_for_pictures == ["/a.jpg"]
    bring_in_pictures.func(run=run.pk)
    run.refresh_from_db()
    assert (run.updated, host.asked_for_pictures) == (2, ["/a.jpg", "/b.jpg"])


def test_two_runs_do_not_visit_hosts_at_once(host: Host) -> None:
    make_running(kind=RunKind.PICTURES)
    with pytest.raises(NotStarted, match="is at work"):
        begin_pictures(Options())


def test_without_a_contact_nobody_is_asked(host: Host, settings: Settings) -> None:
    settings.CONTACT = ""
    article_with(host.url("/a.jpg"))
    with pytest.raises(CommandError, match="NEWSROOM_CONTACT"):
        call_command("fetch_pictures")
    look_for_pictures.func()
    assert not ImportRun.objects.filter(kind=RunKind.PICTURES).exists()


def test_a_run_begins_in_the_background_only_where_something_is_wanted(host: Host) -> None:
    look_for_pictures.func()
    assert not ImportRun.objects.filter(kind=RunKind.PICTURES).exists()
    article_with(host.url("/a.jpg"))
    look_for_pictures.func()
    run = ImportRun.objects.get(kind=RunKind.PICTURES)
    assert run.is_waiting
    assert Job.objects.filter(task_path=bring_in_pictures.module_path).count() == 1


def test_an_import_asks_nobody(host: Host) -> None:
    publish(article_with(host.url("/a.jpg")))
    assert host.asked == []


def test_the_command_tells_what_came_and_what_did_not(
    host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    article = article_with(host.url("/a.jpg"), host.url("/gone.jpg"), key="a")
    article_with(host.url("/gone.jpg"), key="b")
    call_command("fetch_pictures", dry_run=True)
    told = capsys.readouterr().out
    assert told.splitlines()[:2] == [host.url("/a.jpg"), host.url("/gone.jpg")]
    assert host.asked == []
    with pytest.raises(SystemExit) as ended:
        call_command("fetch_pictures")
    said = capsys.readouterr()
    assert ended.value.code == 1
    assert "1 updated, 1 rejected" in said.out
    assert f"{host.url('/gone.jpg')}: The host has no picture there (404). " in said.err
    assert pictures_of(article) == [Picture.objects.get().sha256, ""]
