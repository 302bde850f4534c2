"""Walk a page's tree once: its blocks of text, and what each element holds of links and pictures.

What it finds tells a page with a text of its own from one that leads to others'.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from articles.documents.markup.tags import BLOCKS, CELLS
from articles.documents.reading.pages.page_head import called

_SILENT: Final = frozenset({
    "head", "iframe", "noscript", "option", "script", "select", "style", "svg", "template",
    "textarea",
})  # fmt: skip
_SIDES: Final = frozenset({"aside", "footer", "nav"})
_BREAKING: Final = BLOCKS | CELLS | {"br", "button", "label"}
# Of these a text has no name of its own: it is called as what is around it.
_NAMELESS: Final = frozenset({"br", "div", "span"})
_TITLES: Final = frozenset({"h2", "h3", "h4", "h5"})
_PICTURES: Final = frozenset({"img", "picture", "video"})
# Elements in running text, which are no cards, but for links.
_TEXTUAL: Final = frozenset({"br", "p", "span"})
_FEWEST_CARDS: Final = 4
_SHORTEST_CARD: Final = 15
_LONGEST_CARD: Final = 1_500
_FULL_CARDS: Final = 0.6
# So many letters beside its link's make a card of it.
_BESIDE_LINK: Final = 5
_MOSTLY: Final = 0.5
_SHORTEST_PROSE: Final = 70
_LINK_ALONE: Final = 0.7
_SHORTEST_LINK: Final = 8
_KEPT_END: Final = 80
_ENDED: Final = re.compile(r"""[.!?…。！？:;"”’»)\]]\W*\Z""")


@dataclass(slots=True)
class Held:
    """What an element holds: visible letters, those in links, links, pictures, headings."""

    letters: int = 0
    linked: int = 0
    links: int = 0
    pictures: int = 0
    titles: int = 0

    def add(self, other: Held) -> None:
        self.letters += other.letters
        self.linked += other.linked
        self.links += other.links
        self.pictures += other.pictures
        self.titles += other.titles

    @property
    def is_card(self) -> bool:
        """Return whether it may be the teaser of another page."""
        return self.links > 0 and _SHORTEST_CARD <= self.letters < _LONGEST_CARD

    @property
    def is_full(self) -> bool:
        """Return whether it has more than a link: a picture, a heading, some words."""
        return bool(self.pictures or self.titles or self.letters > self.linked + _BESIDE_LINK)


@dataclass(slots=True)
class TextBlock:
    """A block of text; `tag` is the element that it is in, `end` its last letters."""

    tag: str = ""
    at_side: bool = False
    in_card: bool = False
    letters: int = 0
    linked: int = 0
    end: str = ""

    def add(self, text: str | None, *, is_linked: bool) -> None:
        number = letters_in(text)
        if text and number:
            self.letters += number
            self.linked += number if is_linked else 0
            self.end = (self.end + text)[-_KEPT_END:]

    @property
    def is_running(self) -> bool:
        """Return whether it is as long as a sentence or two, and not a link."""
        return (
            self.own >= _SHORTEST_PROSE
            and self.linked < _MOSTLY * self.letters
            and not self.at_side
            and self.tag not in ("h1", "h2", "h3")
        )

    @property
    def is_prose(self) -> bool:
        """Return whether it is running text that ends as sentences do."""
        return self.is_running and bool(_ENDED.search(self.end.rstrip()))

    @property
    def leads_on(self) -> bool:
        """Return whether it is a heading, or next to nothing but a link."""
        is_link = self.linked >= _LINK_ALONE * self.letters and self.letters >= _SHORTEST_LINK
        return is_link or self.tag in ("h1", "h2", "h3", "h4")

    @property
    def own(self) -> int:
        return self.letters - self.linked


@dataclass(frozen=True)
class PageText:
    """The body of a page: its elements in order, those at its side, those in cards, its blocks.

    `cards` counts the elements that repeat, each with a link and more than that.
    """

    elements: Sequence[Any] = ()
    held: dict[Any, Held] = field(default_factory=dict)
    at_side: frozenset[Any] = frozenset()
    cards: int = 0
    most_cards: int = 0
    blocks: Sequence[TextBlock] = ()

    @cached_property
    def classes(self) -> Counter[str]:
        """Return how many elements have each value of `class`."""
        return Counter(called(each, "class") for each in self.elements)

    @property
    def letters(self) -> int:
        return self.held[self.elements[0]].letters if self.elements else 0

    def in_the_middle(self, *tags: str) -> Iterator[Any]:
        """Yield the elements of these tags that are not at the side."""
        return (each for each in self.elements if each.tag in tags and each not in self.at_side)


def letters_in(text: str | None) -> int:
    """Return how many letters a text has, without white space."""
    return len("".join(text.split())) if text else 0


