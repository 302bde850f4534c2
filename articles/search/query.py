"""What somebody typed -> a query. Nothing that can be typed is an error.

Words that all must be there, "phrases in quotes", -without, beginnings*, author:, topic:,
publisher: and headline: before a word or a phrase; after:, before: and on: before a day, a month or
a year, which are part of what is found. What is none of these is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Final

from articles.search.forms import forms_of
from articles.search.normalise import typed_words

# A person types no more; a database's parser has its own bounds.
MOST_TERMS: Final = 24
MOST_WORDS: Final = 48
MOST_LETTERS: Final = 1_000
# Who types more words says well enough what is meant; each costs as much as some thirty.
_MOST_FORMED: Final = 4

_PIECE: Final = re.compile(
    r"""(?P<minus>-(?=[^\s-]))?      # without
        (?:(?P<field>[^\W\d_]+):(?=\S))?   # a field
        (?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?|(?P<word>[^\s"“”„«»]+))""",
    re.VERBOSE,
)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class Field(StrEnum):
    """Name a part of an article that can be asked for by itself."""

    HEADLINE = "headline"
    AUTHOR = "author"
    TOPIC = "topic"
    PUBLISHER = "publisher"


_FIELDS: Final = {each.value: each for each in Field}
_ON, _AFTER, _BEFORE = "on", "after", "before"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other, in a field or anywhere; the last may be a beginning.

    A single word is looked for in its other forms, too, unless `is_exact`: it stood in quotes.
    """

    words: tuple[str, ...]
    field: Field | None = None
    is_beginning: bool = False
    is_exact: bool = False

    @property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """Return the other forms in which it is looked for, by the language that has them."""
        if self.is_exact or self.is_beginning or self.field or len(self.words) > 1:
            return {}
        return forms_of(self.words[0])

    @property
    def every_form(self) -> frozenset[str]:
        """Return the other forms in which it is looked for, of all languages."""
        return frozenset(chain.from_iterable(self.forms.values()))


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all of `terms`, none of `without`, from `first` to `last`, days included.

    `is_cut` tells that more was typed than is looked for.
    """

    typed: str = ""
    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    first: date | None = None
    last: date | None = None
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms or self.without or self.first or self.last)

    @property
    def is_exact(self) -> bool:
        """Return whether no word is looked for in other forms than it was typed in."""
        formed = sum(bool(term.forms) for term in self.terms)
        return not 0 < formed <= _MOST_FORMED

    def exactly(self) -> Query:
        """Return it for what has the words as they were typed."""
        return replace(self, terms=tuple(replace(term, is_exact=True) for term in self.terms))

    def narrowed(self, names: Mapping[Field, str], first: str = "", last: str = "") -> Query:
        """Return it with names that fields have to hold, and days such as 2019-05-03.

        What is empty, or no day, narrows nothing.
        """
        terms = [term for name, text in names.items() if (term := _whole(text, name))]
        since, until = _days(first), _days(last)
        return replace(
            self,
            terms=(*self.terms, *terms),
            first=max(filter(None, (self.first, since and since[0])), default=None),
            last=min(filter(None, (self.last, until and until[1])), default=None),
        )


@dataclass(slots=True)
class _Draft:
    terms: list[Term] = field(default_factory=list)
    without: list[Term] = field(default_factory=list)
    first: date | None = None
    last: date | None = None


def parse_query(typed: str) -> Query:
    """Return the query that somebody typed; an empty one for nothing to look for."""
    draft = _Draft()
    text = typed[:MOST_LETTERS].replace("\0", " ")
    is_cut = len(typed) > MOST_LETTERS
    words = 0
    for piece in _PIECE.finditer(text):
        if _took_dates(piece, draft):
            continue
        for term in _terms(piece):
            words += len(term.words)
            if words > MOST_WORDS or len(draft.terms) + len(draft.without) >= MOST_TERMS:
                is_cut = True
                break
            (draft.without if piece["minus"] else draft.terms).append(term)
    return Query(
        typed.strip(), tuple(draft.terms), tuple(draft.without), draft.first, draft.last, is_cut
    )


def spelled(query: Query) -> str:
    """Return what to type for a query."""
    pieces = [_spelled(term) for term in query.terms]
    pieces += [f"-{_spelled(term)}" for term in query.without]
    if query.first:
        pieces.append(f"{_AFTER}:{query.first.isoformat()}")
    if query.last:
        pieces.append(f"{_BEFORE}:{query.last.isoformat()}")
    return " ".join(pieces)


def _spelled(term: Term) -> str:
    words = " ".join(term.words)
    name = f"{term.field.value}:" if term.field else ""
    if term.is_beginning:
        return f"{name}{words.replace(' ', '-')}*"
    return f'{name}"{words}"' if len(term.words) > 1 or term.is_exact else f"{name}{words}"


def _whole(text: str, name: Field) -> Term | None:
    words, is_beginning = typed_words(text[:MOST_LETTERS])
    return Term(tuple(words[:MOST_WORDS]), name, is_beginning) if words else None


def _terms(piece: re.Match[str]) -> Iterator[Term]:
    """Yield the term of a piece, none where it has no words."""
    name = _FIELDS.get((piece["field"] or "").casefold())
    text = piece["word"] if piece["phrase"] is None else piece["phrase"]
    if piece["field"] and name is None:
        # What looks like a field and is none: the words are looked for, one after the other.
        text = f"{piece['field']} {text}"
    words, is_beginning = typed_words(text)
    if words:
        is_quoted = piece["phrase"] is not None
        is_starred = not is_quoted and text.endswith("*")
        yield Term(
            tuple(words),
            name,
            is_beginning or is_starred,
            is_exact=is_quoted and len(words) == 1 and not is_beginning,
        )


def _took_dates(piece: re.Match[str], draft: _Draft) -> bool:
    """Set the days of a piece that is a date; return whether it is one."""
    name = (piece["field"] or "").casefold()
    days = _days(piece["word"] or piece["phrase"] or "")
    if piece["minus"] or days is None or name not in (_ON, _AFTER, _BEFORE):
        return False
    if name != _BEFORE:
        draft.first = max(filter(None, (draft.first, days[0])))
    if name != _AFTER:
        draft.last = min(filter(None, (draft.last, days[1])))
    return True


def _days(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of 2019, 2019-05 or 2019-05-03; None for anything else."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(each) if each else None for each in found.groups())
    try:
        if year and month and day:
            return date(year, month, day), date(year, month, day)
        first = date(year or 0, month or 1, 1)
        following = date(first.year + (month in (None, 12)), (month or 0) % 12 + 1, 1)
        return first, date.fromordinal(following.toordinal() - 1)
    except ValueError:
        return None
