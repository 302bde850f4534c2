"""Addresses of pictures -> their bytes, politely: each host one at a time, with pauses, as it asks.

Several threads may ask at once: whoever comes to a host that another is asking waits for its turn,
over redirects, too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Event, Lock
from typing import Final
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from articles.pictures.fetching.answer import (
    HostAnswer,
    Limits,
    NoAnswer,
    Target,
    TooMuch,
    ask,
    target_of,
)
from articles.pictures.fetching.connection import ClosedAddress, Resolve, addresses_of_host
from articles.pictures.fetching.public_addresses import Endpoint
from articles.pictures.fetching.robots import (
    LONGEST_PAUSE,
    MOST_BYTES,
    HostRules,
    rules_of_answer,
)
from articles.pictures.original import MOST_BYTES as MOST_OF_A_PICTURE

MOST_HOPS: Final = 5
_MOST_HOSTS: Final = 2_000
_SECONDS: Final = 60.0
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({404, 410})
# An answer that the next visit may well not get.
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT: Final = timedelta(days=7)


class NotFetched(Exception):
    """Say why there is no picture, in a sentence for people.

    `is_gone`: the host says that there is none (any more). `may_come`: another visit may bring it;
    `after` is for how long the host asks to be left alone, if it says so.
    """

    def __init__(
        self,
        problem: str,
        *,
        is_gone: bool = False,
        may_come: bool = False,
        after: timedelta | None = None,
    ) -> None:
        super().__init__(problem)
        self.is_gone = is_gone
        self.may_come = may_come
        self.after = after


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are visited: the name that is given, the pause, whom else one may connect to.

    `pause` is in seconds; `allowed` are machines that are not of the open internet.
    """

    agent: str
    pause: float = 1.0
    allowed: Collection[Endpoint] = ()
    seconds: float = _SECONDS
    most_bytes: int = MOST_OF_A_PICTURE
    resolved: Resolve = addresses_of_host


@dataclass(slots=True)
class _Host:
    """What is known of a host since this run began: until when it is left alone, and its rules.

    `turn` is held for one request and no longer, so that nobody waits for two hosts at once.
    """

    free_at: float = 0.0
    left_until: float = 0.0
    # Each port has rules of its own.
    rules: dict[str, HostRules] = field(default_factory=dict)
    turn: Lock = field(default_factory=Lock)
    reading: Lock = field(default_factory=Lock)

    @property
    def pause(self) -> float:
        """Return the seconds that it asks to be left between two requests."""
        return max((rules.pause for rules in self.rules.values()), default=0.0)


