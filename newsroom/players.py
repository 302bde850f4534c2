"""Whose videos readers may start on a page, from the one variable that says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from django.core.exceptions import ImproperlyConfigured

_NAMES: Final = frozenset({"youtube", "vimeo"})
_HOST: Final = re.compile(r"(?=.{4,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+")


def players_of(names: Sequence[str]) -> tuple[str, ...]:
    """Return `youtube`, `vimeo` and hosts of PeerTube in small letters; refuse all else."""
    found = tuple(name.lower() for name in names)
    for name in found:
        if name not in _NAMES and not _HOST.fullmatch(name):
            raise ImproperlyConfigured(
                f"NEWSROOM_PLAYERS has {name!r}; it takes youtube, vimeo, and hosts of PeerTube."
            )
    return found
