"""News items in IPTC ninjs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.documents import reading
from articles.documents.pipeline import parse_document
from articles.documents.reading.metadata import OPEN_END
from articles.documents.source import (
    Contents,
    Piece,
    PublishingStatus,
    Rejection,
    Remark,
    Source,
    SourceMetadata,
)
from tests.documents.make import make_lead_picture, make_text_piece
from tests.documents.reading.mutations import broken_bytes, broken_json
from tests.documents.reading.received import contents_of, documents_of, refusal_of, sample

SAMPLE = sample("ninjs.json")
LEAD = make_lead_picture("https://agency.example/9-preview.jpg")
SUMMARY = "After eleven weeks in the yard the ferry to Holm is back."


def item(**changes: Any) -> dict[str, Any]:
    return {**json.loads(SAMPLE), **changes}


def held(**changes: Any) -> Contents:
    return contents_of(json.dumps(item(**changes)))


def test_the_richest_body_is_taken_with_its_markup() -> None:
    assert contents_of(SAMPLE).pieces == (
        LEAD,
        make_text_piece(SUMMARY, "", "standfirst"),
        make_text_piece(
            "The ferry to Holm sailed on Saturday at <b>seven</b>, with "
            '<a href="https://coastpost.example/cars">forty cars</a> on deck.',
            "p",
        ),
        make_text_piece("What it cost", "h2"),
        make_text_piece("The shaft cost 300,000 crowns.", "p"),
        make_text_piece("Shaft: 200,000", "li"),
        make_text_piece("Work: 100,000", "li"),
    )


def test_what_is_known_beside_the_text_is_taken() -> None:
    assert contents_of(SAMPLE).id == "urn:example:agency:item:4711"
    assert contents_of(SAMPLE).metadata == SourceMetadata(
        title="Ferry to Holm sails again",
        published=datetime(2024, 3, 2, 5, 0, tzinfo=UTC),
        updated=datetime(2024, 3, 2, 6, 45, tzinfo=UTC),
        authors=("Ida Strand",),
        language="en-GB",
        publisher="Example Agency",
        topics=("Ferries", "Holm"),
        picture="https://agency.example/9-preview.jpg",
        rights="Example Agency",
    )


def test_an_article_comes_of_it() -> None:
    [found] = documents_of(SAMPLE)
    assert not isinstance(found, Rejection)
    assert (found[0].format, found[0].external_id) == ("ninjs", "urn:example:agency:item:4711")
    assert parse_document(found[0]).document.standfirst.text == SUMMARY


def test_the_names_of_version_1_are_read() -> None:
    found = contents_of(
        json.dumps(
            {
                "uri": "urn:1",
                "versioncreated": "2013-07-09T10:37:00Z",
                "byline": "Ida Strand",
                "headline": "Ferry <sails>",
                "body_text": "a",
                "body_xhtml": "<p>b</p>",
                "subject": [{"name": "Ferries"}],
                "associations": {
                    "featuremedia": {
                        "type": "picture",
                        "renditions": {"base": {"href": "https://agency.example/1.jpg"}},
                    }
                },
            }
        )
    )
    assert found.pieces[1:] == (make_text_piece("b", "p"),)
    assert found.metadata == SourceMetadata(
        title="Ferry <sails>",
        published=datetime(2013, 7, 9, 10, 37, tzinfo=UTC),
        updated=datetime(2013, 7, 9, 10, 37, tzinfo=UTC),
        authors=("Ida Strand",),
        topics=("Ferries",),
        picture="https://agency.example/1.jpg",
    )


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ([{"value": "a\n\nb & c"}], [make_text_piece("a", "p"), make_text_piece("b &amp; c", "p")]),
        ([{"value": "<p>a</p>"}], [make_text_piece("a", "p")]),
        (
            [
                {"contenttype": "application/xml", "value": "<newsml><p>a</p></newsml>"},
                {"contenttype": "text/plain", "value": "b"},
            ],
            [make_text_piece("b", "p")],
        ),
        ([{"contentType": "application/xhtml+xml", "value": "a"}], [make_text_piece("a", "p")]),
    ],
)
def test_a_body_is_read_as_what_it_is(bodies: Any, expected: list[Piece]) -> None:
    assert list(held(bodies=bodies, descriptions=[]).pieces) == [LEAD, *expected]


def test_a_summary_that_the_text_says_itself_is_not_said_twice() -> None:
    bodies = [{"contentType": "text/html", "value": f"<p><b>{SUMMARY}</b></p><p>a</p>"}]
    assert [piece.label for piece in held(bodies=bodies).pieces] == ["picture", "", ""]


def test_a_description_is_no_standfirst_unless_it_is_called_one() -> None:
    descriptions = [{"role": "caption", "value": "x"}]
    assert all(piece.html != "x" for piece in held(descriptions=descriptions).pieces)


def test_an_embargo_is_kept_beside_the_dates() -> None:
    found = held(embargoedUntil="2024-03-02T12:00:00Z").metadata
    assert found.embargoed == datetime(2024, 3, 2, 12, tzinfo=UTC)
    assert found.published == datetime(2024, 3, 2, 5, tzinfo=UTC)


def test_an_embargo_that_is_not_understood_lasts_until_somebody_has_looked() -> None:
    found = held(embargoed="next Tuesday").metadata
    assert found.embargoed == OPEN_END
    assert found.remarks == (Remark("date", "embargoed", "next Tuesday"),)


@pytest.mark.parametrize("said", [None, "", False, "no", "None", "-"])
def test_no_embargo_is_none(said: object) -> None:
    assert held(embargo=said).metadata.embargoed is None


def test_an_embargo_by_its_own_name_is_one() -> None:
    found = held(embargo="2024-03-02T12:00:00Z").metadata
    assert found.embargoed == datetime(2024, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("status", ["killed", "Recalled", "retracted"])
def test_a_retraction_by_another_name_is_one(status: str) -> None:
    assert held(pubStatus=status).metadata.status is PublishingStatus.CANCELED


@pytest.mark.parametrize("status", ["canceled", "withheld", "stat:canceled"])
def test_what_is_retracted_is_read_with_or_without_a_text(status: str) -> None:
    expected = PublishingStatus(status.removeprefix("stat:"))
    assert held(pubStatus=status).metadata.status is expected
    without = held(pubStatus=status, bodies=[], descriptions=[])
    assert (without.pieces, without.metadata.status) == ((), expected)


def superdesk(**changes: Any) -> dict[str, Any]:
    return {
        "guid": "urn:newsml:oldmere.example:1f6a",
        "version": "2",
        "versioncreated": "2024-03-01T10:30:00+0000",
        "firstcreated": "2024-03-01T08:00:00+0000",
        "pubstatus": "usable",
        "headline": "Ferry freed",
        "source": "Oldmere News Agency",
        "usageterms": "Not for archives",
        "copyrightnotice": "© 2024 Oldmere News Agency",
        "body_html": "<p>A ferry was pulled free.</p>",
        "description_html": "<p>Two tugs helped.</p>",
        "description_text": "Two tugs helped.",
        "authors": [{"code": "nell", "name": "Nell Ashby", "role": "writer", "biography": ""}],
        **changes,
    }


def test_an_item_of_superdesk_is_read_with_its_own_names() -> None:
    found = contents_of(json.dumps(superdesk()))
    assert found.id == "urn:newsml:oldmere.example:1f6a"
    assert found.pieces == (
        make_text_piece("Two tugs helped.", "", "standfirst"),
        make_text_piece("A ferry was pulled free."),
    )
    assert found.metadata == SourceMetadata(
        title="Ferry freed",
        published=datetime(2024, 3, 1, 8, tzinfo=UTC),
        updated=datetime(2024, 3, 1, 10, 30, tzinfo=UTC),
        authors=("Nell Ashby",),
        publisher="Oldmere News Agency",
        rights="Not for archives. © 2024 Oldmere News Agency",
        version=2,
    )


def test_a_byline_goes_before_a_list_of_authors() -> None:
    found = contents_of(json.dumps(superdesk(byline="By Tom Rook"))).metadata
    assert found.authors == ("By Tom Rook",)


def test_what_an_item_has_but_empty_is_emptied() -> None:
    found = contents_of(json.dumps(superdesk(authors=[], subject=[], byline="", usageterms="")))
    assert found.metadata.emptied == {"authors", "topics"}
    assert held(copyrightHolder=None, language="").metadata.emptied == {
        "language",
        "rights",
    }


def nitf(content: str, head: str = "") -> str:
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE nitf SYSTEM "nitf.dtd">'
        "<nitf><head><title>T</title></head>"
        f"<body><body.head>{head}</body.head><body.content>{content}</body.content>"
        "<body.end><tagline>Nell Ashby reports from Oldmere.</tagline></body.end></body></nitf>"
    )


def test_a_body_in_nitf_is_read_as_nitf() -> None:
    content = (
        '<block><p class="lead">One <em>and</em> <person>Ana Pike</person>.</p></block>'
        "<hl2>Next</hl2><p><![CDATA[Two & <three>.]]></p><ul><li>a</li></ul>"
        "<media><media-caption>The pier</media-caption></media>"
    )
    head = (
        "<hedline><hl1>Ferry freed</hl1></hedline><byline>By Nell Ashby</byline>"
        "<distributor>Agency</distributor><abstract><p>In short.</p></abstract>"
    )
    found = held(
        bodies=[{"contentType": "text/vnd.IPTC.NITF", "value": nitf(content, head)}],
        headlines=[],
        descriptions=[],
        by="",
    )
    assert found.pieces == (
        LEAD,
        make_text_piece("In short.", "", "standfirst"),
        make_text_piece("One <em>and</em> <person>Ana Pike</person>."),
        make_text_piece("Next", "h2"),
        make_text_piece("Two &amp; &lt;three&gt;."),
        make_text_piece("a", "li"),
        make_text_piece("The pier", "figcaption"),
        make_text_piece("Nell Ashby reports from Oldmere."),
    )
    assert found.metadata.title == "Ferry freed"
    assert found.metadata.authors == ("By Nell Ashby",)


def test_the_dateline_of_nitf_is_a_line_of_its_own() -> None:
    head = "<dateline><location>HOLM</location>, <story.date>May 3</story.date></dateline>"
    found = held(bodies=[{"value": nitf("<p>The ferry is back.</p>", head)}])
    assert found.metadata.dateline == "HOLM, May 3"
    assert "HOLM" not in "".join(piece.html for piece in found.pieces)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [("The ferry is back.", "HOLM (Agency) —"), ("HOLM (Agency) — The ferry is back.", "")],
)
def test_a_dateline_that_the_text_begins_with_comes_once(text: str, dateline: str) -> None:
    body = [{"contentType": "text/html", "value": f"<p>{text}</p>"}]
    found = held(bodies=body, dateline={"text": "HOLM (Agency) —"}, descriptions=[])
    assert found.metadata.dateline == dateline


def test_lines_around_a_text_are_taken_where_an_item_has_them() -> None:
    found = held(extra={"kicker": "Ferries &amp; boats", "sign_off": "Ann Lee, Holm"}).metadata
    assert (found.kicker, found.sign_off, found.dateline) == (
        "Ferries & boats",
        "Ann Lee, Holm",
        "",
    )


def test_a_body_in_nitf_without_parts_is_read_too() -> None:
    found = held(bodies=[{"value": "<nitf><head><title>T</title></head><p>a</p></nitf>"}])
    assert [piece.html for piece in found.pieces] == ["", SUMMARY, "a"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ('"renditions": {"a": 1, "a": 2}', ""),
        ('"slugline": "a", "slugline": "b"', ""),
        ('"headline": "a", "headline": "b"', 'has the key "headline" twice'),
        ('"authors": [{"name": "a", "name": "b"}]', 'has the key "name" twice'),
    ],
)
def test_a_key_that_is_there_twice_costs_nothing_where_it_is_not_read(keys: str, told: str) -> None:
    content = f'{{"uri": "urn:1", "pubstatus": "usable", "body_html": "<p>a</p>", {keys}}}'
    [found] = documents_of(content)
    reason = found.reason if isinstance(found, Rejection) else ""
    assert reason.startswith(told) if told else not reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"bodies": [], "type": "picture"}, "is a news item of type picture without body"),
        ({"bodies": [{"value": " "}], "type": None}, "has no body"),
    ],
)
def test_what_is_no_article_to_publish_is_refused(changes: dict[str, Any], reason: str) -> None:
    refused = refusal_of(json.dumps(item(**changes)))
    assert reason in refused.reason
    assert refused.hint.endswith(".")


def test_items_of_an_array_and_lines_are_read_one_by_one() -> None:
    two = [item(), item(uri="urn:2")]
    for content, name in [
        (json.dumps(two), "a.json"),
        ("\n".join(map(json.dumps, two)), "a.jsonl"),
    ]:
        found = documents_of(content, name)
        sources = [each[0] for each in found if not isinstance(each, Rejection)]
        assert [source.external_id for source in sources] == [
            "urn:example:agency:item:4711",
            "urn:2",
        ]
        assert all(isinstance(source, Source) for source in sources)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(
    broken_bytes(SAMPLE, [b"[", b"{", b"}"]) | broken_json(SAMPLE),
    st.sampled_from([None, *reading.FORMATS]),
)
def test_a_broken_file_is_read_or_refused(content: str | bytes, format: str | None) -> None:
    for found in documents_of(content, format=format):
        assert not isinstance(found, Rejection) or found.hint
