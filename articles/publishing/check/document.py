"""What is found in an article's own text. Pure: each check yields the places of what it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Paragraph
from articles.documents.markup.inline import unescape
from articles.documents.urls.safe_url import safe_url
from articles.publishing.check.flaws import Check

# In characters: two or three lines of a page.
LONG_STANDFIRST: Final = 300
# Shorter ones, such as "No comment.", may well be there twice.
_LONG_ENOUGH: Final = 40
# Exact: canonical markup writes href first.
_TARGET: Final = re.compile('<a href="([^"]*)"')
_HEADLINE: Final = "headline"
_STANDFIRST: Final = "standfirst"
_BODY: Final = "body"


def links_of(document: ArticleDocument) -> Iterator[tuple[str, str]]:
    """Yield the targets of the links that readers would see, each with its paragraph's uid."""
    for paragraph in _shown(document):
        for target in _TARGET.findall(paragraph.markup):
            yield unescape(target), paragraph.uid


def pictures_in(document: ArticleDocument) -> Iterator[Paragraph]:
    """Yield the pictures that readers would see."""
    return (each for each in _shown(document) if each.kind is Kind.PICTURE)


def _shown(document: ArticleDocument) -> Iterator[Paragraph]:
    for section in document.sections:
        yield from section.content


def _no_headline(document: ArticleDocument) -> Iterator[str]:
    if not document.headline.text.strip():
        yield _HEADLINE


def _provisional(document: ArticleDocument) -> Iterator[str]:
    if document.headline and document.headline_provisional:
        yield _HEADLINE


def _no_text(document: ArticleDocument) -> Iterator[str]:
    if not document.shown_sections():
        yield _BODY


def _empty_section(document: ArticleDocument) -> Iterator[str]:
    for section in document.sections:
        if section.heading and not section.content:
            yield section.uid


def _refused(document: ArticleDocument) -> Iterator[str]:
    for target, uid in links_of(document):
        if safe_url(target) is None:
            yield uid


def _twice(document: ArticleDocument) -> Iterator[str]:
    seen = set()
    for paragraph in _shown(document):
        text = paragraph.text.strip() if paragraph.is_text else ""
        if len(text) < _LONG_ENOUGH:
            continue
        if text in seen:
            yield paragraph.uid
        seen.add(text)


def _long_standfirst(document: ArticleDocument) -> Iterator[str]:
    if len(document.standfirst.text) > LONG_STANDFIRST:
        yield _STANDFIRST


IN_DOCUMENT: Final[Mapping[Check, Callable[[ArticleDocument], Iterator[str]]]] = {
    Check.HEADLINE: _no_headline,
    Check.PROVISIONAL: _provisional,
    Check.TEXT: _no_text,
    Check.SECTION: _empty_section,
    Check.REFUSED_LINK: _refused,
    Check.TWICE: _twice,
    Check.STANDFIRST: _long_standfirst,
}
