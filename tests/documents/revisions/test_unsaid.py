from __future__ import annotations

from typing import Any

import pytest

from articles.documents.article.metadata import METADATA_FIELDS, Metadata
from articles.documents.article.model import Line
from articles.documents.revisions.unsaid import Unsaid
from tests.documents.make import make_document

KNOWN = Metadata(
    publisher="Harbour",
    url="https://news.example/a",
    published="2024-05-01T00:00:00+00:00",
    updated="2024-05-02T00:00:00+00:00",
    topics=("Sea",),
    picture="https://news.example/a.jpg",
    agencies=("dpa",),
    kicker="Ferries",
    dateline="HESK",
    sign_off="Pia Lowen",
    rights="© Harbour",
)
BEFORE = make_document(
    headline=Line("A ferry", 0), bylines=("Nell Ashby",), language="en-GB", metadata=KNOWN
)
SILENT = make_document(headline=Line("The ferry to Hesk"), headline_provisional=True)


def test_what_a_correction_does_not_say_is_as_it_was() -> None:
    filled = Unsaid().filled_in(SILENT, BEFORE)
    assert (filled.headline, filled.headline_provisional) == (Line("A ferry"), False)
    assert (filled.bylines, filled.language) == (("Nell Ashby",), "en-GB")
    assert filled.metadata == KNOWN
    assert filled.sections == SILENT.sections


@pytest.mark.parametrize("name", METADATA_FIELDS)
def test_a_field_that_is_there_but_empty_is_emptied_alone(name: str) -> None:
    filled = Unsaid(frozenset({name})).filled_in(SILENT, BEFORE).metadata
    emptied = {each for each in METADATA_FIELDS if not getattr(filled, each)}
    assert emptied == {name}


@pytest.mark.parametrize(
    ("name", "attribute", "reads"),
    [
        ("title", "headline", Line("The ferry to Hesk")),
        ("authors", "bylines", ()),
        ("language", "language", ""),
    ],
)
def test_title_authors_and_language_are_emptied_likewise(
    name: str, attribute: str, reads: Any
) -> None:
    filled = Unsaid(frozenset({name})).filled_in(SILENT, BEFORE)
    assert getattr(filled, attribute) == reads


LATER = "2024-05-03T00:00:00+00:00"


@pytest.mark.parametrize(
    ("published", "updated", "kept"),
    [
        (LATER, LATER, KNOWN.published),
        (LATER, "2024-05-04T00:00:00+00:00", LATER),
        ("2024-04-01T00:00:00+00:00", "2024-04-01T00:00:00+00:00", "2024-04-01T00:00:00+00:00"),
    ],
)
def test_the_date_of_a_change_is_not_that_of_a_later_publication(
    published: str, updated: str, kept: str
) -> None:
    said = make_document(metadata=Metadata(published=published, updated=updated))
    assert Unsaid().filled_in(said, BEFORE).metadata.published == kept


def test_what_a_correction_says_counts() -> None:
    said = make_document(
        headline=Line("No ferry"), bylines=("B",), language="de", metadata=Metadata(topics=("Fog",))
    )
    filled = Unsaid().filled_in(said, BEFORE)
    assert (filled.headline.text, filled.bylines, filled.language) == ("No ferry", ("B",), "de")
    assert filled.metadata.topics == ("Fog",)


def test_a_language_that_was_detected_takes_no_place_of_a_known_one() -> None:
    detected = make_document(language="en")
    assert Unsaid(is_language_detected=True).filled_in(detected, BEFORE).language == "en-GB"
    unknown = make_document(language="")
    assert Unsaid(is_language_detected=True).filled_in(detected, unknown).language == "en"
