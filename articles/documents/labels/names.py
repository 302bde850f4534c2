"""Labels and kinds in the words of editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from articles.documents.article.kinds import Kind
from articles.documents.labels import Label
from articles.documents.messages import gettext_noop

# A kind is spelled as the label that it comes from, so this names both.
LABEL_NAMES: Final[Mapping[str, str]] = {
    Label.BODY: gettext_noop("Text"),
    Label.LIST_ITEM: gettext_noop("List item"),
    Label.QUOTE: gettext_noop("Quote"),
    Label.HEADING: gettext_noop("Heading"),
    Label.BYLINE: gettext_noop("Byline"),
    Label.STANDFIRST: gettext_noop("Standfirst"),
    Label.HEADLINE: gettext_noop("Headline"),
    Label.NOISE: gettext_noop("Noise"),
    Kind.SUBHEADING: gettext_noop("Subheading"),
    Label.PICTURE: gettext_noop("Picture"),
    Label.TABLE: gettext_noop("Table"),
    Label.EMBED: gettext_noop("Embed"),
    Label.PREFORMATTED: gettext_noop("Preformatted text"),
    Label.RULE: gettext_noop("Rule"),
    Label.BOX: gettext_noop("Box"),
}
