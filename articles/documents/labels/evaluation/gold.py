"""The labels of gold data, and which of our labels counts as which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from articles.documents.labels import Label


class Gold(StrEnum):
    """A label of gold data; an OPTIONAL block may be kept or left out, and is not scored."""

    SUMMARY = "summary"
    HEADING = "heading"
    BODY = "body"
    NOISE = "noise"
    OPTIONAL = "optional"


# What a label counts as where it is scored. A headline is the page's main heading. A byline is
# noise since gold text is the article alone.
GOLD_OF: Final[Mapping[Label, Gold]] = MappingProxyType(
    {
        Label.HEADLINE: Gold.HEADING,
        Label.STANDFIRST: Gold.SUMMARY,
        Label.HEADING: Gold.HEADING,
        Label.BYLINE: Gold.NOISE,
        Label.BODY: Gold.BODY,
        Label.LIST_ITEM: Gold.BODY,
        Label.QUOTE: Gold.BODY,
        Label.NOISE: Gold.NOISE,
        # What is no text and no noise is the article's.
        Label.PICTURE: Gold.BODY,
        Label.TABLE: Gold.BODY,
        Label.EMBED: Gold.BODY,
        Label.PREFORMATTED: Gold.BODY,
        Label.RULE: Gold.BODY,
        Label.BOX: Gold.BODY,
    }
)
# The gold for a label that an editor confirmed. Whether the page's main heading belongs to
# its text is where corpora disagree, so nobody is to be scored by it.
CONFIRMED: Final[Mapping[Label, Gold]] = MappingProxyType(
    {**GOLD_OF, Label.HEADLINE: Gold.OPTIONAL}
)

# The labels of gold, in the order of every table; binary gold only tells article from noise.
STRUCTURE: Final = (Gold.SUMMARY, Gold.HEADING, Gold.BODY, Gold.NOISE)
BINARY: Final = (Gold.BODY, Gold.NOISE)


def article_or_noise(gold: Gold) -> Gold:
    """Return NOISE for noise and BODY for everything else."""
    return Gold.NOISE if gold is Gold.NOISE else Gold.BODY
