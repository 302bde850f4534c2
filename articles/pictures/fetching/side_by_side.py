"""Several hosts at once, each one address at a time: a slow one keeps no other waiting."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from threading import Condition, Event, Thread
from types import TracebackType
from typing import Final, NamedTuple, Self

from articles.documents.urls.host import host_of
from articles.pictures.fetching.fetcher import Fetcher

# So many hosts are visited at once. Each may have a whole picture in memory.
MOST_HOSTS: Final = 6
# Answers that wait to be taken; whoever has another one waits with it.
_MOST_ANSWERS: Final = 2
# Seconds.
_LOOK: Final = 1.0


class Fetched(NamedTuple):
    """What came of an address: bytes, or why there are none, or what broke off the work."""

    address: str
    data: bytes = b""
    error: BaseException | None = None


@dataclass(slots=True)
class _Line:
    """The addresses of one host that wait for their turn."""

    addresses: deque[str] = field(default_factory=deque)
    is_visited: bool = False


class SideBySide:
    """Fetch addresses in threads, as long as the block lasts; answers come in any order.

    After the block no request is begun; one that is on its way ends by itself, within its bounds.
    """

    def __init__(self, fetcher: Fetcher, most: int = MOST_HOSTS) -> None:
        self._fetcher = fetcher
        self._lines: dict[str, _Line] = {}
        self._changed = Condition()
        self._answers: Queue[Fetched] = Queue(_MOST_ANSWERS)
        self._ends = Event()
        self._open = 0
        self._threads = [
            Thread(target=self._visit, name=f"pictures {number}", daemon=True)
            for number in range(1, most + 1)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._fetcher.end()
        with self._changed:
            self._ends.set()
            self._changed.notify_all()

    @property
    def is_busy(self) -> bool:
        """Return whether an answer is still to be taken."""
        return self._open > 0

    def ask(self, address: str) -> None:
        """Let an address be fetched when it is its turn at its host."""
        with self._changed:
            self._lines.setdefault(host_of(address), _Line()).addresses.append(address)
            self._changed.notify()
        self._open += 1

    def answer(self, seconds: float) -> Fetched | None:
        """Return the next answer; None if there is none within so many seconds."""
        try:
            found = self._answers.get(timeout=seconds)
        except Empty:
            return None
        self._open -= 1
        return found

    def _visit(self) -> None:
        while turn := self._next():
            host, address = turn
            self._hand_over(self._answered(address))
            self._leave(host)

    def _next(self) -> tuple[str, str] | None:
        """Return a host that nobody visits, and an address of it; None at the end."""
        with self._changed:
            while not self._ends.is_set():
                host = self._free()
                if host is not None:
                    # To the end, so that every host has its turn.
                    line = self._lines[host] = self._lines.pop(host)
                    line.is_visited = True
                    return host, line.addresses.popleft()
                self._changed.wait()
        return None

    def _free(self) -> str | None:
        lines = self._lines.items()
        return next((host for host, line in lines if not line.is_visited), None)

    def _leave(self, host: str) -> None:
        with self._changed:
            line = self._lines[host]
            line.is_visited = False
            if not line.addresses:
                del self._lines[host]
            self._changed.notify()

    def _answered(self, address: str) -> Fetched:
        try:
            return Fetched(address, self._fetcher.fetch(address))
        except BaseException as error:
            # Whatever it is, it is for the thread that asked: here nobody would hear of it.
            return Fetched(address, error=error)

    def _hand_over(self, answer: Fetched) -> None:
        while not self._ends.is_set():
            try:
                self._answers.put(answer, timeout=_LOOK)
            except Full:
                continue
            return
