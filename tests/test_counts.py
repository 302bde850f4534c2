"""Numbers of rows, told up to a cap: 3, or "1,000+"."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from articles import counts
from articles.counts import CappedCount, capped_count, capped_counts
from articles.models import Article
from tests.make import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0"), (7, "7"), (1_000, "1,000"), (1_001, "1,000+")]
)
def test_a_number_beyond_the_cap_reads_so(number: int, written: str) -> None:
    assert str(CappedCount(number)) == written
    assert CappedCount(number).is_capped == (number > 1_000)


def test_rows_of_several_kinds_are_added_up() -> None:
    first, *others = (make_article().pk for _ in range(3))
    assert (
        capped_count(Article.objects.filter(pk=first), Article.objects.filter(pk__in=others)) == 3
    )


def test_above_the_cap_nothing_more_is_counted(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(counts, "CAP", 2)
    for _ in range(4):
        make_article()
    with django_assert_num_queries(1):
        assert capped_count(Article.objects.all(), Article.objects.all()) == 3


def test_several_numbers_are_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    keys = [make_article().pk for _ in range(3)]
    every = Article.objects.all()
    counted: list[list[QuerySet[Any]]] = [
        [every],
        [every.filter(pk__in=[])],
        [every.filter(pk__in=[]), every.filter(pk=keys[0]), every.filter(pk__in=keys[1:])],
        # Of values that differ, each once.
        [every.values("language").distinct()],
    ]
    with django_assert_num_queries(1):
        assert capped_counts(counted) == [3, 0, 3, 1]
    with django_assert_num_queries(0):
        assert capped_counts([]) == []
