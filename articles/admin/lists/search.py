"""What is searched beside articles: their parts and sources, by the index of their articles' words.

No index has the words of each paragraph or link. What somebody looks for is looked up among the
articles, and then among the rows of those found, of which there are so many at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import and_, or_
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.text import smart_split, unescape_string_literal

from articles.counts import CAP
from articles.models import Article
from articles.search.find import matching
from articles.search.query import parse_query

Row = TypeVar("Row", bound=Model)
# Above every character that a text may hold.
_LAST = "\U0010ffff"


def articles_found(term: str) -> list[int]:
    """Return the primary keys of the newest articles that a search finds, a thousand at most."""
    found = matching(Article.objects.all(), parse_query(term))
    return list(found.values_list("pk", flat=True)[:CAP])


def of_articles(rows: QuerySet[Row], term: str, article: str, *columns: str) -> QuerySet[Row]:
    """Return the rows of articles that a search finds which hold its plain words themselves.

    `article` is the way from a row to its article; any of the columns may hold a word.
    """
    held = [
        reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns))
        for word in _plain_words(term)
    ]
    return rows.filter(reduce(and_, held, Q(**{f"{article}__in": articles_found(term)})))


def beginning_with(column: str, text: str) -> Q:
    """Return the condition of a column that begins with a text, as an index finds it."""
    return Q(**{f"{column}__gte": text, f"{column}__lt": f"{text}{_LAST}"})


def _plain_words(term: str) -> Iterator[str]:
    """Yield the words and phrases of a search that stand in a text as they were typed.

    Databases differ in what they take for the same letter, but for those of ASCII.
    """
    for typed in smart_split(term.replace("\0", " ")):
        is_quoted = len(typed) > 1 and typed[0] in "\"'" and typed[0] == typed[-1]
        word: Any = unescape_string_literal(typed) if is_quoted else typed.removesuffix("*")
        if word.isascii() and (is_quoted or word.replace("-", "").isalnum()) and word[0] != "-":
            yield word
