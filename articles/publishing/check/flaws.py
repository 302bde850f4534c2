"""What a check before going live finds, and what each does: it stops, it warns, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy, ngettext_lazy


class Effect(StrEnum):
    """What a finding does: it stops, it is shown and can be gone on from, or is not looked for."""

    STOP = "stop"
    WARN = "warn"
    OFF = "off"


class Check(StrEnum):
    """What is looked for, in the order in which it is shown; the values name it in settings."""

    HEADLINE = "headline"
    TEXT = "text"
    EMBARGO = "embargo"
    RIGHTS = "rights"
    CONFLICT = "conflict"
    PROVISIONAL = "provisional"
    REVIEW = "review"
    SECTION = "section"
    NOISE = "noise"
    RELATIVE_LINK = "relative_link"
    REFUSED_LINK = "refused_link"
    DRAFT_LINK = "draft_link"
    ALT = "alt"
    TWICE = "twice"
    STANDFIRST = "standfirst"


_STOPS: Final = (Check.HEADLINE, Check.TEXT, Check.EMBARGO, Check.RIGHTS, Check.CONFLICT)
DEFAULT_EFFECTS: Final[Mapping[Check, Effect]] = MappingProxyType(
    {check: Effect.STOP if check in _STOPS else Effect.WARN for check in Check}
)


def effect_of(check: Check) -> Effect:
    """Return what a check does on this site."""
    return Effect(settings.CHECKS.get(check.value, DEFAULT_EFFECTS[check]))


# What is found, in a sentence without its full stop.
_SAID: Final = {
    Check.HEADLINE: gettext_lazy("It has no headline"),
    Check.TEXT: gettext_lazy("It has no text that readers would see"),
    Check.EMBARGO: gettext_lazy("It is under an embargo then"),
    Check.RIGHTS: ngettext_lazy(
        "The rights to %(number)d picture have ended by then",
        "The rights to %(number)d pictures have ended by then",
        "number",
    ),
    Check.CONFLICT: ngettext_lazy(
        "The source changed %(number)d part that was edited here",
        "The source changed %(number)d parts that were edited here",
        "number",
    ),
    Check.PROVISIONAL: gettext_lazy("The headline is provisional"),
    Check.REVIEW: ngettext_lazy(
        "%(number)d paragraph needs a look", "%(number)d paragraphs need a look", "number"
    ),
    Check.SECTION: ngettext_lazy(
        "%(number)d heading has no text below it",
        "%(number)d headings have no text below them",
        "number",
    ),
    Check.NOISE: ngettext_lazy(
        "%(number)d line that is always noise is shown",
        "%(number)d lines that are always noise are shown",
        "number",
    ),
    Check.RELATIVE_LINK: ngettext_lazy(
        "%(number)d link has no whole address", "%(number)d links have no whole address", "number"
    ),
    Check.REFUSED_LINK: ngettext_lazy(
        "%(number)d link leads where none may lead",
        "%(number)d links lead where none may lead",
        "number",
    ),
    Check.DRAFT_LINK: ngettext_lazy(
        "%(number)d link leads to an article here that is not live",
        "%(number)d links lead to articles here that are not live",
        "number",
    ),
    Check.ALT: ngettext_lazy(
        "%(number)d picture has no alt text", "%(number)d pictures have no alt text", "number"
    ),
    Check.TWICE: ngettext_lazy(
        "%(number)d paragraph is there twice", "%(number)d paragraphs are there twice", "number"
    ),
    Check.STANDFIRST: gettext_lazy("The standfirst is long"),
}

# What is fine where nothing was found, as words of a list.
NAMES: Final = {
    Check.HEADLINE: gettext_lazy("headline"),
    Check.TEXT: gettext_lazy("text"),
    Check.RIGHTS: gettext_lazy("rights to pictures"),
    Check.RELATIVE_LINK: gettext_lazy("links"),
}


_FIELDS: Final = ("headline", "standfirst", "publish_at")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What was found in how many places; `place` is the first: a field, or a part by its uid."""

    check: Check
    effect: Effect
    number: int
    place: str = ""

    @property
    def stops(self) -> bool:
        return self.effect is Effect.STOP

    @property
    def field(self) -> str:
        """Return the field of the article's form in which it is."""
        return self.place if self.place in _FIELDS else "body"

    def __str__(self) -> str:
        # A sentence without a number takes it as well.
        return str(_SAID[self.check] % {"number": self.number})
