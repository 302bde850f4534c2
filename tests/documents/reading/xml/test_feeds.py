"""Feeds as files: RSS, Atom and Blogger's export, each item a document of its own."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from articles.documents import reading
from articles.documents.pipeline import parse_document
from articles.documents.reading.xml import feeds
from articles.documents.source import (
    Contents,
    LeftOut,
    PublishingStatus,
    Rejection,
    Remark,
    Source,
    SourceMetadata,
)
from tests.documents.make import make_lead_picture, make_text_piece
from tests.documents.reading.received import contents_of, documents_of, read_all, sample

RSS = sample("feed.xml")
ATOM = sample("blog.atom")
ROOT = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><link>https://x.example/</link>'
)
CUT = Remark("cut", "text", "only a summary")
LONG = "The council of Oldmere talked for four hours about the ferry. " * 12


def feed(*items: str) -> str:
    return f"{ROOT}{''.join(f'<item>{each}</item>' for each in items)}</channel></rss>"


def taken(content: str | bytes) -> list[tuple[Source, Contents]]:
    return [each for each in documents_of(content, "a.xml") if not isinstance(each, Rejection)]


def test_an_item_of_rss_is_read_with_its_whole_text_and_metadata() -> None:
    source, found = taken(RSS)[0]
    assert (source.format, source.external_id) == ("feed", "https://coastpost.example/?p=41")
    assert [(piece.tag or piece.label, piece.html) for piece in found.pieces] == [
        ("picture", ""),
        ("standfirst", "<p>The ferry is back in service after eleven weeks.</p>"),
        ("p", "The ferry to Holm sailed on <strong>Saturday</strong> at seven."),
        ("h3", "What it cost"),
        ("li", "Shaft: 200,000"),
    ]
    assert found.metadata == SourceMetadata(
        title="Ferry to Holm “sails” again",
        url="https://coastpost.example/ferry-sails-again/",
        published=datetime(2024, 3, 2, 6, 15, tzinfo=UTC),
        authors=("Ida Strand", "Tom Rook"),
        language="en-GB",
        publisher="The Coast Post",
        topics=("Ferries & Boats", "Holm"),
        picture="https://coastpost.example/ferry.jpg",
        rights="© The Coast Post",
    )


def test_of_an_item_with_a_summary_only_that_is_taken_and_said() -> None:
    source, found = taken(RSS)[1]
    assert found.pieces[1].html.startswith("The last gas lamps of the town")
    assert found.metadata.authors == ("Nell Ashby",)
    assert found.metadata.remarks == (CUT,)
    assert "cut" in [each.what for each in parse_document(source).removed]


MEDIA = (
    '<media:content xmlns:media="http://search.yahoo.com/mrss/" medium="image" '
    'url="https://x.example/a.jpg"><media:description>At the pier</media:description>'
    "<media:credit>Ann Lee</media:credit></media:content>"
)


def test_a_picture_beside_a_text_leads_it_with_caption_and_credit() -> None:
    found = contents_of(feed(f"{MEDIA}<description>{LONG}</description>"), "a.xml")
    assert found.pieces[0] == make_lead_picture(
        "https://x.example/a.jpg",
        "At the pier",
        attributes={"credit": "Ann Lee"},
    )


def test_a_picture_that_the_text_shows_is_not_shown_beside_it() -> None:
    body = f"<content:encoded><![CDATA[<img src='/a-300x200.jpg'>{LONG}]]></content:encoded>"
    link = "<link>https://x.example/1/</link>"
    found = contents_of(feed(f"{link}{MEDIA}{body}"), "a.xml")
    assert [piece.kind for piece in found.pieces] == ["picture", ""]
    assert found.pieces[0].attributes == {"source": "https://x.example/a-300x200.jpg"}


def test_a_long_description_is_the_text() -> None:
    assert contents_of(feed(f"<description>{LONG}</description>"), "a.xml").metadata.remarks == ()
    cut = feed(f"<description>{LONG} [&amp;#8230;]</description>")
    assert contents_of(cut, "a.xml").metadata.remarks == (CUT,)


def test_an_element_that_is_there_but_empty_empties_its_field() -> None:
    item = (
        "<title>A ferry</title><dc:creator/><category> </category><category>Holm</category>"
        f"<dc:rights></dc:rights><description>{LONG}</description>"
    )
    assert contents_of(feed(item), "a.xml").metadata.emptied == {"authors", "rights"}


def test_a_description_that_breaks_off_is_no_standfirst() -> None:
    body = f"<content:encoded>{LONG}</content:encoded><description>Other words…</description>"
    assert [piece.label for piece in contents_of(feed(body), "a.xml").pieces] == [""]


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ("<guid>tag:x.example,2024:1</guid>", "tag:x.example,2024:1"),
        ("<guid>4471</guid>", "https://x.example/#4471"),
        ("<link>https://x.example/a?utm_source=rss</link>", "https://x.example/a"),
        ("", "a.xml:1"),
    ],
)
def test_an_item_is_known_by_what_its_feed_keeps(item: str, key: str) -> None:
    [(source, _)] = taken(feed(f"{item}<description>{LONG}</description>"))
    assert source.external_id == key


def test_an_entry_of_atom_is_read() -> None:
    source, found = next(each for each in taken(ATOM) if each[0].external_id.endswith("post-5"))
    assert source.position == "item 6 (line 12)"
    assert found.pieces == (
        make_text_piece("Kort.", "", "standfirst"),
        make_text_piece('Ett stycke &amp; ett <a href="https://x.example/">till</a>.', "p"),
        make_text_piece("Rubrik", "h2"),
        make_text_piece("Slut.", "p"),
    )
    said = found.metadata
    assert (said.title, said.language, said.rights) == ("Med märken", "sv", "CC BY 4.0")
    assert said.authors == ("Ida Strand",)


def test_of_bloggers_export_posts_are_taken_and_the_rest_is_named() -> None:
    found = read_all(ATOM, "blog.atom")
    keys = [each.external_id[-6:] for each in found if isinstance(each, Source)]
    assert keys == ["post-1", "post-2", "post-5", "post-9"]
    told = [each for each in found if isinstance(each, LeftOut)]
    assert "“Om oss”" in told[0].position
    assert [each.reason for each in told[1:]] == [
        "has 1 of the type settings, which are no articles",
        "has 1 of the type comment, which are no articles",
    ]
    stream = io.BytesIO(ATOM)
    with_pages = reading.read_documents(stream, "blog.atom", post_types={"page"})
    assert sum(isinstance(each, Source) for each in with_pages) == 5


def test_drafts_and_deleted_entries_come_with_their_status() -> None:
    found = {source.external_id[-6:]: contents for source, contents in taken(ATOM)}
    assert found["post-2"].metadata.status is PublishingStatus.DRAFT
    assert found["post-9"].metadata.status is PublishingStatus.WITHHELD
    assert found["post-9"].metadata.updated == datetime(2024, 3, 4, 8, tzinfo=UTC)


def test_deleted_entries_side_by_side_are_each_one() -> None:
    gone = '<at:deleted-entry ref="tag:x:{}" when="2024-03-04T08:00:00Z"/>'
    content = (
        '<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xmlns:at="http://purl.org/atompub/tombstones/1.0">{gone.format(1)}{gone.format(2)}</feed>'
    )
    assert [source.external_id for source, _ in taken(content)] == ["tag:x:1", "tag:x:2"]


def test_the_newer_export_of_blogger_names_types_by_elements() -> None:
    entry = (
        "<entry><id>{0}</id><b:type>{0}</b:type><b:status>{1}</b:status>"
        '<content type="html">a b c</content></entry>'
    )
    content = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:b="http://schemas.google.com/blogger/2018">'
        + "".join(entry.format(*each) for each in (("POST", "LIVE"), ("COMMENT", "LIVE")))
        + "</feed>"
    )
    [(source, contents)] = taken(content)
    assert (source.external_id, contents.metadata.status) == ("POST", PublishingStatus.USABLE)
    trashed = content.replace("LIVE", "SOFT_TRASHED")
    assert taken(trashed)[0][1].metadata.status is PublishingStatus.WITHHELD


def test_rss_1_is_read() -> None:
    content = (
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>Post</title>'
        "<link>https://x.example/</link></channel><item rdf:about='https://x.example/a'>"
        "<title>A</title><link>https://x.example/a</link><dc:date>2024-03-02</dc:date>"
        f"<description>{LONG}</description></item></rdf:RDF>"
    )
    found = contents_of(content, "a.rdf")
    assert (found.metadata.title, found.metadata.publisher) == ("A", "Post")
    assert found.metadata.published == datetime(2024, 3, 2, tzinfo=UTC)


def test_an_empty_feed_is_told() -> None:
    [told] = read_all(f"{ROOT}</channel></rss>", "a.xml")
    assert isinstance(told, LeftOut)
    assert told.reason == "is a feed without an item"


def test_a_nul_costs_nothing_and_is_reported() -> None:
    [(source, contents)] = taken(feed(f"<description>a\0b {LONG}</description>"))
    assert contents.pieces[0].html.startswith("a b The")
    assert "U+0000" in [each.name for each in parse_document(source).removed]


def test_a_broken_item_costs_only_itself() -> None:
    item = f"<description>{LONG}</description>"
    found = read_all(feed(item, "<title>A</b>", item), "a.xml")
    assert [type(each) for each in found] == [Source, Rejection, Source]


@pytest.mark.parametrize("content", [RSS, ATOM])
def test_it_is_read_in_chunks_of_any_size(content: bytes) -> None:
    class Drops(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(9)

    assert [*feeds.read(Drops(content), "a.xml")] == read_all(content, "a.xml")


def test_entities_of_its_own_are_refused() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "b">]>' + feed("<description>&a;</description>")
    [refused] = read_all(bomb, "a.xml", "feed")
    assert isinstance(refused, Rejection)
    assert "declares a document type" in refused.reason
