"""The body of an edition -> what a feed has of it: it stands on strange pages and needs no other.

Every address is absolute; a player is the card with its link, and what only our pages make use of
(classes, names, links of paragraphs to themselves) is left out. The body is clean and canonical:
each value of an attribute stands in double quotes, and no "<" stands in a text.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final
from urllib.parse import urljoin

_LEFT_OUT: Final = re.compile(
    '<a class="permalink"[^>]*></a>|<p class="provider calls".*?</p>\n?|<source [^>]*>|</?picture>'
)
_TAG: Final = re.compile(r'<([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"]*")?)*)>')
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)(?:="([^"]*)")?')
_ADDRESSES: Final = frozenset({"href", "src"})
_KEPT: Final = _ADDRESSES | {
    "alt", "cite", "colspan", "datetime", "dir", "height", "lang", "rowspan", "scope", "srcset",
    "start", "title", "value", "width",
}  # fmt: skip
_MARKUP: Final = re.compile(r"<[^>]*>")
_LONGEST_SUMMARY: Final = 300


def feed_html(body: str, address: str) -> str:
    """Return the body of the edition at this absolute address as HTML for a feed."""

    def tag(match: re.Match[str]) -> str:
        kept = [
            f' {name}="{_absolute(name, value, address)}"'
            for name, value in _ATTRIBUTE.findall(match[2])
            if name in _KEPT
        ]
        return f"<{match[1]}{''.join(kept)}>"

    return _TAG.sub(tag, _LEFT_OUT.sub("", body)).strip()


def _absolute(name: str, value: str, address: str) -> str:
    if name in _ADDRESSES:
        return _joined(address, value)
    if name == "srcset":
        return ", ".join(_joined(address, each) for each in value.split(", "))
    return value


def _joined(address: str, value: str) -> str:
    """Return an escaped address made absolute; one that is so stays to the letter."""
    return urljoin(address, value) if value.startswith(("/", "#", "?")) else value


def summary_of(standfirst: str, body: str) -> str:
    """Return the standfirst, or else how the text begins."""
    if standfirst:
        return standfirst
    text = " ".join(unescape(_MARKUP.sub(" ", _LEFT_OUT.sub("", body))).split())
    if len(text) <= _LONGEST_SUMMARY:
        return text
    return f"{text[:_LONGEST_SUMMARY].rpartition(' ')[0] or text[:_LONGEST_SUMMARY]}…"
