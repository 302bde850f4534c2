"""Split the HTML that an editor sent back into its elements: headings, bylines, paragraphs.

A state machine over its block tags, which never fails: what is not known is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from articles.documents.article.kinds import Kind
from articles.documents.editing.element import (
    HEADING,
    HTML_NAMES,
    Element,
    OpenTag,
    attributes_of,
)
from articles.documents.editing.inside import FigureReading, PreformattedReading, TableReading

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
_NAMES: Final = {html: name for name, html in HTML_NAMES.items()}
_SUBHEADING_LEVELS: Final = {"h3": "3", "h4": "4", "h5": "4", "h6": "4"}
_LISTS: Final = ("ol", "ul")
_TAG: Final = re.compile(
    r"<(?P<close>/?)(?P<tag>p|h[1-6r]|li|ul|ol|blockquote|div|section|article|figure|figcaption|img"
    r"|table|caption|thead|tbody|tfoot|tr|td|th|pre)"
    r"""(?P<attributes>(?:[\s/](?:[^<>"']|"[^"]*"|'[^']*')*)?)>""",
    re.IGNORECASE,
)


def elements_of(html: str) -> Iterator[Element]:
    """Yield the elements between block tags; text belongs to the nearest tag around it."""
    return _Elements(html).result()


class _Elements:
    """The elements of a body while its tags are gone through."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.around: list[OpenTag] = []
        self.current = OpenTag("p")
        # An open table, figure or `<pre>`, of which other tags are a part.
        self.inside: TableReading | FigureReading | PreformattedReading | None = None

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
                OpenTag("p", around[-1].kind, "", _inherited(around)) if around else OpenTag("p")
            )
            return
        tag = self._opened(name, match["attributes"])
        match name:
            case "hr":
                yield Element(tag.kind, tag.uid, "", tag.attributes)
            case "table":
                self.inside = TableReading(tag)
            case "figure":
                self.inside = FigureReading(tag)
            case "img":
                yield _picture(tag)
            case "pre":
                self.inside = PreformattedReading(tag)
            case _:
                self.current = tag
                self.around.append(tag)

    def _opened(self, name: str, written: str) -> OpenTag:
        found = attributes_of(written)
        kind = found.pop("data-kind", "") or _KIND_OF_TAG.get(name, "")
        kind = kind or (self.around[-1].kind if self.around else "")
        attributes = {key[5:]: value for key, value in found.items() if key.startswith("data-")}
        uid = attributes.pop("id", "")
        attributes = {_NAMES.get(key, key): value for key, value in attributes.items()}
        attributes = {**_inherited(self.around), **self._of_tag(name, found), **attributes}
        return OpenTag(name, kind, uid, {**found, **attributes} if name == "img" else attributes)

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


def _inherited(around: list[OpenTag]) -> Mapping[str, str]:
    """Return the attributes of the element around, of which a piece is another part."""
    if not around or around[-1].name not in ("li", "blockquote"):
        return {}
    return around[-1].attributes


def _picture(tag: OpenTag) -> Element:
    """Return the picture of an `<img>` that stands by itself."""
    said = {name: tag.attributes[name] for name in ("alt",) if tag.attributes.get(name)}
    if "src" in tag.attributes:
        said["source"] = tag.attributes["src"]
    return Element(Kind.PICTURE.value, tag.uid, "", {**said, **tag.attributes})
