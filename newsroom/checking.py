"""What stops an article from going live on this site, from the one variable that says it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

from articles.publishing.check.findings import DEFAULT_WEIGHTS, Check, Weight


def checks_of(words: Sequence[str]) -> dict[Check, Weight]:
    """Return what each check does, of words such as `alt=stop twice=off`; refuse all else."""
    found = dict(DEFAULT_WEIGHTS)
    for word in words:
        name, _, weight = word.partition("=")
        try:
            found[Check(name)] = Weight(weight)
        except ValueError:
            raise ImproperlyConfigured(
                f"NEWSROOM_CHECKS has {word!r}; it takes words such as alt=stop, of the checks "
                f"{', '.join(Check)} and of {', '.join(Weight)}."
            ) from None
    return found
