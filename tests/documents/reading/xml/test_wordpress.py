"""WordPress exports: streamed, each post a document of its own."""

from __future__ import annotations

import io
import re
import tracemalloc
from datetime import UTC, datetime
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings

from articles.documents import reading
from articles.documents.article.model import Kind
from articles.documents.pipeline import parse_document
from articles.documents.reading.bounds import DOCUMENT_BYTES
from articles.documents.reading.xml import wordpress
from articles.documents.reading.xml.wordpress import attachments
from articles.documents.reading.xml.wordpress.shortcodes import is_shortcode
from articles.documents.source import Contents, Rejection, Source, SourceMetadata
from tests.documents.make import make_text_piece
from tests.documents.reading.mutations import broken_bytes
from tests.documents.reading.received import contents_of, documents_of, refusal_of, sample

SAMPLE = sample("wordpress.xml")
ROOT = (
    '<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">'
)


def item(body: str = "a", **fields: str) -> str:
    """An item; `post_type` is that of `wp:`, and so on."""
    texts = {"post_type": "post", "status": "publish"} | fields
    written = "".join(f"<wp:{name}>{text}</wp:{name}>" for name, text in texts.items())
    return f"<item>{written}<content:encoded><![CDATA[{body}]]></content:encoded></item>\n"


def export(*items: str, head: str = "", declared: str = "") -> str:
    return f"{declared}{ROOT}\n<channel>{head}\n{''.join(items)}</channel></rss>"


def sources(content: str | bytes, name: str = "a.xml") -> list[Source]:
    found = documents_of(content, name)
    assert not any(isinstance(each, Rejection) for each in found), found
    return [each[0] for each in found if not isinstance(each, Rejection)]


def pieces(body: str) -> list[tuple[str, str, str]]:
    return [(p.tag, p.html, p.label) for p in contents_of(export(item(body)), "a.xml").pieces]


def test_a_post_is_read_with_its_markup() -> None:
    assert contents_of(SAMPLE, "a.xml").pieces == (
        make_text_piece("After eleven weeks in the yard the ferry is back.", "", "standfirst"),
        make_text_piece("The ferry to Holm sailed on <strong>Saturday</strong> at seven.", "p"),
        make_text_piece(
            'It had lain in the yard since <a href="https://coastpost.example/december">December'
            "</a>,<br>waiting for a new shaft.",
            "p",
        ),
        make_text_piece('<img src="https://coastpost.example/ferry-300.jpg" alt="" />', "p"),
        make_text_piece("The ferry at its pier", "figcaption"),
        make_text_piece("What it cost", "h3"),
        make_text_piece("Shaft: 200,000", "li"),
        make_text_piece("Work: 100,000", "li"),
        make_text_piece('[gallery ids="40,42"]', "p", "noise"),
        make_text_piece("We had given up on her.", "blockquote"),
    )


def test_what_is_known_beside_the_text_is_taken() -> None:
    assert contents_of(SAMPLE, "a.xml").metadata == SourceMetadata(
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

    [found] = wordpress.read(Drops(SAMPLE), "a.xml")
    assert found == sources(SAMPLE)[0]


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


def contents_of_first(content: str) -> Contents:
    first = documents_of(content, "a.xml")[0]
    assert not isinstance(first, Rejection)
    return first[1]


def test_a_picture_is_found_wherever_chunks_end(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO(SAMPLE)
    stream.seek(5)
    for size in (1_500, 2_000, 2_222, 10_000):
        monkeypatch.setattr(attachments, "_CHUNK", size)
        assert attachments.pictures_in(stream) == {
            "40": "https://coastpost.example/wp-content/uploads/ferry.jpg"
        }
        assert stream.tell() == 5


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "private"},
        {"status": "trash"},
        {"status": "future"},
        {"post_password": "secret"},
        {"post_type": "page"},
        {"post_type": "attachment"},
        {"post_type": "nav_menu_item"},
    ],
)
def test_what_is_no_published_post_is_passed_over(fields: dict[str, str]) -> None:
    [source] = sources(export(item(**fields), item(post_id="2"), item(**fields)))
    assert source.position.startswith("item 2 ")
    assert "holds no published post" in refusal_of(export(item(**fields)), "a.xml").reason


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
            "[embed]https://video.example/?a=1&amp;b=2[/embed]",
            [
                (
                    "p",
                    '<a href="https://video.example/?a=1&amp;b=2">'
                    "https://video.example/?a=1&amp;b=2</a>",
                    "",
                )
            ],
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


def test_another_prefix_and_version_mean_the_same() -> None:
    renamed = SAMPLE.replace(b"wp:", b"w:").replace(b":wp=", b":w=").replace(b"/1.2/", b"/1.0/")
    assert contents_of(renamed, "a.xml") == contents_of(SAMPLE, "a.xml")


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


def test_what_came_before_a_break_stays() -> None:
    broken = export(item("a"), item("b"), "<item>&nbsp;</item>", item("c"))
    *good, bad = documents_of(broken, "a.xml")
    assert [not isinstance(each, Rejection) for each in good] == [True, True]
    assert isinstance(bad, Rejection)
    assert bad.position == "line 5, column 7"
    assert "undefined entity" in bad.reason
    *good, bad = documents_of(export(item("a"), item("b"))[:-40], "a.xml")
    assert len(good) == 1
    assert isinstance(bad, Rejection)


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
        (export("<item><title>A & B</title></item>"), "not well-formed"),
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
