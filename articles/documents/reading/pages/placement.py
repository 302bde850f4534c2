"""Put what is no text to the texts of a page's article: in the places that it has on the page.

The texts are those of an extraction, completed. On the page they stand among pictures, tables and
the like, which take back what an extraction has taken for text: captions, cells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
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
_PASSED_OVER: Final = 6
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


class _Article:
    """The texts of an article, and those that are on the page by where they begin there."""

    def __init__(self, texts: Sequence[_Text]) -> None:
        self.texts = texts
        known = [(text.span.start, n) for n, text in enumerate(texts) if text.span is not None]
        self._known = sorted(known)

    def between(self, start: int, end: int) -> Iterator[tuple[int, _Text, _Span]]:
        """Yield the texts that begin in a stretch of the page, with their numbers and spans."""
        for at in range(bisect_left(self._known, (start, 0)), len(self._known)):
            begins, number = self._known[at]
            if begins > end:
                return
            text = self.texts[number]
            assert text.span is not None
            yield number, text, text.span

    def around(self, start: int) -> _Text | None:
        """Return the last text that begins before a place."""
        at = bisect_left(self._known, (start, 0)) - 1
        return self.texts[self._known[at][1]] if at >= 0 else None


def placed(
    texts: Sequence[Piece], whole: Sequence[Piece], shaped: Sequence[Piece]
) -> tuple[Piece, ...]:
    """Return the texts with the shapes in their places.

    `whole` are the texts of the container, `shaped` the same with all that is no text.
    """
    page = "".join(letters_of(piece.html) for piece in whole)
    if (len(texts) + len(shaped)) * len(page) > _MOST_LOOKED_THROUGH:
        return tuple(texts)
    own = _Article(_located(texts, page))
    shapes = _shapes_in(shaped, page, own)
    for (start, end), group in groupby(shapes, key=lambda shape: (shape.start, shape.end)):
        _take_back([*group], start, end, own)
    _leave_captions(shapes, own)
    last = _put(shapes, own)
    return tuple(_without_stray_rules([*_in_order(own.texts), *last]))


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


def _shapes_in(shaped: Sequence[Piece], page: str, own: _Article) -> list[_Shape]:
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


def _note(piece: Piece, span: _Span, letters: str, own: _Article) -> None:
    """Give a text of the article what its element on the page says: its list, who said it."""
    said = dict(piece.attributes or {})
    by = letters_of(escape(str(said.get("by", ""))))
    for number, text, _ in own.between(span.start - _NEARBY, span.start + _NEARBY):
        is_pull = bool(said.get("pull"))
        if text.letters != letters or (text.piece.tag != piece.tag and not is_pull):
            continue
        if is_pull:
            text.piece = text.piece._replace(tag=piece.tag, label="quote")
        after = own.texts[number + 1] if number + 1 < len(own.texts) else None
        if by and after and after.letters.endswith(by) and len(after.letters) <= len(by) + 2:
            after.is_taken = True
            text.piece = text.piece._replace(label="quote")
        else:
            said.pop("by", None)
        if said:
            text.piece = text.piece._replace(attributes=said)
        return


def _take_back(shapes: Sequence[_Shape], start: int, end: int, own: _Article) -> None:
    """Take the texts in the place of some shapes, which come in their order, that are their words.

    Of two pages' orders of words that differ, no more than a few shapes are passed over.
    """
    worded = [shape for shape in shapes if any(shape.letters)]
    at = 0
    for _, text, span in own.between(start, end):
        if text.is_taken or text.piece.label or span.end > end:
            continue
        for number in range(at, min(at + _PASSED_OVER, len(worded))):
            if worded[number].goes_on_with(text.letters):
                text.is_taken, at = True, number
                if text.piece.scope is Scope.EXTRACT:
                    worded[number].scope = Scope.EXTRACT
                break


def _leave_captions(shapes: Sequence[_Shape], own: _Article) -> None:
    """Leave a caption that is part of a longer text of the article to that."""
    for shape in shapes:
        around = own.around(shape.start + 1) if shape.piece.html else None
        if around is None or around.is_taken or around.span is None:
            continue
        is_in = letters_of(shape.piece.html) in around.letters
        if is_in and _is_around(around.span, shape):
            shape.piece = shape.piece._replace(html="")


def _is_around(span: _Span, shape: _Shape) -> bool:
    return span.start <= shape.start and shape.end <= span.end


def _put(shapes: Sequence[_Shape], own: _Article) -> list[Piece]:
    """Put each shape before the text that follows it; return those after all texts."""
    known = [text for text in own.texts if text.span is not None and not text.is_taken]
    extracted = [text.span.end for text in known if text.span and text.piece.scope is Scope.EXTRACT]
    after_all = max((text.span.start for text in known if text.span), default=-1)
    end = max(extracted, default=0)
    last: list[Piece] = []
    followed: dict[int, _Text | None] = {}
    for shape in shapes:
        piece = shape.piece._replace(scope=shape.scope)
        if shape.start >= end and not piece.html and piece.kind in ("picture", "embed"):
            # After the text is the page's own; with words of its own an editor is asked.
            piece = piece._replace(label="noise")
        if shape.start not in followed:
            behind = own.between(shape.start, after_all)
            followed[shape.start] = next((text for _, text, _ in behind if not text.is_taken), None)
        after = followed[shape.start]
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
