"""Complete what an extraction took for a page's article by what stands in the same container.

An extraction is cautious: it leaves out lists, boxes and last paragraphs that are the author's as
well. What the container of its text holds besides is handed over as strings of the page, for the
labels to judge: the extraction's own are told from them by their scope.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from typing import Any, Final, NamedTuple

from articles.documents.markup.tags import BLOCKS
from articles.documents.reading.fragments import letters_of
from articles.documents.reading.pages.boxes import is_box
from articles.documents.reading.pages.page_metadata import urljoin_safely
from articles.documents.source import Piece, Scope

# Elements of a page that are no part of any text in them.
_APART: Final = frozenset({
    "audio", "button", "canvas", "dialog", "fieldset", "footer", "form", "head", "iframe",
    "input", "label", "menu", "nav", "noscript", "object", "script", "select", "style", "svg",
    "template", "textarea", "video",
})  # fmt: skip
# What shows a picture or something of other sites, whatever it is called.
NO_TEXT: Final = frozenset({"audio", "iframe", "img", "noscript", "object", "video"})
_INLINE: Final = frozenset({
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "time", "u",
})  # fmt: skip
# What designers call a page's own parts, in the English that they all write; what only has or
# lacks one, hides what overflows, or is any part that a builder of pages placed, may be the text.
_OWN_PARTS: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?<!\bno-)(?<!\bhas-)(?<!\bwith-)(?<!\boverflow-)"
    r"(?:comments?|disqus|respond|related|recirc\w*|recommend\w*|share|sharing|sharedaddy|social|"
    r"newsletter|subscribe|signup|promo|cookies?|breadcrumbs?|sidebar|(?<!elementor-)widget|"
    r"advert\w*|ads?|popup|modal|footer|navigation|nav|paywall|outbrain|taboola|pagination|"
    r"screen-reader\w*|sr-only|hidden)(?:$|[\s_-])|commentlist|jp-relatedposts"
)
# A page's menu leads elsewhere; a cook's or a restaurant's is text.
_MENU: Final = re.compile(r"(?i)(?:^|[\s_-])(?<!\bno-)(?<!\bhas-)(?<!\bwith-)menu(?:$|[\s_-])")
_HIDING: Final = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
# The container holds so much of the text that was found; below, it holds too little.
_SHARE: Final = 0.7
# So many of the longest strings show where the text is.
_TRACED: Final = 40
# A text that a page repeats is looked for in so many of its places.
_MOST_PLACES: Final = 8
# More pairs of pieces are compared for no page; real ones have a tenth.
_MOST_PAIRS: Final = 1_000_000
# Nor more letters looked through, one second's worth: for each piece those of all, and for each
# pair between two equal texts those of both, besides what any pair costs.
_MOST_LOOKED_THROUGH: Final = 2_000_000_000
_MOST_COMPARED: Final = 200_000_000
_PAIR: Final = 1_000
# Pieces with so much of another's letters are the same text.
_SAME: Final = 0.9
# Texts of which so much is the same from both ends differ by a word or a link.
_ALIKE: Final = 0.7
_SHORTEST_ALIKE: Final = 12
# A text of which another has all words, and which is so much of it, is the rest of it.
_HELD: Final = 0.3
_TAG: Final = re.compile("<[^<>]*>")
# Shorter strings stand all over a page.
_TELLING_LENGTH: Final = 25


def container_of(page: Any | None, pieces: Sequence[Piece]) -> Any | None:
    """Return the innermost element that holds most of the text of the pieces; None if none does.

    `page` is an lxml element, None where the page could not be read as a tree.
    """
    found = sorted((letters_of(piece.html) for piece in pieces), key=len, reverse=True)[:_TRACED]
    traced = [letters for letters in found if len(letters) >= _TELLING_LENGTH]
    if page is None or not traced:
        return None
    ranges, text = _ranges_of(page)
    places = [_places(letters, text) for letters in traced]
    whole = _SHARE * sum(map(len, traced))
    container = None
    children = [page]
    while True:
        children.sort(key=lambda child: len(ranges[child]), reverse=True)
        fitting = (child for child in children if _held(ranges[child], places) >= whole)
        inner = next(fitting, None)
        if inner is None:
            return container
        container = inner
        children = [child for child in inner if isinstance(child.tag, str)]


def _ranges_of(page: Any) -> tuple[dict[Any, range], str]:
    """Return where each element's letters are among those of the page, and these."""
    parts: list[str] = []
    starts: dict[Any, int] = {}
    ranges: dict[Any, range] = {}
    at = 0
    stack: list[tuple[Any, bool]] = [(page, False)]
    while stack:
        element, is_over = stack.pop()
        is_named = isinstance(element.tag, str)
        if is_over:
            ranges[element] = range(starts[element], at)
            written = element.tail if element is not page else ""
        else:
            starts[element] = at
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            written = element.text if is_named else ""
        letters = "".join((written or "").split())
        parts.append(letters)
        at += len(letters)
    return ranges, "".join(parts)


