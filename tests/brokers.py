"""A RabbitMQ and a Redis of a test's own, on free ports; others on this machine are left alone."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from kombu import Connection
from kombu.exceptions import KombuError

from tests.served import free_port
from tests.warmed import PATIENCE

# Whoever asks whether it is there is not kept waiting by one that takes connections and no more.
_SOON: Final = {"read_timeout": 5, "write_timeout": 5, "socket_timeout": 5, "max_retries": 1}
# Debian's own script would run it as another user.
RABBITMQ: Final = "/usr/lib/rabbitmq/bin/rabbitmq-server"


class Broker:
    """A server that is started, killed in the middle of its work, and started anew on its data."""

    def __init__(
        self, address: str, command: list[str], folder: Path, environment: dict[str, str]
    ) -> None:
        """Say where it will be, and by which command; `folder` keeps what it says."""
        self.address = address
        self._said = folder / "broker-said"
        self._command = command
        self._environment = environment

    def start(self) -> None:
        with self._said.open("a") as said:
            self._process = subprocess.Popen(
                self._command,
                env={**os.environ, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        ends = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, f"it ended, and said: {self._last_words()}"
            assert time.monotonic() < ends, f"it does not answer, but said: {self._last_words()}"
            time.sleep(0.2)

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(PATIENCE)

    def _last_words(self) -> str:
        return self._said.read_text(errors="replace")[-2000:]

    def _answers(self) -> bool:
        with warnings.catch_warnings():
            # Where a handshake fails, kombu leaves the socket to the collector of garbage.
            warnings.simplefilter("ignore", ResourceWarning)
            answers = self._takes_connections()
            if not answers:
                gc.collect()
        return answers

    def _takes_connections(self) -> bool:
        try:
            with Connection(self.address, connect_timeout=2, transport_options=_SOON) as connection:
                connection.ensure_connection(max_retries=1, interval_start=0)
                connection.default_channel.close()
        except (OSError, KombuError):
            return False
        return True


@contextmanager
def running(broker: Broker) -> Iterator[Broker]:
    try:
        broker.start()
        yield broker
    finally:
        broker.kill()


@contextmanager
def rabbitmq(folder: Path) -> Iterator[Broker]:
    if not Path(RABBITMQ).exists():
        pytest.skip("RabbitMQ is not installed here (apt-get install rabbitmq-server)")
    port, epmd = free_port(), free_port()
    (folder / "rabbitmq.conf").write_text("disk_free_limit.absolute = 1MB\n")
    (folder / "enabled_plugins").write_text("[].\n")
    environment = {
        "HOME": str(folder),
        "ERL_EPMD_PORT": str(epmd),
        # It may be ended while a node that was killed is still in its list.
        "ERL_EPMD_RELAXED_COMMAND_CHECK": "1",
        "RABBITMQ_NODENAME": f"newsroom-{port}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
        "RABBITMQ_MNESIA_BASE": str(folder / "data"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
    }
    address = f"amqp://guest:guest@127.0.0.1:{port}//"
    try:
        with running(Broker(address, [RABBITMQ], folder, environment)) as broker:
            yield broker
    finally:
        # The names of nodes are kept by a daemon of its own, here on a port of its own.
        kill = ["epmd", "-port", str(epmd), "-kill"]
        subprocess.run(kill, check=False, capture_output=True, timeout=PATIENCE)


@contextmanager
def redis(folder: Path) -> Iterator[Broker]:
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("Redis is not installed here (apt-get install redis-server)")
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    keeping = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""]
    command = [server, *options, *keeping]
    with running(Broker(f"redis://127.0.0.1:{port}/0", command, folder, {})) as broker:
        yield broker
