"""WordPress exports: streamed, each post a document of its own."""

from __future__ import annotations

import io
import json
import re
import tracemalloc
from collections.abc import Set
from datetime import UTC, datetime
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings

from articles.documents import reading
from articles.documents.article.kinds import Kind
from articles.documents.pipeline import parse_document
from articles.documents.reading.bounds import DOCUMENT_BYTES
from articles.documents.reading.fragments.pictures import picture_piece
from articles.documents.reading.xml import wordpress
from articles.documents.reading.xml.wordpress import attachments
from articles.documents.reading.xml.wordpress.shortcodes import is_shortcode
from articles.documents.source import (
    Contents,
    LeftOut,
    PublishingStatus,
    Rejection,
    Source,
    SourceMetadata,
)
from tests.documents.make import make_text_piece
from tests.documents.reading.mutations import broken_bytes
from tests.documents.reading.received import (
    contents_of,
    documents_of,
    read_all,
    refusal_of,
    sample,
)
from tests.documents.reading.xml.make import ROOT, contents_of_first, export, item

SAMPLE = sample("wordpress.xml")


def articles(content: str | bytes, name: str = "a.xml") -> list[tuple[Source, Contents]]:
    """What is taken of an export, and may be published."""
    found = documents_of(content, name)
    assert not any(type(each) is Rejection for each in found), found
    taken = [each for each in found if not isinstance(each, Rejection)]
    return [each for each in taken if each[1].metadata.status is PublishingStatus.USABLE]


def sources(content: str | bytes, name: str = "a.xml") -> list[Source]:
    return [source for source, _ in articles(content, name)]


def post_in(content: str | bytes) -> Contents:
    [(_, contents)] = articles(content)
    return contents


def left_out(content: str | bytes, types: Set[str] = frozenset()) -> list[str]:
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    found = reading.read_documents(stream, "a.xml", post_types=types)
    return [each.reason for each in found if isinstance(each, LeftOut)]


def pieces(body: str) -> list[tuple[str, str, str]]:
    return [
        (p.kind or p.tag, p.html, p.label) for p in contents_of(export(item(body)), "a.xml").pieces
    ]


def test_a_post_is_read_with_its_markup() -> None:
    assert post_in(SAMPLE).pieces == (
        make_text_piece("After eleven weeks in the yard the ferry is back.", "", "standfirst"),
        make_text_piece("The ferry to Holm sailed on <strong>Saturday</strong> at seven.", "p"),
        make_text_piece(
            'It had lain in the yard since <a href="https://coastpost.example/december">December'
            "</a>,<br>waiting for a new shaft.",
            "p",
        ),
        picture_piece("https://coastpost.example/ferry-300.jpg", "The ferry at its pier"),
        make_text_piece("What it cost", "h3"),
        make_text_piece("Shaft: 200,000", "li"),
        make_text_piece("Work: 100,000", "li"),
        picture_piece("https://coastpost.example/wp-content/uploads/ferry.jpg"),
        make_text_piece("We had given up on her.", "blockquote"),
    )


def test_what_is_known_beside_the_text_is_taken() -> None:
    assert post_in(SAMPLE).metadata == SourceMetadata(
        title="Ferry to Holm “sails” again & again",
        url="https://coastpost.example/ferry-sails-again/",
        published=datetime(2024, 3, 2, 6, 15, tzinfo=UTC),
        updated=datetime(2024, 3, 3, 8, 0, tzinfo=UTC),
        authors=("Ida Strand",),
        language="en-GB",
        publisher="The Coast Post",
        topics=("Ferries & Boats", "Holm"),
        picture="https://coastpost.example/wp-content/uploads/ferry.jpg",
    )


def test_what_a_post_has_but_empty_is_emptied() -> None:
    one = item().replace("<item>", "<item><title></title><dc:creator/><category>Holm</category>")
    assert post_in(export(one)).metadata.emptied == {"title", "authors"}


