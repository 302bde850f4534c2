"""Say of a page what tells an article from a section page: one that leads to many others.

Nothing is decided here: each sign is a number, and `section_page` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log1p
from typing import Any, Final
from urllib.parse import urlsplit

from articles.documents.reading.fragments import letters_of
from articles.documents.reading.pages.json_ld import Node
from articles.documents.reading.pages.page_head import called
from articles.documents.reading.pages.page_text import (
    PageText,
    called_so,
    longest_run,
    repeated_calls,
)
from articles.documents.source import Piece, SourceMetadata

# What designers call pages and their parts, in the English that they all write.
_SECTION: Final = re.compile(
    r"(?i)(?<![a-z])(?:archives?|category|categories|collections?|listing|catalog\w*|tag|blog|home"
    r"|homepage|front-?page|plp|facets?|search|product-?list\w*|term|taxonomy"
    r"|section-?(?:page|front))(?![a-z])"
)
_ENTRY: Final = re.compile(
    r"(?i)(?<![a-z])(?:h-?entry|entry-content|story-body"
    r"|(?:post|article)(?:-|__)?(?:body|content))"
)
_SHOP: Final = re.compile(
    r"(?i)add-?to-?cart|product|price|basket|wishlist|quick-?(?:view|add|shop)|sku|(?<![a-z])cart"
)
_CHOICE: Final = re.compile(
    r"(?i)filter|facet|sort-?by|sorting|load-?more|pagination|pager|page-?numbers|results?-?count"
    r"|infinite"
)
# In addresses: what sections and articles stand under.
_UNDER_SECTION: Final = re.compile(
    r"(?i)/(?:c|category|categories|collections?|tags?|topics?|browse|shop|products?"
    r"|product-category|list|lists|archive|search|sections?|s|d|w|b|cat|genre|events?|directory"
    r"|catalogs?|jobs?|issues|market|forums?|news|guides?|exhibitions?)(?:/|$)"
)
_UNDER_ARTICLE: Final = re.compile(
    r"(?i)/(?:article|story|stories|\d{4}/\d\d|posts?|p|blog/[^/]+|news/[^/]+)(?:/|$)|\d{5,}"
)
_NUMBERED: Final = re.compile(r"(?i)[?&/]page[=/]\d")
_EXTENSION: Final = re.compile(r"\.\w{2,5}$")
_PRICE: Final = re.compile(
    r"(?:[$€£¥]|USD|EUR|GBP|CHF|kr)\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥]|USD|EUR|GBP|CHF|kr)\b"
)
# A text that breaks off, to be read elsewhere.
_CUT_SHORT: Final = re.compile(r"(?:…|\.\.\.|\[…\]|»|→)\W*\Z")
_ENDED: Final = re.compile(r"""[.!?…。！？:;"”’»)\]]\W*\Z""")
_LINK: Final = re.compile(r"(?is)<a\b[^<>]*>.*?</a>")
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5")
_FEWEST_HEADINGS: Final = 3
_MOSTLY_LINKED: Final = 0.8
_SHORTEST_PROSE: Final = 85
_LONGEST_STEP: Final = 15
# An article's address is written of its headline.
_FEWEST_HYPHENS: Final = 3


@dataclass(frozen=True)
class SeenPage:
    """A page as it was read: `kind` is its og:type, `address` its canonical URL, of its head.

    `nodes` are the objects of its JSON-LD, `articles` those of articles;
    `extracted` is what an extraction took for the article.
    """

    kind: str
    address: str
    title: str
    heading: str
    articles: Sequence[Node]
    nodes: Sequence[Node]
    text: PageText
    extracted: Sequence[Piece]
    metadata: SourceMetadata

    @cached_property
    def path(self) -> str | None:
        """Return the path of its address without a slash at the end, None without an address."""
        if not self.address:
            return None
        try:
            return urlsplit(self.address).path.rstrip("/")
        except ValueError:
            return None

    @cached_property
    def links(self) -> frozenset[str]:
        """Return the paths that the links in its middle lead to."""
        raw = (each.get("href") or "" for each in self.text.in_the_middle("a"))
        return frozenset(filter(None, map(_path, raw)))

    @cached_property
    def prose(self) -> int:
        """Return the letters of extracted paragraphs that are sentences and no links."""
        lengths = (_prose(piece) for piece in self.extracted if piece.tag == "p")
        return sum(lengths)

    @cached_property
    def body_calls(self) -> str:
        """Return what the page as a whole is called."""
        body = self.text.elements[0] if self.text.elements else None
        around = [body, body.getparent()] if body is not None else []
        return " ".join(called(each, "class", "id") for each in around if each is not None)


def _path(href: str) -> str:
    if href.startswith(("mailto:", "tel:", "javascript:")):
        return ""
    bare = href.partition("#")[0].partition("?")[0].rstrip("/")
    return re.sub(r"\A(?:https?:)?//[^/]+", "", bare)


def _prose(piece: Piece) -> int:
    letters = letters_of(piece.html)
    if len(letters) < _SHORTEST_PROSE or not _ENDED.search(letters):
        return 0
    linked = sum(len(letters_of(link)) for link in _LINK.findall(piece.html))
    return len(letters) if linked < len(letters) / 2 else 0


def _last_step(path: str) -> str:
    return _EXTENSION.sub("", path.rsplit("/", 1)[-1])


