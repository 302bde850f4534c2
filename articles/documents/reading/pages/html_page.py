"""A news page as its site serves it: separate the article from the rest of the page.

That is the work of trafilatura, which is installed with the optional extra `html` and loaded when
the first page comes; the page's metadata is read by `page_metadata`.
"""

from __future__ import annotations

import codecs
import importlib
import importlib.util
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any, BinaryIO, Final, NamedTuple

from articles.documents.markup.inline import escape, escape_value
from articles.documents.messages import gettext_noop
from articles.documents.reading.bounds import NUL, check_text, whole_document
from articles.documents.reading.fragments import letters_of, pieces_of_html
from articles.documents.reading.lead_picture import (
    has_picture,
    is_default_picture,
    lead_picture,
)
from articles.documents.reading.pages.completion import (
    NO_TEXT,
    completed,
    container_of,
    drop_own_parts,
    resolve_links,
)
from articles.documents.reading.pages.page_lead_picture import html_of_element, page_lead_picture
from articles.documents.reading.pages.page_metadata import (
    base_of,
    descriptions_of,
    page_metadata,
    said_of_page,
    unsure_date_of,
    url_of_page,
    urljoin_safely,
    words_of_picture_of,
)
from articles.documents.reading.pages.page_shaping import PageShapes, shapes_in
from articles.documents.reading.pages.page_text import page_text
from articles.documents.reading.pages.placement import placed
from articles.documents.reading.pages.section_page import is_section_page
from articles.documents.reading.pages.section_signs import SeenPage, signs_of
from articles.documents.reading.pages.shown_metadata import with_shown
from articles.documents.reading.reader import (
    NAMED_ALIKE,
    STANDARD_INPUT,
    Fit,
    external_id_of_url,
    has_suffix,
    make_source,
)
from articles.documents.source import (
    Contents,
    DocumentRejected,
    Piece,
    Rejection,
    Scope,
    Source,
    SourceMetadata,
)

NAME: Final = "html"
DESCRIPTION: Final = "an HTML page with one article"
KEEPS: Final = (
    "of JSON-LD, OpenGraph and meta tags headline, authors, dates, language, publisher, sections "
    "and keywords, address, lead picture, rights; authors and date as readers see them where those "
    "are silent; of the text standfirst if the page sums itself up in its words, headings, lists, "
    "quotes, links, formatting; pictures with captions and credits, tables, embeds, boxes where "
    "they stand in it; nothing that trafilatura takes for the page's"
)
NEEDS: Final = "the extra html"
MANY: Final = False
SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml")

_BEFORE: Final = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*>\s*)?(?:<!--(?:[^-]|-(?!->))*-->\s*)*"
_OPENS: Final = re.compile(rb"(?i)" + _BEFORE + rb"<(?:!doctype\s+html|html|head)\b")
_LIKELY: Final = re.compile(rb"(?i)" + _BEFORE + rb"<(?:body|div|article|main|p|meta|title|h1)\b")
# Of letters: no article is as short as that, in any script.
_FEWEST_BYTES: Final = 100
_JUDGED: Final = 2**14
_BODY: Final = re.compile(r"(?i)<(?:html|body)\b")