def test_a_post_is_kept_byte_for_byte_and_known_by_its_guid() -> None:
    [source] = sources(SAMPLE)
    assert (source.format, source.external_id) == ("wxr", "https://coastpost.example/?p=41")
    assert source.position == "item 2 (line 29)"
    own = re.findall(rb"<item>.*?</item>", SAMPLE, re.DOTALL)[1]
    assert own in source.content


def test_an_article_comes_of_it() -> None:
    [source] = sources(SAMPLE)
    document = parse_document(source).document
    assert document.headline.text == "Ferry to Holm “sails” again & again"
    assert document.standfirst.text == "After eleven weeks in the yard the ferry is back."
    kinds = [paragraph.kind for paragraph in document.paragraphs()]
    assert kinds.count(Kind.LIST_ITEM) == 2
    assert kinds[-1] is Kind.QUOTE


def test_what_one_chunk_cuts_off_the_next_completes() -> None:
    class Drops(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(7)

    assert [*wordpress.read(Drops(SAMPLE), "a.xml")] == read_all(SAMPLE, "a.xml")


def test_a_picture_that_stands_after_its_post_is_found_too() -> None:
    post, picture = (
        item().replace(
            "</item>",
            "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
            "<wp:meta_value>9</wp:meta_value></wp:postmeta></item>",
        ),
        item(post_id="9", post_type="attachment", attachment_url="https://x.example/9.jpg"),
    )
    content = export(post, *[item("x" * 100_000)] * 12, picture)
    assert contents_of_first(content).metadata.picture == "https://x.example/9.jpg"


def test_a_picture_is_found_wherever_chunks_end(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO(SAMPLE)
    stream.seek(5)
    for size in (1_500, 2_000, 2_222, 10_000):
        monkeypatch.setattr(attachments, "_CHUNK", size)
        assert attachments.attachments_in(stream) == {
            "40": attachments.Attachment("https://coastpost.example/wp-content/uploads/ferry.jpg")
        }
        assert stream.tell() == 5


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "publish"}, "usable"),
        ({"status": "future"}, "usable"),
        ({"status": "draft"}, "draft"),
        ({"status": "pending"}, "draft"),
        ({"status": "pitch"}, "draft"),
        ({"status": "private"}, "withheld"),
        ({"post_password": "secret"}, "withheld"),
        ({"status": "trash"}, "withheld"),
    ],
)
def test_a_post_comes_with_its_status(fields: dict[str, str], status: str) -> None:
    assert contents_of(export(item(**fields)), "a.xml").metadata.status == status


def test_a_scheduled_post_is_under_embargo_until_then() -> None:
    scheduled = item(status="future", post_date_gmt="2031-03-01 08:00:00")
    found = contents_of(export(scheduled), "a.xml").metadata
    assert found.embargoed == datetime(2031, 3, 1, 8, tzinfo=UTC)
    assert contents_of(export(item()), "a.xml").metadata.embargoed is None


def test_what_is_no_post_is_left_out_by_its_name() -> None:
    page = item(post_type="page").replace("<item>", "<item><title>About</title>")
    content = export(page, item(post_id="2"), item(post_type="review"))
    assert [source.position for source in sources(content)] == ["item 2 (line 4)"]
    page_told, review_told = [
        each for each in read_all(content, "a.xml") if isinstance(each, LeftOut)
    ]
    assert page_told.position == "item 1 (line 3), “About”"
    assert review_told.reason == "is no article but of the type review"
    assert "--post-types review" in review_told.hint
    assert "holds no post" in left_out(export(page))[-1]


def test_what_wordpress_keeps_for_itself_is_counted() -> None:
    content = export(item(), *[item(post_type="revision")] * 300, item(post_type="attachment"))
    assert left_out(content) == [
        "has 300 of the type revision (earlier revisions of posts)",
        "has 1 of the type attachment (attachments; the pictures of articles are taken with these)",
    ]


