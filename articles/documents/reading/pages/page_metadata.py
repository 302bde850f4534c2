"""Read a page's metadata for machines: JSON-LD, OpenGraph, other meta tags.

It is read here, and not by the library that finds the text: that keeps days without times, and is
optional. Of several sources the first in the order above is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from html import unescape
from itertools import chain
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from articles.documents.metadata.dates import parse_datetime
from articles.documents.metadata.language import normal_tag
from articles.documents.metadata.names import has_legal_form, is_same, signs
from articles.documents.metadata.written_dates import date_written_in
from articles.documents.reading.fragments.tokens import Token, tokens
from articles.documents.reading.metadata import metadata_claimed
from articles.documents.reading.pages.json_ld import Graph, Node
from articles.documents.source import SourceMetadata
from articles.documents.urls.host import site_of

# The head of a page, which holds its URL, is found within this.
_HEAD: Final = 2**18
_ATTRIBUTE: Final = re.compile(
    r"""([^\s"'<>/=]++)\s*+(?:=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>=`]++)))?"""
)
_LONGEST_HEADING: Final = 1_000
_LONGEST_DATE: Final = 100
_SEPARATORS: Final = re.compile(r"\s+[|–—·•:-]\s+")

_TITLES: Final = ("og:title", "headline", "twitter:title", "dc.title")
_DESCRIPTIONS: Final = ("og:description", "description", "twitter:description")
_ADDRESSES: Final = ("og:url",)
_KINDS: Final = ("og:type",)
_PUBLISHED: Final = (
    "article:published_time", "article:published", "datepublished", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created",
    "pubdate", "publishdate", "publish_date", "publish-date", "published", "published_time",
    "publication_date", "article_date_original", "article.published", "citation_publication_date",
    "citation_online_date", "citation_date", "og:release_date", "og:article:published_time",
    "parsely-pub-date", "sailthru.date", "shareaholic:article_published_time", "cludo:date",
    "cxenseparse:recs:publishtime", "rnews:datepublished", "originalpublicationdate",
    "bt:pubdate", "datecreated",
)  # fmt: skip
# These may say when the page was made or changed.
_DATED: Final = ("date", "dc.date", "dcterms.date", "gentime")
_UPDATED: Final = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")
_AUTHORS: Final = (
    "article:author", "author", "authors", "dc.creator", "dc.creator.aut", "dcterms.creator",
    "dc:creator", "citation_author", "byl", "parsely-author", "sailthru.author", "rbauthors",
    "cxenseparse:author", "shareaholic:article_author_name", "og:article:author", "vr:author",
    "article:author:name", "article_author",
)  # fmt: skip
# Twitter's cards hold a table of two rows, in the site's language.
_WRITTEN_BY: Final = re.compile(
    r"(?:written|posted|published) by|by|author|autor(?:in)?|verfasst von|geschrieben von|"
    r"écrit par|auteur|escrito por|scritto da|autore|geschreven door|skriv\w+ av|skrevet af|"
    r"napisane przez|автор|yazan|written by\b.*|kirjoittanut|escrit per|artikel von",
    re.IGNORECASE,
)
_CARD: Final = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
_PUBLISHERS: Final = ("og:site_name", "dc.publisher", "application-name")
_PICTURES: Final = ("og:image", "og:image:url", "twitter:image")
_TOPICS: Final = ("article:section", "article:tag", "news_keywords")
_RIGHTS: Final = ("dcterms.rights", "dc.rights", "rights", "copyright")
_LANGUAGES: Final = ("content-language", "og:locale", "dc.language")


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
    graph = Graph(source.scripts)
    article = graph.article(_address(source))
    page = graph.page(_address(source))
    published = [
        graph.texts(article.get("datePublished")),
        source.all(_PUBLISHED),
        graph.texts(page.get("datePublished")),
    ]
    publisher = next(graph.names(article.get("publisher")), "") or source.first(_PUBLISHERS)
    languages = [*graph.names(article.get("inLanguage")), source.language, *source.all(_LANGUAGES)]
    return metadata_claimed(
        title=_title(article, source, publisher),
        url=_address(source),
        published=_first_datetime(published),
        updated=_first_datetime([graph.texts(article.get("dateModified")), source.all(_UPDATED)]),
        authors=_authors(graph, article, page, source, publisher),
        # Many sites write the name of one, or what their template should have filled in.
        language=next(filter(normal_tag, languages), ""),
        publisher=publisher,
        topics=_topics(graph, article) or _split(source.all(_TOPICS)),
        picture=_picture(graph, article, source),
        rights=[*_rights(graph, article)] or [*source.all(_RIGHTS)],
    )


def _rights(graph: Graph, article: Node) -> Iterator[str]:
    """Yield what JSON-LD says of an article's rights: a notice, who holds them, a licence."""
    for key in ("copyrightNotice", "copyrightHolder", "license"):
        yield from graph.names(article.get(key))


class SaidOfPage(NamedTuple):
    """What a page says of itself: its og:type, canonical URL, title, main heading, JSON-LD."""

    kind: str
    address: str
    title: str
    heading: str
    graph: Graph


def said_of_page(html: str) -> SaidOfPage:
    """Return what a page says of itself, be it an article or not."""
    source = _read(html)
    address = source.canonical or source.first(_ADDRESSES)
    kind = source.first(_KINDS).lower()
    return SaidOfPage(kind, address, source.title, source.heading, Graph(source.scripts))


def unsure_date_of(html: str) -> datetime | None:
    """Return the page's date where it does not say of what."""
    return parse_datetime(_first_datetime([_read(html).all(_DATED)]))


def descriptions_of(html: str) -> list[str]:
    """Return the page's descriptions of its article: often in the words of its standfirst."""
    source = _read(html)
    graph = Graph(source.scripts)
    own = graph.texts(graph.article(_address(source)).get("description"))
    return [*own, *source.all(_DESCRIPTIONS)]


def words_of_picture_of(html: str) -> tuple[str, str]:
    """Return the caption and the credit of the page's lead picture, as it tells machines."""
    source = _read(html)
    graph = Graph(source.scripts)
    return graph.words_of_picture(graph.article(_address(source)).get("image"))


def urljoin_safely(base: str, address: str) -> str:
    """Return the URL resolved against the base, or as it is where that fails."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


# The last page's alone: it is asked for its descriptions after its metadata.
@lru_cache(maxsize=1)
def _read(html: str, *, only_head: bool = False) -> _Source:
    source = _Source()
    opened = ""
    in_body = False
    for token in tokens(html):
        if not token.name:
            _take_text(source, opened, token.text)
        elif token.name == "body":
            if only_head:
                break
            in_body = True
        elif token.is_end:
            opened = "" if token.name == opened else opened
        elif token.name in ("meta", "link", "time", "html", "base"):
            _take_tag(source, token.name, _attributes(token.text), in_body)
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


def _take_tag(
    source: _Source, name: str, attributes: Mapping[str, str], in_body: bool = False
) -> None:
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
        # In the text it may be the author of a comment, or of a book that is cited.
        if key and value and not (in_body and key == "author"):
            source.metas.setdefault(key, []).append(value)


def _address(source: _Source) -> str:
    """Return its canonical URL, unless that is the site's, as careless sites give all pages."""
    found = [_whole(source.base, each) for each in (source.canonical, *source.all(_ADDRESSES))]
    return next(filter(_is_of_page, found), "") or next(
        filter(_is_of_page, Graph(source.scripts).addresses()), ""
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
    """Return the first text that is a datetime, or names a day: many that should be are not."""
    for text in chain.from_iterable(candidates):
        if parse_datetime(text):
            return text
        if written := date_written_in(text[:_LONGEST_DATE]):
            return written[0].isoformat()
    return ""


def _title(article: Node, source: _Source, publisher: str) -> str:
    headline = article.get("headline")
    if isinstance(headline, str) and headline.strip():
        return unescape(headline)
    if source.heading and source.title.startswith(source.heading):
        return source.heading  # the title has the site's name after it
    title = _without_publisher(source.first(_TITLES) or source.title, publisher)
    # Readers see the heading, whose words must not be lost where a tab has room for fewer.
    return source.heading if title and source.heading.startswith(f"{title} ") else title


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


def _authors(graph: Graph, article: Node, page: Node, source: _Source, publisher: str) -> list[str]:
    """Return the names of the first source that has some."""
    site = site_of(_address(source))
    sources = (
        _without_publisher_of(graph, article.get("author"), publisher, site),
        graph.names(article.get("creator")),
        *(_without_owners(source.metas.get(name, [])) for name in _AUTHORS),
        _written_by(source),
        graph.names(page.get("author")),
        graph.names(page.get("creator")),
    )
    signed = ([name for name in names if signs(name, publisher, site)] for names in sources)
    return next(filter(None, signed), [])


def _without_publisher_of(
    graph: Graph, authors: object, publisher: str, site: str
) -> Iterator[str]:
    """Yield the names of authors but for the publisher's, where that is an organisation."""
    organisations = graph.names_of_organisations(authors)
    for name in graph.names(authors):
        if name not in organisations or not is_same(name, publisher, site):
            yield name


def _without_owners(names: Iterable[str]) -> Iterator[str]:
    """Yield the names of meta tags but for those of companies, which say whose the site is."""
    return (name for name in names if not has_legal_form(name))


def _written_by(source: _Source) -> Iterator[str]:
    for label, value in _CARD:
        if _WRITTEN_BY.fullmatch(source.first([label]).strip(" :")):
            yield from source.metas.get(value, [])


def _topics(graph: Graph, article: Node) -> list[str]:
    sections = list(graph.names(article.get("articleSection")))
    return [*sections, *_split(graph.names(article.get("keywords")))]


def _split(values: Iterable[str]) -> list[str]:
    return [topic.strip() for value in values for topic in value.split(",") if topic.strip()]


def _picture(graph: Graph, article: Node, source: _Source) -> str:
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
