"""A host's name -> a connection to a number that was judged: a name is resolved once and not again.

Whoever answers for the name may give another number a moment later; nobody asks for one. TLS is
for the name all the same. No proxy of the environment stands between.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Collection
from contextlib import suppress
from http.client import HTTPConnection
from threading import Timer
from typing import Final

from articles.pictures.fetching.public_addresses import Endpoint, is_open

Resolve = Callable[[str, int], list[str]]
# Seconds in which each step must come on.
_STEP: Final = 10.0


class ClosedAddress(Exception):
    """Raised for a host that is not of the open internet, or a port that is not of the web."""


def addresses_of_host(host: str, port: int) -> list[str]:
    """Return the numbers of a host, as the system knows them. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def open_endpoint(
    host: str, port: int, allowed: Collection[Endpoint], resolved: Resolve = addresses_of_host
) -> Endpoint:
    """Return where to connect to for a host. Raises `ClosedAddress`, `OSError`.

    A name that leads into a closed network, too, is refused as a whole.
    """
    found = [Endpoint(address, port) for address in resolved(host, port)]
    if not found or not all(is_open(each, allowed) for each in found):
        raise ClosedAddress(host)
    return found[0]


class CheckedConnection(HTTPConnection):
    """Speak HTTP, with TLS or without, with the very machine that was judged."""

    def __init__(self, host: str, endpoint: Endpoint, context: ssl.SSLContext | None) -> None:
        super().__init__(host, endpoint.port, timeout=_STEP)
        self._endpoint = endpoint
        self._context = context
        self.was_cut = False
        # Of its own: `sock` is gone as soon as an answer says that it is the last.
        self._socket: socket.socket | None = None
        # Left out of the header where it is the usual one.
        self.default_port = 80 if context is None else 443

    def connect(self) -> None:
        """Connect, and check the certificate against the name. Raises `OSError`."""
        self.sock = self._socket = socket.create_connection(self._endpoint, _STEP)
        if self._context:
            secured = self._context.wrap_socket(
                self._socket, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock = self._socket = secured
            secured.do_handshake()

    def cut(self) -> None:
        """End what is going on from another thread: whoever reads sees the end of it."""
        self.was_cut = True
        with suppress(OSError):
            if self._socket:
                self._socket.shutdown(socket.SHUT_RDWR)


def cutting(connection: CheckedConnection, seconds: float) -> Timer:
    """Return a timer, which runs, that cuts a connection off: a byte now and then is no answer."""
    timer = Timer(seconds, connection.cut)
    timer.daemon = True
    timer.start()
    return timer