def test_of_many_of_one_type_a_hundred_are_named() -> None:
    told = left_out(export(item(), *[item(post_type="product")] * 104))
    assert (len(told), told[-1]) == (101, "has 4 more of the type product")


def test_types_that_are_asked_for_are_taken() -> None:
    content = export(item("a", post_type="page"), item("b", post_type="review"))
    stream = io.BytesIO(content.encode())
    taken, left = reading.read_documents(stream, "a.xml", post_types={"page"})
    assert isinstance(taken, Source)
    assert [piece.html for piece in reading.contents_of(taken).pieces] == ["a"]
    assert isinstance(left, LeftOut)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a &amp; b\n\nc\nd", [("p", "a &amp; b", ""), ("p", "c<br>d", "")]),
        (
            "<!-- wp:paragraph -->\n<p>a\nb</p>\n<!-- /wp:paragraph -->\n\n"
            '<!-- wp:heading {"level":3} -->\n<h3>c</h3>\n<!-- /wp:heading -->',
            [("p", "a\nb", ""), ("h3", "c", "")],
        ),
        (
            "a\n\nb\n<!-- wp:group --><div>\n<!-- wp:paragraph --><p>c</p><!-- /wp:paragraph -->"
            "\n</div><!-- /wp:group -->\n\nd\n\n<!-- wp:more /-->e\n\nf",
            [("p", text, "") for text in "abcdef"],
        ),
        ("a<!--more-->\n\nb", [("p", "a", ""), ("p", "b", "")]),
        (
            "[embed]https://video.example/?a=1&amp;b=2[/embed]\nc",
            [("embed", "", ""), ("p", "c", "")],
        ),
        (
            '[caption caption="old &amp; true"]<img src="x" />[/caption]b',
            [
                ("p", '<img src="x" />', ""),
                ("figcaption", "old &amp; true", ""),
                ("p", "b", ""),
            ],
        ),
        ("a<br />\nb", [("p", "a<br />b", "")]),
        ("a\n<!--more-->\nb", [("p", "a<br>b", "")]),
        ("a<br />\n\nb", [("p", "a<br />", ""), ("p", "b", "")]),
        ("[caption]a [sic] b", [("p", "[caption]a [sic] b", "")]),
        ("[dropcap]T[/dropcap]he [x]b[/x] [sic]", [("p", "The b [sic]", "")]),
        (
            "[vc_row][vc_column width='1/2']a[/vc_column][/vc_row]\n\nb",
            [("p", "a", ""), ("p", "b", "")],
        ),
        ("a[ref]b[/ref].", [("p", "a (b).", "")]),
        ("[pullquote]a[/pullquote] b", [("blockquote", "a", ""), ("p", "b", "")]),
        ('[vc_custom_heading text="A &amp; b"]c', [("h3", "A &amp; b", ""), ("p", "c", "")]),
        (
            '[et_pb_text][et_pb_image src="a"]\n\nc[/et_pb_text]',
            [("p", '[et_pb_image src="a"]', "noise"), ("p", "c", "")],
        ),
        ("[tweet id=1]\n\n[sic]", [("p", "[tweet id=1]", "noise"), ("p", "[sic]", "")]),
    ],
)
def test_both_editors_texts_are_read(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert pieces(body) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[gallery]", True),
        ('[x id="1"] [/x]', True),
        ("[vc_row][vc_column]", True),
        ("[vc_row]<br>[vc_column]", True),
        ("[sic]", False),
        ("[re-elected]", False),
        ("[Update]", False),
        ("[gallery] a", False),
        ("[a b c]", False),
    ],
)
def test_a_shortcode_is_told_from_words_in_brackets(text: str, expected: bool) -> None:
    assert is_shortcode(text) is expected


@pytest.mark.parametrize("one", ["[/caption]", "[gallery a=1]", "[wp_caption]", "[vc_row x=1]"])
def test_many_shortcodes_before_words_are_told_at_once(one: str) -> None:
    assert not is_shortcode(one * 10_000 + "x")