def _places(letters: str, text: str) -> list[range]:
    """Return the first places of a string in a text."""
    found: list[range] = []
    at = text.find(letters)
    while at >= 0 and len(found) < _MOST_PLACES:
        found.append(range(at, at + len(letters)))
        at = text.find(letters, at + 1)
    return found


def _held(within: range, places: Sequence[Sequence[range]]) -> int:
    """Return how many letters of the strings have a place in a range."""
    return sum(
        len(own[0])
        for own in places
        if any(within.start <= place.start and place.stop <= within.stop for place in own)
    )


def drop_own_parts(container: Any, kept: Set[str] = frozenset()) -> None:
    """Empty in an element, in place, what is the page's and no part of its text.

    A block stays as an empty one, so that the texts before and after it stay apart. Nothing is
    taken out of the tree, since each such act would copy the text before it. Elements of the names
    in `kept` are no text either, but stay.
    """
    for element in [*container.iterdescendants()]:
        if isinstance(element.tag, str) and element.tag not in kept and _is_apart(element):
            element.clear(keep_tail=True)
            if element.tag not in BLOCKS:
                element.tag = "span"
        elif "<" in "".join(element.keys()):
            element.attrib.clear()  # of a tag that never ended, it would be read as text


def _is_apart(element: Any) -> bool:
    if element.tag in _APART or "hidden" in element.attrib:
        return True
    if element.tag == "aside" and not is_box(element):
        return True
    if element.tag in _INLINE:
        return False  # its words are part of a sentence, whatever it is called
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _MENU.search(names) and _leads_elsewhere(element):
        return True
    return bool(_OWN_PARTS.search(names) or _HIDING.search(element.get("style") or ""))


def _leads_elsewhere(element: Any) -> bool:
    """Return whether an element has little text, or half of it in links."""
    letters = len("".join("".join(element.itertext()).split()))
    linked = sum(len("".join("".join(link.itertext()).split())) for link in element.iter("a"))
    return letters < _TELLING_LENGTH or 2 * linked >= letters


def resolve_links(container: Any, base: str) -> None:
    """Resolve the addresses of an element's links against the page's, in place."""
    for link in container.iter("a"):
        try:
            link.set("href", urljoin_safely(base, link.get("href") or ""))
        except ValueError:
            # A character that XML does not know, and no address has.
            link.attrib.pop("href", None)


