"""A moment -> a place in an index of words: the later, the greater."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

# Of a place: its last bits are the key of the row, those before them the second since 1970. Places
# are in the order of time, and no two are the same. 64 bits reach from 1425 to 2514.
_KEY_BITS: Final = 29
_LAST_SECOND: Final = 2**34 - 1
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def place_of(moment: datetime, key: int) -> int:
    """Return the place in an index of what has this key: the later, the greater."""
    return first_place(moment) | key


def key_at(place: int) -> int:
    """Return the key of what has this place."""
    return place & ((1 << _KEY_BITS) - 1)


def first_place(moment: datetime) -> int:
    """Return the least place of that second."""
    second = (moment - _EPOCH) // timedelta(seconds=1)
    return max(-_LAST_SECOND, min(second, _LAST_SECOND)) << _KEY_BITS
