"""An article document -> the body of its edition: safe HTML, written once, when it is published.

A template would read better and take seven times as long, which is a third of what an import that
publishes costs. So it is written here, piece by piece; the tests hold it to that template, to the
letter. Texts are escaped; the markup of paragraphs is clean and was escaped on the way in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Paragraph, Section
from articles.publishing.parts import PARTS, permalink
from articles.publishing.render import reader_markup

_PARAGRAPH: Final = '<p id="p-%s"%s>%s%s</p>\n'
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
    yield from _boxed(section.content, direction)


def _boxed(paragraphs: Sequence[Paragraph], direction: str) -> Iterator[str]:
    """Yield the paragraphs; those of a box in an `<aside>` of their own."""
    for box, group in groupby(paragraphs, key=_box_of):
        if not box:
            yield from _groups(tuple(group), direction)
            continue
        yield f'<aside class="box"{direction}>\n'
        yield from _groups(tuple(group), direction)
        yield "</aside>\n"


def _box_of(paragraph: Paragraph) -> str:
    is_box = paragraph.kind is Kind.BOX
    return paragraph.uid if is_box else str(paragraph.attributes.get("box", ""))


def _groups(paragraphs: Sequence[Paragraph], direction: str) -> Iterator[str]:
    for kind, group in groupby(paragraphs, key=lambda paragraph: paragraph.kind):
        if kind is Kind.BODY:
            for paragraph in group:
                uid = _escaped(paragraph.uid)
                text = reader_markup(paragraph)
                yield _PARAGRAPH % (uid, direction, text, permalink(uid))
        else:
            yield PARTS[kind](tuple(group), direction)


def _escaped(uid: str) -> str:
    # Nearly all are letters and digits.
    return uid if uid.isalnum() else escape(uid)
