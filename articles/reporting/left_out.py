"""What a run left out -> sentences: how many, why, the first of them, and how to have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from articles.models import ImportRun

_MOST_NAMED: Final = 3
# Reasons may come from documents.
_MOST_REASONS: Final = 100


@dataclass(slots=True)
class _Group:
    hint: str
    number: int = 0
    first: list[str] = field(default_factory=list)


class LeftOutNames:
    """What was left out, by reason: its number and the first names, in little memory."""

    def __init__(self) -> None:
        self._groups: dict[str, _Group] = {}

    def add(self, reason: str, hint: str, where: str) -> None:
        """Add one thing that was left out, where it is and how to have it."""
        if reason not in self._groups and len(self._groups) >= _MOST_REASONS:
            reason, hint = _("for other reasons"), _("See --report for each.")
        group = self._groups.setdefault(reason, _Group(hint))
        group.number += 1
        if len(group.first) < _MOST_NAMED:
            group.first.append(where)

    def sentences(self) -> Iterator[str]:
        """Yield a sentence or two for each reason, the most frequent first."""
        for reason, group in sorted(self._groups.items(), key=lambda each: -each[1].number):
            names = {
                "number": f"{group.number:,}",
                "reason": reason,
                "first": _first(group),
                "hint": group.hint,
            }
            yield (_("Left out, %(number)s: %(reason)s (%(first)s). %(hint)s") % names).rstrip()


def _first(group: _Group) -> str:
    named, more = ", ".join(group.first), group.number - len(group.first)
    if not more:
        return named
    return _("%(names)s and %(number)s more") % {"names": named, "number": f"{more:,}"}


def reasons_left_out(run: ImportRun) -> list[tuple[str, int]]:
    """Return for which reasons a run left out how many, the most frequent first."""
    found: dict[str, int] = run.left_out
    return sorted(found.items(), key=lambda each: -each[1])
