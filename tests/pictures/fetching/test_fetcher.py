"""Pictures are fetched as hosts ask for it, and within bounds."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from articles.pictures.fetching.fetcher import NotFetched, retry_after
from articles.pictures.fetching.public_addresses import Endpoint
from tests.pictures.fetching.host import Host, Said, a_host, make_fetcher

PICTURE = b"a picture"


@pytest.fixture
def host() -> Iterator[Host]:
    with a_host() as found:
        found.says["/a.jpg"] = Said(PICTURE)
        yield found


def refusal(host: Host, path: str = "/a.jpg", **changed: Any) -> NotFetched:
    with pytest.raises(NotFetched) as caught:
        make_fetcher(host, **changed).fetch(host.url(path))
    return caught.value


def test_it_fetches_and_says_who_it_is(host: Host) -> None:
    assert make_fetcher(host).fetch(host.url("/a.jpg", "press.example")) == PICTURE
    assert host.asked == ["/robots.txt", "/a.jpg"]
    assert host.agents == {"Newsroom/1 (desk@press.example)"}
    assert host.names == {f"press.example:{host.endpoint.port}"}


def test_a_proxy_of_the_environment_is_not_asked(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert make_fetcher(host).fetch(host.url("/a.jpg")) == PICTURE


def test_an_address_in_other_letters_is_asked_for_as_the_web_writes_it(host: Host) -> None:
    host.says["/gr%C3%BCn%20a.jpg?w=1&q=%C3%BC"] = Said(PICTURE)
    assert make_fetcher(host).fetch(host.url("/grün a.jpg?w=1&q=ü#x")) == PICTURE


def test_it_pauses_between_two_requests_to_a_host(host: Host) -> None:
    slept: list[float] = []
    fetcher = make_fetcher(host, slept)
    fetcher.fetch(host.url("/a.jpg"))
    fetcher.fetch(host.url("/a.jpg"))
    assert host.asked == ["/robots.txt", "/a.jpg", "/a.jpg"]
    assert len(slept) == 2
    assert all(1.5 < each <= 2 for each in slept)


def test_it_pauses_for_as_long_as_the_host_asks(host: Host) -> None:
    host.says["/robots.txt"] = Said(b"User-agent: *\nCrawl-delay: 20")
    slept: list[float] = []
    fetcher = make_fetcher(host, slept)
    fetcher.fetch(host.url("/a.jpg"))
    fetcher.fetch(host.url("/a.jpg"))
    assert slept[-1] > 15


def test_what_robots_txt_forbids_is_left(host: Host) -> None:
    host.says["/robots.txt"] = Said(b"User-agent: Newsroom\nDisallow: /a")
    found = refusal(host)
    assert "robots.txt" in str(found)
    assert not found.may_come
    assert host.asked_for_pictures == []


def test_a_host_whose_robots_txt_is_in_trouble_is_left_for_later(host: Host) -> None:
    host.says["/robots.txt"] = Said(status=500)
    assert refusal(host).may_come
    assert host.asked_for_pictures == []


@pytest.mark.parametrize(
    ("status", "is_gone", "may_come"),
    [
        (404, True, False), (410, True, False), (403, False, False), (401, False, False),
        (429, False, True), (503, False, True), (500, False, True), (302, False, False),
    ],
)  # fmt: skip
def test_what_an_answer_means(host: Host, status: int, is_gone: bool, may_come: bool) -> None:
    host.says["/a.jpg"] = Said(status=status)
    found = refusal(host)
    assert (found.is_gone, found.may_come) == (is_gone, may_come)
    assert str(status) in str(found)


def test_a_host_that_is_busy_is_left_alone_for_as_long_as_it_says(host: Host) -> None:
    host.says["/a.jpg"] = Said(status=429, headers={"Retry-After": "120"})
    host.says["/b.jpg"] = Said(PICTURE)
    fetcher = make_fetcher(host)
    with pytest.raises(NotFetched) as caught:
        fetcher.fetch(host.url("/a.jpg"))
    assert caught.value.after == timedelta(seconds=120)
    with pytest.raises(NotFetched, match="left alone") as caught:
        fetcher.fetch(host.url("/b.jpg"))
    assert caught.value.may_come
    assert host.asked_for_pictures == ["/a.jpg"]


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("0", 0, 0), ("60", 60, 60), ("99999999999999", 604_800, 604_800),
        ("Fri, 31 Dec 2100 23:59:59 GMT", 604_800, 604_800),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 0, 0), ("Fri, 31 Dec 1999 23:59:59 -0000", 0, 0),
    ],
)  # fmt: skip
def test_how_long_a_host_asks_for(said: str, least: int, most: int) -> None:
    found = retry_after(said)
    assert found is not None
    assert least <= found.total_seconds() <= most


@pytest.mark.parametrize("said", ["", "soon", "-1", "١٢"])
def test_what_says_nothing_of_when(said: str) -> None:
    assert retry_after(said) is None


def test_a_redirect_is_followed(host: Host) -> None:
    host.says["/old.jpg"] = Said(status=301, headers={"Location": "/a.jpg"})
    assert make_fetcher(host).fetch(host.url("/old.jpg")) == PICTURE


def test_redirects_without_an_end_are_not(host: Host) -> None:
    host.says["/a.jpg"] = Said(status=302, headers={"Location": "/a.jpg"})
    assert "on and on" in str(refusal(host))
    assert len(host.asked_for_pictures) == 6


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1:1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/",
        "http://169.254.169.254/latest/", "//127.0.0.1/", "http://8.8.8.8:22/",
    ],
)  # fmt: skip
def test_a_redirect_into_a_closed_network_is_not_followed(host: Host, to: str) -> None:
    host.says["/a.jpg"] = Said(status=302, headers={"Location": to})
    assert "open internet" in str(refusal(host))


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://8.8.8.8/a", "data:image/png;base64,"])
def test_a_redirect_to_what_is_not_the_web_is_not_followed(host: Host, to: str) -> None:
    host.says["/a.jpg"] = Said(status=302, headers={"Location": to})
    assert "no address of the web" in str(refusal(host))


def test_a_name_is_judged_anew_each_time_and_connected_to_as_it_was_judged(host: Host) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"]])
    fetcher = make_fetcher(host, resolved=lambda *_: next(answers))
    assert fetcher.fetch(host.url("/a.jpg", "press.example")) == PICTURE
    with pytest.raises(NotFetched, match="open internet"):
        fetcher.fetch(host.url("/a.jpg", "press.example"))
    assert host.asked == ["/robots.txt", "/a.jpg"]


def test_this_machine_is_closed_unless_it_is_allowed(host: Host) -> None:
    assert "open internet" in str(refusal(host, allowed=()))
    assert "open internet" in str(refusal(host, allowed=[Endpoint("127.0.0.1", 1)]))
    assert host.asked == []


@pytest.mark.parametrize("length", [None, 100])
def test_too_much_is_not_read(host: Host, length: int | None) -> None:
    host.says["/a.jpg"] = Said(b"x" * 60, length=length)
    assert "There are more than 0 MB" in str(refusal(host, most_bytes=50))


def test_what_breaks_off_may_come_another_time(host: Host) -> None:
    host.says["/a.jpg"] = Said(b"x" * 60, length=100)
    assert refusal(host).may_come


def test_a_byte_now_and_then_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_drip, args=(server,), daemon=True)
        thread.start()
        slow = Host(Endpoint("127.0.0.1", server.getsockname()[1]))
        found = refusal(slow, seconds=0.3)
        assert found.may_come
    thread.join(5)


def _drip(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
        try:
            while True:
                connection.sendall(b"#")
                threading.Event().wait(0.05)
        except OSError:
            pass
