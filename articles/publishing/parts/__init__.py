"""The parts of an article that are no plain paragraphs -> the HTML that a reader's page has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from articles.documents.article.kinds import Kind
from articles.publishing.parts.embeds import written_embed
from articles.publishing.parts.lists import written_list
from articles.publishing.parts.pictures import written_pictures
from articles.publishing.parts.plain import (
    written_box_title,
    written_preformatted,
    written_rule,
    written_subheading,
)
from articles.publishing.parts.quotes import written_quotes
from articles.publishing.parts.tables import written_table
from articles.publishing.parts.writing import Written, each_alone

PARTS: Final[Mapping[Kind, Written]] = {
    Kind.LIST_ITEM: written_list,
    Kind.QUOTE: written_quotes,
    Kind.SUBHEADING: each_alone(written_subheading),
    Kind.BOX: each_alone(written_box_title),
    Kind.RULE: each_alone(written_rule),
    Kind.PREFORMATTED: each_alone(written_preformatted),
    Kind.PICTURE: written_pictures,
    Kind.TABLE: each_alone(written_table),
    Kind.EMBED: each_alone(written_embed),
}
