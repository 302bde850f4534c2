"""Pages that this process has rendered, by all that they were made of: at most so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final

# Some hundreds of articles.
_MOST: Final = 12_000_000


class RememberedPages:
    """Remember pages by what they are made of, so that none need ever be forgotten to be right.

    Those that were not asked for longest make room.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._pages: OrderedDict[Hashable, bytes] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def page(self, made_of: Hashable, render: Callable[[], bytes]) -> bytes:
        """Return a page as it was rendered, or render it."""
        with self._lock:
            if made_of in self._pages:
                self._pages.move_to_end(made_of)
                return self._pages[made_of]
        page = render()
        with self._lock:
            self._size += len(page) - len(self._pages.pop(made_of, b""))
            self._pages[made_of] = page
            while self._size > self._most:
                self._size -= len(self._pages.popitem(last=False)[1])
        return page

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._size = 0
