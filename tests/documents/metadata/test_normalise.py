"""What documents say of themselves, spelled in one way whatever format said it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.documents.metadata.language import normal_tag
from articles.documents.metadata.normalise import MOST_AUTHORS, MOST_TOPICS, normalise
from articles.documents.source import SourceMetadata

NOON = datetime(2026, 3, 1, 12)  # noqa: DTZ001 - as a format without zones has it


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en", "en"),
        ("EN_us", "en-US"),
        ("en-gb", "en-GB"),
        ("DEU", "de"),
        ("ger", "de"),
        ("zho-hant-tw", "zh-Hant-TW"),
        ("sr_LATN", "sr-Latn"),
        ("es-419", "es-419"),
        ("de-CH-1996", "de-CH-1996"),
        ("en-US-u-CA-BUDDHIST", "en-US-u-ca-buddhist"),
        ("en_GB.UTF-8", "en-GB"),
        ("ca@valencia", "ca"),
        ("iw", "he"),
        ("wuu", "wuu"),
        ("english", ""),
        ("und", ""),
        ("zxx", ""),
        ("qaa", ""),
        ("e", ""),
        ("en GB", ""),
        ("", ""),
    ],
)
def test_a_language_has_one_spelling(written: str, tag: str) -> None:
    assert normal_tag(written) == tag
    assert normal_tag(tag) == tag


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        (["By Ada Lund"], ["Ada Lund"]),
        (["BY: Ada Lund", "ada lund"], ["Ada Lund"]),
        (["  Ada\n Lund "], ["Ada", "Lund"]),
        (["Ada Lund and Bo Ek"], ["Ada Lund", "Bo Ek"]),
        (["Ada Lund, Bo Ek & Cy Van Dam"], ["Ada Lund", "Bo Ek", "Cy Van Dam"]),
        (["Ada Lund, Bo de Ek, and Cy Dam"], ["Ada Lund", "Bo de Ek", "Cy Dam"]),
        (["Ada Lund; Bo Ek | Cy Dam"], ["Ada Lund", "Bo Ek", "Cy Dam"]),
        (["Ada Lund, Harbour Editor"], ["Ada Lund"]),
        (["Lund, Ada"], ["Lund, Ada"]),
        (["Marks and Spencer"], ["Marks and Spencer"]),
        (["Ada Lund and BBC News"], ["Ada Lund"]),
        (["BBC News", "dpa"], ["BBC News"]),
        (["dpa", "AFP"], []),
        (["Ada Lund and The Crew"], ["Ada Lund and The Crew"]),
        (["Byron Ek"], ["Byron Ek"]),
        (["https://social.example/ada", "www.social.example/bo", "Bo Ek"], ["Bo Ek"]),
        (["", "By "], ["By"]),
    ],
)
def test_authors_are_names_each_of_them_once(written: list[str], authors: list[str]) -> None:
    assert list(normalise(SourceMetadata(authors=tuple(written))).metadata.authors) == authors


def test_agencies_are_credited_beside_the_authors_or_in_their_place() -> None:
    named = SourceMetadata(authors=("Ada Lund, dpa", "AFP"), agencies=("DPA", "Reuters"))
    told = normalise(named).metadata
    assert (told.authors, told.agencies) == (("Ada Lund",), ("DPA", "Reuters", "AFP"))


def test_what_an_erasure_left_of_a_topic_is_none() -> None:
    written = ("(...)", "Ferries", "(...) and sons")
    told = normalise(SourceMetadata(topics=written)).metadata
    assert told.topics == ("Ferries", "(...) and sons")


def test_topics_are_lines_each_of_them_once_and_not_without_end() -> None:
    written = (" Ferries\n", "ferries", "", "x" * 300, "The Sea")
    assert normalise(SourceMetadata(topics=written)).metadata.topics == ("Ferries", "The Sea")
    many = tuple(map(str, range(500)))
    told = normalise(SourceMetadata(topics=many, authors=many)).metadata
    assert (len(told.topics), len(told.authors)) == (MOST_TOPICS, MOST_AUTHORS)


@pytest.mark.parametrize(
    ("moment", "in_utc"),
    [
        (None, None),
        (NOON, NOON.replace(tzinfo=UTC)),
        (NOON.replace(tzinfo=timezone(timedelta(hours=2))), datetime(2026, 3, 1, 10, tzinfo=UTC)),
    ],
)
def test_moments_are_in_utc(moment: datetime | None, in_utc: datetime | None) -> None:
    told = normalise(SourceMetadata(published=moment, updated=moment)).metadata
    assert (told.published, told.updated) == (in_utc, in_utc)


def test_what_leads_to_no_page_is_left_out_and_told() -> None:
    told = normalise(SourceMetadata(url="javascript:alert(1)", picture="data:image/png;base64,AA"))
    assert (told.metadata.url, told.metadata.picture) == ("", "")
    assert [(each.what, each.detail) for each in told.removed] == [
        ("link", "javascript:alert(1)"),
        ("link", "data:image/png;base64,AA"),
    ]


def test_without_a_publisher_it_is_the_site_that_the_address_names() -> None:
    url = "https://www.harbour.example/a"
    assert normalise(SourceMetadata(url=url)).metadata.publisher == "harbour.example"
    named = SourceMetadata(url=url, publisher=" The\tHarbour ")
    assert normalise(named).metadata.publisher == "The Harbour"
    assert normalise(SourceMetadata(title="A ferry")).metadata.publisher == ""


@pytest.mark.parametrize(
    ("url", "picture", "address"),
    [
        ("https://harbour.example/a/b", "c.jpg", "https://harbour.example/a/c.jpg"),
        ("https://harbour.example/a", "//img.example/c.jpg", "https://img.example/c.jpg"),
        ("", "https://img.example/c.jpg?utm_id=1&w=9", "https://img.example/c.jpg?w=9"),
        ("", "c.jpg", ""),
        ("https://harbour.example/a", "", ""),
        ("https://harbour.example/a", "data:image/png;base64,AA", ""),
    ],
)
def test_a_picture_is_found_from_its_page(url: str, picture: str, address: str) -> None:
    assert normalise(SourceMetadata(url=url, picture=picture)).metadata.picture == address


def test_what_says_nothing_says_nothing_afterwards() -> None:
    assert normalise(SourceMetadata()) == (SourceMetadata(), ())


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ferry.html", "mailto:a@b.example"])
def test_what_is_no_address_is_left_out(url: str) -> None:
    assert normalise(SourceMetadata(url=url)).metadata == SourceMetadata()
