"""What cleaning removed in a whole run, by sort and name."""

from __future__ import annotations

from collections import Counter
from typing import Final

# Names come from outside: a hostile document may hold thousands that nothing else has.
MOST_NAMES: Final = 100
OTHER: Final = "other"


class RemovalTotals:
    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._names: Counter[str] = Counter()

    def add(self, removed: Counter[tuple[str, str]]) -> None:
        for (what, name), number in removed.items():
            self._counts[what, self._kept(what, name)] += number

    def by_sort(self) -> dict[str, dict[str, int]]:
        """As a run stores it: {"tag": {"script": 12}, "attribute": {"a class": 400}}."""
        found: dict[str, dict[str, int]] = {}
        for (what, name), number in self._counts.most_common():
            found.setdefault(what, {})[name] = number
        return found

    def _kept(self, what: str, name: str) -> str:
        name = name[:80]
        if (what, name) in self._counts:
            return name
        if self._names[what] >= MOST_NAMES:
            return OTHER
        self._names[what] += 1
        return name
