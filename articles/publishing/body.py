"""An article document -> the body of its edition: safe HTML, written once, when it is published.

A template would read better and take seven times as long, which is a third of what an import that
publishes costs. So it is written here, piece by piece; the tests hold it to that template, to the
letter. Texts are escaped; the markup of paragraphs is clean and was escaped on the way in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import Final

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Paragraph, Section
from articles.pictures.shown import ShownPicture
from articles.publishing.parts import PARTS
from articles.publishing.parts.dateline import opened
from articles.publishing.parts.writing import Writing, escaped_uid, permalinks
from articles.publishing.render import reader_markup

_PARAGRAPH: Final = '<p id="p-%s"%s>%s%s</p>\n'
_HEADING: Final = '<h2 id="s-%s"%s>%s</h2>\n'
_BYLINE: Final = '<p class="byline"%s>%s</p>\n'


def edition_body(document: ArticleDocument, pictures: Mapping[str, ShownPicture]) -> str:
    """Return the sections that a reader sees of anything in, as HTML; white space where none is.

    `pictures` are those that readers may see, by their SHA-256.
    """
    # Where the language is unknown, each block tells its direction by its own first letter.
    direction = "" if document.language else ' dir="auto"'
    sections = document.shown_sections()
    writing = Writing(direction, pictures, _first_picture(sections) if pictures else "")
    dateline = document.metadata.dateline
    # That of the article stands where its text begins.
    dated = next((each for each in sections if each.content), None) if dateline else None
    pieces = [
        piece
        for section in sections
        for piece in (
            "<section>\n",
            *_of_section(section, writing, dateline if section is dated else ""),
            "</section>\n",
        )
    ]
    return "".join([*pieces, "\n"])


def _first_picture(sections: Sequence[Section]) -> str:
    """Return the name of the picture that stands before any text; "" where none does."""
    if not sections or sections[0].heading or sections[0].byline:
        return ""
    first = next(iter(sections[0].content))
    return first.uid if first.kind is Kind.PICTURE else ""


def _of_section(section: Section, writing: Writing, dateline: str) -> Iterator[str]:
    if section.heading:
        yield _HEADING % (
            escape(section.uid),
            writing.direction,
            escape(section.heading.text),
        )
    if section.byline:
        yield _BYLINE % (writing.direction, escape(section.byline.text))
    content = section.content
    writing = _with_headings(writing, content, 3 if section.heading else 2)
    if not dateline:
        yield from _boxed(content, writing)
        return
    before, line, rest = opened(content, dateline, writing.direction)
    yield from _boxed(before, writing)
    yield line
    yield from _boxed(rest, writing)


def _with_headings(writing: Writing, content: Sequence[Paragraph], highest: int) -> Writing:
    """Return how the parts of a section are written; no level of headings is left out on a page."""
    levels = {p.attributes.get("level", 3) for p in content if p.kind is Kind.SUBHEADING}
    headings = {level: highest + place for place, level in enumerate(sorted(levels))}
    return replace(writing, headings=headings, box=highest)


def _boxed(paragraphs: Sequence[Paragraph], writing: Writing) -> Iterator[str]:
    """Yield the paragraphs; those of a box in an `<aside>` of their own."""
    for box, group in groupby(paragraphs, key=_box_of):
        if not box:
            yield from _groups(tuple(group), writing)
            continue
        boxed = tuple(group)
        has_title = boxed[0].kind is Kind.BOX
        name = f' aria-labelledby="p-{escaped_uid(boxed[0])}"' if has_title else ""
        yield f'<aside class="box"{writing.direction}{name}>\n'
        yield from _groups(boxed, writing)
        yield "</aside>\n"


def _box_of(paragraph: Paragraph) -> str:
    is_box = paragraph.kind is Kind.BOX
    return paragraph.uid if is_box else str(paragraph.attributes.get("box", ""))


def _groups(paragraphs: Sequence[Paragraph], writing: Writing) -> Iterator[str]:
    for kind, group in groupby(paragraphs, key=lambda paragraph: paragraph.kind):
        if kind is Kind.BODY:
            link = permalinks()
            for paragraph in group:
                uid = escaped_uid(paragraph)
                text = reader_markup(paragraph)
                yield _PARAGRAPH % (uid, writing.direction, text, link % uid)
        else:
            yield PARTS[kind](tuple(group), writing)
