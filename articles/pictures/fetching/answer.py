"""One request for one address -> its answer, within bounds of bytes and time."""

from __future__ import annotations

import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException, HTTPResponse
from typing import Final
from urllib.parse import SplitResult, quote

from articles.documents.urls.host import split_url
from articles.pictures.fetching.connection import (
    CheckedConnection,
    ClosedAddress,
    Resolve,
    addresses_of_host,
    cutting,
    open_endpoint,
)
from articles.pictures.fetching.public_addresses import Endpoint

_SAFE: Final = "/%:=&?~+!$,;'@()*[]"
_PART: Final = 64 * 2**10


class NoAnswer(Exception):
    """Raised where a host does not answer, or not as a server of the web does."""


class TooMuch(Exception):
    """Raised for an answer of more bytes than are wanted."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one request: bytes of its body, and seconds for all of it."""

    most_bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class HostAnswer:
    """What a server answered; `body` is empty unless the status is 200."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Posted:
    """What is sent to an address."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Target:
    """An address of the web, taken apart: whom to ask, and what for."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Return scheme, host and port, of which each has its own robots.txt."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def target_of(url: str) -> Target:
    """Return an address taken apart. Raises `ClosedAddress` for one that is not of the web."""
    found = split_url(url)
    if found is None or found.scheme not in ("http", "https") or not found.hostname:
        raise ClosedAddress(url)
    try:
        host = found.hostname.encode("ascii" if ":" in found.hostname else "idna").decode()
    except UnicodeError as error:
        raise ClosedAddress(url) from error
    port = found.port or (443 if found.scheme == "https" else 80)
    return Target(found.scheme, host, port, _path_of(found))


def _path_of(url: SplitResult) -> str:
    path = quote(url.path or "/", safe=_SAFE)
    return f"{path}?{quote(url.query, safe=_SAFE)}" if url.query else path


def ask(
    target: Target,
    agent: str,
    limits: Limits,
    allowed: Collection[Endpoint] = (),
    resolved: Resolve = addresses_of_host,
    *,
    posted: Posted | None = None,
) -> HostAnswer:
    """Return the answer for an address, or to what is posted there; no redirect is followed.

    Raises `ClosedAddress`, `NoAnswer`, `TooMuch`.
    """
    try:
        endpoint = open_endpoint(target.host, target.port, allowed, resolved)
        context = _tls() if target.scheme == "https" else None
        connection = CheckedConnection(target.host, endpoint, context)
        timer = cutting(connection, limits.seconds)
        try:
            _send(connection, target, agent, posted)
            with connection.getresponse() as response:
                answer = _read(response, limits.most_bytes)
            if connection.was_cut:
                raise NoAnswer("it takes too long")
            return answer
        finally:
            timer.cancel()
            connection.close()
    except (OSError, HTTPException, ValueError) as error:
        raise NoAnswer(str(error) or type(error).__name__) from error


def _send(connection: CheckedConnection, target: Target, agent: str, posted: Posted | None) -> None:
    # A picture is packed as it is, and nothing is unpacked unbounded.
    headers = {"User-Agent": agent, "Accept-Encoding": "identity"}
    if posted:
        headers["Content-Type"] = posted.media_type
        connection.request("POST", target.path, body=posted.data, headers=headers)
    else:
        connection.request("GET", target.path, headers={**headers, "Accept": "image/*"})


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _read(response: HTTPResponse, most: int) -> HostAnswer:
    headers = {name.lower(): value for name, value in response.getheaders()}
    if response.status != 200:
        return HostAnswer(response.status, headers)
    if response.length is not None and response.length > most:
        raise TooMuch
    parts, size = [], 0
    while part := response.read(_PART):
        parts.append(part)
        size += len(part)
        if size > most:
            raise TooMuch
    if response.length:
        raise NoAnswer("it breaks off")
    return HostAnswer(200, headers, b"".join(parts))
