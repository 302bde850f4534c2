"""Read a page's metadata for machines: JSON-LD, OpenGraph, other meta tags.

It is read here, and not by the library that finds the text: that keeps days without times, and is
optional. Of several sources the first in the order above is taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import chain, islice
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from articles.documents.metadata.dates import parse_datetime
from articles.documents.metadata.language import normal_tag
from articles.documents.reading.fragments import Token, tokens
from articles.documents.reading.metadata import metadata_claimed
from articles.documents.source import SourceMetadata

# The head of a page, which holds its URL, is found within this.
_HEAD: Final = 2**18
_ATTRIBUTE: Final = re.compile(
    r"""([^\s"'<>/=]++)\s*+(?:=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>=`]++)))?"""
)
_LONGEST_HEADING: Final = 1_000
_MOST_NODES: Final = 2_000
_DEEPEST: Final = 20
# Wrappers that old pages put round a script, and what careless ones leave in it.
_WRAPPING: Final = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)")
_WRAPPED: Final = re.compile(r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|;)\s*\Z")
_COMMA_TOO_MANY: Final = re.compile(r",(\s*[}\]])")
_ARTICLES: Final = ("Article", "BlogPosting", "Report")
_SEPARATORS: Final = re.compile(r"\s+[|–—·•:-]\s+")

_TITLES: Final = ("og:title", "headline", "twitter:title", "dc.title")
_DESCRIPTIONS: Final = ("og:description", "description", "twitter:description")
_ADDRESSES: Final = ("og:url",)
_PUBLISHED: Final = (
    "article:published_time", "datepublished", "date", "dc.date", "dcterms.created", "pubdate",
)  # fmt: skip
_UPDATED: Final = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")
_AUTHORS: Final = ("article:author", "author", "dc.creator")
_PUBLISHERS: Final = ("og:site_name", "dc.publisher", "application-name")
_PICTURES: Final = ("og:image", "og:image:url", "twitter:image")
_TOPICS: Final = ("article:section", "article:tag", "news_keywords")
_LANGUAGES: Final = ("content-language", "og:locale", "dc.language")

Node = Mapping[str, Any]


@dataclass(slots=True)
class _Source:
    """The metadata in a page's source: its meta tags by name, in order, and its JSON-LD."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""
    language: str = ""
    title: str = ""
    heading: str = ""
    base: str = ""
    scripts: list[str] = field(default_factory=list)

    def all(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            yield from self.metas.get(name, [])

    def first(self, names: Iterable[str]) -> str:
        return next(filter(None, self.all(names)), "")


def url_of_page(html: str) -> str:
    """Return the page's own URL, from its head alone, "" where it has none."""
    return _address(_read(html[:_HEAD], only_head=True))


def base_of(html: str) -> str:
    """Return the URL that the page's relative links are relative to."""
    source = _read(html[:_HEAD], only_head=True)
    return urljoin_safely(_address(source), source.base)


def page_metadata(html: str) -> SourceMetadata:
    """Return the metadata of a page's article."""
    source = _read(html)
    graph = _Graph(source.scripts)
    article = graph.article(_address(source))
    published = [graph.texts(article.get("datePublished")), source.all(_PUBLISHED)]
    publisher = next(graph.names(article.get("publisher")), "") or source.first(_PUBLISHERS)
    languages = [*graph.names(article.get("inLanguage")), source.language, *source.all(_LANGUAGES)]
    return metadata_claimed(
        title=_title(article, source, publisher),
        url=_address(source),
        published=_first_datetime(published),
        updated=_first_datetime([graph.texts(article.get("dateModified")), source.all(_UPDATED)]),
        authors=_authors(list(graph.names(article.get("author"))) or source.all(_AUTHORS)),
        # Many sites write the name of one, or what their template should have filled in.
        language=next(filter(normal_tag, languages), ""),
        publisher=publisher,
        topics=_topics(graph, article) or _split(source.all(_TOPICS)),
        picture=_picture(graph, article, source),
    )


def descriptions_of(html: str) -> list[str]:
    """Return the page's descriptions of its article: often in the words of its standfirst."""
    source = _read(html)
    graph = _Graph(source.scripts)
    own = graph.texts(graph.article(_address(source)).get("description"))
    return [*own, *source.all(_DESCRIPTIONS)]


def urljoin_safely(base: str, address: str) -> str:
    """Return the URL resolved against the base, or as it is where that fails."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _read(html: str, *, only_head: bool = False) -> _Source:
    source = _Source()
    opened = ""
    for token in tokens(html):
        if not token.name:
            _take_text(source, opened, token.text)
        elif token.name == "body" and only_head:
            break
        elif token.is_end:
            opened = "" if token.name == opened else opened
        elif token.name in ("meta", "link", "time", "html", "base"):
            _take_tag(source, token.name, _attributes(token.text))
        elif token.name in ("title", "script", "h1"):
            opened = _opened_by(source, token)
    source.title, source.heading = _line(source.title), _line(source.heading)
    return source


def _opened_by(source: _Source, token: Token) -> str:
    """Return what the following text is: of titles and main headings only the first counts."""
    if token.name == "script":
        return "script" if "ld+json" in token.text.lower() else ""
    taken = source.title if token.name == "title" else source.heading
    return "" if taken else token.name


def _attributes(tag: str) -> dict[str, str]:
    name_end = re.match(r"</?[^\s/<>]+", tag)
    found = _ATTRIBUTE.findall(tag, name_end.end() if name_end else 1)
    return {name.lower(): unescape(a or b or c).strip() for name, a, b, c in reversed(found)}


def _take_text(source: _Source, name: str, text: str) -> None:
    if name == "script":
        source.scripts.append(text)
    elif name == "title":
        source.title += text
    elif name == "h1" and len(source.heading) < _LONGEST_HEADING:
        source.heading += text


def _line(text: str) -> str:
    return " ".join(unescape(text).split())


def _take_tag(source: _Source, name: str, attributes: Mapping[str, str]) -> None:
    if name == "html":
        source.language = (
            source.language or attributes.get("lang", "") or attributes.get("xml:lang", "")
        )
    elif name == "base":
        source.base = source.base or attributes.get("href", "")
    elif name == "link":
        if "canonical" in attributes.get("rel", "").lower().split():
            source.canonical = source.canonical or attributes.get("href", "")
    else:
        keys = (attributes.get(key, "") for key in ("property", "name", "itemprop", "http-equiv"))
        key = next(filter(None, keys), "").lower()
        value = attributes.get("content", "") or attributes.get("datetime", "")
        if key and value:
            source.metas.setdefault(key, []).append(value)


def _address(source: _Source) -> str:
    """Return its canonical URL, unless that is the site's, as careless sites give all pages."""
    found = [_whole(source.base, each) for each in (source.canonical, *source.all(_ADDRESSES))]
    return next(filter(_is_of_page, found), "") or next(
        filter(_is_of_page, _Graph(source.scripts).addresses()), ""
    )


