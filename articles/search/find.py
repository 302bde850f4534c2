"""A query -> the rows that it finds, newest first or best match first, on either database."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import F, FloatField, Func, Model, Q, QuerySet, Value
from django.utils import timezone

from articles.counts import CAP, CappedCount, capped_count
from articles.models.words import FIELD_MARK
from articles.search.forms import language_word
from articles.search.place import first_place
from articles.search.query import Field, Query, Term

# From an edition or an article to what indexes its words.
_INDEX: Final = "words__index"
_PLACE: Final = f"{_INDEX}__place"

Row = TypeVar("Row", bound=Model)


def matching(rows: QuerySet[Row], query: Query, *, may_be_few: bool = False) -> QuerySet[Row]:
    """Return the editions or articles of `rows` that a query finds, newest first.

    An empty query finds all. `may_be_few` tells that `rows` are filtered: the words of a few are
    looked at one by one, where otherwise all that have a common word would be.
    """
    query = query.exactly() if query.is_exact else query
    found = _among_few(rows, query) if may_be_few else None
    found = _having(rows, query, is_filtered=may_be_few) if found is None else found
    return _within_days(found, query).order_by(f"-{_PLACE}")


def matching_counted(rows: QuerySet[Row], query: Query) -> tuple[QuerySet[Row], CappedCount]:
    """Return what `matching` finds, and how many they are: PostgreSQL tells both at once."""
    if connection.vendor != "postgresql" or not query.terms:
        found = matching(rows, query)
        return found, capped_count(found)
    query = query.exactly() if query.is_exact else query
    found = _within_days(rows.filter(_match(query)), query)
    places = list(found.order_by().values_list(_PLACE, flat=True)[: CAP + 1])
    number = CappedCount(len(places))
    if not number.is_capped:
        found = rows.filter(**{f"{_PLACE}__in": places})
    return found.order_by(f"-{_PLACE}"), number


def best_matching(rows: QuerySet[Row], query: Query) -> list[int]:
    """Return the primary keys of what a query finds, the best match first.

    Of more than `CAP`, of the newest so many and one, which tells that there are more. What has the
    words as they were typed comes before what has other forms of them. What is said in a headline,
    often, or is rare weighs more (BM25 on SQLite, `ts_rank` on PostgreSQL).
    """
    exactly = query.exactly()
    exact = _ranked(matching(rows, exactly), exactly)
    if query.is_exact or len(exact) > CAP:
        return exact
    known = set(exact)
    found = matching(rows, query).values_list("pk", flat=True)[: CAP + 1]
    others = dict.fromkeys(key for key in found if key not in known)
    if others:
        # Of those that are weighed some may be none of the others, and none of them is missed.
        weighed = _ranked(_to_weigh(rows, query, others), query)
        others = dict.fromkeys(key for key in (*weighed, *others) if key in others)
    return [*exact, *others][: CAP + 1]


def _ranked(found: QuerySet[Any], query: Query) -> list[int]:
    ranked = found.annotate(likeness=_likeness(query)).values_list("pk", "likeness")[: CAP + 1]
    return [key for key, _ in sorted(ranked, key=lambda row: -row[1])]


def _to_weigh(rows: QuerySet[Row], query: Query, keys: Collection[int]) -> QuerySet[Row]:
    """Return the rows of these keys for their likeness: on SQLite, which has it of a match, more.

    That match is without the words of languages, which nearly all texts have: BM25 counts all
    texts that have a word.
    """
    if connection.vendor == "postgresql":
        return rows.filter(pk__in=keys)
    found = rows.filter(**{f"{_INDEX}__words__match": _fts5(query, in_any_language=True)})
    return _within_days(found, query).order_by(f"-{_PLACE}")


def _having(rows: QuerySet[Row], query: Query, *, is_filtered: bool = False) -> QuerySet[Row]:
    """Return the rows that have the words of a query."""
    if not query.terms and not query.without:
        return rows
    if connection.vendor == "postgresql":
        # It takes a rare word for as frequent as it may be at most, and dozens of forms for a
        # common word, for which it would read the newest texts one by one, to the last. Of filtered
        # rows it would read more of these than it shows.
        words: Any = rows.model._meta.get_field("words")
        having = (
            rows.order_by().filter(_match(query)).values_list(_PLACE, flat=True)
            if is_filtered
            else words.related_model._base_manager.filter(words__match=_tsquery(query)).values_list(
                "pk", flat=True
            )
        )
        places = list(having[: CAP + 1])
        if len(places) <= CAP:
            return rows.filter(**{f"{_PLACE}__in": places})
    return rows.filter(_match(query))


def _among_few(rows: QuerySet[Row], query: Query) -> QuerySet[Row] | None:
    """Return the rows that have the words of a query, by their places; `None` if all are many.

    Asked without an order: for one, SQLite reads all texts that have the words.
    """
    places = rows.order_by().values_list("words__index", flat=True)
    few = list(places[: CAP + 1])
    if len(few) > CAP:
        return None
    having = places.filter(words__index__in=few).filter(_match(query))
    return rows.filter(words__index__in=list(having))


def _match(query: Query) -> Q:
    if not query.terms and not query.without:
        return Q()
    match = _fts5(query) if connection.vendor == "sqlite" else _tsquery(query)
    return Q(**{f"{_INDEX}__words__match": match})


def _within_days(found: QuerySet[Row], query: Query) -> QuerySet[Row]:
    if query.first:
        found = found.filter(**{f"{_PLACE}__gte": first_place(_midnight(query.first))})
    if query.last and query.last < date.max:
        after = date.fromordinal(query.last.toordinal() + 1)
        found = found.filter(**{f"{_PLACE}__lt": first_place(_midnight(after))})
    return found


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
        for word in (*term.words, *sorted(term.every_form)):
            yield f"'{_named(word, term.field)}'"
            if term.field is None:
                yield f"'{_named(word, Field.HEADLINE)}'"


def _named(word: str, field: Field | None) -> str:
    return f"{field.value}{FIELD_MARK}{word}" if field else word


def _fts5(query: Query, *, in_any_language: bool = False) -> str:
    """Return it as FTS5 has it (https://www.sqlite.org/fts5.html, 3)."""
    wanted = [_fts5_weighed(term, in_any_language) for term in query.terms]
    unwanted = "".join(f" NOT {_fts5_phrase(term)}" for term in query.without)
    return f"({' AND '.join(wanted) or _fts5_any([FIELD_MARK])}){unwanted}"


def _fts5_weighed(term: Term, in_any_language: bool) -> str:
    """Return what finds a term, and again in a headline, where it weighs more."""
    if term.field:
        return _fts5_phrase(term)
    found = [_fts5_phrase(each) for each in (term, replace(term, field=Field.HEADLINE))]
    if in_any_language:
        forms = sorted(term.every_form)
        found += _fts5_quoted([*forms, *(_named(form, Field.HEADLINE) for form in forms)])
    else:
        found += (
            f"({_fts5_any(forms)} AND {_fts5_any(_languages(language))})"
            for language, forms in term.forms.items()
        )
    return f"({' OR '.join(found)})"


def _fts5_phrase(term: Term) -> str:
    words = " ".join(_named(word, term.field) for word in term.words)
    return f'"{words}"{"*" if term.is_beginning else ""}'


def _fts5_any(words: Iterable[str]) -> str:
    return f"({' OR '.join(_fts5_quoted(words))})"


def _fts5_quoted(words: Iterable[str]) -> list[str]:
    return [f'"{word}"' for word in words]


def _languages(language: str) -> Iterable[str]:
    """Return the words of texts in which forms of a language are looked for."""
    return language_word(language), language_word("")


def _tsquery(query: Query) -> str:
    """Return it as PostgreSQL has it (its manual, 8.11.2)."""
    wanted = [_tsquery_wanted(term) for term in query.terms]
    unwanted = [f"!({_tsquery_phrase(term)})" for term in query.without]
    return " & ".join([*(wanted or [_tsquery_any([FIELD_MARK])]), *unwanted])


def _tsquery_wanted(term: Term) -> str:
    found = [_tsquery_phrase(term)]
    for language, forms in term.forms.items():
        found.append(f"({_tsquery_any(forms)} & {_tsquery_any(_languages(language))})")
    return f"({' | '.join(found)})"


def _tsquery_phrase(term: Term) -> str:
    words = [f"'{_named(word, term.field)}'" for word in term.words]
    return f"({' <-> '.join(words)}{':*' if term.is_beginning else ''})"


def _tsquery_any(words: Iterable[str]) -> str:
    quoted = [f"'{word}'" for word in words]
    return f"({' | '.join(quoted)})"
