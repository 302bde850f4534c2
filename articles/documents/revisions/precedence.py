"""Which of two versions of a source document is the newer one, by what they say of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

# A clock may be wrong by a time zone; a date further ahead is a mistake.
TRUSTED_AHEAD: Final = timedelta(days=1)


class Precedence(Enum):
    """What a document is beside the one that is followed.

    UNTOLD: neither says, so the one that comes later counts. AHEAD: its date would decide, and is
    one that cannot be yet.
    """

    NEWER = auto()
    OLDER = auto()
    UNTOLD = auto()
    AHEAD = auto()


@dataclass(frozen=True, slots=True)
class Claim:
    """What a document says of its place among its versions: a number, and when it was made."""

    version: int | None = None
    updated: datetime | None = None
    published: datetime | None = None

    def beside(self, followed: Claim, now: datetime) -> Precedence:
        """Return what it is beside the one that is followed; numbers tell before dates do."""
        if number := self._number_beside(followed):
            return Precedence.NEWER if number > 0 else Precedence.OLDER
        latest = now + TRUSTED_AHEAD
        if self.updated and self.updated > latest and self.updated != followed.updated:
            return Precedence.AHEAD
        mine, theirs = self._moment(latest), followed._moment(latest)
        if mine is None or theirs is None or mine == theirs:
            return Precedence.UNTOLD
        return Precedence.NEWER if mine > theirs else Precedence.OLDER

    def is_numbered_beside(self, followed: Claim) -> bool:
        """Return whether numbers tell which is newer."""
        return self._number_beside(followed) != 0

    def _number_beside(self, followed: Claim) -> int:
        if self.version is None or followed.version is None:
            return 0
        return self.version - followed.version

    def _moment(self, latest: datetime) -> datetime | None:
        """Return when it was made; None where it does not say, or names a day that is to come."""
        moment = self.updated or self.published
        return None if moment is None or moment > latest else moment
