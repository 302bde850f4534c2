"""Flat JSON of scrapers, feeds and services."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.documents import reading
from articles.documents.labels.label import Label
from articles.documents.pipeline import parse_document
from articles.documents.source import (
    Contents,
    LeftOut,
    PublishingStatus,
    Rejection,
    Remark,
    Scope,
    Source,
    SourceMetadata,
)
from tests.documents.make import make_extracted_piece, make_lead_picture, make_text_piece
from tests.documents.reading.mutations import broken_bytes, broken_json
from tests.documents.reading.received import (
    contents_of,
    documents_of,
    read_all,
    refusal_of,
    sample,
)

SAMPLE = sample("scraped.json")
TWO = "The ferry sailed at seven.\nIt had lain in the yard."
PIECES = (
    make_extracted_piece("The ferry sailed at seven."),
    make_extracted_piece("It had lain in the yard."),
)
URL = "https://coastpost.example/ferry"


def item(**changes: Any) -> dict[str, Any]:
    return {"title": "Ferry sails", "url": URL, "text": TWO, **changes}


def held(document: Any, name: str = "a.json") -> Contents:
    return contents_of(json.dumps(document), name)


def sources(document: Any, name: str = "a.json") -> list[Source]:
    found = documents_of(json.dumps(document), name)
    assert not any(isinstance(each, Rejection) for each in found), found
    return [each[0] for each in found if not isinstance(each, Rejection)]


def post(**changes: Any) -> dict[str, Any]:
    """A post as WordPress's REST gives it."""
    return {
        "id": 7,
        "guid": {"rendered": "https://coastpost.example/?p=7"},
        "date": "2024-03-02T07:15:00",
        "date_gmt": "2024-03-02T06:15:00",
        "modified_gmt": "2024-03-02T06:45:00",
        "status": "publish",
        "type": "post",
        "link": URL,
        "title": {"rendered": "Ferry &#8220;Holm&#8221; sails"},
        "content": {"rendered": "<p>The ferry <b>sailed</b>.</p>\n", "protected": False},
        "excerpt": {"rendered": "<p>Eleven weeks on.</p>\n"},
        "author": 3,
        "tags": [4],
        "_embedded": {
            "author": [{"id": 3, "name": "Ida Strand"}],
            "wp:term": [[{"name": "Harbour"}], [{"name": "Ferries"}]],
            "wp:featuredmedia": [{"source_url": "https://coastpost.example/1.jpg"}],
        },
        **changes,
    }


def test_each_article_of_the_sample_is_one() -> None:
    one, two = documents_of(SAMPLE)
    assert not isinstance(one, Rejection)
    assert not isinstance(two, Rejection)
    assert (one[0].format, one[0].position) == ("scraped", "item 1 (line 4)")
    assert one[0].external_id == "https://coastpost.example/ferry-sails-again"
    assert two[0].external_id == "urn:coastpost:2"
    assert one[1].metadata == SourceMetadata(
        title="Ferry to Holm sails again",
        url="https://coastpost.example/ferry-sails-again",
        published=datetime(2024, 3, 2, 6, 15, tzinfo=UTC),
        updated=datetime(2024, 3, 2, 7, 45, tzinfo=UTC),
        authors=("Ida Strand", "Per Vik"),
        language="en",
        publisher="coastpost.example",
        picture="https://coastpost.example/ferry.jpg",
        rights="CC BY 4.0",
    )
    assert one[1].pieces[1] == make_extracted_piece(
        "After eleven weeks in the yard the ferry to Holm is back.", "", "standfirst"
    )
    assert two[1].pieces == (
        make_text_piece("Until May", "h2"),
        make_text_piece("No ship is taken <b>before</b> May.", "p"),
    )
    assert two[1].metadata.published == datetime(2024, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "key", ["text", "body", "content", "maintext", "articleBody", "article_text", "Texte", "正文"]
)
def test_the_text_has_many_names(key: str) -> None:
    assert held({"title": "T", key: TWO}).pieces == PIECES


@pytest.mark.parametrize("key", ["html", "content_html", "article_html"])
def test_html_is_taken_apart(key: str) -> None:
    html = "<h2>A</h2><ul><li>B</li></ul>"
    found = held({"title": "T", key: html})
    assert [(piece.tag, piece.html) for piece in found.pieces] == [("h2", "A"), ("li", "B")]


def test_a_text_may_be_a_list_of_its_paragraphs() -> None:
    assert held(item(text=TWO.split("\n"))).pieces == PIECES


def test_blank_lines_part_paragraphs() -> None:
    found = held(item(text="One,\ntwo.\n\nThree & four."))
    assert [piece.html for piece in found.pieces] == ["One,<br>two.", "Three &amp; four."]


