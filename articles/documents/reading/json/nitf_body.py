"""The text of a NITF document that another format carries as an item's body.

Standard: https://iptc.org/standards/nitf/, NITF 3.6. What is around the text (`head`, and headline
and byline in `body.head`) is the carrier's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from articles.documents import markup
from articles.documents.markup.inline import escape_value
from articles.documents.reading.fragments import pieces_of_html, standfirst
from articles.documents.reading.fragments.pictures import WIDEST, address_or_file
from articles.documents.reading.fragments.tokens import check_tags, tag_attributes
from articles.documents.source import Piece

_OPENS: Final = re.compile(
    r"(?i)\s*+(?:<\?xml[^<>]*>|<!doctype[^<>]*>|<!--(?:[^-]|-(?!->))*+-->|\s)*+<nitf\b"
)
_TAG: Final = re.compile(r"(?i)(</?)([a-z][a-z0-9.-]*+)")
_CDATA: Final = re.compile(r"<!\[CDATA\[((?:[^\]]|\](?!\]>))*+)\]\]>")
_MEDIA: Final = re.compile(
    r"(?i)<media(?![\w.-])([^<>]*+)>((?:[^<]|<(?!/?media[\s>]))*+)</media\s*+>"
)
_REFERENCE: Final = re.compile(r"(?i)</?media-reference(?![\w.-])[^<>]*+>")
_PRODUCER: Final = re.compile(r"(?i)<media-producer(?![\w.-])[^<>]*+>")
_KIND_OF_MEDIA: Final = re.compile(r"(?i)video|audio|image")
# NITF's own blocks, by the tag of HTML that says the same.
_AS_HTML: Final = {
    "hl1": "h2", "hl2": "h2", "block": "div", "bq": "blockquote", "fn": "p", "note": "div",
    "media": "figure", "media-caption": "figcaption", "media-producer": "div",
    "credit": "footer", "tagline": "p", "bibliography": "p", "datasource": "p", "abstract": "div",
    "dateline": "p", "nitf": "div", "head": "div", "body": "div",
}  # fmt: skip


class NitfBody(NamedTuple):
    """The pieces of a text, and what stands above it: headline, byline and dateline, "" if not."""

    pieces: tuple[Piece, ...]
    headline: str = ""
    byline: str = ""
    dateline: str = ""


def is_nitf(text: str) -> bool:
    """Return whether a text is a NITF document."""
    return bool(_OPENS.match(text))


def read_nitf(text: str) -> NitfBody:
    """Return the body of a NITF document; raise DocumentRejected where there is too much markup."""
    check_tags(text)
    text = _CDATA.sub(lambda found: markup.escape(found[1]), text)
    above = "".join(_inside(text, "body.head"))
    content = _inside(text, "body.content") or [_bare(text)]
    pieces = tuple(
        piece
        for part in (*content, *_inside(text, "body.end"))
        for piece in pieces_of_html(_as_html(part))
    )
    summary = next(iter(_inside(above, "abstract") or _inside(above, "hl2")), "")
    return NitfBody(
        standfirst(_one_block(summary), pieces) + pieces,
        _line(next(iter(_inside(above, "hl1")), "")),
        _line(next(iter(_inside(above, "byline")), "")),
        _line(" ".join(_inside(above, "dateline"))),
    )


def _inside(text: str, name: str) -> list[str]:
    """Return what is in each element of a name; it does not contain itself."""
    return list(_between(text, re.compile(rf"(?i)<(/?){re.escape(name)}(?![\w.-])[^<>]*>")))


def _between(text: str, tags: re.Pattern[str]) -> Iterator[str]:
    start = -1
    for found in tags.finditer(text):
        if found[1] and start >= 0:
            yield text[start : found.start()]
            start = -1
        elif not found[1] and not found[0].endswith("/>"):
            start = found.end()


def _bare(text: str) -> str:
    """Return a document without what is not its text, where no element says which part is."""
    for name in ("head", "body.head", "body.end"):
        for part in _inside(text, name):
            text = text.replace(part, "", 1)
    return _OPENS.sub("<nitf", text, count=1)


def _as_html(text: str) -> str:
    text = _MEDIA.sub(_with_one_reference, text) if "<media" in text else text
    text = _PRODUCER.sub(r'<div class="credit">', text)
    return _TAG.sub(lambda tag: tag[1] + _AS_HTML.get(tag[2].lower(), tag[2]), text)


def _with_one_reference(media: re.Match[str]) -> str:
    """Return the picture, film or sound of `<media>` as HTML has it, once for all its sizes."""
    inside = media[2]
    said = [tag_attributes(tag[0]) for tag in _REFERENCE.finditer(inside)]
    found = [each for each in said if address_or_file(each.get("source"))]
    shown = ""
    if found:
        best = max(found, key=_suitability)
        kind = next(iter(_KIND_OF_MEDIA.findall(f"{media[1]} {best.get('mime-type', '')}")), "")
        shown = _shown(best, kind.lower())
    return f"<media>{shown}{_REFERENCE.sub('', inside)}</media>"


def _shown(reference: Mapping[str, str], kind: str) -> str:
    source = escape_value(reference["source"])
    if kind in ("video", "audio"):
        return f'<{kind} src="{source}"></{kind}>'
    return f'<img src="{source}" alt="{escape_value(reference.get("alternate-text", ""))}">'


def _suitability(reference: Mapping[str, str]) -> tuple[bool, int]:
    width = reference.get("width", "")
    pixels = int(width) if width.isdecimal() and len(width) < 6 else 0
    return (True, pixels) if 0 < pixels <= WIDEST else (False, -pixels)


def _one_block(text: str) -> str:
    return "<br>".join(piece.html for piece in pieces_of_html(_as_html(text)))


def _line(text: str) -> str:
    try:
        return markup.visible_text(markup.clean(_as_html(text)).markup).replace("\n", " ").strip()
    except markup.MarkupTooComplex:
        return ""
