"""Labels and kinds in the words of editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from articles.documents.labels import Label

# A kind is spelled as the label that it comes from, so this names both.
LABEL_NAMES: Final[Mapping[str, str]] = {
    Label.BODY: "Text",
    Label.LIST_ITEM: "List item",
    Label.QUOTE: "Quote",
    Label.HEADING: "Heading",
    Label.BYLINE: "Byline",
    Label.STANDFIRST: "Standfirst",
    Label.HEADLINE: "Headline",
    Label.NOISE: "Noise",
}