def completed(extracted: Sequence[Piece], whole: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the extracted pieces and, in their places among them, those of the container besides.

    `whole` are the pieces of the container in their order. One extracted piece that runs several of
    them together gives way to these.
    """
    own = [_Lettered(piece, letters_of(piece.html)) for piece in extracted]
    page = [each for piece in whole if (each := _Lettered(piece, letters_of(piece.html))).letters]
    # A text that the extraction has as often as the page is there, wherever it put it.
    found, there = ("".join(each.letters for each in texts) for texts in (own, page))
    if len(own) * len(page) > _MOST_PAIRS:
        return tuple(extracted)
    if len(page) * (len(found) + len(there)) > _MOST_LOOKED_THROUGH:
        return tuple(extracted)
    gaps = _gaps(own, page)
    if sum(_cost(gap.own, gap.page) for gap in gaps) > _MOST_COMPARED:
        return tuple(extracted)
    return tuple(
        each.piece
        for each in _completed(gaps)
        if each.piece.scope is Scope.EXTRACT
        or found.count(each.letters) < there.count(each.letters)
    )


@dataclass(frozen=True)
class _Lettered:
    piece: Piece
    letters: str

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(unescape(_TAG.sub(" ", self.piece.html)).split())


class _Gap(NamedTuple):
    """What stands between two texts that both have, and the latter of these, none at the end."""

    own: Sequence[_Lettered]
    page: Sequence[_Lettered]
    end: Sequence[_Lettered]


def _gaps(own: Sequence[_Lettered], page: Sequence[_Lettered]) -> list[_Gap]:
    gaps = []
    at = on_page = 0
    for start, page_start in [*_matches(own, page), (len(own), len(page))]:
        gaps.append(_Gap(own[at:start], page[on_page:page_start], own[start : start + 1]))
        at, on_page = start + 1, page_start + 1
    return gaps


def _cost(own: Sequence[_Lettered], page: Sequence[_Lettered]) -> int:
    letters = len(page) * sum(len(each.letters) for each in own)
    letters += len(own) * sum(len(each.letters) for each in page)
    return letters + _PAIR * len(own) * len(page)


def _completed(gaps: Sequence[_Gap]) -> Iterator[_Lettered]:
    for gap in gaps:
        yield from _between(gap.own, gap.page)
        yield from gap.end


def _matches(own: Sequence[_Lettered], page: Sequence[_Lettered]) -> list[tuple[int, int]]:
    """Return the positions of equal texts in the longest common order of those that occur once.

    That is the first step of patience diff (Bram Cohen).
    """
    there = _occurring_once(page)
    pairs = [(n, there[letters]) for letters, n in _occurring_once(own).items() if letters in there]
    # The longest increasing subsequence of page positions, by patience sorting.
    ends: list[int] = []
    chains: list[tuple[int, int, int]] = []  # position, position on the page, previous in its chain
    last: list[int] = []
    for position, on_page in pairs:
        pile = bisect_left(ends, on_page)
        chains.append((position, on_page, last[pile - 1] if pile else -1))
        ends[pile : pile + 1], last[pile : pile + 1] = [on_page], [len(chains) - 1]
    found = []
    at = last[-1] if last else -1
    while at >= 0:
        position, on_page, at = chains[at]
        found.append((position, on_page))
    return found[::-1]


def _occurring_once(texts: Sequence[_Lettered]) -> dict[str, int]:
    """Return the positions of the texts that occur just once, in order."""
    times = Counter(each.letters for each in texts)
    return {each.letters: n for n, each in enumerate(texts) if times[each.letters] == 1}


def _between(own: Sequence[_Lettered], page: Sequence[_Lettered]) -> Iterator[_Lettered]:
    """Yield the pieces between two that both have: the extracted ones, and what they lack."""
    at = read = 0
    near: list[_Near] = []
    for each in page:
        holder = _holder(own, at, read, each)
        if holder is None:
            # What the extraction has parted is there already.
            if not any(other.letters and other.letters in each.letters for other in own[at:]):
                near.append(_Near(each, is_held=False))
            continue
        if holder > at:
            yield from _with_near(own[at], near)
            yield from own[at + 1 : holder]
            at, read, near = holder, 0, []
        found = own[at].letters.find(each.letters, read)
        read = found + len(each.letters) if found >= 0 else len(own[at].letters)
        near.append(_Near(each, is_held=True))
    if at < len(own):
        yield from _with_near(own[at], near)
        yield from own[at + 1 :]
    else:
        yield from (each.text for each in near)


def _holder(own: Sequence[_Lettered], at: int, read: int, wanted: _Lettered) -> int | None:
    """Return which of the pieces from `at` on has the text; its first `read` letters are taken.

    Short texts occur by chance in others, so they must come next.
    """
    letters = wanted.letters
    alike = None
    for number in range(at, len(own)):
        text = own[number].letters
        start = read if number == at else 0
        if text.startswith(letters, start) and (alike is None or len(letters) >= _TELLING_LENGTH):
            return number
        if len(letters) >= _TELLING_LENGTH and text.find(letters, start) >= 0:
            return number
        if alike is None and not start and _are_alike(wanted, own[number]):
            alike = number
    return None if alike is None or _is_parted(wanted, own, at, alike) else alike


def _is_parted(wanted: _Lettered, own: Sequence[_Lettered], at: int, alike: int) -> bool:
    """Return whether a text that is like one of the pieces from `at` on holds others as well.

    Of two lines that the extraction has parted, the second would come once more.
    """
    others = (own[number].letters for number in range(at, len(own)) if number != alike)
    return any(
        other in wanted.letters and other not in own[alike].letters for other in others if other
    )


def _are_alike(one: _Lettered, other: _Lettered) -> bool:
    """Return whether two are one text, of which an extraction dropped or moved some words."""
    shorter, longer = sorted((one, other), key=lambda each: len(each.letters))
    size, whole = len(shorter.letters), len(longer.letters)
    if whole < _SHORTEST_ALIKE:
        return False
    same = _begin_alike(shorter.letters, longer.letters)
    same += _end_alike(shorter.letters, longer.letters)
    if same >= _ALIKE * whole or (size >= _TELLING_LENGTH and same >= _SAME * size):
        return True
    return size >= _HELD * whole and len(shorter.words) > 2 and shorter.words <= longer.words


def _begin_alike(one: str, other: str) -> int:
    """Return how many letters of the shorter of two texts begin the other, too."""
    low, high = 0, len(one)
    while low < high and one[low] == other[low]:
        middle = (low + high + 1) // 2
        if other.startswith(one[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low


def _end_alike(one: str, other: str) -> int:
    """Return how many letters of the shorter of two texts end the other, too."""
    low, high = 0, len(one)
    while low < high and one[-1 - low] == other[-1 - low]:
        middle = (low + high + 1) // 2
        if other.endswith(one[len(one) - middle :]):
            low = middle
        else:
            high = middle - 1
    return low


class _Near(NamedTuple):
    """A piece of the page near an extracted one; `is_held` where that has its text."""

    text: _Lettered
    is_held: bool


def _with_near(extracted: _Lettered, near: Sequence[_Near]) -> Iterator[_Lettered]:
    """Yield an extracted piece with those around it; one of several of the page's as these."""
    held = [each.text for each in near if each.is_held]
    size = sum(len(each.letters) for each in held)
    # The page's own is what the author wrote: in several paragraphs, or with a word more.
    is_fuller = bool(held) and size > len(extracted.letters)
    if is_fuller or (len(held) > 1 and size >= _SAME * len(extracted.letters)):
        for text, is_held in near:
            yield replace(text, piece=_as_extracted(text.piece)) if is_held else text
        return
    loose = [number for number, each in enumerate(near) if not each.is_held]
    first = next((number for number, each in enumerate(near) if each.is_held), len(near))
    yield from (near[number].text for number in loose if number < first)
    yield extracted
    yield from (near[number].text for number in loose if number > first)


def _as_extracted(piece: Piece) -> Piece:
    """Return the page's own piece of what was extracted; that took a caption for the text."""
    tag = "p" if piece.tag == "figcaption" else piece.tag
    return piece._replace(scope=Scope.EXTRACT, tag=tag)
