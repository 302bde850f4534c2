"""The entry point that granian loads: a request is taken in whole, then Django answers it.

Django answers in one of a few threads, by WSGI. What comes before and after, the dripping in of
bodies and the slow reading of answers, holds no thread and no database connection.
"""

from __future__ import annotations

import asyncio
import io
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from http import HTTPStatus
from typing import IO, Any, Final, Protocol
from wsgiref.types import WSGIApplication
from wsgiref.util import FileWrapper

from granian.rsgi import HTTPProtocol, ProtocolClosed

from newsroom.server.intake import BodyIntake, Lost, Refused
from newsroom.server.refusals import REFUSAL

# Enough that a slow page does not hold the quick ones up; more would wait for one another.
THREADS: Final = 4
_UNCHANGING: Final[dict[str, Any]] = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
    "wsgi.file_wrapper": FileWrapper,
}


class RequestHeaders(Protocol):
    def get(self, key: str, default: Any = None) -> Any: ...
    def items(self) -> list[tuple[str, str]]: ...
    def __contains__(self, key: str) -> bool: ...


class RequestScope(Protocol):
    """What granian tells of a request: names in lower case, the path decoded."""

    @property
    def http_version(self) -> str: ...
    @property
    def server(self) -> str: ...
    @property
    def client(self) -> str: ...
    @property
    def scheme(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def query_string(self) -> str: ...
    @property
    def headers(self) -> RequestHeaders: ...


class Application:
    """Answer requests of granian's RSGI by an application of WSGI."""

    def __init__(self, wsgi: WSGIApplication) -> None:
        self._wsgi = wsgi
        self._intake = BodyIntake()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="answer")

    async def __rsgi__(self, scope: RequestScope, protocol: HTTPProtocol) -> None:
        body, refusal = None, None
        if has_body(scope.headers):
            try:
                body = await self._intake.take(protocol, announced_length(scope.headers))
            except Refused as refused:
                refusal = refused.status
            except Lost:
                return
        loop = asyncio.get_running_loop()
        with self._released(body) as file:
            environ = make_environ(scope, file, refusal)
            await loop.run_in_executor(self._threads, self._answer, environ, protocol)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Heed a stop before granian does; called by it when the worker starts."""
        loop.add_signal_handler(signal.SIGTERM, self._stop)

    def _stop(self) -> None:
        # granian waits for every request that has begun.
        self._intake.give_up()
        # It does at either signal the same. This one is blocked but for here; see `serve`.
        signal.raise_signal(signal.SIGINT)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """End the threads; called by granian when the worker stops."""
        self._threads.shutdown()

    @contextmanager
    def _released(self, body: IO[bytes] | None) -> Iterator[IO[bytes]]:
        try:
            yield body or io.BytesIO()
        finally:
            if body:
                self._intake.release(body)

    def _answer(self, environ: dict[str, Any], protocol: HTTPProtocol) -> None:
        reply = Reply(protocol, is_last=REFUSAL in environ)
        result = self._wsgi(environ, reply.start)
        try:
            reply.send(result)
        finally:
            if hasattr(result, "close"):
                result.close()


class Reply:
    """Send what WSGI answers; after the last one the connection is closed."""

    def __init__(self, protocol: HTTPProtocol, *, is_last: bool) -> None:
        self._protocol = protocol
        self._status = 500
        self._headers: list[tuple[str, str]] = []
        self._is_last = is_last

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        """Do as `start_response` of WSGI does."""
        self._status = int(status[:3])
        self._headers = [*headers, ("Connection", "close")] if self._is_last else headers

    def send(self, result: Iterable[bytes]) -> None:
        if path := file_on_disk(result):
            self._protocol.response_file(self._status, self._headers, path)
        elif getattr(result, "streaming", False) or isinstance(result, FileWrapper):
            self._stream(result)
        else:
            self._protocol.response_bytes(self._status, self._headers, b"".join(result))

    def _stream(self, chunks: Iterable[bytes]) -> None:
        # It never waits: what its reader has not taken yet is kept outside of Python.
        transport = self._protocol.response_stream(self._status, self._headers)
        for chunk in chunks:
            try:
                # Done at once, though it is to be awaited.
                next(iter(transport.send_bytes(chunk).__await__()))
            except StopIteration:
                continue
            except ProtocolClosed:
                return


def file_on_disk(result: object) -> str | None:
    """Return the path of a file that is sent from its beginning to its end, else None."""
    file = result.filelike if isinstance(result, FileWrapper) else None
    # Only a plain `open`: a temporary file has gone when it is closed.
    if type(file) is not io.BufferedReader or not isinstance(file.name, str) or file.tell():
        return None
    return os.path.abspath(file.name)


def has_body(headers: RequestHeaders) -> bool:
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def announced_length(headers: RequestHeaders) -> int | None:
    """Return how many bytes a body is to have; None for one in chunks."""
    return None if "transfer-encoding" in headers else int(headers.get("content-length", "0"))


def make_environ(
    scope: RequestScope, body: IO[bytes], refusal: HTTPStatus | None = None
) -> dict[str, Any]:
    """Return a request as WSGI has it."""
    name, _, port = scope.server.rpartition(":")
    environ = {
        **_UNCHANGING,
        "REQUEST_METHOD": scope.method,
        # WSGI has the bytes of a path, each as a character.
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_NAME": name.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.0" if scope.http_version == "1" else "HTTP/1.1",
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
    }
    for header, value in scope.headers.items():
        if key := _key(header):
            joint = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    if refusal:
        environ[REFUSAL] = refusal
        environ["CONTENT_LENGTH"] = "0"
    return environ


@lru_cache(512)
def _key(header: str) -> str:
    """Return a header's name in WSGI; nothing for one that would pass for another.

    `X_Forwarded_Proto` from outside would have the name that the proxy's own header has.
    """
    if "_" in header:
        return ""
    key = header.upper().replace("-", "_")
    return key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
