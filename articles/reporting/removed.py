"""What cleaning removed in a run: its totals, the largest first."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models.run import ImportRun


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
