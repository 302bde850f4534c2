"""What stops an article from going live on this site, from the one variable that says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.core.exceptions import ImproperlyConfigured

# As `articles.publishing.check.flaws` has them, which settings cannot read yet.
CHECKS: Final = (
    "headline", "text", "embargo", "rights", "conflict", "provisional", "review", "section",
    "noise", "relative_link", "refused_link", "draft_link", "alt", "twice", "standfirst",
)  # fmt: skip
_EFFECTS: Final = ("stop", "warn", "off")


def checks_of(words: Sequence[str]) -> dict[str, str]:
    """Return what checks do, by their names, of words such as `alt=stop`; refuse all else."""
    pairs = {name: effect for name, _, effect in (word.partition("=") for word in words)}
    for name, effect in pairs.items():
        if name not in CHECKS or effect not in _EFFECTS:
            raise ImproperlyConfigured(
                f"NEWSROOM_CHECKS has {name + '=' + effect!r}; it takes words such as alt=stop, of "
                f"{', '.join(CHECKS)}, and of {', '.join(_EFFECTS)}."
            )
    return pairs
