"""`python -m tests.bench.machines`: one import on two and three machines, one of them killed.

The machines are network namespaces of this one, each with an address and workers of its own, around
a PostgreSQL that is started for them and shares nothing with another that is here. It takes root,
iproute2 and PostgreSQL's own programs. Wall time says little, since all share the same processors;
what counts is that nothing is lost or doubled, and CPU time.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.bench.documents import make_folder

_BRIDGE: Final = "newsroom-bench"
_NETWORK: Final = "10.213.7"
_PATIENCE: Final = 600.0
Environment = Mapping[str, str]


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.bench.machines", description=__doc__)
    parser.add_argument("--documents", type=int, default=3_000)
    arguments = parser.parse_args()
    # What was started is ended in any case.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="newsroom-machines-")))
        folder.chmod(0o755)
        make_folder(folder / "documents", arguments.documents)
        stack.enter_context(_bridge())
        url = stack.enter_context(_postgres(folder))
        for number, kills in ((1, False), (2, False), (3, False), (3, True)):
            _try(folder, f"{url}/m{number}{'k' if kills else ''}", number, kills=kills)


def _try(folder: Path, url: str, number: int, *, kills: bool) -> None:
    """Import the folder on so many machines, and print what came of it."""
    environment = {**os.environ, "NEWSROOM_DATA_DIR": str(folder / "data"), "DATABASE_URL": url}
    _run(["createdb", "--maintenance-db", f"{url.rpartition('/')[0]}/postgres", _name(url)])
    _manage(environment, "migrate", "--verbosity", "0")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    with ExitStack() as stack:
        workers = [
            stack.enter_context(_machine(each, environment)) for each in range(1, number + 1)
        ]
        importing = subprocess.Popen(
            [*_COMMAND, "import_articles", "--distribute", str(folder / "documents")],
            env=environment,
        )
        if kills:
            _wait_for_articles(environment, 100)
            os.killpg(workers[0].pid, signal.SIGKILL)
        code = importing.wait(_PATIENCE)
        seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    [run] = map(json.loads, _manage(environment, "import_runs", "--json").splitlines())
    killed = ", one killed" if kills else ""
    print(
        f"{number} machines{killed}: exit {code}, {run['state']}, {run['created']:,} created, "
        f"{seconds:.0f} s, {cpu:.0f} CPU s",
        flush=True,
    )


_COMMAND: Final = [sys.executable, "manage.py"]


def _manage(environment: Environment, *arguments: str) -> str:
    return _run([*_COMMAND, *arguments], environment)


def _run(command: Sequence[str], environment: Environment | None = None) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def _name(url: str) -> str:
    return url.rpartition("/")[2]


def _wait_for_articles(environment: Environment, number: int) -> None:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        found = _run(
            ["psql", "-Atc", "SELECT count(*) FROM articles_article", environment["DATABASE_URL"]]
        )
        if int(found) >= number:
            return
        time.sleep(0.2)
    raise SystemExit("no worker stored anything in time")


@contextmanager
def _bridge() -> Iterator[None]:
    _run(["ip", "link", "add", _BRIDGE, "type", "bridge"])
    try:
        _run(["ip", "address", "add", f"{_NETWORK}.1/24", "dev", _BRIDGE])
        _run(["ip", "link", "set", _BRIDGE, "up"])
        yield
    finally:
        _run(["ip", "link", "delete", _BRIDGE])


@contextmanager
def _machine(number: int, environment: Environment) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a worker on a machine of its own."""
    name, link = f"newsroom-{number}", f"nr{number}"
    _run(["ip", "netns", "add", name])
    try:
        _run(["ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", name])
        _run(["ip", "link", "set", link, "master", _BRIDGE, "up"])
        inside = ["ip", "-netns", name]
        _run([*inside, "address", "add", f"{_NETWORK}.{number + 1}/24", "dev", "eth0"])
        _run([*inside, "link", "set", "eth0", "up"])
        worker = subprocess.Popen(
            ["ip", "netns", "exec", name, *_COMMAND, "work", "--name", name],
            env=environment,
            start_new_session=True,
        )
        try:
            yield worker
        finally:
            if worker.poll() is None:
                worker.terminate()
            worker.wait(_PATIENCE)
    finally:
        _run(["ip", "netns", "delete", name])


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    """Yield the address, but for a database's name, of a server on the bridge."""
    programs = _programs()
    data = folder / "postgres"
    data.mkdir()
    shutil.chown(data, "postgres")
    as_owner = ["runuser", "-u", "postgres", "--"]
    _run(
        [
            *as_owner,
            f"{programs}/initdb",
            "--pgdata",
            str(data),
            "--auth",
            "trust",
            "-U",
            "newsroom",
        ]
    )
    hba = data / "pg_hba.conf"
    hba.write_text(f"{hba.read_text()}host all all {_NETWORK}.0/24 trust\n")
    options = f"-h {_NETWORK}.1 -k {data} -p 54329"
    start = [f"{programs}/pg_ctl", "--pgdata", str(data), "--wait"]
    _run([*as_owner, *start, "--options", options, "--log", str(data / "log"), "start"])
    try:
        yield f"postgresql://newsroom@{_NETWORK}.1:54329"
    finally:
        _run([*as_owner, *start, "--mode", "immediate", "stop"])


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _version(path))
    if not found:
        raise SystemExit("PostgreSQL's own programs are not installed.")
    return found[-1]


def _version(path: Path) -> int:
    return int(re.sub(r"\D", "", path.parent.name) or 0)


if __name__ == "__main__":
    main()
