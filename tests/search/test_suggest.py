from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.documents.article.model import Line
from articles.models import Edition
from articles.publishing.publish import publish
from articles.search.query import parse_query
from articles.search.suggest import meant
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article

pytestmark = pytest.mark.django_db


def suggested(typed: str) -> str | None:
    query = meant(Edition.objects.live(), parse_query(typed))
    return query.typed if query else None


def make_live(headline: str, text: str = "Text.") -> None:
    section = make_section("s1", make_paragraph("p1", text))
    publish(make_article(make_document(section, headline=Line(headline), bylines=("Pia Lowen",))))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("harbuor", "harbour"),
        ("harbor", "harbour"),
        ("harrbour", "harbour"),
        ("harbaur -ferry", "harbour -ferry"),
        ("closed harbuor", "closed harbour"),
        ("author:lowan harbour", "author:lowen harbour"),
        ("гавнь", "гавань"),
        ("harbour", None),
        ("harbours", None),
        ('"harbours"', '"harbour"'),
        ("harbours closing", None),
        (
            "harbaur closed harbour closed harbour closed",
            "harbour closed harbour closed harbour closed",
        ),
        ("hrabuor", None),
        ("hrb", None),
        ("harbuor nowhere", None),
    ],
)
def test_a_word_with_one_letter_wrong_is_put_right(typed: str, expected: str | None) -> None:
    make_live("Harbour closed", "гавань")

    assert suggested(typed) == expected


def test_what_more_texts_say_is_meant() -> None:
    make_live("Cart")
    make_live("Carp")
    make_live("Carp again")

    assert suggested("carq") == "carp"


def test_no_word_of_what_is_to_come_is_told() -> None:
    article = make_article(make_document(headline=Line("Embargoed")))
    publish(article, live_from=timezone.now() + timedelta(days=1))

    assert suggested("embargoet") is None
