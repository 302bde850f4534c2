"""Rows that are stored many at a time."""

from __future__ import annotations

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from articles.bulk import insert, update
from articles.models import Article, Section, Version
from tests.make import make_article

pytestmark = pytest.mark.django_db


def test_a_row_that_breaks_a_constraint_is_an_integrity_error_on_each_database() -> None:
    section = make_article().sections.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Section, ("article", "position", "uid"), [(section.article_id, 0, section.uid)])


def test_many_rows_are_updated_each_to_its_own_values() -> None:
    one, other = make_article(), make_article()
    rows = [('{a, "b"}', '["Nell, \\"N\\" Ashby"]', None, one.pk), ("NULL", "[]", 3, other.pk)]
    update(Article, ("headline", "bylines", "standfirst_origin"), rows)
    values = Article.objects.order_by("pk").values_list("headline", "bylines", "standfirst_origin")
    assert list(values) == [('{a, "b"}', ['Nell, "N" Ashby'], None), ("NULL", [], 3)]


def test_bytes_are_updated_as_they_are() -> None:
    version = Version.objects.get(article=make_article())
    content = type(version)._meta.get_field("content").get_db_prep_value({"a": "é"}, connection)
    update(Version, ("content", "imported"), [(content, None, version.pk)])
    version.refresh_from_db()
    assert (version.content, version.imported) == ({"a": "é"}, None)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite takes texts of any length")
def test_what_is_too_long_for_its_column_is_not_cut() -> None:
    article = make_article()
    with pytest.raises(DataError), transaction.atomic():
        update(Article, ("language",), [("x" * 36, article.pk)])
