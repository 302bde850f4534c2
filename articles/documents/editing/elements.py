"""Split the HTML that an editor sent back into its elements: headings, bylines, paragraphs.

A state machine over its block tags, which never fails: what is not known is text. Inside a table,
a figure and a `<pre>`, tags mean something else, so each has a state of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final

from articles.documents.article.kinds import Kind
from articles.documents.article.table import Row, Rows, cell_of, markup_of

HEADING: Final = "heading"
BYLINE: Final = "byline"
NOISE: Final = "noise"

_KIND_OF_TAG: Final = {
    "h1": HEADING,
    "h2": HEADING,
    **dict.fromkeys(("h3", "h4", "h5", "h6"), Kind.SUBHEADING.value),
    "li": Kind.LIST_ITEM.value,
    "blockquote": Kind.QUOTE.value,
    "figure": Kind.PICTURE.value,
    "table": Kind.TABLE.value,
    "pre": Kind.PREFORMATTED.value,
    "hr": Kind.RULE.value,
}
# An attribute whose own name is that of the paragraph's identifier.
HTML_NAMES: Final = {"id": "embed"}
_NAMES: Final = {html: name for name, html in HTML_NAMES.items()}
_SUBHEADING_LEVELS: Final = {"h3": "3", "h4": "4", "h5": "4", "h6": "4"}
_LISTS: Final = ("ol", "ul")
_TAG: Final = re.compile(
    r"<(?P<close>/?)(?P<tag>p|h[1-6r]|li|ul|ol|blockquote|div|section|article|figure|figcaption|img"
    r"|table|caption|thead|tbody|tfoot|tr|td|th|pre)"
    r"""(?P<attributes>(?:[\s/](?:[^<>"']|"[^"]*"|'[^']*')*)?)>""",
    re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(
    r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""", re.IGNORECASE
)
_NEW_LINE: Final = "<br>"
_EMPTY_ENDS: Final = re.compile(rf"^(?:\s|{_NEW_LINE})+|(?:\s|{_NEW_LINE})+$")
_SPAN: Final = re.compile(r"[1-9]\d{0,3}")


@dataclass(frozen=True, slots=True)
class Element:
    """A heading, byline or paragraph as the editor sent it back.

    `inner` is its markup, `attributes` are as they were written, `rows` those of a table.
    """

    kind: str
    uid: str
    inner: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    rows: Rows = ()

    def markups(self) -> Iterator[str]:
        """Yield the markup in it, each piece by itself."""
        yield self.inner
        for row in self.rows:
            yield from map(markup_of, row)


@dataclass(frozen=True, slots=True)
class _Tag:
    """An open block tag; `kind` is the kind of the text inside it."""

    name: str
    kind: str = ""
    uid: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def elements_of(html: str) -> Iterator[Element]:
    """Yield the elements between block tags; text belongs to the nearest tag around it."""
    return _Elements(html).result()


class _Elements:
    """The elements of a body while its tags are gone through."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.around: list[_Tag] = []
        self.current = _Tag("p")
        # An open table, figure or `<pre>`, of which other tags are a part.
        self.inside: _Table | _Figure | _Preformatted | None = None

    def result(self) -> Iterator[Element]:
        start = 0
        for match in _TAG.finditer(self.html):
            yield from self._text(self.html[start : match.start()])
            start = match.end()
            yield from self._tag(match)
        yield from self._text(self.html[start:])
        if self.inside:
            yield from self.inside.finished()

    def _text(self, text: str) -> Iterator[Element]:
        if self.inside:
            self.inside.add_text(text)
        elif text.strip():
            tag = self.current
            yield Element(tag.kind, tag.uid, text, tag.attributes)

    def _tag(self, match: re.Match[str]) -> Iterator[Element]:
        name, is_end = match["tag"].lower(), bool(match["close"])
        if self.inside:
            self.inside.add_tag(name, is_end, match["attributes"], match[0])
            if self.inside.is_closed:
                yield from self.inside.finished()
                self.inside = None
            return
        if is_end:
            self._close(name)
            # What follows inside the outer element is another part of it: it has no uid.
            around = self.around
            self.current = (
                _Tag("p", around[-1].kind, "", _inherited(around)) if around else _Tag("p")
            )
            return
        tag = self._opened(name, match["attributes"])
        match name:
            case "hr":
                yield Element(tag.kind, tag.uid, "", tag.attributes)
            case "table":
                self.inside = _Table(tag)
            case "figure":
                self.inside = _Figure(tag)
            case "img":
                yield _picture(tag)
            case "pre":
                self.inside = _Preformatted(tag)
            case _:
                self.current = tag
                self.around.append(tag)

    def _opened(self, name: str, written: str) -> _Tag:
        found = attributes_of(written)
        kind = found.pop("data-kind", "") or _KIND_OF_TAG.get(name, "")
        kind = kind or (self.around[-1].kind if self.around else "")
        attributes = {key[5:]: value for key, value in found.items() if key.startswith("data-")}
        uid = attributes.pop("id", "")
        attributes = {_NAMES.get(key, key): value for key, value in attributes.items()}
        attributes = {**_inherited(self.around), **self._of_tag(name, found), **attributes}
        return _Tag(name, kind, uid, {**found, **attributes} if name == "img" else attributes)

    def _of_tag(self, name: str, found: Mapping[str, str]) -> dict[str, str]:
        """Return what hand-made HTML says by its tags."""
        if name in _SUBHEADING_LEVELS:
            return {"level": _SUBHEADING_LEVELS[name]}
        if name == "li" and "data-list" not in found:
            return self._of_item(found)
        return {}

    def _of_item(self, found: Mapping[str, str]) -> dict[str, str]:
        lists = [tag.name for tag in self.around if tag.name in _LISTS]
        said: dict[str, str] = {}
        if lists and lists[-1] == "ol":
            said["list"] = "ol"
        if len(lists) > 1:
            said["level"] = str(len(lists))
        if "value" in found:
            said["start"] = found["value"]
        return said

    def _close(self, name: str) -> None:
        if any(tag.name == name for tag in self.around):
            while self.around.pop().name != name:
                pass


def _inherited(around: list[_Tag]) -> Mapping[str, str]:
    """Return the attributes of the element around, of which a piece is another part."""
    if not around or around[-1].name not in ("li", "blockquote"):
        return {}
    return around[-1].attributes


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of a tag, by their names in small letters."""
    return {
        match[1].lower(): unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(written)
    }


def _picture(tag: _Tag) -> Element:
    """Return the picture of an `<img>` that stands by itself."""
    said = {name: tag.attributes[name] for name in ("alt",) if tag.attributes.get(name)}
    if "src" in tag.attributes:
        said["source"] = tag.attributes["src"]
    return Element(Kind.PICTURE.value, tag.uid, "", {**said, **tag.attributes})


class _Preformatted:
    """An open `<pre>`: its text, tags and all but their brackets, as it stands."""

    def __init__(self, tag: _Tag) -> None:
        self.tag = tag
        self.texts: list[str] = []
        self.is_closed = False

    def add_text(self, text: str) -> None:
        self.texts.append(text)

    def add_tag(self, name: str, is_end: bool, attributes: str, written: str) -> None:
        self.is_closed = is_end and name == "pre"

    def finished(self) -> Iterator[Element]:
        inner = re.sub(r"<br\s*/?>", "\n", "".join(self.texts))
        text = unescape(re.sub(r"</?[a-zA-Z][^>]*>", "", inner))
        yield Element(self.tag.kind, self.tag.uid, "", {**self.tag.attributes, "text": text})


class _Figure:
    """An open `<figure>`: the text in it is the caption, a table in it stands by itself."""

    def __init__(self, tag: _Tag) -> None:
        self.tag = tag
        self.said: dict[str, str] = {}
        self.texts: list[str] = []
        self.table: _Table | None = None
        self.depth = 1
        self.is_closed = False

    def add_text(self, text: str) -> None:
        (self.table.add_text if self.table and not self.table.is_closed else self.texts.append)(
            text
        )

    def add_tag(self, name: str, is_end: bool, attributes: str, written: str) -> None:
        if self.table and not self.table.is_closed:
            self.table.add_tag(name, is_end, attributes, written)
        elif name == "figure":
            self.depth += -1 if is_end else 1
            self.is_closed = not self.depth
        elif name == "table" and not is_end:
            self.table = _Table(_Tag("table", Kind.TABLE.value, self.tag.uid))
        elif name == "img":
            found = attributes_of(attributes)
            pairs = (("source", "src"), ("alt", "alt"))
            self.said |= {to: found[key] for to, key in pairs if found.get(key)}
        elif name not in ("figcaption", "img"):
            self.texts.append(_NEW_LINE)

    def finished(self) -> Iterator[Element]:
        caption = _EMPTY_ENDS.sub("", "".join(self.texts))
        if self.table:
            self.table.caption.append(caption)
            yield from self.table.finished()
            return
        attributes = {**self.said, **self.tag.attributes}
        if self.tag.kind == Kind.PICTURE.value and not ({"source", "picture"} & attributes.keys()):
            # A frame around nothing is text.
            if caption:
                yield Element("", self.tag.uid, caption)
            return
        yield Element(self.tag.kind, self.tag.uid, caption, attributes)


class _Table:
    """An open table: what is in its cells is one piece each, whatever blocks stand there."""

    def __init__(self, tag: _Tag) -> None:
        self.tag = tag
        self.caption: list[str] = []
        self.rows: list[Row] = []
        self.head = 0
        self.depth = 1
        self.is_closed = False
        self._cells: list[Any] = []
        self._cell: list[str] | None = None
        self._opened: tuple[str, dict[str, str]] = ("td", {})
        self._in_caption = self._in_head = False

    def add_text(self, text: str) -> None:
        if self._cell is not None:
            self._cell.append(text)
        elif self._in_caption:
            self.caption.append(text)
        elif text.strip():
            # Text between cells is shown: before the table, as browsers do.
            self.caption.append(text)

    def add_tag(self, name: str, is_end: bool, attributes: str, written: str) -> None:
        match name:
            case "table":
                self.depth += -1 if is_end else 1
                if not self.depth:
                    self._end_row()
                    self.is_closed = True
            case "caption":
                self._in_caption = not is_end
            case "thead":
                self._end_row()
                self._in_head = not is_end
            case "tbody" | "tfoot" | "tr":
                if self.depth == 1:
                    self._end_row()
                else:
                    self._break()
            case "td" | "th":
                self._add_cell_tag(name, is_end, attributes)
            case "img":
                pass
            case _:
                self._break()

    def _add_cell_tag(self, name: str, is_end: bool, attributes: str) -> None:
        if self.depth > 1:
            self._break()
            return
        self._end_cell()
        if not is_end:
            self._cell, self._opened = [], (name, attributes_of(attributes))

    def _break(self) -> None:
        if self._cell is not None:
            self._cell.append(_NEW_LINE)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        name, said = self._opened
        self._cells.append(
            cell_of(
                _EMPTY_ENDS.sub("", "".join(self._cell)),
                columns=_span(said.get("colspan", "")),
                rows=_span(said.get("rowspan", "")),
                head=name == "th" and not self._in_head,
            )
        )
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self.rows.append(tuple(self._cells))
            self.head += self._in_head
            self._cells = []

    def finished(self) -> Iterator[Element]:
        self._end_row()
        caption = "".join(self.caption).strip()
        if not self.rows:
            if caption:
                yield Element("", self.tag.uid, caption)
            return
        said = dict(self.tag.attributes)
        if self.head and "head" not in said:
            said["head"] = str(self.head)
        yield Element(Kind.TABLE.value, self.tag.uid, caption, said, _with_heading(self.rows, said))


def _with_heading(rows: list[Row], said: dict[str, str]) -> Rows:
    """Return the rows; a first one of nothing but `<th>` is the table's heading."""
    if "head" in said or len(rows) < 2:
        return tuple(rows)
    first = rows[0]
    if first and all(not isinstance(cell, str) and cell.get("head") for cell in first):
        said["head"] = "1"
        plain = tuple(
            cell_of(markup_of(cell), columns=cell.get("columns", 1), rows=cell.get("rows", 1))
            for cell in first
            if not isinstance(cell, str)
        )
        return (plain, *rows[1:])
    return tuple(rows)


def _span(written: str) -> int:
    return int(written) if _SPAN.fullmatch(written) else 1
