"""A text that its source cut off -> its last block is shown, and an editor is asked about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from articles.documents.labels.label import Label, LabelledBlock
from articles.documents.messages import gettext_noop

# It is text, as likely as not worth showing without its end.
_CONFIDENCE: Final = 0.5


@dataclass(frozen=True, slots=True)
class _CutOff:
    """Why an editor is asked about the block that a text breaks off in."""

    def of(self, index: int, label: Label) -> str:
        """Return that, whatever its label is."""
        return gettext_noop("its source cut the text off here: the rest stands at its address")


def ask_about_end(blocks: Sequence[LabelledBlock], mark: str) -> tuple[LabelledBlock, ...]:
    """Return the blocks, the last of them unsure if it ends in that mark of a service."""
    last = next((each for each in reversed(blocks) if each.block.text), None)
    if last is None or not mark or not last.block.text.endswith(mark):
        return tuple(blocks)
    if last.label is Label.NOISE and last.alternative is None:
        return tuple(blocks)  # the site has decided so
    asked = replace(
        last,
        label=Label.BODY if last.label is Label.NOISE else last.label,
        confidence=_CONFIDENCE,
        alternative=Label.NOISE,
        reasons=_CutOff(),
    )
    return tuple(asked if each is last else each for each in blocks)
