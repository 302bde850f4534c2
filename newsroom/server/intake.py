"""The bodies of requests, taken in whole before a thread is taken: one that drips in holds none.

A body waits in memory or, a longer one, in a file. What comes too slowly or is too long is refused,
and what is too long is read to its end first: a browser shows no answer before it has sent all.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Final, cast

# Anything that a page takes is shorter, and is refused there in the words of its own form.
MOST_BYTES: Final = 64 * 2**20
# Of one that is too long, so much is read only to be thrown away; then its connection is broken.
MOST_DISCARDED: Final = 4 * MOST_BYTES
# What the bodies that one process is taking in may come to, however many there are.
MOST_HELD: Final = 2**30
# A body has so many seconds, and more for what has come of it: 64 kB in two minutes will do.
GRACE: Final = 20.0
LEAST_RATE: Final = 500
_LAST_GRACE: Final = 1.0
_IN_MEMORY: Final = 2**18
_logger: Final = logging.getLogger(__name__)


class Refused(Exception):
    """A request is not answered by its page, but with this status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Lost(Exception):
    """The sender has gone before the end; nobody waits for an answer."""


@dataclass(slots=True)
class BodyIntake:
    """Take in bodies; `held` counts the bytes of those that are coming in or being answered."""

    grace: float = GRACE
    held: int = 0
    _waits: set[asyncio.Timeout] = field(default_factory=set)

    async def take(self, chunks: AsyncIterable[bytes], length: int | None) -> IO[bytes]:
        """Return the body as a file, at its beginning; `length` is that which was announced.

        Raises `Refused` and `Lost`. Whoever has done with the body calls `release`.
        """
        refusal = _refusal(length)
        body = cast(IO[bytes], SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
        received = 0
        try:
            async with self._patient() as patience:
                ends = patience.when() or 0.0
                async for chunk in chunks:
                    received += len(chunk)
                    patience.reschedule(ends + received / LEAST_RATE)
                    if refusal is None:
                        self._keep(chunk, body)
                    elif received > MOST_DISCARDED:
                        break
            if refusal:
                raise Refused(refusal)
            if received != length:
                raise Lost
        except BaseException as error:
            self.release(body)
            raise _as_refusal(error) from error
        body.seek(0)
        return body

    def release(self, body: IO[bytes]) -> None:
        """Forget a body, which is over."""
        body.seek(0, 2)
        self.held -= body.tell()
        body.close()

    def give_up(self) -> None:
        """Refuse at once what has not come yet, since the server stops; soon, what begins yet."""
        self.grace = min(self.grace, _LAST_GRACE)
        for wait in self._waits:
            wait.reschedule(0)

    @asynccontextmanager
    async def _patient(self) -> AsyncIterator[asyncio.Timeout]:
        async with asyncio.timeout(self.grace) as patience:
            self._waits.add(patience)
            try:
                yield patience
            finally:
                self._waits.discard(patience)

    def _keep(self, chunk: bytes, body: IO[bytes]) -> None:
        if self.held + len(chunk) > MOST_HELD:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)
        # To a file, this is as quick: the system writes it to the disk later.
        body.write(chunk)
        self.held += len(chunk)


def _refusal(length: int | None) -> HTTPStatus | None:
    # One in chunks has no length, so that its end and the loss of its sender look alike.
    if length is None:
        return HTTPStatus.LENGTH_REQUIRED
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if length > MOST_BYTES else None


def _as_refusal(error: BaseException) -> BaseException:
    """Return what to raise for what happened while a body was taken in."""
    if isinstance(error, TimeoutError):
        return Refused(HTTPStatus.REQUEST_TIMEOUT)
    if isinstance(error, OSError):
        _logger.error("The body of a request cannot be kept: %s", error)
        return Refused(HTTPStatus.INSUFFICIENT_STORAGE)
    return error
