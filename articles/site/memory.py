"""What a process remembers of what it has rendered, keyed by all that it shows: never wrong."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """Remember so many things by their keys; what was asked for longest ago is forgotten first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[Hashable, T] = {}
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        with self._lock:
            found = self._known.pop(key, None)
            if found is not None:
                self._known[key] = found
            return found

    def keep(self, key: Hashable, value: T) -> T:
        with self._lock:
            self._known[key] = value
            if len(self._known) > self._most:
                del self._known[next(iter(self._known))]
        return value

    def of(self, key: Hashable, made: Callable[[], T]) -> T:
        """Return what is remembered under a key, or what is made for it now."""
        found = self.get(key)
        return self.keep(key, made()) if found is None else found

    def clear(self) -> None:
        with self._lock:
            self._known.clear()
