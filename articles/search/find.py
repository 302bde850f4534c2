"""A query -> the rows that it finds, newest first or best match first, on either database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import F, FloatField, Func, Model, QuerySet, Value
from django.utils import timezone

from articles.models.words import FIELD_MARK
from articles.search.place import first_place
from articles.search.query import Field, Query, Term

# Beyond so many, a list says "1,000+", and the best matches are chosen among the newest so many.
COUNTED: Final = 1_000

# From an edition or an article to what indexes its words.
_INDEX: Final = "words__index"
_PLACE: Final = f"{_INDEX}__place"

Row = TypeVar("Row", bound=Model)


def matching(rows: QuerySet[Row], query: Query) -> QuerySet[Row]:
    """Return the editions or articles of `rows` that a query finds, newest first.

    An empty query finds all.
    """
    found = rows
    if query.terms or query.without:
        found = found.filter(**{f"{_INDEX}__words__match": _expression(query)})
    if query.first:
        found = found.filter(**{f"{_PLACE}__gte": first_place(_midnight(query.first))})
    if query.last and query.last < date.max:
        after = date.fromordinal(query.last.toordinal() + 1)
        found = found.filter(**{f"{_PLACE}__lt": first_place(_midnight(after))})
    return found.order_by(f"-{_PLACE}")


def best_matching(rows: QuerySet[Row], query: Query) -> list[int]:
    """Return the primary keys of what a query finds, the best match first.

    Of more than `COUNTED`, of the newest so many. What is said in a headline, often, or is rare
    weighs more (BM25 on SQLite, `ts_rank` on PostgreSQL).
    """
    found = matching(rows, query).annotate(likeness=_likeness(query))
    ranked = found.values_list("pk", "likeness")[:COUNTED]
    return [key for key, _ in sorted(ranked, key=lambda row: -row[1])]


def count_of(found: QuerySet[Any]) -> int:
    """Return how many rows there are, at most one more than `COUNTED`."""
    return found[: COUNTED + 1].count()


def _midnight(day: date) -> datetime:
    # The first and the last year there are have no midnight everywhere.
    year = min(max(day.year, 2), 9998)
    return datetime.combine(day.replace(year=year), time.min, timezone.get_current_timezone())


def _likeness(query: Query) -> Any:
    if connection.vendor == "sqlite":
        # The least is the best.
        return -F(f"{_INDEX}__rank")
    words = Value(" | ".join(_each_word(query)) or f"'{FIELD_MARK}'")
    # Long articles have each word more often.
    return Func(
        F(f"{_INDEX}__words"),
        words,
        Value(1),
        function="ts_rank",
        template="%(function)s(%(expressions)s)",
        output_field=FloatField(),
    )


def _each_word(query: Query) -> Iterable[str]:
    for term in query.terms:
        for word in term.words:
            yield f"'{_named(word, term.field)}'"
            if term.field is None:
                yield f"'{_named(word, Field.HEADLINE)}'"


def _named(word: str, field: Field | None) -> str:
    return f"{field.value}{FIELD_MARK}{word}" if field else word


def _expression(query: Query) -> str:
    return _fts5(query) if connection.vendor == "sqlite" else _tsquery(query)


def _fts5(query: Query) -> str:
    """Return it as FTS5 has it (https://www.sqlite.org/fts5.html, 3)."""
    wanted = " AND ".join(map(_fts5_weighed, query.terms)) or f'"{FIELD_MARK}"'
    unwanted = "".join(f" NOT {_fts5_phrase(term)}" for term in query.without)
    return f"({wanted}){unwanted}"


def _fts5_weighed(term: Term) -> str:
    """Return what finds a term, and again in a headline, where it weighs more."""
    if term.field:
        return _fts5_phrase(term)
    named = Term(term.words, Field.HEADLINE, term.is_beginning)
    return f"({_fts5_phrase(term)} OR {_fts5_phrase(named)})"


def _fts5_phrase(term: Term) -> str:
    words = " ".join(_named(word, term.field) for word in term.words)
    return f'"{words}"{"*" if term.is_beginning else ""}'


def _tsquery(query: Query) -> str:
    """Return it as PostgreSQL has it (its manual, 8.11.2)."""
    wanted = [_tsquery_phrase(term) for term in query.terms] or [f"'{FIELD_MARK}'"]
    unwanted = [f"!({_tsquery_phrase(term)})" for term in query.without]
    return " & ".join([*wanted, *unwanted])


def _tsquery_phrase(term: Term) -> str:
    words = [f"'{_named(word, term.field)}'" for word in term.words]
    return f"({' <-> '.join(words)}{':*' if term.is_beginning else ''})"
