"""Articles as Fundus crawls them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.documents import reading
from articles.documents.article.kinds import Kind
from articles.documents.pipeline import parse_document
from articles.documents.reading.json import fundus
from articles.documents.source import Rejection, Scope, Source, SourceMetadata
from tests.documents.make import make_extracted_piece, make_lead_picture
from tests.documents.reading.mutations import broken_bytes, broken_json
from tests.documents.reading.received import contents_of, documents_of, refusal_of, sample

SAMPLE = sample("fundus.json")


def article(**changes: Any) -> dict[str, Any]:
    return {**json.loads(SAMPLE), **changes}


def body(**changes: Any) -> dict[str, Any]:
    return {"summary": [], "sections": [{"headline": [], "paragraphs": ["a"]}], **changes}


def read(*documents: Any, **options: Any) -> list[Source]:
    found = documents_of(json.dumps(documents[0] if len(documents) == 1 else documents), **options)
    assert not any(isinstance(each, Rejection) for each in found), found
    return [each[0] for each in found if not isinstance(each, Rejection)]


def test_each_string_is_what_the_crawler_says() -> None:
    assert contents_of(SAMPLE).pieces == (
        make_lead_picture(
            "https://coastpost.example/ferry-large.jpg",
            "The ferry at its pier",
            scope=Scope.EXTRACT,
        ),
        make_extracted_piece(
            "After eleven weeks in the yard the ferry to Holm is back.", "", "standfirst"
        ),
        make_extracted_piece(
            "The ferry to Holm sailed on Saturday at seven, with forty cars &amp; one horse on "
            "deck.",
            "p",
            "body",
        ),
        make_extracted_piece(
            "It had lain in the yard since December, waiting for a new shaft.", "p", "body"
        ),
        make_extracted_piece("What it cost", "h2", "heading"),
        make_extracted_piece(
            "The shaft cost 300,000 crowns, or &lt; 1 % of what a new ferry would.", "p", "body"
        ),
        make_lead_picture("https://coastpost.example/pier-small.jpg", scope=Scope.EXTRACT),
    )


def test_what_is_known_beside_the_text_is_taken() -> None:
    assert contents_of(SAMPLE).metadata == SourceMetadata(
        title="Ferry to Holm sails again",
        url="https://coastpost.example/ferry-sails-again",
        published=datetime(2024, 3, 2, 6, 15, tzinfo=UTC),
        authors=("Ida Strand", "Per Vik"),
        language="en",
        publisher="The Coast Post",
        topics=("Ferries", "Holm"),
        picture="https://coastpost.example/ferry-large.jpg",
    )


def test_the_key_is_the_address_or_the_files_name() -> None:
    [known], [unknown] = read(article()), read(article(html=None), name="x/a.json")
    assert (known.format, known.external_id) == (
        "fundus",
        "https://coastpost.example/ferry-sails-again",
    )
    assert unknown.external_id == "a.json"


def test_an_article_is_made_as_it_is_marked() -> None:
    [source] = read(article())
    document = parse_document(source).document
    assert document.standfirst.text == "After eleven weeks in the yard the ferry to Holm is back."
    assert [section.heading.text for section in document.sections] == ["", "What it cost"]
    kinds = [paragraph.kind for paragraph in document.paragraphs()]
    assert kinds == [Kind.PICTURE, *[Kind.BODY] * 3, Kind.PICTURE]


def test_lines_of_one_summary_or_headline_are_all_kept() -> None:
    found = body(
        summary=["a", "b"], sections=[{"headline": ["c", "d"], "paragraphs": ["e", " ", "f"]}]
    )
    [source] = read(found)
    document = parse_document(source).document
    assert document.standfirst.text == "a"
    assert [p.text for p in document.paragraphs()] == ["b", "e", "f"]
    assert [s.heading.text for s in document.sections] == ["", "c d"]


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a"])
def test_a_body_alone_is_read_too(name: str) -> None:
    assert [source.format for source in read(body(), name=name)] == ["fundus"]


def test_an_array_of_articles_is_read_one_by_one() -> None:
    written = [article(html=None, title="one"), {"body": None, "publishing_date": ""}, body()]
    one, two, three = documents_of(json.dumps(written, indent=1))
    assert not isinstance(one, Rejection)
    assert (one[0].external_id, one[0].position) == ("a.json:1", "item 1 (line 2)")
    assert json.loads(one[0].content) == written[0]
    assert isinstance(two, Rejection)
    assert two.position.startswith("item 2 (line ")
    assert 'has no "body"' in two.reason
    assert not isinstance(three, Rejection)


def test_an_array_that_breaks_off_costs_only_its_rest() -> None:
    content = json.dumps([body(), article()]).encode()[:-200]
    one, two = documents_of(content)
    assert not isinstance(one, Rejection)
    assert isinstance(two, Rejection)
    assert (two.position, "ends before its array" in two.reason) == ("item 2", True)


def test_an_array_may_be_larger_than_a_document() -> None:
    many = [body(summary=["x" * 1_000_000])] * 6
    assert len(read(*many)) == 6


def test_a_line_of_json_lines_may_be_one() -> None:
    lines = "\n".join(map(json.dumps, [article(), {"paragraphs": ["a"]}, body()]))
    found = documents_of(lines, "a.jsonl")
    said = [each[1].pieces[0].label for each in found if not isinstance(each, Rejection)]
    assert said == ["picture", "", "body"]


@pytest.mark.parametrize(
    ("document", "position", "reason"),
    [
        (body(sections=["a"]), "section 0 (counted from 0)", "is a string, not an object"),
        (body(summary=[1]), "summary", "holds a number where a string should be"),
        (body(sections=[]), "", "holds no strings"),
        (article(body=None), "", 'has no "body"'),
        (body(summary=["\ud800"]), "string 0 (counted from 0)", "holds half of a surrogate"),
    ],
)
def test_it_says_where_and_why_it_refuses(document: Any, position: str, reason: str) -> None:
    refused = refusal_of(json.dumps(document))
    assert (refused.position, reason in refused.reason) == (position, True), refused
    assert refused.hint.endswith(".")


@pytest.mark.parametrize(
    "changes",
    [
        {"publishing_date": "yesterday"},
        {"lang": "no language"},
        {"authors": None},
        {"topics": [1, {}]},
        {"images": "x"},
        {"html": []},
        {"title": "x" * 2_000},
        {"title": "\0"},
    ],
)
def test_odd_metadata_is_left_out(changes: dict[str, Any]) -> None:
    assert len(read(article(**changes))) == 1


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    broken_bytes(SAMPLE, [b"[", b"{", b"}"]) | broken_json(SAMPLE),
    st.sampled_from([None, *reading.FORMATS]),
)
def test_a_broken_file_is_read_or_refused(content: str | bytes, format: str | None) -> None:
    for found in documents_of(content, format=format):
        assert not isinstance(found, Rejection) or found.hint


def test_pictures_come_with_caption_credit_and_alternative() -> None:
    versions = [{"url": f"https://coast.example/ferry-{width}.jpg"} for width in (300, 900)]
    image = {
        "versions": versions,
        "is_cover": True,
        "description": "A boat",
        "caption": "At <dawn>",
        "authors": ["Ann Lee", "Jo Ek"],
    }
    body = {"summary": [], "sections": [{"headline": [], "paragraphs": ["The ferry sailed."]}]}
    document = {"title": "Ferry", "body": body, "images": [image]}
    lead, text = fundus.article_contents(document).pieces
    assert (lead.kind, lead.html, text.html) == ("picture", "At &lt;dawn&gt;", "The ferry sailed.")
    assert lead.attributes == {
        "source": "https://coast.example/ferry-900.jpg",
        "alt": "A boat",
        "credit": "Ann Lee, Jo Ek",
    }
