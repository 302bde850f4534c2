"""The application server, set up the same way on a desk and in production."""

from __future__ import annotations

import os
import resource
import signal
import socket
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import ExitStack
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, Final, Self

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from articles.management.child import Child
from articles.management.database import check_tables
from articles.management.shared_counts import shared_counts
from newsroom.cache import make_cache_table
from newsroom.server.rsgi import Application

# A connection that says nothing for so many milliseconds is closed: before its first byte, in the
# middle of its headers, or after an answer.
_SILENCE: Final = 20_000
# How many connections a worker keeps open; what is beyond waits until others close.
_CONNECTIONS: Final = 4_096


@dataclass(frozen=True, slots=True)
class Address:
    ip: IPv4Address | IPv6Address
    port: int

    @classmethod
    def parse(cls, written: str) -> Self:
        host, _colon, port = written.rpartition(":")
        host = host.strip("[]") or "127.0.0.1"
        try:
            ip = ip_address("127.0.0.1" if host == "localhost" else host)
            number = int(port)
        except ValueError:
            number = 0
        if not 0 < number < 65_536:
            words = _("%(address)s is not an address; write 127.0.0.1:8000 or 8000")
            raise ArgumentTypeError(words % {"address": written})
        return cls(ip, number)

    def __str__(self) -> str:
        return f"[{self.ip}]:{self.port}" if self.ip.version == 6 else f"{self.ip}:{self.port}"


class Command(BaseCommand):
    help = _("Serve the site. In production, behind a proxy that speaks HTTPS.")
    # They import what counts, which must know first where to count: `handle` checks.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "address", nargs="?", type=Address.parse, default=Address(ip_address("127.0.0.1"), 8000)
        )
        parser.add_argument(
            "--workers",
            type=int,
            default=min(os.cpu_count() or 1, 4),
            help=_("how many processes serve (%(default)s on this machine)"),
        )
        parser.add_argument(
            "--work",
            type=int,
            default=1,
            metavar="N",
            help=_(
                "how many processes beside do what waits in the background (%(default)s); 0 where "
                "other machines do"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        address = options["address"]
        _check_free(address)
        check_tables()
        # A site that was put back from a back-up has none.
        make_cache_table()
        self.stdout.write(
            f"Newsroom  http://{address}/\nDesk      http://{address}/admin/\n"
            + _("Press Ctrl-C to stop it.")
        )
        self.stdout.flush()
        with shared_counts(), ExitStack() as children:
            self.check()
            for number in range(options["work"]):
                children.enter_context(_worker(address, number))
            _serve(address, options["workers"])


def _worker(address: Address, number: int) -> Child:
    """Return a worker by a name that it has again when it is started anew."""
    name = f"{socket.gethostname()}-{address.port}-{number + 1}"
    return Child("work", "--name", name, "--child-of", str(os.getpid()))


def _serve(address: Address, workers: int) -> None:
    _allow_open_files(_CONNECTIONS)
    server = Granian(
        "newsroom.server.rsgi",
        address=str(address.ip),
        port=address.port,
        interface=Interfaces.RSGI,
        # Where HTTP/2 is taken too, granian waits for ever for a connection's first byte.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_SILENCE),
        websockets=False,
        workers=workers,
        backlog=_CONNECTIONS,
        backpressure=_CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
        log_dictconfig=_logging(),
    )
    # At once: a stop that reaches a worker before it has got to `_load` would be swallowed.
    os.register_at_fork(after_in_child=_heed_stops)
    server.serve(target_loader=_load, wrap_loader=False)


def _logging() -> dict[str, Any]:
    """Return the site's own settings of logging, by which granian's lines are told, too."""
    loggers = {**settings.LOGGING["loggers"], "_granian": {}}
    return {**settings.LOGGING, "loggers": loggers}


def _load() -> Any:
    """Return what each worker serves, an object of RSGI; runs in the worker."""
    _heed_stops()
    return Application(get_wsgi_application())


def _allow_open_files(connections: int) -> None:
    """Let the workers open as many files as connections may need, as far as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Each may have a body in a file; and some more for what is neither.
    wanted = 2 * connections + 256
    if soft != resource.RLIM_INFINITY and soft < wanted:
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))


def _heed_stops() -> None:
    """Let the server alone stop a worker, at any time."""
    # Ctrl-C reaches the workers as well as the server, which stops them by another signal. Given
    # both at once, granian 2.8 hangs.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    # A worker is forked with the server's handler, which would swallow a stop until it serves.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _check_free(address: Address) -> None:
    """Refuse an address in use: granian would share it with another that is running."""
    family = socket.AF_INET6 if address.ip.version == 6 else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((str(address.ip), address.port))
        except OSError as error:
            raise CommandError(
                _("%(address)s cannot be served: %(error)s. Stop what uses it, or take another: ")
                % {"address": address, "error": error.strerror}
                + f"make run ADDRESS=127.0.0.1:{address.port + 1}"
            ) from error
