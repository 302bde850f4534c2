"""Strings of a scrape that hold more than a paragraph, and those that are one list or a caption."""

from __future__ import annotations

import json
from typing import Any

import pytest

from articles.documents import reading
from articles.documents.article.kinds import Kind
from articles.documents.pipeline import parse_document
from articles.documents.reading.json import json_document
from articles.documents.reading.strings import shaped_strings
from articles.documents.source import Piece, Remark, Source
from tests.documents.make import SENTENCE
from tests.documents.reading.received import contents_of

IMG = '<img src="https://p.example/a.jpg">'
SAID = {"source": "https://p.example/a.jpg"}


def shaped(*strings: str | Piece) -> list[tuple[str, str, dict[str, Any]]]:
    pieces = tuple(each if isinstance(each, Piece) else Piece(each) for each in strings)
    found = shaped_strings(pieces, "https://p.example/")
    return [(each.kind or each.tag, each.html, dict(each.attributes or {})) for each in found]


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        (f"a {IMG} b", [("", "a  b", {}), ("picture", "", SAID)]),
        (IMG, [("picture", "", SAID)]),
        ('<img src="/a.jpg">', [("picture", "", SAID)]),
        (f"<figure>{IMG}<figcaption>a</figcaption></figure>", [("picture", "a", SAID)]),
        (
            "<table><tr><th>a<th>b<tr><td>c<td>d</table>",
            [("table", "", {"head": 1, "rows": (("a", "b"), ("c", "d"))})],
        ),
        ("<ul><li>a</li><li>b</li></ul>", [("li", "a", {}), ("li", "b", {})]),
        (
            "<ol start=2><li>a</li></ol>",
            [("li", "a", {"list": "ol", "start": 2})],
        ),
        (
            '<iframe src="https://v.example/1"></iframe>',
            [("embed", "", {"url": "https://v.example/1"})],
        ),
        ("<pre>a\n  b</pre>", [("preformatted", "", {"text": "a\n  b"})]),
    ],
)
def test_a_string_becomes_what_it_holds(string: str, expected: list[Any]) -> None:
    assert shaped(string) == expected


def test_a_list_in_a_string_is_looked_for_only_when_contents_are_asked_for() -> None:
    content = json.dumps(["<ul><li>a</li><li>b</li></ul>"]).encode()
    [piece] = json_document.parse(content).pieces
    assert piece.html == "<ul><li>a</li><li>b</li></ul>"
    source = Source("a", "a.json", json_document.NAME, content)
    assert [piece.html for piece in reading.contents_of(source).pieces] == ["a", "b"]


def test_a_string_with_a_tag_of_its_own_is_read_in_it() -> None:
    assert shaped(Piece("<li>a<li>b", "ol")) == [
        ("li", "a", {"list": "ol"}),
        ("li", "b", {"list": "ol"}),
    ]
    assert shaped(Piece("", "hr")) == [("rule", "", {})]
    assert shaped(Piece(f"a{IMG}", "h2"))[0] == ("h2", "a", {})


def test_what_holds_text_alone_stays_as_it_is() -> None:
    pieces = (Piece("a <b>b</b>"), Piece("<p>a</p>"), Piece("1. a"), Piece("<i>b"))
    assert shaped_strings(pieces) is not None
    assert shaped_strings(pieces) == pieces
    texts = (Piece("a"), Piece("b"))
    assert shaped_strings(texts) is texts


def test_what_is_left_out_of_a_string_is_said() -> None:
    [piece] = shaped_strings((Piece('<img src="https://p.example/a.gif" width=1 height=1>'),))
    assert piece.html == ""
    assert piece.left_out == (Remark("picture", "tracking", "https://p.example/a.gif"),)


@pytest.mark.parametrize("mark", ["Image caption: ", "Image caption, ", "Bildunterschrift: "])
def test_a_caption_beside_a_picture_is_its_caption(mark: str) -> None:
    [piece] = shaped_strings((Piece(IMG), Piece(f"{mark}A <i>ferry</i>")))
    assert (piece.kind, piece.html) == ("picture", "A <i>ferry</i>")
    assert piece.left_out == (Remark("mark", "caption", mark.strip()),)


def test_a_caption_without_a_picture_stays_a_text() -> None:
    assert shaped("a", "Image caption: b") == [("", "a", {}), ("", "Image caption: b", {})]


def test_who_took_it_is_the_credit() -> None:
    assert shaped(IMG, "Image source, Ann Pol", "Image caption, A ferry") == [
        ("picture", "A ferry", {**SAID, "credit": "Ann Pol"})
    ]


def test_a_string_that_is_a_caption_by_its_tag_goes_to_the_picture() -> None:
    assert shaped(IMG, Piece("a", "figcaption")) == [("picture", "a", SAID)]


@pytest.mark.parametrize(
    ("strings", "is_list"),
    [
        (["1. a", "2. b"], True),
        (["1) a", "2) b", "3) c"], True),
        (["1. a"], False),
        (["2. a", "3. b"], False),
        (["1. a", "3. b"], False),
        (["1. a", "b", "2. c"], False),
        (["1.5 a", "2.5 b"], False),
        ([f"1. {'a' * 500}", "2. b"], False),
    ],
)
def test_strings_numbered_from_one_in_a_row_are_a_list(strings: list[str], is_list: bool) -> None:
    found = shaped(*strings)
    assert [said for _, _, said in found] == [{"list": "ol"} if is_list else {}] * len(strings)
    assert all(html[0].isdigit() != is_list for _, html, _ in found if html != "b" and html != "c")


def test_the_number_of_an_item_is_not_lost() -> None:
    strings = [SENTENCE, "1. Three oars were lost.", "2. Four oars were found.", SENTENCE + " So."]
    parsed = parse_document(Source("a", "a.json", "json", json.dumps(strings).encode()))
    items = [p for p in parsed.document.paragraphs() if p.kind is Kind.LIST_ITEM]
    assert [(p.text, p.attributes["list"]) for p in items] == [
        ("Three oars were lost.", "ol"),
        ("Four oars were found.", "ol"),
    ]


def test_every_format_of_strings_hands_it_over() -> None:
    for content, name in ((f"['a', '{IMG}']", "a.txt"), (json.dumps(["a", IMG]), "a.json")):
        assert [piece.kind for piece in contents_of(content, name).pieces] == ["", "picture"]
    extracted = {"title": "a", "url": "https://p.example/", "text": f"<p>a</p>{IMG}"}
    assert [p.kind for p in contents_of(json.dumps(extracted)).pieces] == ["", "picture"]
