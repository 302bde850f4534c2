"""What cleaning removed in a run: its totals, the largest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from articles.models.import_run import ImportRun

_PLURALS: Final = {"link": "link targets", "parameter": "tracking parameters"}


@dataclass(frozen=True, slots=True)
class Removed:
    """`sort` and `name` are those of `documents.markup.Removal`."""

    sort: str
    name: str
    times: int

    @property
    def what(self) -> str:
        tag, _, attribute = self.name.partition(" ")
        match self.sort:
            case "tag":
                return f"<{self.name}>"
            case "attribute" if attribute:
                return f"{attribute} of <{tag}>"
            case "parameter":
                return f"{self.name} of an address"
            case "link":
                return f"{attribute or self.name} of <{tag}>, to a refused address"
        return self.name or self.sort


def removed_in(run: ImportRun) -> list[Removed]:
    found = [
        Removed(sort, name, times)
        for sort, names in run.removed.items()
        for name, times in names.items()
    ]
    return sorted(found, key=lambda each: (-each.times, each.sort, each.name))


def describe_removed(removed: Iterable[Removed]) -> str:
    """ "Cleaning removed 12 tags, 1 attribute and 3 link targets."; "" for nothing."""
    totals = Counter[str]()
    for each in removed:
        totals[each.sort] += each.times
    *parts, last = [_counted(sort, times) for sort, times in totals.most_common()] or [""]
    listed = f"{', '.join(parts)} and {last}" if parts else last
    return f"Cleaning removed {listed}." if listed else ""


def _counted(sort: str, times: int) -> str:
    plural = _PLURALS.get(sort, f"{sort}s")
    return f"{times:,} {plural.removesuffix('s') if times == 1 else plural}"