def test_an_excerpt_that_the_text_says_itself_is_not_said_twice() -> None:
    own = item("<p>One <b>two</b> three</p>").replace(
        "</item>", "<excerpt:encoded>One two</excerpt:encoded></item>"
    )
    assert [p.label for p in contents_of(export(own), "a.xml").pieces] == [""]


def test_without_a_moment_of_its_own_the_feeds_is_taken() -> None:
    own = item(post_date_gmt="0000-00-00 00:00:00").replace(
        "</item>", "<pubDate>Fri, 31 May 2024 09:30:00 +0200</pubDate></item>"
    )
    found = contents_of(export(own), "a.xml").metadata
    assert found.published == datetime(2024, 5, 31, 7, 30, tzinfo=UTC)


def test_without_a_guid_a_post_is_known_by_its_number_at_its_site() -> None:
    head = "<wp:base_site_url>https://x.example/</wp:base_site_url>"
    assert sources(export(item(post_id="7"), head=head))[0].external_id == "https://x.example/?p=7"
    assert sources(export(item()))[0].external_id == "a.xml:1"


def test_two_posts_of_one_guid_are_two() -> None:
    one = item(post_id="90").replace("<item>", "<item><guid>g</guid>")
    other = item(post_id="91").replace("<item>", "<item><guid>g</guid>")
    assert [each.external_id for each in sources(export(one, other, one))] == ["g", "g#91", "g"]


def test_authors_are_named_as_the_export_names_them() -> None:
    head = "".join(
        f"<wp:wp_author><wp:author_login>{login}</wp:author_login>"
        f"<wp:author_display_name>{name}</wp:author_display_name></wp:wp_author>"
        for login, name in (("nell", "Nell Ashby"), ("tom", "Tom Rook"))
    )
    one = item().replace("<item>", "<item><dc:creator>nell</dc:creator>")
    together = one.replace(
        "<item>",
        '<item><category domain="author" nicename="cap-tom">tom</category>'
        '<category domain="author" nicename="cap-guest">Ana Pike</category>',
    )
    found = [contents.metadata for _, contents in articles(export(one, together, head=head))]
    assert [each.authors for each in found] == [("Nell Ashby",), ("Tom Rook", "Ana Pike")]
    assert found[1].topics == ()


def test_a_body_that_only_elementor_has_is_read() -> None:
    data = [
        {
            "elType": "section",
            "elements": [
                {"widgetType": "heading", "settings": {"title": "A & b"}},
                {"widgetType": "text-editor", "settings": {"editor": "<p>One.</p><p>Two.</p>"}},
                {"widgetType": "button", "settings": {"text": "Buy"}},
                {
                    "widgetType": "toggle",
                    "settings": {"tabs": [{"tab_title": "T", "tab_content": "C"}]},
                },
            ],
        }
    ]
    meta = (
        "<wp:postmeta><wp:meta_key>_elementor_data</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{json.dumps(data)}]]></wp:meta_value></wp:postmeta></item>"
    )
    found = contents_of(export(item("").replace("</item>", meta)), "a.xml")
    assert [(piece.tag, piece.html) for piece in found.pieces] == [
        ("h2", "A &amp; b"), ("p", "One."), ("p", "Two."), ("p", "T"), ("p", "C"),
    ]  # fmt: skip


def test_the_https_namespace_is_the_same() -> None:
    secure = SAMPLE.replace(b'"http://wordpress.org', b'"https://wordpress.org')
    assert post_in(secure) == post_in(SAMPLE)


def test_another_prefix_and_version_mean_the_same() -> None:
    renamed = SAMPLE.replace(b"wp:", b"w:").replace(b":wp=", b":w=").replace(b"/1.2/", b"/1.0/")
    assert post_in(renamed) == post_in(SAMPLE)