_DECLARED: Final = re.compile(
    rb"""(?i)<(?:meta|\?xml)\b[^<>]*?(?:charset|encoding)\s*=\s*["']?([\w-]+)"""
)
_DECLARED_WITHIN: Final = 4_096
# Only these: Python knows codecs that are no character sets.
_CHARSET: Final = re.compile(
    r"utf-?8|us-ascii|iso-?8859-?\d+|latin-?[19]|windows-?125\d|cp125\d|koi8-[ru]|macintosh|tis-620"
    r"|windows-874|shift[_-]jis|x-sjis|euc-jp|iso-2022-jp|gb2312|gbk|gb18030|big5|euc-kr|ks_c_5601-1987"
)
# As browsers read them (https://encoding.spec.whatwg.org/#names-and-labels).
_READ_AS: Final = {
    **dict.fromkeys(("us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1"), "cp1252"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **dict.fromkeys(("tis-620", "windows-874"), "cp874"),
    "macintosh": "mac-roman",
}
_USUAL: Final = "cp1252"
_XML_DECLARATION: Final = re.compile(r"\A\s*+<\?xml[^<>]*>")

# Measured: a page of as many tags, whatever its shape, takes three seconds at most, and one of an
# article, which has a tenth of them, 15 ms.
_MOST_TAGS: Final = 30_000
# Time goes with the square of the number of adjacent tags in running text.
_MOST_SQUARED: Final = 4_000_000
# Who takes an element out of a page copies all text after it to that before it: so many letters
# for the children of one element, times their number. It is half a second's worth.
_MOST_COPIED: Final = 1_000_000_000
_RUNNING: Final = frozenset(
    {"p", "span", "a", "b", "i", "em", "strong", "li", "td", "h1", "h2", "h3"}
)

# Of a page's first blocks, by how many letters: shorter ones are no sentences.
_OPENING: Final = 5
_SHORTEST_STANDFIRST: Final = 30

_MARKS: Final = {"#b": "b", "#i": "i", "#u": "u", "#t": "code", "#sub": "sub", "#sup": "sup"}
_TAGS: Final = {
    "p": "p", "item": "li", "quote": "blockquote", "lb": "br", "table": "table", "row": "tr",
    "del": "s", "code": "code",
}  # fmt: skip


def recognise(head: bytes, name: str) -> Fit:
    """Return how well the file's opening tags and name suit an HTML page."""
    start = head[:_JUDGED]
    if _OPENS.match(start):
        return Fit.CERTAIN
    return Fit(bool(_LIKELY.match(start)) + has_suffix(name, SUFFIXES))


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield the page as one document."""
    try:
        content = whole_document(stream)
        text = _decoded(content)
        if not _is_installed():
            raise _not_installed()
        key = external_id_of_url(url_of_page(text)) or _name_with_folder(name)
        yield make_source(content, name, NAME, key)
    except DocumentRejected as rejected:
        yield rejected.at(name)


def parse(content: bytes) -> Contents:
    """Return the article and the metadata of a page, and whether it is a section page."""
    page = _taken_apart(content)
    # First, for the pieces are cut out of the tree.
    is_section = is_section_page(_seen(page))
    container = container_of(page.tree, page.extracted)
    lead = _lead_picture(page)
    shapes = _shapes_cut_from(container, page.base)
    whole = _pieces_cut_from(container, page.base)
    pieces = completed(page.extracted, whole)
    _check_is_article(pieces)
    texts = _with_standfirst(pieces, page.text)
    if shapes.pieces:
        texts = placed(texts, whole, shapes.pieces)
    if lead and not has_picture(texts, page.metadata.picture):
        texts = (lead, *texts)
    if shapes.left_out:
        texts = (*texts[:-1], texts[-1]._replace(left_out=shapes.left_out))
    return Contents(texts, "", page.metadata, is_section)


def signs_of_section(content: bytes) -> list[float]:
    """Return the signs of a page that tell articles from section pages."""
    return signs_of(_seen(_taken_apart(content)))


class _Page(NamedTuple):
    """A page: its source, the URL that its links are relative to, its tree, what was extracted."""

    text: str
    base: str
    extracted: tuple[Piece, ...]
    tree: Any | None
    metadata: SourceMetadata


def _taken_apart(content: bytes) -> _Page:
    text = _decoded(content)
    base = base_of(text)
    extracted = pieces_of_html(_article_of(text, base), Scope.EXTRACT)
    tree = _tree_of(text)
    metadata = _metadata_of(text, tree)
    if b"\0" in content:
        metadata = replace(metadata, remarks=(*metadata.remarks, NUL))
    return _Page(text, base, extracted, tree, metadata)


def _seen(page: _Page) -> SeenPage:
    said = said_of_page(page.text)
    return SeenPage(
        kind=said.kind,
        address=said.address,
        title=said.title,
        heading=said.heading,
        articles=said.graph.articles,
        nodes=said.graph.own,
        text=page_text(page.tree),
        extracted=page.extracted,
        metadata=page.metadata,
    )


def _shapes_cut_from(container: Any | None, base: str) -> PageShapes:
    """Return all that is no text of the element of the page that holds the text, among its texts.

    What is the page's own is dropped from it.
    """
    if container is None:
        return PageShapes()
    drop_own_parts(container, kept=NO_TEXT)
    resolve_links(container, base)
    return shapes_in(html_of_element(container), base)


def _lead_picture(page: _Page) -> Piece | None:
    """Return the lead picture with its caption, as its figure shows it or the page tells it."""
    address = page.metadata.picture
    if found := page_lead_picture(page.tree, address, page.base):
        return found
    caption, credit = words_of_picture_of(page.text) if address else ("", "")
    if not (caption or credit) or is_default_picture(address):
        return None
    return lead_picture(address, escape(caption), credit=credit)._replace(scope=Scope.EXTRACT)


def _pieces_cut_from(container: Any | None, base: str) -> tuple[Piece, ...]:
    """Return all texts of the element of the page that holds the extracted ones."""
    if container is None:
        return ()
    drop_own_parts(container)
    return pieces_of_html(html_of_element(container), Scope.PAGE)


def _metadata_of(text: str, tree: Any | None) -> SourceMetadata:
    """Return what the page tells machines, mended by what it shows readers."""
    metadata = page_metadata(text)
    metadata = metadata if tree is None else with_shown(metadata, tree)
    return replace(metadata, published=metadata.published or unsure_date_of(text))


def _tree_of(text: str) -> Any | None:
    """Return the page as an lxml element; None where it is none, or the library is missing."""
    library = _trafilatura()
    return library.load_html(text) if library else None


def _check_is_article(pieces: tuple[Piece, ...]) -> None:
    """Reject a page with next to no text: "404 Not Found", a frame that scripts fill."""
    if sum(len(letters_of(piece.html).encode()) for piece in pieces) < _FEWEST_BYTES:
        raise DocumentRejected(
            gettext_noop("holds no article, only a line or two"),
            gettext_noop(
                "Leave it out if it tells of an error or asks for a login; fetch it again if its "
                "scripts had yet to fill it."
            ),
        )


def _with_standfirst(pieces: tuple[Piece, ...], text: str) -> tuple[Piece, ...]:
    """Label the block that the page's own description repeats as the standfirst.

    The library often leaves it out; then it is taken from the page.
    """
    wanted = {letters_of(escape(description)) for description in descriptions_of(text)}
    wanted = {letters for letters in wanted if len(letters) >= _SHORTEST_STANDFIRST}
    if not wanted:
        return pieces
    for index, piece in enumerate(pieces[:_OPENING]):
        if piece.tag == "p" and letters_of(piece.html) in wanted:
            return (*pieces[:index], piece._replace(label="standfirst"), *pieces[index + 1 :])
    letters_of_all = "".join(letters_of(piece.html) for piece in pieces)
    wanted = {letters for letters in wanted if letters not in letters_of_all}
    # To take a whole page apart takes longer than to see that it does not have the words.
    letters_of_page = letters_of(text) if wanted else ""
    is_there = any(letters in letters_of_page for letters in wanted)
    left_out = pieces_of_html(text, Scope.PAGE) if is_there else ()
    found = next((piece for piece in left_out if letters_of(piece.html) in wanted), None)
    if found is None:
        return pieces
    position = int(bool(pieces) and pieces[0].tag == "h1")
    return (
        *pieces[:position],
        found._replace(tag="p", label="standfirst", scope=Scope.EXTRACT),
        *pieces[position:],
    )


def _name_with_folder(name: str) -> str:
    """Return folder and name of a page called index.html: saved pages have a folder each.

    "" where the name alone will do.
    """
    folder, base = os.path.split(name)
    if name == STANDARD_INPUT or not NAMED_ALIKE.fullmatch(base):
        return ""
    return "/".join(filter(None, (os.path.basename(folder), base)))


def _decoded(content: bytes) -> str:
    """Return the page's text: UTF-8 if it can be, for scrapers often recode pages."""
    # A NUL is no text: browsers drop it, too (https://html.spec.whatwg.org/#data-state).
    text = _text_of(content).replace("\0", "")
    check_text(text, "")
    return _XML_DECLARATION.sub("", text.removeprefix("\ufeff"), count=1)


def _text_of(content: bytes) -> str:
    declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    charset = declared[1].decode("ascii", "replace").lower() if declared else ""
    is_escaped = charset == "iso-2022-jp" and b"\x1b" in content  # which is valid UTF-8, too
    try:
        if not is_escaped:
            return content.decode()
    except UnicodeDecodeError:
        pass
    known = charset if _CHARSET.fullmatch(charset) else _USUAL
    try:
        codec = codecs.lookup(_READ_AS.get(known, known))
    except LookupError:
        codec = codecs.lookup(_USUAL)
    return content.decode(codec.name, errors="replace")


@cache
def _is_installed() -> bool:
    """Return whether the library can be loaded; pages may be parsed in other processes."""
    return importlib.util.find_spec("trafilatura") is not None


@cache
def _trafilatura() -> ModuleType | None:
    """Return the library, or None where it is not installed; its import takes a while."""
    try:
        library = importlib.import_module("trafilatura")
    except ImportError:
        return None
    # It reports each page of which it makes nothing; so do we.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return library


def _not_installed() -> DocumentRejected:
    return DocumentRejected(
        gettext_noop("is an HTML page, which needs a library that is not installed here"),
        gettext_noop("Install it: pip install 'newsroom[html]'."),
    )


def _article_of(text: str, base: str) -> str:
    """Return the HTML of the article, as much of it as the library finds and keeps."""
    library = _trafilatura()
    if library is None:
        raise _not_installed()
    _check_size(text)
    if not _BODY.search(text[:_JUDGED]):
        text = f"<html><body>{text}</body></html>"  # a fragment that somebody saved
    body = _extracted(library, text)
    if body is None or not any(string.strip() for string in body.itertext()):
        raise DocumentRejected(
            gettext_noop("has no text that looks like an article"),
            gettext_noop(
                "Check what was saved: the page may need JavaScript, a login, or consent to "
                "cookies."
            ),
        )
    return "".join(_html_of(body, base))


def _check_size(text: str) -> None:
    if "<" not in text:
        raise DocumentRejected(
            gettext_noop("is no HTML page: it has no tags"), gettext_noop("Send it as what it is.")
        )
    if text.count("<") > _MOST_TAGS:
        raise DocumentRejected(
            f"has more than {_MOST_TAGS:,} tags, the bound for one page",
            gettext_noop("No article has so many: save the page of the article alone."),
        )


def _extracted(library: ModuleType, text: str) -> Any:
    try:
        tree = library.load_html(text)
        if tree is None:
            return None
        _check_shape(tree)
        found = library.bare_extraction(
            tree,
            include_links=True,
            include_formatting=True,
            include_comments=False,
            favor_recall=True,
        )
    except DocumentRejected:
        raise
    except Exception as error:  # whatever a library of heuristics trips over in a broken page
        raise DocumentRejected(
            f"cannot be taken apart ({type(error).__name__})",
            gettext_noop("Check what was saved, or send the article's paragraphs as JSON."),
        ) from error
    return found.body if found is not None else None


def _check_shape(tree: Any) -> None:
    squared = sum(len(element) ** 2 for element in tree.iter(*_RUNNING))
    if squared > _MOST_SQUARED:
        raise DocumentRejected(
            gettext_noop("has a paragraph with more tags than any text"),
            gettext_noop("Save the page of the article alone, or strip its markup."),
        )
    if any(_copied(element) > _MOST_COPIED for element in tree.iter()):
        raise DocumentRejected(
            gettext_noop("has an element with more tags in its text than any text"),
            gettext_noop("Save the page of the article alone, or strip its markup."),
        )


def _copied(element: Any) -> int:
    return len(element) * sum(len(child.tail or "") for child in element)


def _html_of(body: Any, base: str) -> Iterator[str]:
    """Yield the library's own XML as HTML, walked without recursion."""
    stack: list[tuple[Any, str]] = [(body, "")]
    # Each end is put on the stack as text, with what follows the element.
    while stack:
        element, end = stack.pop()
        if element is None:
            yield end
            continue
        opening, closing = _tags_of(element, base)
        yield opening + escape(element.text or "")
        tail = escape(element.tail or "") if element is not body else ""
        stack.append((None, closing + tail))
        stack.extend((child, "") for child in reversed(element))


def _tags_of(element: Any, base: str) -> tuple[str, str]:
    name = element.tag
    if not isinstance(name, str):
        return "", ""
    if name == "ref":
        address = urljoin_safely(base, element.get("target") or "")
        return f'<a href="{escape_value(address)}">', "</a>"
    rendered = element.get("rend") or ""
    tag = _TAGS.get(name, "")
    if name == "hi":
        tag = _MARKS.get(rendered, "")
    elif name == "head":
        tag = rendered if re.fullmatch("h[1-6]", rendered) else "h2"
    elif name == "list":
        tag = rendered if rendered in ("ul", "ol") else "ul"
    if tag == "br":
        return "<br>", ""
    if name == "cell":
        return "", " "
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")
