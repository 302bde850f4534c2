"""Split the container of a page's text into texts and what is no text.

That is as for any fragment, but of pictures the widest that a page needs, and none that are the
page's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from articles.documents.reading.bounds import STRINGS
from articles.documents.reading.fragments import embeds, frames, pictures
from articles.documents.reading.fragments.shaping import Shaping
from articles.documents.reading.fragments.tokens import (
    Token,
    check_tags,
    matched,
    tag_attributes,
    tokens,
)
from articles.documents.reading.pages.left_out import (
    LAYOUT,
    NO_ADDRESS,
    TRACKING,
    reason_against_embed,
    reason_against_picture,
)
from articles.documents.source import Piece, Remark, Scope
from articles.documents.urls.local_file import is_of_saved_page, local_file

_LATE: Final = (
    "data-src", "data-lazy-src", "data-original", "data-lazy", "data-hi-res-src", "data-full-url",
    "data-large-file", "data-original-src", "data-img-src", "data-image", "data-url", "src",
)  # fmt: skip
_SETS: Final = ("srcset", "data-srcset", "data-lazy-srcset", "data-src-set")
_LONGEST_SET: Final = 20_000
_LONGEST_ADDRESS: Final = 2_000
_SET_PARTS: Final = re.compile(r",\s+|,(?=https?:|/)")
# The width of a picture that has only versions for denser screens.
_USUAL_WIDTH: Final = 640
# What not every picture library reads.
_NEWER_TYPES: Final = ("image/avif", "image/jxl", "image/heic")
_GALLERY: Final = re.compile(
    r"""(?i)\bclass\s*=\s*["'][^"'<>]*(?<![a-z])(?:gallery|galerie|slideshow|carousel|diashow"""
    r"""|bildergalerie|fotostrecke|photoset)(?![a-z])"""
)


class PageShapes(NamedTuple):
    """The pieces of a part of a page, texts and others, and what of it is none of the article's."""

    pieces: tuple[Piece, ...] = ()
    left_out: tuple[Remark, ...] = ()


def shapes_in(html: str, base: str) -> PageShapes:
    """Return what a part of a page holds."""
    check_tags(html)
    shaping = PageShaping(matched(list(tokens(html.replace("\r", "\n")))), base)
    return PageShapes(shaping.result(), tuple(shaping.left_out))


class PageShaping(Shaping):
    """Tokens of a page on their way to pieces; what is the page's own is `left_out`."""

    def __init__(self, found: list[Token], base: str) -> None:
        super().__init__(found, Scope.PAGE, False, base)
        self.left_out: list[Remark] = []
        self._sources: list[dict[str, str]] = []
        # By the depth of an open gallery, how many pieces there were before it.
        self._galleries: dict[int, int] = {}

    def result(self) -> tuple[Piece, ...]:
        """Return the pieces in reading order."""
        super().result()
        self._end_galleries(0)
        return tuple(self._pieces[: STRINGS + 1])

    def _take_block(self, token: Token) -> None:
        super()._take_block(token)
        self._end_galleries(len(self._blocks))
        if not token.is_end and "=" in token.text and _GALLERY.search(token.text):
            self._galleries.setdefault(len(self._blocks) - 1, len(self._pieces))

    def _end_galleries(self, depth: int) -> None:
        """End the galleries that are not open at a depth: their pictures are told to be of one."""
        for start_depth in [each for each in self._galleries if each >= depth]:
            start = self._galleries.pop(start_depth)
            self._pieces[start:] = frames.as_gallery(self._pieces[start:])

    def _takes_whole(self, token: Token) -> bool:
        if token.name not in embeds.PLAYERS:
            return super()._takes_whole(token)
        embed = embeds.embed_of_player(self._inside(token), self._base, self._scope)
        written = tag_attributes(token.text).get("src", "")
        address = str((embed.attributes or {}).get("url", "")) if embed else written
        reason = reason_against_embed(pictures.address_of(address, self._base))
        if embed and not reason:
            self._place(embed)
        else:
            self.left_out.append(Remark("embed", reason or TRACKING, address[:200]))
        return True

    def _takes_block(self, token: Token) -> bool:
        is_taken = super()._takes_block(token)
        if token.name == "table" and not is_taken:
            self.left_out.append(Remark("table", LAYOUT))
        return is_taken

    def _take_other(self, token: Token) -> None:
        if token.name == "picture":
            self._sources = []
        elif token.name == "source" and not token.is_end:
            self._sources.append(tag_attributes(token.text))
        elif token.name in pictures.TAGS and not token.is_end:
            self._take_picture(token)
        else:
            super()._take_other(token)

    def _take_picture(self, token: Token) -> None:
        if pictures.words_of_picture(token.text):
            super()._take_other(token)
            return
        said = tag_attributes(token.text)
        address = best_address(said, self._base, self._sources)
        file = best_file(said, self._sources)
        reason = reason_against_picture(
            said, address or file, link=self._link(), in_figure=self._is_in_figure()
        )
        self._has_missed_picture = reason == NO_ADDRESS
        if reason:
            written = address or said.get("src", "")
            self.left_out.append(Remark("picture", reason, written[:200]))
        else:
            piece = pictures.picture_piece(address, file=file, alt=said.get("alt", ""))
            self._place(piece._replace(scope=self._scope))

    def _link(self) -> str:
        mark = self._marks.get("a")
        return (
            pictures.address_of(tag_attributes(mark.text).get("href"), self._base) if mark else ""
        )


def best_address(
    said: Mapping[str, str], base: str, sources: list[dict[str, str]] | None = None
) -> str:
    """Return the address of the widest version of a picture that a page needs; "" for none."""
    return _best(said, sources or (), lambda written: _address(written, base))


def best_file(said: Mapping[str, str], sources: Sequence[Mapping[str, str]] = ()) -> str:
    """Return the file beside the page of the widest version that it needs; "" for none."""
    own = said.get("src", "")
    if is_of_saved_page(own):
        return local_file(own)
    return _best(said, sources, pictures.file_unless_standing_in)


def _best(
    said: Mapping[str, str], sources: Sequence[Mapping[str, str]], taken: Callable[[str], str]
) -> str:
    listed = [*_versions(said, taken)]
    for source in sources:
        if source.get("type", "").lower() not in _NEWER_TYPES:
            listed += _versions(source, taken)
    fitting = [each for each in listed if each[0] <= pictures.WIDEST] or listed
    if fitting:
        return max(fitting, key=lambda each: each[0])[1]
    return next(filter(None, (taken(said.get(name, "")) for name in _LATE)), "")


def _versions(said: Mapping[str, str], taken: Callable[[str], str]) -> Iterator[tuple[float, str]]:
    """Yield the widths and addresses of a set of versions (HTML, "srcset attributes")."""
    for name in _SETS:
        for part in _SET_PARTS.split(said.get(name, "")[:_LONGEST_SET]):
            written, _, size = part.strip().rstrip(",").partition(" ")
            if address := taken(written):
                yield _width(size.strip()), address


def _width(size: str) -> float:
    try:
        found = float(size[:-1] or "1")
    except ValueError:
        found = 1
    return found if size.endswith("w") else found * _USUAL_WIDTH


def _address(written: str, base: str) -> str:
    if len(written) > _LONGEST_ADDRESS or pictures.is_standing_in(written):
        return ""
    return pictures.web_address(written, base)