def page_text(tree: Any | None) -> PageText:
    """Return the text of a page's body; of a tree without one, nothing."""
    body = None if tree is None else next(tree.iter("body"), None)
    if body is None:
        return PageText()
    # Kept alive: an element is the same object only as long as it is held.
    elements = [each for each in body.iter() if isinstance(each.tag, str)]
    held = _held(elements)
    at_side = _at_side(elements)
    groups, in_cards = _cards(elements, held, at_side)
    blocks = list(_blocks(body, at_side, in_cards))
    return PageText(elements, held, at_side, sum(groups), max(groups, default=0), blocks)


def _held(elements: Sequence[Any]) -> dict[Any, Held]:
    found: dict[Any, Held] = {}
    for element in reversed(elements):
        own = found[element] = Held()
        if element.tag in _SILENT:
            continue
        own.letters = letters_in(element.text)
        own.pictures = int(element.tag in _PICTURES)
        own.titles = int(element.tag in _TITLES)
        for child in element:
            own.add(found.get(child, Held()))
            own.letters += letters_in(child.tail)
        if _is_link(element):
            own.linked, own.links = own.letters, 1
    return found


def _is_link(element: Any) -> bool:
    return element.tag == "a" and bool(element.get("href"))


def _at_side(elements: Sequence[Any]) -> frozenset[Any]:
    found: set[Any] = set()
    for element in elements:
        is_head = element.tag == "header" and element.find(".//h1") is None
        if element.getparent() in found or element.tag in _SIDES or is_head:
            found.add(element)
    return frozenset(found)


def _cards(
    elements: Sequence[Any], held: dict[Any, Held], at_side: frozenset[Any]
) -> tuple[list[int], frozenset[Any]]:
    """Return the sizes of groups of cards, and the elements that are in one."""
    sizes: list[int] = []
    inside: set[Any] = set()
    for element in elements:
        if element in inside:
            inside.update(element)
        elif element not in at_side and element.tag not in _SILENT:
            for group in _groups(element, held, at_side):
                sizes.append(len(group))
                inside.update(group)
    return sizes, frozenset(inside)


def _groups(
    element: Any, held: dict[Any, Held], at_side: frozenset[Any]
) -> Iterator[Sequence[Any]]:
    by_tag = defaultdict(list)
    for child in element:
        is_named = isinstance(child.tag, str) and child.tag not in _SILENT | _TEXTUAL
        if is_named and child not in at_side and held[child].is_card:
            by_tag[child.tag].append(child)
    for group in by_tag.values():
        full = sum(held[each].is_full for each in group)
        if len(group) >= _FEWEST_CARDS and full >= _FULL_CARDS * len(group):
            yield group


def _blocks(body: Any, at_side: frozenset[Any], in_cards: frozenset[Any]) -> Iterator[TextBlock]:
    """Yield the blocks with text in reading order, walked without recursion."""
    block = TextBlock()
    # An element, whether it is over, the tag that its text is called by, and if in a link.
    waiting: list[tuple[Any, bool, str, bool]] = [(body, False, "", False)]
    while waiting:
        element, is_over, tag, is_linked = waiting.pop()
        is_named = isinstance(element.tag, str)
        breaks = is_named and element.tag in _BREAKING
        if is_named and not is_over and element.tag not in _SILENT:
            inner = element.tag if breaks and element.tag not in _NAMELESS else tag
            links = is_linked or _is_link(element)
            waiting.append((element, True, tag, is_linked))
            waiting.extend((child, False, inner, links) for child in reversed(element))
            if breaks:
                yield from _with_letters(block)
                block = TextBlock(inner, element in at_side, element in in_cards)
            block.add(element.text, is_linked=links)
            continue
        if breaks:
            yield from _with_letters(block)
            parent = element.getparent()
            block = TextBlock(tag, parent in at_side, parent in in_cards)
        if element is not body:
            block.add(element.tail, is_linked=is_linked)
    yield from _with_letters(block)


def _with_letters(block: TextBlock) -> Iterator[TextBlock]:
    if block.letters:
        yield block


def longest_run(blocks: Sequence[TextBlock]) -> int:
    """Return the letters of the longest run of text without a heading or a link between."""
    run = longest = 0
    for block in blocks:
        if block.is_running and not block.in_card:
            run += block.letters
            longest = max(longest, run)
        elif block.leads_on:
            run = 0
    return longest


def repeated_calls(page: PageText) -> float:
    """Return the share of links and buttons that say what others say: "Read more", "Buy"."""
    said = Counter(
        " ".join(" ".join(each.itertext()).split()).lower()[:60]
        for each in page.in_the_middle("a", "button")
    )
    del said[""]
    repeated = (number for text, number in said.items() if number > 2 and not text.isdigit())
    return sum(repeated) / max(1, said.total())


def called_so(page: PageText, names: re.Pattern[str]) -> int:
    """Return how many elements have a class of these names."""
    return sum(number for classes, number in page.classes.items() if names.search(classes))