def test_a_whole_page_beside_the_text_is_not_read() -> None:
    assert held(item(html="<!DOCTYPE html><body><nav>Menu</nav></body>")).pieces == PIECES


def test_a_whole_page_alone_is_read_as_one() -> None:
    text = "".join(
        f"<p>The ferry to Holm sailed on time for day {n} of the year, and nobody could say why."
        "</p>"
        for n in range(6)
    )
    page = f"<!DOCTYPE html><html><head><title>T</title></head><body><nav>Menu</nav><article>{text}"
    found = held({"url": URL, "html": f"{page}</article></body></html>"})
    assert [piece.scope for piece in found.pieces] == [Scope.EXTRACT] * 6
    assert (found.metadata.url, found.metadata.title) == (URL, "T")


def test_scraped_strings_are_an_extraction_and_a_publishers_own_are_its_text() -> None:
    def scope(document: Any) -> Scope:
        return held(document).pieces[-1].scope

    assert scope(item()) is Scope.EXTRACT
    assert scope(post()) is Scope.TEXT
    assert scope(item(slug="ferry-sails")) is Scope.TEXT
    assert scope({"id": "1", "content_text": TWO}) is Scope.TEXT


@pytest.mark.parametrize("wrapper", ["articles", "items", "posts", "data", "results", "value"])
def test_articles_may_stand_in_an_object(wrapper: str) -> None:
    document = {"a": ["]}", {"items": [1]}], wrapper: [item(), item(url=f"{URL}/2")], "next": {}}
    one, two = sources(document)
    assert [one.external_id, two.external_id] == [URL, f"{URL}/2"]
    assert json.loads(one.content) == item()


def test_articles_may_stand_deeper_in_an_object() -> None:
    assert len(sources({"response": {"data": {"results": [item(), item(url=f"{URL}/2")]}}})) == 2


@pytest.mark.parametrize("key", ["fields", "attributes"])
def test_fields_may_stand_in_an_object_of_their_own(key: str) -> None:
    found = held([{"id": "uk/ferry", "webTitle": "T", "webUrl": URL, key: {"body": TWO}}])
    assert (found.id, found.metadata.title, found.pieces) == ("uk/ferry", "T", PIECES)


@pytest.mark.parametrize(
    ("items", "format"),
    [
        ([{"paragraphs": ["a"]}], "json"),
        ([{"uri": "urn:1", "headline": "A", "body_html": "<p>a</p>"}], "ninjs"),
        ([{"summary": ["a"], "sections": []}], "fundus"),
        ([{"title": "a teaser"}, {"paragraphs": ["a"]}], "json"),
    ],
)
def test_articles_of_other_formats_may_stand_in_an_object(items: Any, format: str) -> None:
    found = documents_of(json.dumps({"_items": items, "_meta": {"total": 1}}))
    assert [each[0].format for each in found if not isinstance(each, Rejection)] == [format]


def test_an_object_of_articles_may_be_larger_than_a_document() -> None:
    many = [item(url=f"{URL}/{n}", text="x" * 1_000_000) for n in range(6)]
    assert len(sources({"articles": many})) == 6


def test_items_are_named_by_their_lines_in_the_file() -> None:
    content = json.dumps({"total": 2, "articles": [item(), {"title": "no text"}]}, indent=1)
    _, refused = documents_of(content)
    assert isinstance(refused, Rejection)
    assert refused.position == "item 2 (line 9)"
    assert refused.reason == 'has no text; its keys are: "title"'


def test_lines_may_be_such_articles() -> None:
    content = "\n".join(map(json.dumps, [item(), {"paragraphs": ["a"]}, item(url="", text="b")]))
    found = documents_of(content, "a.jsonl")
    keys = [each[0].external_id for each in found if not isinstance(each, Rejection)]
    assert keys == [URL, "a.jsonl:2", "a.jsonl:3"]


def test_strings_with_tags_are_one_document_as_before() -> None:
    [source] = sources([{"html": "a", "tag": "p"}, {"html": "b"}])
    assert (source.format, len(reading.contents_of(source).pieces)) == ("json", 2)


@pytest.mark.parametrize(
    ("ids", "key"),
    [
        ({"id": "a-7"}, "a-7"),
        ({"id": 7}, URL),
        ({"id": "7", "guid": "urn:7"}, "urn:7"),
        ({"id": 7, "url": ""}, "7"),
        ({"id": None, "url": None}, "a.json"),
    ],
)
def test_the_key_is_what_is_its_own_anywhere(ids: Any, key: str) -> None:
    [source] = sources(item(**ids))
    assert source.external_id == key


