"""Newsroom's commands in processes of their own that begin with everything imported.

An interpreter needs half a second of CPU to import Newsroom. Here one does it once a session, as
`python -m tests.warmed`, and forks itself for each command: a process as real as any other, which
reads its own settings, opens its own database, and can be killed. What Newsroom itself starts
(workers of imports, the worker beside a server) are interpreters of their own still.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import runpy
import select
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

import django
from django import conf
from django.db import connections
from django.db.utils import ConnectionHandler
from django_tasks import TaskBackendHandler, task_backends

from articles.documents.labels.features.words.counts import read_texts

ROOT: Final = Path(__file__).parent.parent
# What imports all that commands and pages need.
_IMPORTED: Final = (
    "newsroom.urls",
    "articles.management.commands.import_articles",
    "articles.management.commands.prepare_newsroom",
    "articles.management.commands.reparse",
    "articles.management.commands.serve",
    "django.core.management.commands.migrate",
    "django.core.management.commands.shell",
    "django.db.backends.postgresql.base",
    "newsroom.sqlite3.base",
    "django.core.cache.backends.db",
)
_LONGEST_REQUEST: Final = 100_000
# In seconds: nothing that a test waits for takes longer, on a busy machine either.
PATIENCE: Final = 180


class Process:
    """A command of `manage.py` that runs; has the part of `subprocess.Popen` that tests use.

    What it says goes to files: a worker that outlives a killed command for a moment would hold
    a pipe open.
    """

    def __init__(self, environment: Mapping[str, str], *arguments: str) -> None:
        self._command = shlex.join(["manage.py", *arguments])
        self.returncode: int | None = None
        self._out, self._err = TemporaryFile(), TemporaryFile()  # noqa: SIM115
        self._status, theirs = socket.socketpair()
        self._status.settimeout(PATIENCE)
        files = [each.fileno() for each in (self._out, self._err, theirs)]
        request = json.dumps([arguments, dict(environment)]).encode()
        with theirs:
            socket.send_fds(_warmed(), [request], files)
        self.pid = int(self._line())

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        self._wait(0)
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Return what it said, when it has ended. Raises `subprocess.TimeoutExpired`.

        Without a time for it, one that does not end is killed, and its test fails.
        """
        self._wait(PATIENCE if timeout is None else timeout)
        if self.returncode is None and timeout is not None:
            raise subprocess.TimeoutExpired(self._command, timeout)
        if self.returncode is None:
            os.kill(self.pid, signal.SIGKILL)
            said = _read(self._out) + _read(self._err)
            raise AssertionError(f"{self._command} has not ended in {PATIENCE} s, but said: {said}")
        return _read(self._out), _read(self._err)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def _wait(self, timeout: float) -> None:
        if self.returncode is None and select.select([self._status], [], [], timeout)[0]:
            self.returncode = int(self._line())
            self._status.close()

    def _line(self) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            read = self._status.recv(1)
            assert read, "the warmed interpreter has ended"
            line += read
        return line


def _read(file: IO[bytes]) -> str:
    with file:
        file.seek(0)
        return file.read().decode()


@cache
def _warmed() -> socket.socket:
    """The way to this session's warmed interpreter, which ends when it is closed."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, "-m", "tests.warmed", str(theirs.fileno())]
        process = subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()])
    atexit.register(_wait_or_kill, process)
    atexit.register(ours.close)
    return ours


def _wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    """End without one that does not: a session that is done says how it went."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(PATIENCE)
    process.kill()


# In the warmed interpreter


def main() -> None:
    requests = socket.socket(fileno=int(sys.argv[1]))
    _import_everything()
    while True:
        request, files, _, _ = socket.recv_fds(requests, _LONGEST_REQUEST, 3)
        _forget_those_that_ended()
        if not request:
            return
        if not os.fork():
            requests.close()
            break
        for file in files:
            os.close(file)
    arguments, environment = json.loads(request)
    out, err, status = files
    if pid := os.fork():
        _tell_of(pid, status)
    os.close(status)
    _become(arguments, environment, out, err)


def _import_everything() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    for name in _IMPORTED:
        importlib.import_module(name)
    # The tables by which labelling knows characters and words, which a process makes only once.
    read_texts([""])
    # A process that collects what all share copies it first; most of them did little else.
    gc.freeze()


def _forget_those_that_ended() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _tell_of(pid: int, status: int) -> None:
    """Tell a process's number and, when it has ended, its exit code; then end too."""
    os.write(status, b"%d\n" % pid)
    _, ended = os.waitpid(pid, 0)
    os.write(status, b"%d\n" % os.waitstatus_to_exitcode(ended))
    os._exit(0)


def _become(arguments: list[str], environment: dict[str, str], out: int, err: int) -> None:
    """Be `manage.py` with these arguments, as if it had just been started with them."""
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.close(out)
    os.close(err)
    os.environ.clear()
    os.environ.update(environment)
    _read_settings()
    sys.argv = ["manage.py", *arguments]
    runpy.run_path("manage.py", run_name="__main__")


def _read_settings() -> None:
    """Read the settings anew. Those that say where the data are may differ, and no others."""
    importlib.reload(importlib.import_module("newsroom.settings"))
    conf.settings._wrapped = conf.Settings("newsroom.settings")
    vars(connections).clear()
    vars(connections).update(vars(ConnectionHandler()))
    vars(task_backends).clear()
    vars(task_backends).update(vars(TaskBackendHandler()))


if __name__ == "__main__":
    main()