def test_latin_1_is_read_where_it_is_declared() -> None:
    declared = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    head = "<title>Café</title>"
    content = export(item("é"), head=head, declared=declared).encode("latin-1")
    found = contents_of(content, "a.xml")
    assert (found.pieces[0].html, found.metadata.publisher) == ("é", "Café")


def test_control_characters_and_blank_lines_before_it_are_forgiven() -> None:
    content = "\n\n" + export(item("a\x0bb", post_id="2"), declared='<?xml version="1.0"?>')
    [source] = sources(content)
    assert source.position == "item 1 (line 5)"
    assert reading.contents_of(source).pieces == (make_text_piece("a b", "p"),)


BROKEN = [
    "<item><title>A</b></title></item>",
    "<item><title>A < B</title></item>",
    "<item><title>never closed</item>",
    "<item><title>never closed</title>",
    "<item><wp:post_id>2<wp:post_id></item>",
]


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("size", [1, 7, 65_536])
def test_what_comes_before_and_after_a_break_is_taken(broken: str, size: int) -> None:
    class Drops(io.BytesIO):
        def read(self, asked: int | None = -1, /) -> bytes:
            return super().read(size)

    content = export(item("a"), broken, item("b"), "<item><x></item>", item("c")).encode()
    found = [*wordpress.read(Drops(content), "a.xml")]
    taken = [reading.contents_of(each).pieces[0].html for each in found if isinstance(each, Source)]
    assert taken == ["a", "b", "c"]
    first, _ = [each for each in found if isinstance(each, Rejection)]
    assert first.position.startswith("item 2 (line 4), line ")
    positions = [each.position for each in found if isinstance(each, Source)]
    assert positions[0] == "item 1 (line 3)"
    assert positions[1] in ("item 3 (line 4)", "item 3 (line 5)")


def test_what_breaks_off_keeps_what_came_before() -> None:
    *good, bad = documents_of(export(item("a"), item("b"))[:-40], "a.xml")
    assert len(good) == 1
    assert isinstance(bad, Rejection)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("A & B", "A & B"),
        ("Caf&eacute; &amp; b", "Café & b"),
        ("a&#8;b", "ab"),
        ("a &nbsp;b", "a \xa0b"),
        ("<![CDATA[A &amp; B]]> & c", "A & B & c"),
    ],
)
def test_loose_ampersands_are_mended(title: str, read: str) -> None:
    wrong = item("a &amp; b").replace("<item>", f"<item><title>{title}</title>")
    first, second = articles(export(wrong, item("c")))
    assert first[1].metadata.title == read
    assert first[1].pieces == (make_text_piece("a &amp; b", "p"),)
    assert second[0].position == "item 2 (line 4)"


def test_a_break_in_the_head_of_an_export_costs_nothing() -> None:
    content = export(item("a"), head="<title>A & B</title>\n<x>&oops;</x>")
    [(source, contents)] = articles(content)
    assert source.position == "item 1 (line 4)"
    assert contents.metadata.publisher == "A & B"


def test_two_exports_in_one_file_are_both_read() -> None:
    found = read_all(export(item("a", post_id="1")) + export(item("b", post_id="2")), "a.xml")
    assert [type(each) for each in found] == [Source, Rejection, Source]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f'\n<!DOCTYPE rss SYSTEM "file:///etc/passwd">{export(item())}', "a document type"),
        (f'<!DOCTYPE rss [<!ENTITY a "b">]>{export(item("&a;"))}', "declares a document type"),
        ("<feed xmlns:wp='http://wordpress.org/export/1.2/'/>", "no WordPress export"),
        (export(item(), declared='<?xml version="1.0" encoding="x-klingon"?>'), "unknown encoding"),
        (export(item(), declared='<?xml version="1.0" encoding="shift_jis"?>'), "encoding"),
        (ROOT + "<a>" * 100, "nested too deeply"),
        (ROOT + "".join(f"<a{number}/>" for number in range(2_000)), "more names of elements"),
        (ROOT + "<channel><item></channel></rss>", "mismatched tag"),
    ],
)  # fmt: skip
def test_what_is_no_plain_export_is_refused(content: str, reason: str) -> None:
    refused = refusal_of(content, "a.xml", "wxr")
    assert reason in refused.reason
    assert refused.hint.endswith(".")