def _whole(base: str, address: str) -> str:
    """Return a URL resolved against the base; many begin with the host, `//cdn.example/1.jpg`."""
    if not address or "://" in address:
        return address
    return urljoin_safely(urljoin_safely("https:", base), address)


def _is_of_page(address: str) -> bool:
    try:
        split = urlsplit(address)
    except ValueError:
        return False
    is_home = split.path in ("", "/") and not split.query
    return _is_web(address) and not is_home


def _first_datetime(candidates: Iterable[Iterable[str]]) -> str:
    """Return the first text that is a datetime: many that should be are not."""
    return next((text for each in candidates for text in each if parse_datetime(text)), "")


def _title(article: Node, source: _Source, publisher: str) -> str:
    headline = article.get("headline")
    if isinstance(headline, str) and headline.strip():
        return unescape(headline)
    if source.heading and source.title.startswith(source.heading):
        return source.heading  # the title has the site's name after it
    return _without_publisher(source.first(_TITLES) or source.title, publisher)


def _without_publisher(title: str, publisher: str) -> str:
    """Return `Ferry sails | The Coast Post` without its end, where that is the publisher's name."""
    title = " ".join(title.split())  # which also keeps the search below linear
    separators = list(_SEPARATORS.finditer(title))
    if (
        separators
        and publisher
        and title[separators[-1].end() :].casefold() == publisher.casefold()
    ):
        return title[: separators[-1].start()]
    return title


def _authors(names: Iterable[str]) -> list[str]:
    """Return the names; many sites give the URL of an author's page instead, which is left out."""
    return [name for name in names if "://" not in name and "@" not in name]


def _topics(graph: _Graph, article: Node) -> list[str]:
    sections = list(graph.names(article.get("articleSection")))
    return [*sections, *_split(graph.names(article.get("keywords")))]


def _split(values: Iterable[str]) -> list[str]:
    return [topic.strip() for value in values for topic in value.split(",") if topic.strip()]


def _picture(graph: _Graph, article: Node, source: _Source) -> str:
    images = article.get("image") or article.get("thumbnailUrl")
    base = urljoin_safely(_address(source), source.base)
    # A fragment of the page names a picture there, not its URL.
    found = (each for each in graph.addresses_in(images) if "#" not in each)
    whole = (_whole(base, each) for each in chain(found, source.all(_PICTURES)))
    return next(filter(_is_web, whole), "")


def _is_web(address: str) -> bool:
    try:
        split = urlsplit(address)
    except ValueError:
        return False
    return split.scheme in ("http", "https") and bool(split.netloc)


class _Graph:
    """The objects of a page's JSON-LD, which may refer to one another by @id."""

    def __init__(self, scripts: Iterable[str]) -> None:
        self._nodes = list(islice(_nodes([_loaded(script) for script in scripts]), _MOST_NODES))
        self._by_id = {
            node["@id"]: node
            for node in reversed(self._nodes)
            if isinstance(node.get("@id"), str) and len(node) > 1
        }

    def article(self, address: str) -> Node:
        """Return the page's article: the one with its URL, else the first."""
        found = [node for node in self._nodes if _is_article(node)]
        own = (node for node in found if address and address in self._addresses_of(node))
        return next(own, found[0] if found else {})

    def addresses(self) -> Iterator[str]:
        """Yield the URLs that the page's first article gives itself."""
        yield from self._addresses_of(self.article(""))

    def _addresses_of(self, node: Node) -> list[str]:
        return [*self.texts(node.get("url")), *self.addresses_in(node.get("mainEntityOfPage"))]

    def texts(self, value: object) -> Iterator[str]:
        """Yield the strings of a value that may be one, or a list of them."""
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and each.strip():
                yield unescape(each).strip()

    def names(self, value: object) -> Iterator[str]:
        """Yield the strings of a value, and the names of its objects."""
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                named = self._meant(each)
                yield from self.texts(named.get("name") or named.get("alternateName"))
            else:
                yield from self.texts(each)

    def addresses_in(self, value: object) -> Iterator[str]:
        for each in value if isinstance(value, list) else [value]:
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
    return None


def _nodes(values: Iterable[object], depth: int = 0) -> Iterator[Node]:
    """Yield every object, those of the page first and nested ones after."""
    if depth > _DEEPEST:
        return
    inner: list[object] = []
    for value in values:
        if isinstance(value, dict):
            yield value
            inner += value.values()
        elif isinstance(value, list):
            inner += value
    if inner:
        yield from _nodes(inner, depth + 1)


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith(_ARTICLES)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )
