"""Plain text: a title, who and when, paragraphs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from articles.documents.pipeline import parse_document
from articles.documents.reading import plain_text
from articles.documents.reading.reader import STANDARD_INPUT, Fit
from articles.documents.source import Rejection, Remark
from tests.documents.reading.received import contents_of, documents_of, refusal_of, sample

TWO = "Ferry freed near Fellgate\n\nA ferry was pulled free on Friday.\n\nNobody was hurt."


def paragraphs(text: str | bytes) -> list[str]:
    return [piece.html for piece in contents_of(text, "a.txt").pieces if not piece.label]


def test_an_article_comes_of_it() -> None:
    [found] = documents_of(sample("plain.txt"), "a.txt")
    assert not isinstance(found, Rejection)
    document = parse_document(found[0]).document
    assert document.headline.text == "The lamplighter of Tallow Row"
    assert document.bylines == ("Nell Ashby",)
    assert document.metadata.published == datetime(2024, 3, 1, tzinfo=UTC).isoformat()


def test_title_and_paragraphs_are_told_by_blank_lines() -> None:
    found = contents_of(TWO, "a.txt")
    assert found.metadata.title == "Ferry freed near Fellgate"
    assert paragraphs(TWO) == ["A ferry was pulled free on Friday.", "Nobody was hurt."]
    assert paragraphs(TWO.replace("\n", "\r\n")) == paragraphs(TWO)


HEAD = """Headline: The ferry is back
Author: Ida Strand; Per Vik
Publish Date: 2 March 2024
URL: https://coastpost.example/ferry
Keywords: ferries, Holm
Desk: Coast
 and harbours
Copyright:
"""


def test_a_head_of_names_and_values_is_read() -> None:
    found = contents_of(f"{HEAD}\nThe ferry sailed at seven.\n\nNobody waved.", "a.txt")
    said = found.metadata
    assert (said.title, said.url) == ("The ferry is back", "https://coastpost.example/ferry")
    assert said.authors == ("Ida Strand", "Per Vik")
    assert said.published == datetime(2024, 3, 2, tzinfo=UTC)
    assert said.topics == ("ferries", "Holm")
    assert said.emptied == {"rights"}
    assert [piece.html for piece in found.pieces] == [
        "The ferry is back",
        "Author: Ida Strand; Per Vik",
        "Publish Date: 2 March 2024",
        "URL: https://coastpost.example/ferry",
        "Keywords: ferries, Holm",
        "Desk: Coast and harbours",
        "Copyright:",
        "The ferry sailed at seven.",
        "Nobody waved.",
    ]
    assert {piece.label for piece in found.pieces[1:7]} == {"noise"}


@pytest.mark.parametrize(
    "text",
    [
        "Source: a paper.\n\nThe ferry sailed.",
        "Title: A ferry\nIt sailed at seven.\n\nNobody waved.",
        "Author: one\nAuthor: another\nTitle: two\n\nNobody waved.",
        "Title: A ferry\nDate: 2 March 2024",
    ],
)
def test_what_only_begins_like_a_head_is_text(text: str) -> None:
    shown = " ".join(piece.html for piece in contents_of(text, "a.txt").pieces)
    assert shown.replace("<br>", " ") == " ".join(text.split())
    assert contents_of(text, "a.txt").metadata.url == ""
    assert not contents_of(text, "a.txt").metadata.title.startswith("A ferry")


def test_the_first_lines_are_kept_as_strings_too() -> None:
    pieces = contents_of(sample("plain.txt"), "a.txt").pieces
    assert [(piece.label, piece.html) for piece in pieces[:3]] == [
        ("headline", "The lamplighter of Tallow Row"),
        ("noise", "By Nell Ashby"),
        ("noise", "1 March 2024"),
    ]


def test_lines_of_a_page_are_joined_and_those_of_verse_stay() -> None:
    wrapped, verse, _ = paragraphs(sample("plain.txt"))
    assert "In May he hands over his pole" in wrapped
    assert "rain &amp; the wind" in wrapped
    assert verse == "Roses are red,<br>violets are blue,<br>lamps are lit<br>by two."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Title\n=====\n\nText.", "Title"),
        ("Title\n\nVon Anna Berg\n\nText.", "Title"),
        ("x" * 201 + "\n\nText.", ""),
        ("It was a long sentence, " * 6 + "and it ended.\n\nText.", ""),
        ("Only a line", ""),
        ("Two lines of verse\nare no title\n\nText.", ""),
    ],
)
def test_a_short_first_line_is_the_title(text: str, title: str) -> None:
    assert contents_of(text, "a.txt").metadata.title == title


def test_without_blank_lines_each_line_is_a_paragraph() -> None:
    text = f"Title\n{'A long line of words. ' * 8}\nA short one."
    assert paragraphs(text) == [("A long line of words. " * 8).strip(), "A short one."]


def test_a_line_by_somebody_in_the_text_stays_there() -> None:
    assert paragraphs("Title\n\nText.\n\nBy Nell Ashby") == ["Text.", "By Nell Ashby"]


def test_windows_text_is_read_if_it_makes_words() -> None:
    western = "Café\n\nDie Fähre fährt – endlich – wieder nach Holm."
    found = contents_of(western.encode("cp1252"), "a.txt")
    assert found.pieces == contents_of(western, "a.txt").pieces
    assert found.metadata.remarks == (Remark("encoding", "windows-1252"),)
    for text, encoding in (("Паром снова идёт", "cp1251"), ("Łódź jest w mieście", "cp1250")):
        assert "is neither UTF-8 nor" in refusal_of(text.encode(encoding), "a.txt").reason


def test_a_nul_costs_nothing_and_is_reported() -> None:
    found = contents_of(TWO.replace("ferry", "fer\0ry"), "a.txt")
    assert found.pieces[1].html == "A ferry was pulled free on Friday."
    assert found.metadata.remarks == (Remark("character", "U+0000"),)


@pytest.mark.parametrize(
    ("content", "fit"),
    [
        (b"[Update] A ferry", Fit.CERTAIN),
        (b"(Reuters) - A ferry", Fit.CERTAIN),
        (b"A ferry", Fit.LIKELY),
        (b"['a', 'b'", Fit.NO),
        (b"[a, b]", Fit.NO),
        (b"'a', 'b']", Fit.NO),
        (b"strings = ['a']", Fit.NO),
        (b'{"a": 1', Fit.NO),
        (b"<p>a</p>", Fit.NO),
        (b"a\x01b", Fit.NO),
    ],
)
def test_a_list_is_told_from_text(content: bytes, fit: Fit) -> None:
    assert plain_text.recognise(content, "a.txt") is fit
    assert plain_text.recognise(content, STANDARD_INPUT) is fit
    assert plain_text.recognise(content, "a.md") is Fit.NO