def test_a_summary_that_is_the_texts_beginning_is_not_said_twice() -> None:
    assert held(item(description="The ferry sailed at …")).pieces == PIECES
    assert held(item(description="It is back.")).pieces[0].label == "standfirst"


def test_a_text_that_a_service_cut_off_is_kept_and_told() -> None:
    found = held(item(content="The ferry sailed at… [+1234 chars]", text=None))
    assert [piece.html for piece in found.pieces] == ["The ferry sailed at… [+1234 chars]"]
    assert found.metadata.remarks == (Remark("cut", "text", "[+1234 chars]"),)


def test_an_editor_is_asked_about_the_end_of_a_text_that_was_cut_off() -> None:
    [source] = sources(item(content="The ferry sailed at… [+1234 chars]", text=None))
    last = parse_document(source).blocks[-1]
    assert (last.is_unsure, last.label, last.alternative) == (True, Label.BODY, Label.NOISE)
    assert last.reason.startswith("its source cut the text off here")


def test_all_arrays_of_articles_in_an_object_are_read() -> None:
    one, two, three = (json.dumps(item(id=f"urn:{number}")) for number in range(3))
    content = f'{{"data": {{"news": [{one}], "tags": [1]}},\n"items": [{two}, {three}]}}'
    found = read_all(content, "a.json")
    assert [(each.external_id, each.position) for each in found if isinstance(each, Source)] == [
        ("urn:0", "item 1 (line 1)"),
        ("urn:1", "item 2 (line 2)"),
        ("urn:2", "item 3 (line 2)"),
    ]


def test_of_several_arrays_the_one_with_articles_is_read() -> None:
    answer = {"data": [{"count": 1}], "hits": {"total": 1, "hits": [item(id="a")]}}
    assert [each.external_id for each in sources(answer)] == ["a"]


@pytest.mark.parametrize("answer", [{"articles": []}, {"status": "ok", "data": {"items": []}}])
def test_an_answer_without_an_article_is_left_out(answer: Any) -> None:
    [found] = read_all(json.dumps(answer), "a.json")
    assert isinstance(found, LeftOut)
    assert found.reason.startswith("has no article: its ")


def test_what_elasticsearch_answers_is_read() -> None:
    hits = [{"_index": "a", "_id": str(n), "_source": item(url=f"{URL}/{n}")} for n in (1, 2)]
    answer = {"took": 3, "hits": {"total": {"value": 2}, "max_score": 1.0, "hits": hits}}
    assert [each.external_id for each in sources(answer)] == [f"{URL}/1", f"{URL}/2"]
    hits[0]["_source"] = {"title": "T", "text": TWO}
    assert sources(answer)[0].external_id == "1"


def test_an_object_with_a_text_in_it_is_no_empty_answer() -> None:
    [found] = read_all(json.dumps({"data": [], "blurb": "A ferry. " * 40}), "a.json")
    assert not isinstance(found, LeftOut)


def test_a_source_that_is_an_address_is_that_of_the_page() -> None:
    found = held(item(url=None, source=URL, **{"source-hostname": "The Coast Post"})).metadata
    assert (found.url, found.publisher) == (URL, "The Coast Post")


def test_a_source_that_is_an_object_has_a_name() -> None:
    found = held(item(source={"id": None, "name": "The Coast Post"})).metadata
    assert found.publisher == "The Coast Post"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ida Strand; Per Vik", ("Ida Strand", "Per Vik")),
        ({"name": "Ida Strand"}, ("Ida Strand",)),
        ([{"name": "Ida Strand"}, "Per Vik", 3], ("Ida Strand", "Per Vik")),
    ],
)
def test_authors_are_texts_or_objects(written: Any, names: tuple[str, ...]) -> None:
    assert tuple(n.strip() for n in held(item(author=written)).metadata.authors) == names


def test_a_date_that_is_none_costs_nothing_and_is_told() -> None:
    [source] = sources(item(date="last Friday"))
    [told] = parse_document(source).removed
    assert (told.what, told.name, told.detail) == ("date", "published", "last Friday")


def test_other_dates_of_the_article_tell_which_number_is_the_day() -> None:
    found = held(item(date="03/05/2024", crawled="25/05/2024")).metadata
    assert found.published == datetime(2024, 5, 3, tzinfo=UTC)


def test_nothing_that_a_scraper_did_not_find_is_taken_for_emptied() -> None:
    assert not held(item(author=None, tags=[])).metadata.emptied
    assert held(post(_embedded={}, tags=[])).metadata.emptied == {"topics"}


