"""Put what is no text to the texts of a page's article: in the places that it has on the page.

The texts are those of an extraction, completed. On the page they stand among pictures, tables and
the like, which take back what an extraction has taken for text: captions, cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, NamedTuple

from articles.documents.article.table import markup_of
from articles.documents.markup import escape
from articles.documents.reading.fragments import letters_of
from articles.documents.source import Piece, Scope

# More letters are looked through for no page: a second's worth.
_MOST_LOOKED_THROUGH: Final = 2_000_000_000
# Shorter texts stand all over a page: they are looked for nearby.
_TELLING_LENGTH: Final = 25
_NEARBY: Final = 400
_TEXTS: Final = frozenset({"p", "li", "blockquote"})


class _Span(NamedTuple):
    """Where a text is among the letters of its container."""

    start: int
    end: int


@dataclass(slots=True)
class _Shape:
    """What is no text, the span of the page's text that it stands in, and its letters."""

    piece: Piece
    start: int
    end: int = 0
    letters: tuple[str, ...] = ()
    scope: Scope = Scope.PAGE

    def goes_on_with(self, letters: str) -> bool:
        """Return whether its words have these letters, after those that were asked for before."""
        rests = [
            each[at + len(letters) :] for each in self.letters if (at := each.find(letters)) >= 0
        ]
        self.letters = tuple(rests) or self.letters
        return bool(rests)


@dataclass(slots=True)
class _Text:
    """A text of the article: where it is on the page, and whether a shape has taken it back."""

    piece: Piece
    letters: str
    span: _Span | None = None
    is_taken: bool = False
    before: list[Piece] = field(default_factory=list)


def placed(
    texts: Sequence[Piece], whole: Sequence[Piece], shaped: Sequence[Piece]
) -> tuple[Piece, ...]:
    """Return the texts with the shapes in their places.

    `whole` are the texts of the container, `shaped` the same with all that is no text.
    """
    page = "".join(letters_of(piece.html) for piece in whole)
    if (len(texts) + len(shaped)) * len(page) > _MOST_LOOKED_THROUGH:
        return tuple(texts)
    own = _located(texts, page)
    shapes = _shapes_in(shaped, page, own)
    for shape in shapes:
        _take_back(shape, own)
    last = _put(shapes, own)
    return tuple(_without_stray_rules([*_in_order(own), *last]))


def _located(texts: Sequence[Piece], page: str) -> list[_Text]:
    at = 0
    found = []
    for piece in texts:
        text = _Text(piece, letters_of(piece.html))
        if text.letters and (span := _span_of(text.letters, page, at)):
            text.span = span
            at = max(at, span.end)
        found.append(text)
    return found


def _span_of(letters: str, page: str, at: int) -> _Span | None:
    is_telling = len(letters) >= _TELLING_LENGTH
    start = page.find(letters, at) if is_telling else page.find(letters, at, at + _NEARBY)
    if start < 0 and is_telling:
        start = page.find(letters)
    if start < 0 and is_telling:
        # An extraction drops a word or two: the rest begins alike.
        start = page.find(letters[:_TELLING_LENGTH], at)
    return _Span(start, start + len(letters)) if start >= 0 else None


def _shapes_in(shaped: Sequence[Piece], page: str, own: Sequence[_Text]) -> list[_Shape]:
    """Return the shapes between the texts of the page; what these say of themselves is noted."""
    found: list[_Shape] = []
    waiting: list[_Shape] = []
    at = 0
    for piece in shaped:
        if piece.kind:
            waiting.append(_Shape(piece, at, letters=_letters_in(piece)))
            continue
        letters = letters_of(piece.html)
        # What stands between has words on the page as well, which may be the same.
        beyond = at + sum(len(shape.letters[0]) for shape in waiting)
        span = _span_of(letters, page, beyond) if letters else None
        if letters and (span is None or span.start < beyond):
            span = _span_of(letters, page, at)
        if span is None or span.start < at:
            continue
        for shape in waiting:
            shape.end = span.start
        found += waiting
        waiting = []
        at = span.end
        if piece.attributes:
            _note(piece, span, letters, own)
    for shape in waiting:
        shape.end = len(page)
    return found + waiting


def _letters_in(piece: Piece) -> tuple[str, ...]:
    """Return the letters of its words, as an extraction may have run them together."""
    said = dict(piece.attributes or {})
    caption = letters_of(piece.html)
    other = "".join(letters_of(text) for text in _words_of(said))
    return (caption + other, other + caption)


def _words_of(said: dict[str, Any]) -> Iterator[str]:
    for row in said.get("rows", ()):
        yield from map(markup_of, row)
    yield from (escape(str(said[name])) for name in ("text", "credit") if name in said)


def _note(piece: Piece, span: _Span, letters: str, own: Sequence[_Text]) -> None:
    """Give a text of the article what its element on the page says: its list, who said it."""
    said = dict(piece.attributes or {})
    by = letters_of(escape(str(said.get("by", ""))))
    for number, text in enumerate(own):
        if text.span is None or text.letters != letters or text.piece.tag != piece.tag:
            continue
        if abs(text.span.start - span.start) > _NEARBY:
            continue
        after = own[number + 1] if number + 1 < len(own) else None
        if by and after and after.letters.endswith(by) and len(after.letters) <= len(by) + 2:
            after.is_taken = True
            text.piece = text.piece._replace(label="quote")
        else:
            said.pop("by", None)
        said.pop("box", None)
        if said:
            text.piece = text.piece._replace(attributes=said)
        return


def _take_back(shape: _Shape, own: Sequence[_Text]) -> None:
    """Take the texts in a shape's place that are its own words."""
    for text in own:
        if text.span is None or text.is_taken or text.piece.label or not text.letters:
            continue
        is_there = shape.start <= text.span.start and text.span.end <= shape.end
        if is_there and shape.goes_on_with(text.letters):
            text.is_taken = True
            if text.piece.scope is Scope.EXTRACT:
                shape.scope = Scope.EXTRACT
        elif _is_around(text.span, shape) and letters_of(shape.piece.html) in text.letters:
            # Its caption is part of a longer text: there it stays.
            shape.piece = shape.piece._replace(html="")


def _is_around(span: _Span, shape: _Shape) -> bool:
    return span.start <= shape.start and shape.end <= span.end


def _put(shapes: Sequence[_Shape], own: Sequence[_Text]) -> list[Piece]:
    """Put each shape before the text that follows it; return those after all texts."""
    known = [text for text in own if text.span is not None and not text.is_taken]
    extracted = [text.span.end for text in known if text.span and text.piece.scope is Scope.EXTRACT]
    end = max(extracted, default=0)
    last: list[Piece] = []
    for shape in shapes:
        piece = shape.piece._replace(scope=shape.scope)
        if shape.start >= end and not piece.html and piece.kind in ("picture", "embed"):
            # After the text is the page's own; with words of its own an editor is asked.
            piece = piece._replace(label="noise")
        after = next((text for text in known if text.span and text.span.start >= shape.start), None)
        (after.before if after else last).append(piece)
    return last


def _in_order(own: Sequence[_Text]) -> Iterator[Piece]:
    for text in own:
        yield from text.before
        if not text.is_taken:
            yield text.piece


def _without_stray_rules(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, of rules only those between two texts of the article."""
    around = [None, *pieces, None]
    for (before, piece), after in zip(pairwise(around), around[2:], strict=False):
        if piece is None or (piece.kind == "rule" and not (_is_text(before) and _is_text(after))):
            continue
        yield piece


def _is_text(piece: Piece | None) -> bool:
    return piece is not None and piece.scope is Scope.EXTRACT and piece.tag in _TEXTS
