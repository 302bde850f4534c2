"""The parts of an article that are no plain paragraphs -> the HTML that a reader's page has.

Each function takes neighbours of one kind, and the attribute that tells their direction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any, Final

from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph
from articles.documents.article.table import Cell, heads_row, markup_of, span_of
from articles.documents.urls.host import host_of
from articles.publishing.render import outside_links, reader_markup

Written = Callable[[Sequence[Paragraph], str], str]

_PERMALINK: Final = (
    '<a class="permalink" href="#p-%s" lang="en" aria-label="Link to this paragraph"></a>'
)


def permalink(uid: str) -> str:
    """Return the link of a paragraph to itself."""
    return _PERMALINK % uid


def _named(paragraph: Paragraph, direction: str) -> str:
    return f'id="p-{escape(paragraph.uid)}"{direction}'


def _linked(paragraph: Paragraph) -> str:
    return f"{reader_markup(paragraph)}{permalink(escape(paragraph.uid))}"


def _list(paragraphs: Sequence[Paragraph], direction: str) -> str:
    return "".join(_List(direction).of(paragraphs))


class _List:
    """A list while its items are written, with the lists inside it."""

    def __init__(self, direction: str) -> None:
        self.direction = direction
        # The tags of the open lists, from the outermost, each with an open item.
        self.open: list[str] = []

    def of(self, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
        for paragraph in paragraphs:
            if paragraph.attributes.get("continued") and self.open:
                yield f"\n<p {_named(paragraph, self.direction)}>{_linked(paragraph)}</p>\n"
            else:
                yield from self._item(paragraph)
        while self.open:
            yield f"</li>\n</{self.open.pop()}>\n"

    def _item(self, paragraph: Paragraph) -> Iterator[str]:
        attributes = paragraph.attributes
        tag = attributes.get("list", "ul")
        # A level without the one above it has no place to be in.
        level = min(attributes.get("level", 1), len(self.open) + 1)
        while len(self.open) > level:
            yield f"</li>\n</{self.open.pop()}>\n"
        if len(self.open) == level and self.open[-1] != tag:
            yield f"</li>\n</{self.open.pop()}>\n"
        if len(self.open) < level:
            start = attributes.get("start")
            yield ("\n" if self.open else "") + (
                f'<{tag} start="{start}">\n' if tag == "ol" and start is not None else f"<{tag}>\n"
            )
            self.open.append(tag)
            value = ""
        else:
            yield "</li>\n"
            value = (
                f' value="{attributes["start"]}"' if tag == "ol" and "start" in attributes else ""
            )
        yield f"<li {_named(paragraph, self.direction)}{value}>{_linked(paragraph)}"


def _quotes(paragraphs: Sequence[Paragraph], direction: str) -> str:
    """Return quotations: neighbours are one, up to who said it."""
    written = []
    for is_pull, group in groupby(paragraphs, key=lambda p: bool(p.attributes.get("pull"))):
        quoted: list[str] = []
        for paragraph in group:
            quoted.append(f"<p {_named(paragraph, direction)}>{_linked(paragraph)}</p>\n")
            if by := paragraph.attributes.get("by"):
                cited = f"<footer>— <cite>{escape(by)}</cite></footer>\n"
                written.append(_blockquote("".join([*quoted, cited]), is_pull=is_pull))
                quoted = []
        if quoted:
            written.append(_blockquote("".join(quoted), is_pull=is_pull))
    return "".join(written)


def _blockquote(inner: str, *, is_pull: bool) -> str:
    pull = ' class="pull"' if is_pull else ""
    return f"<blockquote{pull}>\n{inner}</blockquote>\n"


def _subheading(paragraph: Paragraph, direction: str) -> str:
    tag = f"h{paragraph.attributes.get('level', 3)}"
    return f"<{tag} {_named(paragraph, direction)}>{_linked(paragraph)}</{tag}>\n"


def _box_title(paragraph: Paragraph, direction: str) -> str:
    return f'<p class="box-title" {_named(paragraph, direction)}>{_linked(paragraph)}</p>\n'


def _rule(paragraph: Paragraph, direction: str) -> str:
    return f'<hr id="p-{escape(paragraph.uid)}">\n'


def _preformatted(paragraph: Paragraph, direction: str) -> str:
    text = escape(paragraph.attributes.get("text", ""), quote=False)
    return f'<pre {_named(paragraph, "")} dir="auto" tabindex="0">\n{text}</pre>\n'


def _picture(paragraph: Paragraph, direction: str) -> str:
    attributes = paragraph.attributes
    host = host_of(attributes.get("source", ""))
    alt = escape(attributes.get("alt", ""))
    card = f'<p class="picture-card">{alt}</p>' if alt else '<p class="picture-card"></p>'
    return (
        f'<figure class="picture" {_named(paragraph, direction)} data-host="{escape(host)}">\n'
        f"{card}\n{_caption(paragraph)}</figure>\n"
    )


def _caption(paragraph: Paragraph) -> str:
    credit = paragraph.attributes.get("credit", "")
    credited = f' <span class="credit">{escape(credit)}</span>' if credit else ""
    return f"<figcaption>{_linked(paragraph)}{credited}</figcaption>\n"


def _table(paragraph: Paragraph, direction: str) -> str:
    rows = paragraph.attributes.get("rows", ())
    head = paragraph.attributes.get("head", 0)
    uid = escape(paragraph.uid)
    caption = (
        f'<caption id="c-{uid}">{reader_markup(paragraph)}</caption>\n' if paragraph.markup else ""
    )
    named = f' role="region" aria-labelledby="c-{uid}"' if caption else ""
    top = "".join(_row(row, "col") for row in rows[:head])
    rest = "".join(_row(row, "row") for row in rows[head:])
    return (
        f'<div class="table" {_named(paragraph, direction)}{named} tabindex="0">\n'
        f"<table>\n{caption}"
        + (f"<thead>\n{top}</thead>\n" if top else "")
        + (f"<tbody>\n{rest}</tbody>\n" if rest else "")
        + f"</table>\n{permalink(uid)}</div>\n"
    )


def _row(row: Sequence[Cell], scope: str) -> str:
    return f"<tr>{''.join(_cell(cell, scope) for cell in row)}</tr>\n"


def _cell(cell: Cell, scope: str) -> str:
    spans = {"colspan": span_of(cell, "columns"), "rowspan": span_of(cell, "rows")}
    written = "".join(f' {name}="{number}"' for name, number in spans.items() if number > 1)
    text = outside_links(markup_of(cell))
    if scope == "col" or heads_row(cell):
        return f'<th scope="{scope}"{written}>{text}</th>'
    return f"<td{written}>{text}</td>"


def _embed(paragraph: Paragraph, direction: str) -> str:
    """Return a card that links to what is embedded: no request leaves before a reader asks."""
    attributes = paragraph.attributes
    url = attributes.get("url", "")
    title = attributes.get("title") or host_of(url)
    author = attributes.get("author", "")
    text = "".join(
        f"<p>{escape(line)}</p>\n" for line in attributes.get("text", "").split("\n") if line
    )
    pieces = [
        f'<figure class="embed" {_named(paragraph, direction)}>\n',
        f'<a class="embed-link" rel="noopener" href="{escape(url)}">{escape(title)}</a>\n',
        f'<p class="embed-author">{escape(author)}</p>\n' if author else "",
        f"<blockquote>\n{text}</blockquote>\n" if text else "",
        f"<figcaption>{_linked(paragraph)}</figcaption>\n",
        "</figure>\n",
    ]
    return "".join(pieces)


def _each(written: Callable[[Paragraph, str], str]) -> Written:
    """Return how neighbours of a kind are written that have nothing to do with each other."""
    return lambda paragraphs, direction: "".join(written(each, direction) for each in paragraphs)


PARTS: Final[Mapping[Any, Written]] = {
    Kind.LIST_ITEM: _list,
    Kind.QUOTE: _quotes,
    Kind.SUBHEADING: _each(_subheading),
    Kind.BOX: _each(_box_title),
    Kind.RULE: _each(_rule),
    Kind.PREFORMATTED: _each(_preformatted),
    Kind.PICTURE: _each(_picture),
    Kind.TABLE: _each(_table),
    Kind.EMBED: _each(_embed),
}
