"""What a site has decided about all the documents that come in, as its importers go by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from articles.documents.addresses import TrackingParameters
from articles.documents.blocks import Block


@dataclass(frozen=True, slots=True)
class NoiseLines:
    """The texts that editors called noise for good: of a publisher's documents, or everywhere.

    They are visible texts as blocks have them.
    """

    everywhere: frozenset[str] = frozenset()
    of_publisher: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def among(self, blocks: Sequence[Block], publisher: str) -> dict[int, str]:
        """Which blocks of a document are such lines, by their indices, each with the reason."""
        own = self.of_publisher.get(publisher, frozenset()) if publisher else frozenset()
        if not (own or self.everywhere):
            return {}
        return {
            block.index: _OF_PUBLISHER if block.text in own else _EVERYWHERE
            for block in blocks
            if block.text in own or block.text in self.everywhere
        }


_OF_PUBLISHER: Final = "an editor called this line noise, always from this publisher"
_EVERYWHERE: Final = "an editor called this line noise, everywhere"


@dataclass(frozen=True, slots=True)
class HouseRules:
    """All that the site has decided; the same documents and rules give the same articles."""

    noise: NoiseLines = NoiseLines()
    tracking: TrackingParameters = TrackingParameters()
