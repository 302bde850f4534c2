"""The tags of a fragment of HTML and the text between them, as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

from articles.documents.markup.tags import HIDDEN, MARKED
from articles.documents.messages import gettext_noop
from articles.documents.source import DocumentRejected

# More than `blocks` would clean, with the tags of blocks besides.
_MOST_TAGS: Final = 40_000

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PAIRED: Final = MARKED | HIDDEN | HEADINGS | {
    "aside", "blockquote", "details", "div", "figure", "pre", "table",
}  # fmt: skip
# The content of these is no markup. Of the others of HTML we have no text to tell apart.
_RAW: Final = frozenset({"script", "style", "textarea", "title", "iframe", "noembed", "noframes"})

# Every branch stops at the next "<", so that all is linear: a tag with one in a value is text here,
# and stays in its block for the cleaner, which reads it.
_TOKEN: Final = re.compile(
    r"""</?([a-zA-Z][^\s/<>]*+)(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*>|<[!?][^<>]*+>|<?[^<]*+"""
)
_COMMENT_END: Final = re.compile("--!?>")
_ATTRIBUTE: Final = re.compile(
    r"""([^\s"'<>/=]++)\s*+(?:=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>=`]++)))?"""
)


class Token(NamedTuple):
    """A tag, or text (then `name` is empty); `mate` is the number of a start tag's end tag."""

    text: str
    name: str = ""
    is_end: bool = False
    mate: int = -1


def check_tags(html: str) -> None:
    """Raise DocumentRejected where there is more markup than is read for one document."""
    if html.count("<") > _MOST_TAGS:
        raise too_much_markup()


def too_much_markup() -> DocumentRejected:
    return DocumentRejected(
        gettext_noop("holds more markup than is read for one document"),
        gettext_noop("No article has so much: check what was exported, or strip the markup."),
    )


def tokens(html: str) -> Iterator[Token]:
    """Yield the tags of HTML and the text between them, as written; comments are left out.

    The content of a script or the like is one text.
    """
    unclosed: set[str] = set()
    at = 0
    while at < len(html):
        if html.startswith("<!--", at) and "<!--" not in unclosed:
            # Empty ones are closed by their own hyphens: <!-->.
            if comment_end := _COMMENT_END.search(html, at + 2):
                at = comment_end.end()
                continue
            unclosed.add("<!--")
        token = _TOKEN.match(html, at)
        assert token is not None  # the last branch takes anything
        name, at = (token[1] or "").lower(), token.end()
        is_end = token[0].startswith("</")
        yield Token(token[0], name, is_end)
        if name in _RAW and not is_end and name not in unclosed:
            end = _raw_end(html, name, at)
            if end < 0:
                unclosed.add(name)
            elif end > at:
                yield Token(html[at:end])
                at = end


def _raw_end(html: str, name: str, at: int) -> int:
    found = _RAW_ENDS[name].search(html, at)
    return found.start() if found else -1


_RAW_ENDS: Final = {name: re.compile(rf"(?i)</{name}[\s/>]") for name in _RAW}


def matched(tokens: list[Token]) -> list[Token]:
    """Return the tokens, each start tag with its end tag where it has one that matters."""
    opened: dict[str, list[int]] = {}
    for number, token in enumerate(tokens):
        if token.name not in _PAIRED:
            continue
        starts = opened.setdefault(token.name, [])
        if not token.is_end:
            starts.append(number)
        elif starts:
            start = starts.pop()
            tokens[start] = tokens[start]._replace(mate=number)
    return tokens


def tag_attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a start tag, by their names in small letters; the first counts."""
    found = _ATTRIBUTE.findall(tag.partition(" ")[2])
    return {name.lower(): unescape(a or b or c).strip() for name, a, b, c in reversed(found)}