def _home(page: SeenPage) -> float:
    return page.path == ""


def _address_length(page: SeenPage) -> float:
    # Without an address, as of a middling one.
    return 3.0 if page.path is None else log1p(len(_last_step(page.path)))


def _in_section(page: SeenPage) -> float:
    return bool(page.path and _UNDER_SECTION.search(page.path))


def _in_articles(page: SeenPage) -> float:
    return bool(page.path and _UNDER_ARTICLE.search(page.path))


def _short_steps(page: SeenPage) -> float:
    steps = [step for step in (page.path or "").split("/") if step]
    return bool(steps) and all(len(each) <= _LONGEST_STEP and each.count("-") < 2 for each in steps)


def _links_below(page: SeenPage) -> float:
    if not page.path:
        return 0.0
    return _share(page.links, lambda link: link.startswith(f"{page.path}/"))


def _share(items: Iterable[str], wanted: Callable[[str], bool]) -> float:
    found = [wanted(each) for each in items]
    return sum(found) / max(1, len(found))


def _linked_headings(page: SeenPage) -> float:
    text = page.text
    headings = [each for each in text.in_the_middle(*_HEADINGS) if text.held[each].letters]
    if len(headings) < _FEWEST_HEADINGS:
        return 0.0
    return sum(_is_linked(each, text) for each in headings) / len(headings)


def _is_linked(heading: Any, text: PageText) -> bool:
    held = text.held[heading]
    is_in_link = next(heading.iterancestors("a"), None) is not None
    return is_in_link or held.linked >= _MOSTLY_LINKED * held.letters


def _prices(page: SeenPage) -> float:
    texts = (each.text or "" for each in page.text.elements if page.text.held[each].letters)
    tails = (each.tail or "" for each in page.text.elements)
    return log1p(sum(len(_PRICE.findall(" ".join(each))) for each in (texts, tails)))


def _numbered_pages(page: SeenPage) -> float:
    hrefs = (each.get("href") or "" for each in page.text.elements if each.tag == "a")
    return log1p(sum(bool(_NUMBERED.search(href)) for href in hrefs))


def _cut_short(page: SeenPage) -> float:
    return log1p(sum(bool(_CUT_SHORT.search(letters_of(x.html))) for x in page.extracted))


def _long_links(page: SeenPage) -> float:
    return log1p(sum(each.rsplit("/", 1)[-1].count("-") >= _FEWEST_HYPHENS for each in page.links))


def _own_prose(page: SeenPage) -> float:
    """Return the share of the text that is prose outside of cards."""
    blocks = page.text.blocks
    middle = sum(block.letters for block in blocks if not block.at_side)
    return sum(block.own for block in blocks if block.is_prose and not block.in_card) / max(
        1, middle
    )


def _all_prose(page: SeenPage) -> float:
    return sum(block.own for block in page.text.blocks if block.is_prose) / max(
        1, page.text.letters
    )


def _times(page: SeenPage) -> float:
    return log1p(sum(1 for _ in page.text.in_the_middle("time")))


def _controls(page: SeenPage) -> float:
    tags = ("button", "input", "select")
    return log1p(sum(each.tag in tags for each in page.text.elements))


# Each by its name: numbers of things go by their logarithms, shares from 0 to 1, others are 0 or 1.
SIGNS: Final[dict[str, Callable[[SeenPage], float]]] = {
    "says it is an article": lambda page: "article" in page.kind or page.kind in ("blog", "news"),
    "says it is a website": lambda page: page.kind in ("website", "object"),
    "has one article in JSON-LD": lambda page: len(page.articles) == 1,
    "has an author in JSON-LD": lambda page: any(node.get("author") for node in page.nodes),
    "has a date in JSON-LD": lambda page: any("datePublished" in node for node in page.nodes),
    "is dated": lambda page: page.metadata.published is not None,
    "is signed": lambda page: bool(page.metadata.authors),
    "is a home page": _home,
    "length of its address's last step": _address_length,
    "address under a section": _in_section,
    "address under articles": _in_articles,
    "address in short steps": _short_steps,
    "links below its own address": _links_below,
    "words of its title": lambda page: log1p(len(page.title.split())),
    "words of its heading": lambda page: log1p(len(page.heading.split())),
    "is called a section": lambda page: bool(_SECTION.search(page.body_calls)),
    "has an entry": lambda page: called_so(page.text, _ENTRY) > 0,
    "parts of a shop": lambda page: log1p(called_so(page.text, _SHOP)),
    "parts to choose by": lambda page: log1p(called_so(page.text, _CHOICE)),
    "prices": _prices,
    "times": _times,
    "buttons and fields": _controls,
    "repeated calls": lambda page: repeated_calls(page.text),
    "numbered pages": _numbered_pages,
    "most cards in a row": lambda page: log1p(page.text.most_cards),
    "linked headings": _linked_headings,
    "links to articles": _long_links,
    "extracted prose": lambda page: log1p(page.prose),
    "texts that break off": _cut_short,
    "prose outside of cards": _own_prose,
    "prose": _all_prose,
    "longest run of text": lambda page: log1p(longest_run(page.text.blocks)),
}


def signs_of(page: SeenPage) -> list[float]:
    """Return the value of each sign, in their order."""
    return [float(sign(page)) for sign in SIGNS.values()]
