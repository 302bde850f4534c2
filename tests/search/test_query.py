from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.query import MOST_TERMS, MOST_WORDS, Field, Query, Term, parse_query, spelled


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("old harbour", [Term(("old",)), Term(("harbour",))]),
        ('"old harbour" x', [Term(("old", "harbour")), Term(("x",))]),
        ("„alter Hafen“", [Term(("alter", "hafen"))]),
        ('"no end', [Term(("no", "end"))]),
        ('"harbour" x', [Term(("harbour",), is_exact=True), Term(("x",))]),
        ("harb*", [Term(("harb",), is_beginning=True)]),
        ('author:"Pia Lowen"', [Term(("pia", "lowen"), Field.AUTHOR)]),
        ("TOPIC:Sea", [Term(("sea",), Field.TOPIC)]),
        ("publisher:mail x", [Term(("mail",), Field.PUBLISHER), Term(("x",))]),
        ("foo:bar", [Term(("foo", "bar"))]),
        ("author: x", [Term(("author",)), Term(("x",))]),
        ("http://a.example/b", [Term(("http", "a", "example", "b"))]),
        ("before:soon", [Term(("before", "soon"))]),
        ("after:2019-13", [Term(("after", "2019", "13"))]),
        ("- -- \" ' : \0", []),
    ],
)  # fmt: skip
def test_it_reads_what_is_looked_for(typed: str, terms: list[Term]) -> None:
    assert list(parse_query(typed).terms) == terms


def test_it_reads_what_is_not_wanted() -> None:
    query = parse_query('pier -ferry -"old bridge" -topic:sea well-known')

    assert query.without == (
        Term(("ferry",)), Term(("old", "bridge")), Term(("sea",), Field.TOPIC),
    )  # fmt: skip
    assert [term.words for term in query.terms] == [("pier",), ("well", "known")]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("after:2019", date(2019, 1, 1), None),
        ("before:2019-02", None, date(2019, 2, 28)),
        ("on:2020-02-29", date(2020, 2, 29), date(2020, 2, 29)),
        ("on:2019-12", date(2019, 12, 1), date(2019, 12, 31)),
        ("after:2019 after:2020 before:2022 before:2021", date(2020, 1, 1), date(2021, 12, 31)),
        ("on:9999", None, None),
    ],
)
def test_it_reads_days(typed: str, first: date | None, last: date | None) -> None:
    query = parse_query(typed)

    assert (query.first, query.last) == (first, last)


def test_it_says_when_more_was_typed_than_it_looks_for() -> None:
    query = parse_query("x " * 400)

    assert query.is_cut
    assert len(query.terms) == MOST_TERMS
    assert not parse_query("x").is_cut


@given(st.text(max_size=1_500))
def test_whatever_is_typed_is_a_query(typed: str) -> None:
    query = parse_query(typed)

    assert isinstance(query, Query)
    assert sum(len(term.words) for term in (*query.terms, *query.without)) <= MOST_WORDS
    assert all(word and " " not in word for term in query.terms for word in term.words)


@given(st.text(max_size=60) | st.text("ab\"*-: 政'", max_size=40))
def test_what_is_spelled_is_the_same_query(typed: str) -> None:
    query = parse_query(typed)

    again = parse_query(spelled(query))

    assert again == replace(query, typed=again.typed)
