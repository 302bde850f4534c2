"""Rows that are stored many at a time."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from articles.bulk import insert
from articles.models import Section
from tests.make import make_article

pytestmark = pytest.mark.django_db


def test_a_row_that_breaks_a_constraint_is_an_integrity_error_on_each_database() -> None:
    section = make_article().sections.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Section, ("article", "position", "uid"), [(section.article_id, 0, section.uid)])
