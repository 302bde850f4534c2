"""What stands around pieces of a fragment: a figure, a quotation, a box; and what it says of them.

Each takes the pieces inside it, in order, and returns them as one whole: captions with their
pictures, who said it with the quotation, a box's title before what is in the box.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from html import unescape
from typing import Final

from articles.documents.article.kinds import Kind
from articles.documents.reading.fragments.embeds import address_alone, embed_piece
from articles.documents.reading.fragments.tokens import HEADINGS, tag_attributes
from articles.documents.source import Piece

# What a piece is called inside a frame, besides the tags that every reader gives.
CAPTION: Final = "figcaption"
CREDIT: Final = "credit"
FOOTER: Final = "footer"
SUMMARY: Final = "summary"
QUOTE: Final = "blockquote"

_PULL: Final = re.compile(r"(?i)pull-?_?quote")
_EMBED: Final = re.compile(r"(?i)wp-block-embed\b")
_CREDIT: Final = re.compile(
    r"(?i)\s*+<(span|small|cite|em|i|div)\b[^<>]*?class=[\"'][^\"'<>]*?"
    r"(?:credit|copyright|photographer|media-source|attribution)[^\"'<>]*+[\"'][^<>]*+>"
    r"([^<]++)</\1>"
)
_CITED: Final = re.compile(r"(?i)\s*+<cite\b[^<>]*+>([^<]++)</cite>\s*+\Z")
_ANY_TAG: Final = re.compile(r"<[^<>]*>")
_LINK: Final = re.compile(r"(?i)<a\s")
# A title that is no heading by its tag.
_BOLD_LINE: Final = re.compile(r"(?i)\s*<(b|strong)>([^<>.]{1,99})</\1>\s*")
# The sign beside a title that opens and closes the box.
_SIGN: Final = re.compile(r"(?i)<(span|i)\b[^<>]*?\saria-hidden=[\"']?true[^<>]*>[^<]{0,9}</\1>")
_DASH: Final = re.compile(r"\A[\s—–―-]+")
_BREAK: Final = "<br>"
_LONGEST_CAPTION: Final = 5_000
# What a figure shows, of several the first of which it has one; others have no caption.
_CAPTIONED: Final = (Kind.TABLE.value, Kind.EMBED.value, Kind.PICTURE.value)


def figure(pieces: Sequence[Piece], tag: str) -> list[Piece]:
    """Return the pieces of a figure: what it shows with its caption, pictures as a gallery."""
    if _EMBED.search(tag):
        pieces = [_embedded(piece) for piece in pieces]
    if any(piece.tag == QUOTE for piece in pieces):
        return _quoted(pieces, is_pull=bool(_PULL.search(tag)))
    for kind in _CAPTIONED:
        shown = [number for number, piece in enumerate(pieces) if piece.kind == kind]
        if len(shown) == 1:
            return _captioned(pieces, shown[0])
    return as_gallery(pieces)


def quotation(pieces: Sequence[Piece], tag: str) -> list[Piece]:
    """Return the pieces of a quotation; who said it, in the last of them, goes to the one before.

    A name with a link stays as it is, so that the link does.
    """
    found = list(pieces)
    quotes = [number for number, piece in enumerate(found) if piece.tag in (QUOTE, FOOTER)]
    if len(quotes) > 1 and (by := _speaker(found[quotes[-1]])):
        before = quotes[-2]
        found[before] = _with(found[before], by=by)._replace(label="quote", tag=QUOTE)
        del found[quotes[-1]]
    is_pull = bool(_PULL.search(tag))
    return [_as_quote(piece, is_pull=is_pull) for piece in found]


def box(pieces: Sequence[Piece], number: str) -> list[Piece]:
    """Return the pieces of a box: its title, then what is in it, which names it by a number."""
    if not pieces or pieces[0].tag not in (SUMMARY, *HEADINGS):
        return [_plain(piece) for piece in pieces]
    html = (
        _SIGN.sub("", pieces[0].html) if len(pieces[0].html) < _LONGEST_CAPTION else pieces[0].html
    )
    title = pieces[0]._replace(html=html, tag="", kind=Kind.BOX.value, attributes={"box": number})
    inside = (_plain(piece) for piece in pieces[1:])
    return [title, *(p if "box" in (p.attributes or {}) else _with(p, box=number) for p in inside)]


def details(pieces: Sequence[Piece], tag: str, number: str) -> list[Piece]:
    """Return the pieces of what readers open: a box, or a section that is open at first."""
    is_section = bool(pieces) and pieces[0].tag in HEADINGS and "open" in tag_attributes(tag)
    return [_plain(piece) for piece in pieces] if is_section else box(pieces, number)


def aside(pieces: Sequence[Piece], tag: str, number: str) -> list[Piece]:
    """Return the pieces of an aside: a pull quote, or a box, whose title may be a bold line."""
    if _PULL.search(tag):
        quotes = [p._replace(tag=QUOTE) if p.tag == "p" and not p.kind else p for p in pieces]
        return quotation(quotes, tag)
    if len(pieces) > 1 and (title := _BOLD_LINE.fullmatch(pieces[0].html)):
        pieces = [pieces[0]._replace(html=title[2], tag=SUMMARY), *pieces[1:]]
    return box(pieces, number)


def as_gallery(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with their pictures as one gallery, named after the first of them."""
    sources = [_address(piece) for piece in pieces if _is_picture(piece)]
    if len(sources) < 2:
        return [_plain(piece) for piece in pieces]
    name = f"g{blake2b(sources[0].encode(), digest_size=5).hexdigest()}"
    return [_with(p, gallery=name) if _is_picture(p) else _plain(p) for p in pieces]


