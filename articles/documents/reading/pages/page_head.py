"""Find where a page names its author and date: from its heading to its first paragraph.

Comments, teasers, menus and the like are left out: who and when is said there, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from articles.documents.markup import escape
from articles.documents.reading.fragments import letters_of

_MOST_ELEMENTS: Final = 20_000
_SHORTEST_PARAGRAPH: Final = 120
# How many elements before the main heading its byline may begin.
_BEFORE_HEADING: Final = 40
_RIGHT_BEFORE_HEADING: Final = 15
# How many of a page without paragraphs.
_LONGEST_HEAD: Final = 200
_LONGEST_TEXT: Final = 1_000
_LONGEST_LABEL: Final = 40
_LONGEST_CALL: Final = 500
# How much of a text may be white space between tags.
_MOST_SPACE: Final = 4

_LEFT_OUT: Final = frozenset(
    ["script", "style", "noscript", "template", "nav", "form", "select", "button", "svg", "iframe",
     "dialog"]
)  # fmt: skip
_ELSEWHERE: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?<!elementor-)(?<!vc_)(?:comments?|respond|replies|reply|related|recommend\w*"
    r"|teasers?|sidebar|widget|popular|trending|most-?read|read-?more"
    r"|more-(?:from|stories|news|articles|posts)|footer|nav|navbar|menu|breadcrumbs?|cookies?"
    r"|newsletter|promo|recent\w*|latest|carousel|slider|pagination|similar|upsell|suggest\w*"
    r"|reviewer|reviewed-by|fact-?check\w*|photo|caption|copyright|modal|popup|advert\w*|social"
    r"|share|sharing|post-navigation|kommentare?|commentaires?|comentarios?)(?=$|[\s_-])"
)


@dataclass(frozen=True, slots=True)
class PageHead:
    """The elements of a page that may belong to its article, in order.

    From some before `heading` to `end` they are at its head, which ends with its first paragraph.
    """

    elements: list[Any]
    heading: int
    end: int

    def is_at_head(self, number: int) -> bool:
        """Return whether this element of them is at the head."""
        return self.heading - _BEFORE_HEADING <= number <= self.end

    def says(self, words: str) -> bool:
        """Return whether these words stand at the head."""
        wanted = words.casefold()
        return any(
            wanted in own_text(element).casefold()
            for number, element in enumerate(self.elements[: self.end + 1])
            if self.is_at_head(number)
        )

    def is_by_heading(self, number: int) -> bool:
        """Return whether it is, and not far above the heading, where the site's own name is."""
        return self.heading - _RIGHT_BEFORE_HEADING <= number <= self.end


def head_of(tree: Any, title: str) -> PageHead:
    """Return what may name author and date on the page of a parsed tree, whose title is known."""
    heading = _heading(tree, title)
    # Kept alive: an element is the same object only as long as it is held.
    around = [*tree.iter("html", "body", "main")]
    if heading is not None:
        around += [heading, *heading.iterancestors()]
    elements = list(_elements(tree, {id(each) for each in around}))
    at = next((number for number, each in enumerate(elements) if each is heading), -1)
    text = (number for number in range(at + 1, len(elements)) if _is_paragraph(elements[number]))
    end = next(text, min(at + _LONGEST_HEAD, len(elements)))
    return PageHead(elements, max(0, at), end)


def _heading(tree: Any, title: str) -> Any:
    """Return the heading that says what the title says, else the first main one."""
    wanted = letters_of(escape(title))
    first = None
    for element in tree.iter("h1", "h2"):
        if element.tag == "h1" and first is None and said_in(element):
            first = element
        found = letters_of(escape(said_in(element))) if wanted else ""
        if found and (found == wanted or (len(found) > 20 and wanted.startswith(found))):
            return element
    return first


def _elements(tree: Any, around: set[int]) -> Iterator[Any]:
    """Yield the elements that are not in a part of the page for something else."""
    waiting = [tree]
    for _ in range(_MOST_ELEMENTS):
        if not waiting:
            return
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        if id(element) in around or not _is_elsewhere(element):
            yield element
            waiting.extend(reversed(element))


def _is_paragraph(element: Any) -> bool:
    if element.tag != "p":
        return False
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length >= _SHORTEST_PARAGRAPH:
            return True
    return False


def _is_elsewhere(element: Any) -> bool:
    if element.tag in _LEFT_OUT:
        return True
    if element.tag == "footer" and next(element.iterancestors("article", "main"), None) is None:
        return True
    return bool(_ELSEWHERE.search(called(element, "class", "id")))


def called(element: Any, *attributes: str) -> str:
    """Return what an element is called by these attributes, as much as a name can have."""
    return " ".join(filter(None, map(element.get, attributes)))[:_LONGEST_CALL]


def said_in(element: Any, most: int = _LONGEST_TEXT) -> str:
    """Return the words of an element as one line; "" where they are more than `most` letters."""
    parts: list[str] = []
    length = 0
    for text in element.itertext():
        parts.append(text)
        length += len(text)
        if length > _MOST_SPACE * most:
            return ""
    line = " ".join(" ".join(parts).split())
    return line if len(line) <= most else ""


def text_before(element: Any) -> str:
    """Return the label that stands right before an element."""
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        before = parent.text if parent is not None else ""
    else:
        before = (previous.tail or "").strip() or (
            said_in(previous, _LONGEST_LABEL) if isinstance(previous.tag, str) else ""
        )
    return (before or "").strip()[-_LONGEST_LABEL:]


def own_text(element: Any) -> str:
    """Return an element's text without that of the elements in it, as one line."""
    parts = [element.text or "", *(child.tail or "" for child in element)]
    return " ".join(" ".join(parts).split())