def test_empty_items_are_passed_over() -> None:
    content = export("<item/>" * 20_000, "<item></item>", item("a"), "<item />")
    assert [source.position for source in sources(content)] == ["item 20002 (line 3)"]


def test_a_document_type_is_refused_as_one_whatever_the_name() -> None:
    refused = refusal_of(f"<!DOCTYPE rss [<!ENTITY a 'b'>]>{export(item())}", "a.txt")
    assert "declares a document type" in refused.reason


def test_an_item_over_the_bound_costs_only_itself() -> None:
    content = export(item("a"), item("x" * DOCUMENT_BYTES * 3), item("c"))
    one, two, three = documents_of(content, "a.xml")
    assert not isinstance(one, Rejection)
    assert not isinstance(three, Rejection)
    assert isinstance(two, Rejection)
    assert (two.position, "larger than 4 MB" in two.reason) == ("item 2 (line 4)", True)


def test_a_comment_without_end_is_not_kept_in_memory() -> None:
    refused = refusal_of(ROOT + "<!--" + "x" * DOCUMENT_BYTES * 3, "a.xml")
    assert "larger than any document" in refused.reason


class Endless(io.RawIOBase):
    """An export with posts without end, of which a test takes some."""

    def __init__(self, post: bytes) -> None:
        self._post = post
        self._rest = f"{ROOT}<channel>".encode()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._rest = self._rest or self._post
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def test_a_large_export_takes_little_memory() -> None:
    stream = io.BufferedReader(Endless(item("a line of some length\n\n" * 300).encode()))
    documents = (
        each for each in reading.read_documents(stream, "a.xml") if isinstance(each, Source)
    )
    next(documents)
    tracemalloc.start()
    size = sum(len(each.content) for each in islice(documents, 3_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 20 * 2**20
    assert peak < 10 * 2**20


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(broken_bytes(SAMPLE, [b"<item>", b"</item>", b"<![CDATA[", b"]]>", b"<!--", b"&a;"]))
def test_a_broken_file_is_read_or_refused(content: bytes) -> None:
    for format in (None, "wxr"):
        for found in documents_of(content, "a.xml", format):
            assert not isinstance(found, Rejection) or found.hint


def test_bytes_that_are_no_text_cost_their_post_only() -> None:
    posts = [item(body, post_id=str(number)) for number, body in enumerate("axyb", start=1)]
    content = (
        export(*posts).encode().replace(b"[x]", b"[caf\xe9]").replace(b"[y]", b"[\xef\xbf\xbf]")
    )
    first, wrong, odd, last = documents_of(content, "a.xml")
    assert isinstance(wrong, Rejection)
    assert wrong.position.startswith("item 2 (line 4), byte ")
    assert "is not UTF-8" in wrong.reason
    taken = [each[1].pieces for each in (first, odd, last) if not isinstance(each, Rejection)]
    expected = [(make_text_piece(each, "p"),) for each in ("a", "\ufffd", "b")]
    assert taken == expected


@pytest.mark.parametrize("shift", range(4))
def test_a_character_across_two_chunks_is_one(shift: int) -> None:
    letters = "\N{GRINNING FACE}" * 40_000
    content = export(item("a" * shift + letters))
    assert contents_of(content, "a.xml").pieces == (make_text_piece("a" * shift + letters, "p"),)


def test_a_block_of_the_older_editor_has_paragraphs_by_blank_lines() -> None:
    body = "<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->\n\n"
    body += "<!-- wp:freeform -->\nb\n\nc\n<!-- /wp:freeform -->"
    assert pieces(body) == [("p", "a", ""), ("p", "b", ""), ("p", "c", "")]
