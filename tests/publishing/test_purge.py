"""Proxies are told what changed, and asked again where they do not answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles.models import Job
from articles.publishing.front.arrange import begin_arrangement
from articles.publishing.front.groups import NO_GROUPS
from articles.publishing.publish import publish, withdraw
from articles.publishing.purge import PurgeFailed, addresses_to_purge, purge_at_proxies
from articles.publishing.work import purge_soon
from articles.tasks.queue import GiveUp
from tests.make import make_article

pytestmark = pytest.mark.django_db


class Proxy(NamedTuple):
    """A proxy that writes down what it is asked, and answers with `answers`, the last for good."""

    address: str
    asked: list[tuple[str, str, str]]
    answers: list[int]


@pytest.fixture
def proxy(settings: Settings) -> Iterator[Proxy]:
    asked: list[tuple[str, str, str]] = []
    answers = [200]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PURGE(self) -> None:
            asked.append((self.command, self.headers["Host"], self.path))
            self.send_response(answers.pop(0) if len(answers) > 1 else answers[0])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    settings.PURGE = (address,)
    settings.ALLOWED_HOSTS = ["news.example"]
    yield Proxy(address, asked, answers)
    server.shutdown()
    server.server_close()


def jobs() -> list[Job]:
    return [job for job in Job.objects.all() if job.task_path.endswith("purge_addresses")]


def test_a_proxy_is_asked_to_forget_each_address(proxy: Proxy) -> None:
    assert purge_at_proxies(["/", "/articles/a/"]) == 2
    assert proxy.asked == [
        ("PURGE", "news.example", "/"),
        ("PURGE", "news.example", "/articles/a/"),
    ]


def test_what_it_does_not_have_is_forgotten(proxy: Proxy) -> None:
    proxy.answers[:] = [404]
    assert purge_at_proxies(["/"]) == 1


def test_one_that_fails_is_asked_again(proxy: Proxy) -> None:
    proxy.answers[:] = [503]
    with pytest.raises(PurgeFailed, match="503"):
        purge_at_proxies(["/"])


def test_one_that_is_not_there_is_asked_again(settings: Settings) -> None:
    settings.PURGE = ("http://127.0.0.1:1",)
    settings.ALLOWED_HOSTS = ["news.example"]
    with pytest.raises(PurgeFailed, match="does not answer"):
        purge_at_proxies(["/"])


def test_one_that_does_not_know_the_method_is_told_to_people(proxy: Proxy) -> None:
    proxy.answers[:] = [405]
    with pytest.raises(GiveUp, match="set it up"):
        purge_at_proxies(["/"])


@pytest.mark.usefixtures("proxy")
def test_publishing_tells_of_the_article_and_of_its_lists() -> None:
    edition = publish(make_article(slug="the-quay"))
    [job] = jobs()
    addresses = job.args_kwargs["kwargs"]["addresses"]
    day = timezone.localtime(edition.first_published_at)
    for address in (
        "/articles/the-quay/",
        "/articles/the-quay/received/",
        "/",
        "/feeds/rss.xml",
        f"/archive/{day:%Y/%m/%d}/",
    ):
        assert address in addresses


@pytest.mark.usefixtures("proxy")
def test_withdrawing_tells_of_it() -> None:
    article = make_article(slug="the-quay")
    publish(article)
    withdraw(article)
    assert len(jobs()) == 2


@pytest.mark.usefixtures("proxy")
def test_what_is_scheduled_is_told_of_at_its_moment_too() -> None:
    moment = timezone.now() + timedelta(hours=3)
    publish(make_article(slug="the-quay"), live_from=moment)
    assert sorted(job.run_after > timezone.now() for job in jobs()) in ([False, True], [True, True])
    assert moment in {job.run_after for job in jobs()}


@pytest.mark.usefixtures("proxy")
def test_another_front_page_is_told_of_at_its_moment() -> None:
    moment = timezone.now() + timedelta(hours=3)
    begin_arrangement(NO_GROUPS, 0)
    begin_arrangement(NO_GROUPS, 1, moment)
    now, later = jobs()
    assert now.args_kwargs["kwargs"] == later.args_kwargs["kwargs"] == {"addresses": ["/"]}
    assert moment in {now.run_after, later.run_after}


def test_without_a_proxy_nothing_is_asked_for(
    settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.PURGE = ()
    with django_assert_num_queries(0):
        purge_soon([1, 2, 3])


def test_of_no_article_nothing_is_told() -> None:
    assert addresses_to_purge([]) == []
