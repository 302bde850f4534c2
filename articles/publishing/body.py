"""An article document -> the body of its edition: safe HTML, written once, when it is published.

A template would read better and take seven times as long, which is a third of what an import that
publishes costs. So it is written here, piece by piece; the tests hold it to that template, to the
letter. Texts are escaped; the markup of paragraphs is clean and was escaped on the way in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from articles.documents.article.model import ArticleDocument, Kind, Paragraph, Section
from articles.publishing.render import reader_markup

_PERMALINK: Final = (
    '<a class="permalink" href="#p-%s" lang="en" aria-label="Link to this paragraph"></a>'
)
_PARAGRAPH: Final = f'<p id="p-%s"%s>%s{_PERMALINK}</p>\n'
_ITEM: Final = f'<li id="p-%s"%s>%s{_PERMALINK}</li>\n'
_HEADING: Final = '<h2 id="s-%s"%s>%s</h2>\n'
_BYLINE: Final = '<p class="byline"%s>%s</p>\n'


def edition_body(document: ArticleDocument) -> str:
    """Return the sections that a reader sees of anything in, as HTML; white space where none is."""
    # Where the language is unknown, each block tells its direction by its own first letter.
    direction = "" if document.language else ' dir="auto"'
    pieces = [
        piece
        for section in document.shown_sections()
        for piece in ("<section>\n", *_of_section(section, direction), "</section>\n")
    ]
    return "".join([*pieces, "\n"])


def _of_section(section: Section, direction: str) -> Iterator[str]:
    if section.heading:
        yield _HEADING % (escape(section.uid), direction, escape(section.heading.text))
    if section.byline:
        yield _BYLINE % (direction, escape(section.byline.text))
    for kind, paragraphs in section.groups():
        yield _group(kind, paragraphs, direction)


def _group(kind: Kind, paragraphs: Sequence[Paragraph], direction: str) -> str:
    pattern = _ITEM if kind is Kind.LIST_ITEM else _PARAGRAPH
    written = []
    for paragraph in paragraphs:
        uid = paragraph.uid
        # Nearly all are letters and digits.
        uid = uid if uid.isalnum() else escape(uid)
        written.append(pattern % (uid, direction, reader_markup(paragraph), uid))
    together = "".join(written)
    if kind is Kind.LIST_ITEM:
        return f"<ul>\n{together}</ul>\n"
    return f"<blockquote>\n{together}</blockquote>\n" if kind is Kind.QUOTE else together