def with_caption(piece: Piece, captions: Sequence[Piece]) -> Piece:
    """Return a picture, table or embed with its captions, and the credit that stands in them."""
    lines, credits = [piece.html] if piece.html else [], []
    for caption in captions:
        text, credit = _parted(caption)
        lines += [text] if text else []
        credits += [credit] if credit else []
    found = piece._replace(html=_BREAK.join(lines))
    if not credits:
        return found
    if piece.kind != Kind.PICTURE.value:
        return found._replace(html=_BREAK.join([*lines, *credits]))
    known = str(_said(piece).get("credit") or "")
    return _with(found, credit=" ".join([known, *map(unescape, credits)]).strip())


def _parted(caption: Piece) -> tuple[str, str]:
    """Return the words of a caption, and those that say whose picture it is."""
    if caption.tag == CREDIT and not _ANY_TAG.search(caption.html):
        return "", caption.html.strip()
    found = _CREDIT.search(caption.html) if len(caption.html) < _LONGEST_CAPTION else None
    if not found or not found[2].strip():
        return caption.html, ""
    rest = caption.html[: found.start()] + caption.html[found.end() :]
    return (rest.strip() if _ANY_TAG.sub("", rest).strip() else ""), found[2].strip()


def _captioned(pieces: Sequence[Piece], number: int) -> list[Piece]:
    captions = [piece for piece in pieces if piece.tag in (CAPTION, CREDIT)]
    if not captions and all(piece.kind or piece.tag == "p" for piece in pieces):
        captions = [p for p in pieces if not p.kind and _ANY_TAG.sub("", p.html).strip()]
    shown = with_caption(pieces[number], captions)
    kept = (piece for piece in pieces if piece not in captions)
    return [shown if piece.kind else _plain(piece) for piece in kept]


def _quoted(pieces: Sequence[Piece], *, is_pull: bool) -> list[Piece]:
    """Return a quotation in a figure, whose caption says who said it."""
    if len([p for p in pieces if p.tag == CAPTION]) == 1:
        pieces = [p._replace(tag=FOOTER) if p.tag == CAPTION else p for p in pieces]
        return quotation(pieces, "pullquote" if is_pull else "")
    return [_as_quote(_plain(piece), is_pull=is_pull) for piece in pieces]


def _as_quote(piece: Piece, *, is_pull: bool) -> Piece:
    piece = piece._replace(tag=QUOTE) if piece.tag == FOOTER else _plain(piece)
    if not is_pull or piece.tag != QUOTE:
        return piece
    return _with(piece, pull=True)._replace(label="quote")


def _speaker(piece: Piece) -> str:
    """Return who said it, as the end of a quotation tells it; "" for other words."""
    cited = _CITED.match(piece.html)
    if not cited and (piece.tag != FOOTER or _LINK.search(piece.html)):
        return ""
    words = cited[1] if cited else _ANY_TAG.sub("", piece.html)
    return _DASH.sub("", " ".join(unescape(words).split()))


def _embedded(piece: Piece) -> Piece:
    url = address_alone(piece.html) if not piece.kind and piece.tag == "p" else ""
    return embed_piece(url, scope=piece.scope) if url else piece


def _plain(piece: Piece) -> Piece:
    """Return a piece under a tag that is known outside its frame, too."""
    if piece.tag in (CREDIT, FOOTER, SUMMARY):
        return piece._replace(tag=CAPTION if piece.tag == CREDIT else "p")
    return piece


def _is_picture(piece: Piece) -> bool:
    return piece.kind == Kind.PICTURE.value


def _address(piece: Piece) -> str:
    said = _said(piece)
    return str(said.get("source") or said.get("file"))


def _said(piece: Piece) -> dict[str, object]:
    return dict(piece.attributes or {})


def _with(piece: Piece, **said: object) -> Piece:
    return piece._replace(attributes={**_said(piece), **said})
