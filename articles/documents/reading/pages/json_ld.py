"""Read the objects of a page's JSON-LD (https://schema.org), mended where it is not quite JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Any, Final

_MOST_NODES: Final = 2_000
_DEEPEST: Final = 20
# Wrappers that old pages put round a script, and what careless ones leave in it.
_WRAPPING: Final = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)")
_WRAPPED: Final = re.compile(r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|;)\s*\Z")
_COMMA_TOO_MANY: Final = re.compile(r",(\s*[}\]])")
_ORGANISATIONS: Final = ("Organization",)
_ARTICLES: Final = ("Article", "BlogPosting", "Report")
# What stands for the article where a page has none: of these only author and date are its.
_PAGES: Final = (
    "WebPage", "ItemPage", "Posting", "Review", "Recipe", "HowTo", "CreativeWork", "Episode",
    "VideoObject", "LearningResource", "Guide", "Question",
)  # fmt: skip
# Of these an object is somebody else's article, with an author and a date of its own.
_OTHERS: Final = frozenset(
    {"comment", "comments", "itemListElement", "isPartOf", "hasPart", "citation", "mentions",
     "relatedLink", "review", "reviews", "isBasedOn", "blogPost", "significantLink", "video"}
)  # fmt: skip
# Where a script cannot be mended its first values are read as they stand.
_AUTHOR: Final = re.compile(
    r'"(?:author|creator)"\s*:\s*\[?\s*(?:\{[^{}]*?"name"\s*:\s*)?"((?:[^"\\]|\\.)+)"'
)
_PUBLISHED: Final = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([^"]+)"')

Node = Mapping[str, Any]


class Graph:
    """The objects of a page's JSON-LD, which may refer to one another by @id."""

    def __init__(self, scripts: Iterable[str]) -> None:
        values = [_loaded(script) for script in scripts]
        found = list(islice(_nodes(values), _MOST_NODES))
        self._nodes = [node for node, _ in found]
        self._own = [node for node, is_own in found if is_own]
        self._by_id = {
            node["@id"]: node
            for node in reversed(self._nodes)
            if isinstance(node.get("@id"), str) and len(node) > 1
        }

    def article(self, address: str) -> Node:
        """Return the page's article: the one with its URL, else the first."""
        found = [node for node in self._own if _is_a(node, _ARTICLES)]
        found = found or [node for node in self._nodes if _is_a(node, _ARTICLES)]
        own = (node for node in found if address and address in self._addresses_of(node))
        return next(own, found[0] if found else {})

    def page(self, address: str) -> Node:
        """Return what the page says of itself, or of the one work on it that is no article."""
        found = [node for node in self._own if _is_a(node, _PAGES)]
        own = (node for node in found if address and address in self._addresses_of(node))
        known = [node for node in found if "datePublished" in node or "author" in node]
        return next(own, known[0] if known else {})

    @property
    def own(self) -> list[Node]:
        """Return the objects that are not inside somebody else's: a comment, a teaser."""
        return self._own

    @property
    def articles(self) -> list[Node]:
        """Return those of them that are articles."""
        return [node for node in self._own if _is_a(node, _ARTICLES)]

    def addresses(self) -> Iterator[str]:
        """Yield the URLs that the page's first article gives itself."""
        yield from self._addresses_of(self.article(""))

    def _addresses_of(self, node: Node) -> list[str]:
        return [*self.texts(node.get("url")), *self.addresses_in(node.get("mainEntityOfPage"))]

    def texts(self, value: object) -> Iterator[str]:
        """Yield the strings of a value that may be one, or a list of them."""
        for each in _listed(value):
            if isinstance(each, str) and each.strip():
                yield unescape(each).strip()

    def names(self, value: object) -> Iterator[str]:
        """Yield the strings of a value, and the names of its objects."""
        for each in _listed(value):
            if isinstance(each, dict):
                yield from self._name_of(self._meant(each))
            else:
                yield from self.texts(each)

    def words_of_picture(self, value: object) -> tuple[str, str]:
        """Return the caption of the first picture of a value, and who is to be credited for it."""
        meant = [self._meant(each) for each in _listed(value) if isinstance(each, dict)]
        for each in meant[:1]:
            captions = self.texts(each.get("caption") or each.get("description"))
            credits = self.names(each.get("creditText") or each.get("copyrightHolder"))
            return next(captions, ""), next(credits, "")
        return "", ""

    def names_of_organisations(self, value: object) -> set[str]:
        """Return the names of those of a value's objects that are organisations."""
        meant = [self._meant(each) for each in _listed(value) if isinstance(each, dict)]
        return {
            name for each in meant if _is_a(each, _ORGANISATIONS) for name in self._name_of(each)
        }

    def _name_of(self, named: Node) -> Iterator[str]:
        name = named.get("name") or named.get("alternateName")
        parts = [*self.texts(named.get("givenName")), *self.texts(named.get("familyName"))]
        if isinstance(name, dict):  # a value in a language, or a person once more
            name = name.get("@value") or name.get("name")
        yield from self.texts(name or " ".join(parts))

    def addresses_in(self, value: object) -> Iterator[str]:
        for each in _listed(value):
            if isinstance(each, dict):
                meant = self._meant(each)
                yield from self.texts(meant.get("url") or meant.get("contentUrl"))
                yield from self.texts(each.get("@id"))
            else:
                yield from self.texts(each)

    def _meant(self, node: Node) -> Node:
        identity = node.get("@id")
        return self._by_id.get(identity, node) if isinstance(identity, str) else node


def _loaded(script: str) -> object:
    """Return the value of a script, mending what is not quite JSON; None where that fails."""
    text = _WRAPPED.sub("", _WRAPPING.sub("", script)) if script.strip()[:1] not in "{[" else script
    for attempt in (text, _COMMA_TOO_MANY.sub(r"\1", _WRAPPED.sub("", text.strip()))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _as_it_stands(text)


def _as_it_stands(text: str) -> object:
    """Return the first author and dates of an article's script that is no JSON."""
    if not any(f'{kind}"' in text for kind in _ARTICLES):
        return None
    said = {key: value for key, value in reversed(_PUBLISHED.findall(text))}
    author = _AUTHOR.search(text)
    return {"@type": _PAGES[0], **said, **({"author": author[1]} if author else {})}


def _nodes(
    values: Iterable[object], depth: int = 0, is_own: bool = True
) -> Iterator[tuple[Node, bool]]:
    """Yield every object, those of the page first and nested ones after, and if it is its own."""
    if depth > _DEEPEST:
        return
    own: list[object] = []
    others: list[object] = []
    for value in values:
        if isinstance(value, dict):
            yield value, is_own
            for key, inner in value.items():
                (others if key in _OTHERS else own).append(inner)
        elif isinstance(value, list):
            own += value
    if own:
        yield from _nodes(own, depth + 1, is_own)
    if others:
        yield from _nodes(others, depth + 1, False)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _is_a(node: Node, endings: tuple[str, ...]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith(endings)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )
