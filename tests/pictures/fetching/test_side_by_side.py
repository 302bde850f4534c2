"""Hosts are visited side by side, and each one address at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from threading import Barrier, Event, active_count

import pytest

from articles.pictures.fetching.fetcher import NotFetched
from articles.pictures.fetching.side_by_side import Fetched, SideBySide
from tests.pictures.fetching.host import Host, Said, a_host, make_fetcher

NAMES = ("a.example", "b.example", "c.example")
# Far more than it takes.
PATIENCE = 20.0


@pytest.fixture
def host() -> Iterator[Host]:
    with a_host() as found:
        found.says["/x.jpg"] = Said(b"x")
        yield found


def all_of(host: Host, addresses: Sequence[str], most: int = 6) -> list[Fetched]:
    with SideBySide(make_fetcher(host), most) as hosts:
        for address in addresses:
            hosts.ask(address)
        found = []
        while hosts.is_busy:
            answer = hosts.answer(PATIENCE)
            assert answer
            found.append(answer)
    return found


def test_several_hosts_are_asked_at_once(host: Host) -> None:
    # Nobody is answered before all are asked.
    together = Barrier(len(NAMES))
    host.says["/x.jpg"].until = lambda: together.wait(PATIENCE)
    found = all_of(host, [host.url("/x.jpg", name) for name in NAMES])
    assert [answer.data for answer in found] == [b"x"] * len(NAMES)


def test_one_host_is_asked_for_one_at_a_time(host: Host) -> None:
    paths = [f"/x.jpg?{number}" for number in range(6)]
    for path in paths:
        host.says[path] = Said(b"x", until=lambda: time.sleep(0.02))
    found = all_of(host, [host.url(path, "a.example") for path in paths])
    assert [answer.data for answer in found] == [b"x"] * 6
    assert host.most_at_once["a.example"] == 1


def test_no_more_hosts_at_once_than_it_may(host: Host) -> None:
    host.says["/x.jpg"].until = lambda: time.sleep(0.02)
    names = [f"{letter}.example" for letter in "abcdef"]
    with SideBySide(make_fetcher(host), 2) as hosts:
        most = 0
        for name in names:
            hosts.ask(host.url("/x.jpg", name))
        while hosts.is_busy:
            most = max(most, sum(host._answering.values()))
            assert hosts.answer(PATIENCE)
    assert most <= 2
    assert {name.partition(":")[0] for name in host.names} == set(names)


def test_redirects_to_one_host_take_turns_there(host: Host) -> None:
    to = host.url("/x.jpg", "media.example")
    host.says["/moved.jpg"] = Said(status=302, headers={"Location": to})
    host.says["/x.jpg"].until = lambda: time.sleep(0.05)
    found = all_of(host, [host.url("/moved.jpg", name) for name in NAMES])
    assert [answer.data for answer in found] == [b"x"] * len(NAMES)
    assert host.most_at_once["media.example"] == 1
    # Its rules are asked for once, as are those of each of the others.
    assert host.asked.count("/robots.txt") == len(NAMES) + 1


def test_a_slow_host_keeps_no_other_waiting(host: Host) -> None:
    goes_on = Event()
    host.says["/slow.jpg"] = Said(b"slow", until=lambda: goes_on.wait(PATIENCE))
    with SideBySide(make_fetcher(host), 2) as hosts:
        hosts.ask(host.url("/slow.jpg", "a.example"))
        for number in range(4):
            hosts.ask(host.url(f"/y.jpg?{number}", "b.example"))
        others = [hosts.answer(PATIENCE) for _ in range(4)]
        assert all(each and isinstance(each.error, NotFetched) for each in others)
        assert hosts.answer(0) is None
        goes_on.set()
        last = hosts.answer(PATIENCE)
        assert last
        assert last.data == b"slow"


def test_at_the_end_nobody_is_asked_any_more(host: Host) -> None:
    before = active_count()
    fetcher = make_fetcher(host, pause=60.0)
    # It would wait for its turn for a minute.
    fetcher.sleep = None
    with SideBySide(fetcher, 2) as hosts:
        hosts.ask(host.url("/x.jpg"))
        hosts.ask(host.url("/other.jpg", "b.example"))
        wait_for(lambda: host.asked.count("/robots.txt") == 2)
    wait_for(lambda: active_count() <= before + 1)
    assert host.asked_for_pictures == []


def wait_for(condition: object) -> None:
    assert callable(condition)
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_what_breaks_off_is_told_to_who_asked(host: Host) -> None:
    class Broken(type(make_fetcher(host))):  # type: ignore[misc]
        def fetch(self, url: str) -> bytes:
            raise ZeroDivisionError

    with SideBySide(Broken(make_fetcher(host).manners)) as hosts:
        hosts.ask(host.url("/x.jpg"))
        answer = hosts.answer(PATIENCE)
    assert answer
    assert isinstance(answer.error, ZeroDivisionError)
