"""The decisions of a site that apply to all documents that come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from articles.documents.blocks import Block
from articles.documents.messages import gettext_noop
from articles.documents.urls.tracking import TrackingParameters

_NO_LINES: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class NoiseRules:
    """The lines that editors decided on for good: in a publisher's documents, or everywhere.

    They are visible texts of blocks, to the letter: the same line in other markup is the same.
    Those of `everywhere` and `of_publisher` are noise; the others are text, however often they
    recur. A decision for a publisher overrules one for everywhere.
    """

    everywhere: frozenset[str] = _NO_LINES
    of_publisher: Mapping[str, frozenset[str]] = field(default_factory=dict)
    text_everywhere: frozenset[str] = _NO_LINES
    text_of_publisher: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def noise_in(self, blocks: Sequence[Block], publisher: str) -> dict[int, str]:
        """Return the blocks that the rules make noise, by their indices, each with the reason."""
        own, others = self._of(publisher, self.of_publisher, self.text_of_publisher)
        return _found(blocks, own, self.everywhere, others, _NOISE)

    def text_in(self, blocks: Sequence[Block], publisher: str) -> dict[int, str]:
        """Return the blocks that the rules make text, by their indices, each with the reason."""
        own, others = self._of(publisher, self.text_of_publisher, self.of_publisher)
        return _found(blocks, own, self.text_everywhere, others, _TEXT)

    def _of(
        self,
        publisher: str,
        one: Mapping[str, frozenset[str]],
        other: Mapping[str, frozenset[str]],
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Return the lines of a publisher of one sort, and of the other."""
        if not publisher:
            return _NO_LINES, _NO_LINES
        return one.get(publisher, _NO_LINES), other.get(publisher, _NO_LINES)


# The reasons: where it was decided for the publisher, and everywhere.
_NOISE: Final = (
    gettext_noop("an editor called this line noise, always from this publisher"),
    gettext_noop("an editor called this line noise, everywhere"),
)
_TEXT: Final = (
    gettext_noop("an editor called this line text, always from this publisher"),
    gettext_noop("an editor called this line text, everywhere"),
)


def _found(
    blocks: Sequence[Block],
    own: frozenset[str],
    everywhere: frozenset[str],
    otherwise: frozenset[str],
    reasons: tuple[str, str],
) -> dict[int, str]:
    """Return the blocks that are `own` lines, or lines of `everywhere` that are not `otherwise`.

    `otherwise` holds the lines on which the publisher's own rules decide the opposite.
    """
    if not (own or everywhere):
        return {}
    return {
        block.index: reasons[0] if block.text in own else reasons[1]
        for block in blocks
        if block.text in own or (block.text in everywhere and block.text not in otherwise)
    }


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The decisions of a site; the same documents and rules give the same articles."""

    noise: NoiseRules = NoiseRules()
    tracking: TrackingParameters = TrackingParameters()