def test_a_post_of_wordpress_is_read_with_what_it_embeds() -> None:
    [source] = sources([post()])
    found = reading.contents_of(source)
    assert source.external_id == "https://coastpost.example/?p=7"
    assert found.pieces == (
        make_lead_picture("https://coastpost.example/1.jpg"),
        make_text_piece("Eleven weeks on.", "", "standfirst"),
        make_text_piece("The ferry <b>sailed</b>."),
    )
    assert found.metadata == SourceMetadata(
        title="Ferry “Holm” sails",
        url=URL,
        published=datetime(2024, 3, 2, 6, 15, tzinfo=UTC),
        updated=datetime(2024, 3, 2, 6, 45, tzinfo=UTC),
        authors=("Ida Strand",),
        topics=("Harbour", "Ferries"),
        picture="https://coastpost.example/1.jpg",
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [("draft", PublishingStatus.DRAFT), ("private", PublishingStatus.WITHHELD)],
)
def test_the_status_of_a_post_is_kept(status: str, expected: PublishingStatus) -> None:
    assert held(post(status=status)).metadata.status is expected


def test_what_is_scheduled_is_under_an_embargo() -> None:
    found = held(post(status="future", date_gmt="2030-01-01T00:00:00")).metadata
    assert found.embargoed == datetime(2030, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "changes", [{"type": "page"}, {"content": {"rendered": "<p>a</p>", "protected": True}}]
)
def test_what_is_no_post_to_read_is_left_out(changes: Any) -> None:
    assert isinstance(refusal_of(json.dumps([post(**changes)])), LeftOut)


@pytest.mark.parametrize("kind", [[], {}, 1, None])
def test_a_type_that_is_none_hides_no_post(kind: Any) -> None:
    assert held(post(type=kind)).pieces


def test_items_of_a_feed_have_what_the_feed_says_of_all() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Coast Post",
        "language": "en-GB",
        "authors": [{"name": "Ida Strand"}],
        "items": [
            {"id": "1", "url": URL, "content_html": "<p>a</p>", "date_published": "2024-03-02"},
            {"id": "2", "content_text": "b", "authors": [{"name": "Per Vik"}], "language": "nb"},
        ],
    }
    one, two = map(reading.contents_of, sources(feed))
    assert one.metadata == SourceMetadata(
        title="",
        url=URL,
        published=datetime(2024, 3, 2, tzinfo=UTC),
        authors=("Ida Strand",),
        language="en-GB",
        publisher="The Coast Post",
    )
    assert (two.metadata.authors, two.metadata.language) == (("Per Vik",), "nb")
    assert two.pieces == (make_text_piece("b"),)


def test_an_export_of_ghost_is_called_one() -> None:
    posts = [{"id": "1", "title": "T", "html": "<p>a</p>", "status": "draft"}]
    export = {"db": [{"meta": {"exported_on": 1}, "data": {"posts": posts, "users": []}}]}
    assert refusal_of(json.dumps(export)).reason == "is a Ghost export, which is not read yet"


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    broken_bytes(SAMPLE, [b"[", b"{", b"}"])
    | broken_json(SAMPLE)
    | broken_json(json.dumps([post()]).encode()),
    st.sampled_from([None, *reading.FORMATS]),
)
def test_a_broken_file_is_read_or_refused(content: str | bytes, format: str | None) -> None:
    for found in documents_of(content, format=format):
        assert not isinstance(found, Rejection) or found.hint


PICTURE = "https://coastpost.example/img/ferry.jpg"
SAID = {"source": PICTURE, "alt": "A boat", "credit": "Ann Lee"}


@pytest.mark.parametrize(
    "said",
    [
        {
            "image_url": PICTURE,
            "imageCaption": "At dawn",
            "image_alt": "A boat",
            "photoCredit": "Ann Lee",
        },
        {
            "image": {
                "url": PICTURE,
                "caption": "At dawn",
                "alt": "A boat",
                "credit": {"name": "Ann Lee"},
            }
        },
        {
            "image": [
                {"src": PICTURE, "caption": "At dawn", "altText": "A boat", "creditLine": "Ann Lee"}
            ]
        },
        {
            "_embedded": {
                "wp:featuredmedia": [
                    {
                        "source_url": PICTURE,
                        "caption": {"rendered": "<p>At dawn</p>"},
                        "alt_text": "A boat",
                    }
                ]
            },
            "photographer": "Ann Lee",
        },
    ],
)
def test_a_picture_leads_with_what_the_fields_say_of_it(said: dict[str, Any]) -> None:
    lead, *text = held(item(**said)).pieces
    assert (lead.kind, lead.html, lead.attributes) == ("picture", "At dawn", SAID)
    assert tuple(text) == PIECES


def test_the_lines_around_a_text_are_read() -> None:
    metadata = held(item(overline="Holm &amp; coast", dateline="HOLM, May 1")).metadata
    assert (metadata.kicker, metadata.dateline) == ("Holm & coast", "HOLM, May 1")
