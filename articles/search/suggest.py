"""A query that finds nothing -> the one that was meant: words with a letter wrong.

A word of an index that is one letter away is taken: one too many, one missing, one other, or two
that changed places (Damerau, 1964: four of five misspellings are such). What is proposed finds
something among the rows that may be seen, so that no word of a hidden text is told.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from articles.models.words import FIELD_MARK
from articles.search.find import matching
from articles.search.query import Query, Term, spelled

# A shorter word has too many others one letter away.
_SHORTEST: Final = 4
# Of each word, the likeliest so many are tried, and of a query so many words.
_TRIED: Final = 3
_WORDS: Final = 3
_ALPHABETS: Final = (
    "abcdefghijklmnopqrstuvwxyz", "αβγδεζηθικλμνξοπρστυφχψω",
    "абвгдежзиклмнопрстуфхцчшщъыьэюяєіґў",
    "אבגדהוזחטיכלמנסעפצקרשתםןץףך", "ابتثجحخدذرزسشصضطظعغفقكلمنهويء",
)  # fmt: skip
_IN_SQLITE: Final = """
    SELECT term FROM {table}_vocabulary
    WHERE term IN (SELECT value FROM json_each(%s)) ORDER BY doc DESC, term LIMIT %s
"""
# Counted as far as tells them apart.
_IN_POSTGRESQL: Final = """
    SELECT word FROM unnest(%s::text[]) AS word, LATERAL (
        SELECT count(*) AS texts FROM (
            SELECT 1 FROM {table} WHERE words @@ quote_literal(word)::tsquery LIMIT 50
        ) AS having_it
    ) AS counted WHERE texts > 0 ORDER BY texts DESC, word LIMIT %s
"""

Row = TypeVar("Row", bound=Model)


def meant(rows: QuerySet[Row], query: Query) -> Query | None:
    """Return the query that was meant, if another finds something among `rows`."""
    terms = list(query.terms)
    wrong = [
        number
        for number, term in enumerate(terms)
        if len(term.words) == 1 and not _finds(rows, term)
    ]
    for number in wrong[:_WORDS]:
        better = next((each for each in _nearest(rows, terms[number]) if _finds(rows, each)), None)
        if better is None:
            return None
        terms[number] = better
    corrected = replace(query, terms=tuple(terms))
    if not wrong or not matching(rows, corrected).exists():
        return None
    return replace(corrected, typed=spelled(corrected))


def _finds(rows: QuerySet[Row], term: Term) -> bool:
    return matching(rows, Query(terms=(term,))).exists()


def _nearest(rows: QuerySet[Row], term: Term) -> Iterator[Term]:
    """Yield what may have been meant instead of a term, what most texts have first."""
    [word] = term.words
    if len(word) < _SHORTEST or any(map(str.isdigit, word)):
        return
    name = f"{term.field.value}{FIELD_MARK}" if term.field else ""
    for found in _by_frequency(_table(rows), [f"{name}{each}" for each in _one_away(word)]):
        yield replace(term, words=(found.removeprefix(name),))


def _one_away(word: str) -> set[str]:
    letters = next((each for each in _ALPHABETS if word[0] in each), "")
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        *(f"{left}{right[1:]}" for left, right in halves if right),
        *(f"{left}{right[1]}{right[0]}{right[2:]}" for left, right in halves if len(right) > 1),
        *(f"{left}{letter}{right[1:]}" for left, right in halves if right for letter in letters),
        *(f"{left}{letter}{right}" for left, right in halves for letter in letters),
    } - {word}


def _table(rows: QuerySet[Any]) -> str:
    words: Any = rows.model._meta.get_field("words")
    return str(words.related_model._meta.db_table)


def _by_frequency(table: str, words: Collection[str]) -> list[str]:
    """Return those words that a corpus has, at most `_TRIED`, what most texts have first."""
    sql = _IN_SQLITE if connection.vendor == "sqlite" else _IN_POSTGRESQL
    given = json.dumps(list(words)) if connection.vendor == "sqlite" else list(words)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(table=table), [given, _TRIED])
        return [word for (word,) in cursor.fetchall()]
