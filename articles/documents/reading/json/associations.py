"""What a news item carries beside its text: pictures with their captions and credits, and films.

IPTC ninjs names them in "associations", a list since version 2 and an object by name before;
Superdesk calls the lead "featuremedia", and what stands in the text "editor_0", "editor_1".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from articles.documents import markup
from articles.documents.reading.fragments.embeds import embed_piece
from articles.documents.reading.fragments.frames import as_gallery
from articles.documents.reading.fragments.pictures import (
    WIDEST,
    address_of,
    address_or_file,
    picture_piece,
)
from articles.documents.reading.json.json_values import in_lower_case
from articles.documents.reading.lead_picture import are_one_picture
from articles.documents.source import Piece

_PICTURES: Final = ("picture", "graphic")
_FILMS: Final = ("video", "audio")
_LEADS: Final = ("featuremedia", "feature", "featured", "main", "mainpicture", "lead", "hero")
# In the order in which they are asked for.
_CAPTIONS: Final = ("description_caption", "description_text", "description", "caption")
_CREDITS: Final = ("creditline", "credit", "byline", "by", "copyrightholder", "copyrightnotice")
_ALTS: Final = ("alttext", "alt_text", "altText", "body_text")

Item = Mapping[str, Any]


def pieces_of_associations(
    item: Item, body: Sequence[Piece]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the lead picture, the body with what is known of its pictures, and what comes after.

    What the body shows comes in it alone. Without a text there is nothing to go with it.
    """
    found = list(_associations(item)) if body else []
    shown = tuple(_with_known(piece, found) for piece in body)
    others = [(name, each) for name, each in found if not _is_shown(each, body)]
    pieces = [(name, piece) for name, each in others for piece in _pieces(each)]
    pictures = [name for name, piece in pieces if piece.kind == "picture"]
    if not pictures:
        return (), shown, tuple(piece for _, piece in pieces)
    lead = next((name for name in pictures if name.lower() in _LEADS), pictures[0])
    first = next(piece for name, piece in pieces if name == lead)
    rest = [piece for _, piece in pieces if piece is not first]
    return (first._replace(label="picture"),), shown, tuple(as_gallery(rest))


def best_rendition(association: Item) -> str:
    """Return the address of the widest rendition that a page needs, "" if there is none."""
    found = [each for each in objects_in(association.get("renditions")) if _href(each)]
    return _href(max(found, key=_suitability)) if found else ""


def objects_in(value: object) -> list[Item]:
    """Return the objects of a list; version 1 has objects of objects instead, by name."""
    values = list(value.values()) if isinstance(value, dict) else value
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []


def is_picture(association: Item) -> bool:
    """Return whether what belongs to an item is a picture."""
    return association.get("type") in _PICTURES


def _associations(item: Item) -> Iterator[tuple[str, Item]]:
    """Yield what belongs to an item, each under a name of its own."""
    value = item.get("associations")
    named = value.items() if isinstance(value, dict) else enumerate(objects_in(value))
    for name, each in named:
        if isinstance(each, dict) and each.get("type") in (*_PICTURES, *_FILMS):
            own = in_lower_case(each)
            yield str(own.get("name") or name), own


def _is_shown(association: Item, body: Sequence[Piece]) -> bool:
    addresses = _addresses(association)
    return any(_is_of(piece, addresses) for piece in body if piece.kind)


def _addresses(association: Item) -> list[str]:
    return [_href(each) for each in objects_in(association.get("renditions")) if _href(each)]


def _is_of(piece: Piece, addresses: Sequence[str]) -> bool:
    said = piece.attributes or {}
    own = [str(said[name]) for name in ("source", "file", "url") if said.get(name)]
    return any(are_one_picture(each, other) for each in own for other in addresses)


def _with_known(piece: Piece, associations: Sequence[tuple[str, Item]]) -> Piece:
    """Return a picture of the body with the words about it that it does not say."""
    if piece.kind != "picture":
        return piece
    for _, each in associations:
        if _is_of(piece, _addresses(each)):
            known = {"alt": _first(each, _ALTS), "credit": _first(each, _CREDITS)}
            said = {name: text for name, text in known.items() if text}
            caption = piece.html or _caption_markup(each)
            return piece._replace(html=caption, attributes={**said, **(piece.attributes or {})})
    return piece


def _pieces(association: Item) -> Iterator[Piece]:
    caption = _caption_markup(association)
    is_shown = is_picture(association)
    source = (address_or_file if is_shown else address_of)(best_rendition(association))
    if source and is_shown:
        alt, credit = _first(association, _ALTS), _first(association, _CREDITS)
        yield picture_piece(source, caption, alt=alt, credit=credit)
    elif source:
        yield embed_piece(source, caption, title=_first(association, ("headline",)))


def _caption_markup(association: Item) -> str:
    return markup.escape(_caption(association)).replace("\n", "<br>")


def _caption(association: Item) -> str:
    listed = [in_lower_case(each) for each in objects_in(association.get("descriptions"))]
    bodies = [in_lower_case(each) for each in objects_in(association.get("bodies"))]
    listed += [each for each in bodies if each.get("role") == "caption"]
    listed.sort(key=lambda each: each.get("role") != "caption")
    text = next(filter(None, (_first(each, ("value",)) for each in listed)), "")
    text = text or _first(association, _CAPTIONS)
    if "<" not in text:
        return text
    try:
        return markup.visible_text(markup.clean(text).markup)
    except markup.MarkupTooComplex:
        return ""


def _first(association: Item, names: Sequence[str]) -> str:
    found = (association.get(name) for name in names)
    return next((text.strip() for text in found if isinstance(text, str) and text.strip()), "")


def _href(rendition: Item) -> str:
    href = rendition.get("href")
    return href if isinstance(href, str) else ""


def _suitability(rendition: Item) -> tuple[bool, int]:
    width = rendition.get("width")
    if not isinstance(width, int):
        return False, 0
    return (True, width) if width <= WIDEST else (False, -width)
