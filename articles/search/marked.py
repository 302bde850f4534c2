"""A text as it is shown -> the same with what was looked for marked, or the passage that has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from articles.search.normalise import (
    LONGEST_WORD,
    index_words,
    is_unspaced,
    text_of_spaced_words,
    written_words,
)
from articles.search.query import Query, Term

# Of a passage, in letters; and how many of them stand before what was found.
LONGEST_PASSAGE: Final = 180
_BEFORE: Final = 60
# Farther into a text nothing is looked for.
_FARTHEST: Final = 100_000
_ELLIPSIS: Final = "…"
# What words in ASCII are parted by: no letter of another script, nor an accent.
_PLAIN: Final = re.compile("[\x00-\x7f‘’“”–—…\xa0]*")


class Marked(NamedTuple):
    """A stretch of a text, and whether it is what was looked for."""

    text: str
    is_found: bool


class _Word(NamedTuple):
    """A word as it is indexed, and where it stands in the text."""

    word: str
    start: int
    end: int


def marked(text: str, query: Query) -> list[Marked]:
    """Return a text in stretches: together they are the text."""
    if text and not _may_have(text, query.terms):
        return [Marked(text, is_found=False)]
    found = list(_joined(_places(text, query.terms)))
    stretches, at = [], 0
    for start, end in found:
        if start > at:
            stretches.append(Marked(text[at:start], is_found=False))
        stretches.append(Marked(text[start:end], is_found=True))
        at = end
    if at < len(text):
        stretches.append(Marked(text[at:], is_found=False))
    return stretches


def passage(text: str, query: Query) -> list[Marked]:
    """Return a passage of a text that has what was looked for, marked; none if nothing has it.

    It begins and ends between words, with "…" where the text goes on.
    """
    text = text[:_FARTHEST]
    place = _first_place(text, query.terms)
    if place is None:
        return []
    start = max(0, place - _BEFORE)
    if start:
        start = max(text.rfind(" ", 0, start), text.rfind("\n", start, place)) + 1 or start
    end = min(len(text), start + LONGEST_PASSAGE)
    if end < len(text):
        end = max(text.rfind(" ", place + 1, end), place + 1) if " " in text[place:end] else end
    shown = f"{_ELLIPSIS if start else ''}{text[start:end]}{_ELLIPSIS if end < len(text) else ''}"
    return marked(shown, query)


def _first_place(text: str, terms: tuple[Term, ...]) -> int | None:
    """Return where a text first has what was looked for."""
    pattern = _pattern(terms)
    # In so many letters a term is told; most are of one word.
    enough = LONGEST_PASSAGE if any(len(term.words) > 1 for term in terms) else LONGEST_WORD
    candidates = pattern.finditer(text) if pattern else iter(())
    found = None
    for found in candidates:
        near = text[found.start() : found.start() + enough]
        if any(start == 0 for start, _ in _places(near, terms)):
            return found.start()
    if found is None and not _may_have(text, terms):
        return None
    return next((start for start, _ in _joined(_places(text, terms))), None)


def _may_have(text: str, terms: tuple[Term, ...]) -> bool:
    """Return whether a text may have what is looked for: most have no word of it."""
    pattern = _pattern(terms)
    if pattern and pattern.search(text):
        return True
    if _PLAIN.fullmatch(text):
        # Its words are written as they are indexed, and none begins a term.
        return False
    if not all(term.words[0].isascii() for term in terms):
        return True
    return bool(pattern and pattern.search(text_of_spaced_words(text)))


@lru_cache(maxsize=256)
def _pattern(terms: tuple[Term, ...]) -> re.Pattern[str] | None:
    """Return what finds the words of terms that are written as they are indexed, as most are."""
    simple = list(_patterns(terms))
    pattern = rf"(?<![^\W_])(?:{'|'.join(simple)})"
    return re.compile(pattern, re.IGNORECASE) if simple else None


def _patterns(terms: Sequence[Term]) -> Iterator[str]:
    """Yield what finds the first word of each term, of those in ASCII, and each of its forms."""
    for term in terms:
        is_beginning = term.is_beginning and len(term.words) == 1
        for word in filter(str.isascii, (term.words[0], *term.every_form)):
            yield word if is_beginning else rf"{word}(?![^\W_])"


def _joined(places: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield places in their order, those that touch or overlap as one."""
    current: tuple[int, int] | None = None
    for start, end in sorted(places):
        if current and start <= current[1]:
            current = current[0], max(current[1], end)
            continue
        if current:
            yield current
        current = start, end
    if current:
        yield current


def _places(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Yield where a text has the words of terms, one after the other."""
    words = list(_words_of(text))
    formed = [(term, term.every_form) for term in terms]
    for number, first in enumerate(words):
        for term, forms in formed:
            last = number + len(term.words) - 1
            if last >= len(words):
                continue
            if first.word in forms or _is_term(words[number : last + 1], term):
                yield first.start, _end(words[last], term)


def _end(last: _Word, term: Term) -> int:
    """Return where a term ends: of a run without spaces, with the letters that were looked for."""
    wanted = term.words[-1]
    return last.start + len(wanted) if is_unspaced(wanted) else last.end


def _is_term(words: Sequence[_Word], term: Term) -> bool:
    *before, (last, _, _) = words
    wanted = term.words[-1]
    is_last = last.startswith(wanted) if term.is_beginning else last == wanted
    return is_last and all(
        each.word == word for each, word in zip(before, term.words[:-1], strict=True)
    )


def _words_of(text: str) -> Iterator[_Word]:
    for found in written_words(text):
        if is_unspaced(found.group()):
            yield from _pairs_of(found.group(), found.start())
        else:
            for word in _indexed(found.group()):
                yield _Word(word, found.start(), found.end())


def _pairs_of(run: str, start: int) -> Iterator[_Word]:
    for at in range(len(run)):
        pair = run[at : at + 2]
        yield _Word(pair, start + at, start + at + len(pair))


@lru_cache(maxsize=8192)
def _indexed(written: str) -> tuple[str, ...]:
    return tuple(index_words(written))
