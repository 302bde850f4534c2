"""What all parts of an article need to know while its page is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape

from django.utils.translation import gettext as _

from articles.documents.article.model import Paragraph
from articles.pictures.shown import ShownPicture
from articles.publishing.language import site_language
from articles.publishing.render import reader_markup


@dataclass(frozen=True, slots=True)
class Writing:
    """How the parts of a section are written.

    `direction` is the attribute that tells the direction of a block. `headings` has the level at
    which each level of subheadings stands on the page; `box` is that of the title of a box.
    `pictures` are those that readers may see, by their SHA-256; `first` names the one before any
    text, which a page is not to wait for.
    """

    direction: str = ""
    pictures: Mapping[str, ShownPicture] = field(default_factory=dict)
    first: str = ""
    headings: Mapping[int, int] = field(default_factory=dict)
    box: int = 2


# Writes neighbours of one kind.
Written = Callable[[Sequence[Paragraph], Writing], str]


def permalink(uid: str) -> str:
    """Return the link of a paragraph to itself."""
    return permalinks() % uid


def permalinks() -> str:
    """Return the links of all paragraphs to themselves: each name is yet to be put in."""
    return _permalink(site_language())


@cache
def _permalink(language: str) -> str:
    name = escape(_("Link to this paragraph"))
    return f'<a class="permalink" href="#p-%s" lang="{language}" aria-label="{name}"></a>'


def escaped_uid(paragraph: Paragraph) -> str:
    """Return the name of a paragraph as it stands in an attribute."""
    # Nearly all are letters and digits.
    uid = paragraph.uid
    return uid if uid.isalnum() else escape(uid)


def named(paragraph: Paragraph, writing: Writing) -> str:
    """Return the attributes that name a paragraph and tell its direction."""
    return f'id="p-{escaped_uid(paragraph)}"{writing.direction}'


def with_permalink(paragraph: Paragraph) -> str:
    """Return the text of a paragraph with its link to itself."""
    return f"{reader_markup(paragraph)}{permalink(escaped_uid(paragraph))}"


def each_alone(written: Callable[[Paragraph, Writing], str]) -> Written:
    """Return how neighbours of a kind are written that have nothing to do with each other."""
    return lambda paragraphs, writing: "".join(written(each, writing) for each in paragraphs)
