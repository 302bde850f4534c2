"""The lead picture of a document, which formats name beside the text: a part before the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from articles.documents.reading.fragments.pictures import address_or_file, picture_piece
from articles.documents.source import Contents, Piece
from articles.documents.urls.host import split_url
from articles.documents.urls.local_file import local_file

# Of two addresses of one picture these parts may differ.
_SIZES: Final = re.compile(
    r"(?i)(?:[-_]\d{2,4}x\d{2,4}|-scaled|-rotated)(?=\.\w{3,4}$)"
    r"|(?<=[-_/])(?:w|h|q)_?\d{2,4}(?=[/,_.-])"
)
_SIZE_PARAMETERS: Final = re.compile(
    r"(?i)&(?:w|h|s|q|width|height|size|resize|fit|quality|format|auto|dpr|crop|rect|ssl|fm|strip"
    r"|imwidth|impolicy|itok|v)=[^&]*"
)
_IMAGE_FILE: Final = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp)$")
# So long a name of a file is hardly ever that of another picture, too.
_TELLING_NAME: Final = 14
# What a site shows where an article has no picture, and its own sign.
_DEFAULT: Final = re.compile(
    r"(?i)(?:^|[/_.-])(?:default|fallback|no[-_]?image|placeholder|blank|spacer|favicon|icons?|logos?"
    r"|avatars?|open[-_]?graph|og[-_]?image|social[-_]?(?:share|image)|share[-_]?(?:image|img)"
    r"|site[-_]?image)(?:[\w-]*\.\w{3,4}$|[/_.-])"
)


def with_lead_picture(contents: Contents) -> Contents:
    """Return the contents with their lead picture as the first piece, if it stands nowhere else."""
    pieces, metadata = contents.pieces, contents.metadata
    if not metadata.picture or not pieces:
        return contents
    address = address_or_file(metadata.picture, metadata.url)
    if not address or is_default_picture(address) or has_picture(pieces, address):
        return contents
    lead = lead_picture(address, file=local_file(metadata.picture))
    return replace(contents, pieces=(lead._replace(scope=pieces[0].scope), *pieces))


def lead_picture(address: str, caption: str = "", **more: str) -> Piece:
    """Return the piece of a picture that a format names beside the text."""
    return picture_piece(address, caption, **more)._replace(label="picture")


def picture_beside(
    address: object, body: Sequence[Piece], caption: str = "", **more: str
) -> tuple[Piece, ...]:
    """Return the picture that a format has beside its text; none where the text shows it, too."""
    source = address_or_file(address)
    if not source or not body or is_default_picture(source) or has_picture(body, source):
        return ()
    return (lead_picture(source, caption, **more),)


def with_picture(
    address: object, body: tuple[Piece, ...], caption: str = "", **more: str
) -> tuple[Piece, ...]:
    """Return a text with the picture that a format has beside it, and with what that is told of.

    Where the text shows the picture, it is told there what it does not say itself.
    """
    source = address_or_file(address)
    told = {name: text for name, text in more.items() if text}
    for number, piece in enumerate(body):
        if source and (caption or told) and has_picture((piece,), source):
            said = {**told, **(piece.attributes or {})}
            found = piece._replace(html=piece.html or caption, attributes=said)
            return (*body[:number], found, *body[number + 1 :])
    beside = picture_beside(address, body, caption, **more)
    return (*(each._replace(scope=body[0].scope) for each in beside), *body)


def are_one_picture(one: str, other: str) -> bool:
    """Return whether two addresses are of one picture: its sizes have a folder each, too."""
    one, other = plain_address(one), plain_address(other)
    name = one.rpartition("/")[2]
    return one == other or (len(name) >= _TELLING_NAME and name == other.rpartition("/")[2])


def plain_address(address: str) -> str:
    """Return what two addresses of one picture in different sizes have in common."""
    found = split_url(address.strip())
    if found is None:
        return address
    host = (found.hostname or "").removeprefix("www.")
    # What is no file is told from others by its query, but for the sizes in it.
    query = "" if _IMAGE_FILE.search(found.path) else _SIZE_PARAMETERS.sub("", f"&{found.query}")
    return f"{host}{_SIZES.sub('', found.path)}{query}".lower()


def is_default_picture(address: str) -> bool:
    """Return whether a picture is rather the site's own: its sign, or what stands in for one."""
    found = split_url(address)
    return found is None or bool(_DEFAULT.search(found.path))


def has_picture(pieces: Sequence[Piece], address: str) -> bool:
    """Return whether a picture stands among pieces, in whatever size."""
    return any(
        piece.kind == "picture"
        and any(are_one_picture(each, address) for each in _addresses_of(piece))
        for piece in pieces
    )


def _addresses_of(piece: Piece) -> list[str]:
    """Return the address of a picture, and that of its file."""
    said = piece.attributes or {}
    return [str(said[name]) for name in ("source", "file") if said.get(name)]
