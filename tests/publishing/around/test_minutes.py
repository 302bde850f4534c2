"""How long an article takes to read, by the language that it is in."""

from __future__ import annotations

import pytest

from articles.models import Edition
from articles.publishing.around.minutes import minutes_of
from articles.publishing.publish import publish
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article


@pytest.mark.parametrize(
    ("language", "words", "minutes"),
    [
        ("en", 1, 1),
        ("en", 230 * 3, 3),
        ("", 230 * 3, 3),
        ("de-AT", 230 * 4, 4),
        ("ar", 140 * 3, 3),
        ("ar-EG", 140 * 5, 5),
        ("he", 190 * 2, 2),
        ("ru", 185 * 4, 4),
    ],
)
def test_readers_of_a_language_read_so_many_words(language: str, words: int, minutes: int) -> None:
    assert minutes_of(" ".join(["word"] * words), language) == minutes


def test_of_scripts_without_spaces_letters_are_counted() -> None:
    assert minutes_of(" ".join("海" * 900), "zh") == 3


@pytest.mark.django_db
@pytest.mark.parametrize(("sentences", "minutes"), [(1, 1), (92, 4)])
def test_an_edition_is_published_with_it(sentences: int, minutes: int) -> None:
    text = " ".join(["Ten words are in each of these sentences of it."] * sentences)
    publish(make_article(make_document(make_section("s1", make_paragraph("p1", text)))))
    assert Edition.objects.get().minutes == minutes
