"""Search engines and a hub are told at once what was published, and again where they fail."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.documents.article.metadata import Metadata
from articles.models import Edition, Job
from articles.pictures.fetching.answer import NoAnswer
from articles.publishing.announce import site_base, tell_indexnow, tell_websub
from articles.publishing.publish import publish, withdraw
from articles.tasks.queue import GiveUp
from tests.documents.make import make_document
from tests.make import make_article
from tests.site.feeds.make import NAMES
from tests.worked import work_off

pytestmark = pytest.mark.django_db
KEY = "a1b2c3d4e5"


class Told(NamedTuple):
    """A machine that writes down what is posted there; `status` is what it answers."""

    posted: list[tuple[str, str, bytes]]
    status: list[int]


@pytest.fixture
def told(settings: Settings) -> Iterator[Told]:
    found = Told([], [200])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            found.posted.append((self.path, self.headers["Content-Type"], data))
            self.send_response(found.status[0])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.ALLOWED_HOSTS = ["news.example", "testserver"]
    settings.INDEXNOW_KEY = KEY
    settings.INDEXNOW_ENDPOINT = f"http://127.0.0.1:{server.server_port}/indexnow"
    settings.WEBSUB_HUB = f"http://127.0.0.1:{server.server_port}/hub"
    settings.FETCH_FROM = frozenset({("127.0.0.1", server.server_port)})
    yield found
    server.shutdown()
    server.server_close()


def test_both_are_told_what_is_published_and_what_is_withdrawn(told: Told) -> None:
    article = make_article(slug="ferry")
    publish(article)
    work_off()
    posted = {path: (kind, data) for path, kind, data in told.posted}
    assert json.loads(posted["/indexnow"][1]) == {
        "host": "news.example",
        "key": KEY,
        "keyLocation": "http://news.example/indexnow.txt",
        "urlList": ["http://news.example/articles/ferry/"],
    }
    form = parse_qs(posted["/hub"][1].decode())
    assert form["hub.mode"] == ["publish"]
    assert form["hub.url"] == [f"http://news.example/feeds/{name}" for name in NAMES]
    told.posted.clear()
    withdraw(article)
    work_off()
    assert sorted(path for path, _, _ in told.posted) == ["/hub", "/indexnow"]


def test_of_what_is_scheduled_they_are_told_once_it_begins(told: Told) -> None:
    publish(make_article(), live_from=timezone.now() + timedelta(hours=1))
    work_off()
    assert told.posted == []
    Job.objects.update(run_after=timezone.now())
    Edition.objects.update(live_from=timezone.now())
    work_off()
    assert len(told.posted) == 2


def test_a_topic_that_is_only_to_come_is_nobodys_to_know(told: Told) -> None:
    document = make_document(metadata=Metadata(topics=("Secret merger",)))
    article = make_article(document)
    publish(article, live_from=timezone.now() + timedelta(hours=1))
    tell_indexnow([article.pk])
    assert tell_websub([article.pk]) == 0
    assert told.posted == []


def test_without_settings_there_is_no_job(settings: Settings) -> None:
    publish(make_article())
    assert not Job.objects.filter(task_path__contains="tell_").exists()


def test_who_is_busy_is_asked_again_and_who_refuses_is_not(told: Told) -> None:
    article = make_article()
    publish(article)
    for status in (429, 503):
        told.status[:] = [status]
        with pytest.raises(NoAnswer):
            tell_indexnow([article.pk])
    told.status[:] = [403]
    with pytest.raises(GiveUp):
        tell_websub([article.pk])


def test_nobody_within_the_house_is_told(told: Told, settings: Settings) -> None:
    article = make_article()
    publish(article)
    settings.FETCH_FROM = frozenset()
    with pytest.raises(GiveUp, match="open internet"):
        tell_indexnow([article.pk])
    assert told.posted == []


def test_the_key_is_shown_and_feeds_name_the_hub(told: Told, client: Client) -> None:
    assert client.get("/indexnow.txt").content.decode() == KEY
    for name in NAMES:
        assert b"/hub" in client.get(f"/feeds/{name}").content


def test_a_site_without_a_name_cannot_tell(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    with pytest.raises(GiveUp, match="NEWSROOM_HOSTS"):
        site_base()
