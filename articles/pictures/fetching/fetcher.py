"""Addresses of pictures -> their bytes, politely: one at a time, with pauses, as hosts ask."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
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
    """What is known of a host since this run began: until when it is left alone, and its rules."""

    free_at: float = 0.0
    left_until: float = 0.0
    rules: HostRules | None = None


@dataclass(slots=True)
class Fetcher:
    """Fetch pictures one after the other, and remember how their hosts want to be visited."""

    manners: Manners
    sleep: Callable[[float], None] = time.sleep
    _hosts: dict[str, _Host] = field(default_factory=dict)

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
        if host.rules is None:
            host.rules = self._rules(target)
        if not host.rules.allow(target.path):
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
        self._wait_for(target)
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
        finally:
            self._host(target).free_at = time.monotonic() + self._pause(target)

    def _wait_for(self, target: Target) -> None:
        host, now = self._host(target), time.monotonic()
        if host.left_until > now:
            after = timedelta(seconds=host.left_until - now)
            raise NotFetched(_("The host asks to be left alone."), may_come=True, after=after)
        if host.free_at > now:
            self.sleep(host.free_at - now)

    def _pause(self, target: Target) -> float:
        rules = self._host(target).rules
        return max(self.manners.pause, min(rules.pause, LONGEST_PAUSE) if rules else 0.0)

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
        if target.site not in self._hosts and len(self._hosts) >= _MOST_HOSTS:
            self._hosts.pop(next(iter(self._hosts)))
        return self._hosts.setdefault(target.site, _Host())


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