@dataclass(slots=True)
class Fetcher:
    """Fetch pictures, and remember how their hosts want to be visited."""

    manners: Manners
    # Where a test has no time.
    sleep: Callable[[float], object] | None = None
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _remembering: Lock = field(default_factory=Lock)
    _ended: Event = field(default_factory=Event)

    def end(self) -> None:
        """Begin no request any more; whoever waits for a turn is let go."""
        self._ended.set()

    def fetch(self, url: str) -> bytes:
        """Return the bytes at an address, over redirects. Raises `NotFetched`."""
        limits = Limits(self.manners.most_bytes, self.manners.seconds)
        for _hop in range(MOST_HOPS + 1):
            target = self._target(url)
            self._check_robots(target)
            answer = self._asked(target, limits)
            if answer.status == 200:
                return answer.body
            url = self._moved_to(url, answer, target)
        raise NotFetched(_("The address leads on and on to others."))

    def _target(self, url: str) -> Target:
        try:
            return target_of(url)
        except ClosedAddress as error:
            raise NotFetched(_("This is no address of the web.")) from error

    def _check_robots(self, target: Target) -> None:
        host = self._host(target)
        with host.reading:
            rules = host.rules.get(target.site)
            if rules is None:
                rules = host.rules[target.site] = self._rules(target)
        if not rules.allow(target.path):
            raise NotFetched(_("The host's robots.txt asks programs not to fetch it."))

    def _rules(self, target: Target) -> HostRules:
        """Return what a host asks for. One that is in trouble is not visited at all."""
        url = f"{target.site}/robots.txt"
        for _hop in range(MOST_HOPS + 1):
            found = self._target(url)
            answer = self._asked(found, Limits(MOST_BYTES, self.manners.seconds))
            if answer.status not in _MOVED:
                break
            url = urljoin(url, answer.headers.get("location", ""))
        if answer.status in _BUSY or answer.status >= 500:
            raise self._busy(answer, target)
        return rules_of_answer(answer.status, answer.body, self.manners.agent)

    def _asked(self, target: Target, limits: Limits) -> HostAnswer:
        """Return an answer, when it is the host's turn."""
        host = self._host(target)
        with host.turn:
            self._wait_for(host)
            try:
                return self._answer(target, limits)
            finally:
                pause = max(self.manners.pause, min(host.pause, LONGEST_PAUSE))
                host.free_at = time.monotonic() + pause

    def _answer(self, target: Target, limits: Limits) -> HostAnswer:
        manners = self.manners
        try:
            return ask(target, manners.agent, limits, manners.allowed, manners.resolved)
        except ClosedAddress as error:
            problem = _("The address leads to no machine of the open internet, or to another port.")
            raise NotFetched(problem) from error
        except TooMuch as error:
            text = _("There are more than %(megabytes)d MB at the address.")
            problem = text % {"megabytes": limits.most_bytes // 2**20}
            raise NotFetched(problem) from error
        except NoAnswer as error:
            text = _("The host does not answer: %(error)s.")
            raise NotFetched(text % {"error": error}, may_come=True) from error

    def _wait_for(self, host: _Host) -> None:
        now = time.monotonic()
        if host.left_until > now:
            after = timedelta(seconds=host.left_until - now)
            raise NotFetched(_("The host asks to be left alone."), may_come=True, after=after)
        if host.free_at > now:
            (self.sleep or self._ended.wait)(host.free_at - now)
        if self._ended.is_set():
            raise NotFetched(_("The run was stopped."), may_come=True)

    def _moved_to(self, url: str, answer: HostAnswer, target: Target) -> str:
        """Return where an answer leads to; raise what it comes to if it does not."""
        named = {"status": answer.status}
        if answer.status in _MOVED and answer.headers.get("location"):
            return urljoin(url, answer.headers["location"])
        if answer.status in _GONE:
            text = _("The host has no picture there (%(status)d).")
            raise NotFetched(text % named, is_gone=True)
        if answer.status in _BUSY:
            raise self._busy(answer, target)
        raise NotFetched(_("The host does not give it out (%(status)d).") % named)

    def _busy(self, answer: HostAnswer, target: Target) -> NotFetched:
        """Return that a host is busy, which is left alone for the rest, if it asks for that."""
        after = retry_after(answer.headers.get("retry-after", ""))
        if after or answer.status in (429, 503):
            wait = (after or timedelta(hours=1)).total_seconds()
            self._host(target).left_until = time.monotonic() + wait
        text = _("The host is busy or in trouble (%(status)d).") % {"status": answer.status}
        return NotFetched(text, may_come=True, after=after)

    def _host(self, target: Target) -> _Host:
        """Return what is known of a host; of too many, who was visited longest ago is forgotten."""
        with self._remembering:
            host = self._hosts.pop(target.host, None) or _Host()
            self._hosts[target.host] = host
            if len(self._hosts) > _MOST_HOSTS:
                self._hosts.pop(next(iter(self._hosts)))
            return host


def retry_after(said: str) -> timedelta | None:
    """Return how long to stay away: seconds or a date, as the header has it; a week at most."""
    if said.isascii() and said.isdecimal():
        return min(timedelta(seconds=min(int(said), 10**9)), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max(until - datetime.now(UTC), timedelta()), _LONGEST_WAIT)
