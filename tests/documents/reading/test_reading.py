"""Bytes in, source documents or clear rejections out, whatever the bytes are."""

from __future__ import annotations

import io
import json
import re
import warnings
from ast import literal_eval
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents import reading
from articles.documents.pipeline import parse_document
from articles.documents.reading import bounds
from articles.documents.reading.archives.container import Container
from articles.documents.reading.json import json_document
from articles.documents.reading.reader import Reader
from articles.documents.source import (
    DocumentRejected,
    Piece,
    PublishingStatus,
    Rejection,
    Source,
    SourceMetadata,
)
from tests.documents.reading.received import Pipe, documents_of, read_all, sample

# What is no paragraph, or the first of a numbered list.
SHAPES = re.compile(
    r"(?i)<(?:img|figure|picture|table|[ou]l|iframe|blockquote|pre|hr|video|audio|aside|details|amp-\w+)\b|\A\s*1[.)]\s"
)
quick = settings(deadline=None, max_examples=150)
# What a database can store: no NUL, no half of a surrogate pair.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
articles = st.lists(texts, min_size=1, max_size=8)


def read(
    content: str | bytes, name: str = "a.txt", format: str | None = None
) -> Source | Rejection:
    (document,) = read_all(content, name, format)
    return document


def strings_of(document: Source) -> list[str]:
    return [piece.html for piece in reading.contents_of(document).pieces]


def strings(content: str | bytes, name: str = "a.txt") -> list[str]:
    document = read(content, name)
    assert isinstance(document, Source), document
    return strings_of(document)


def source(content: str | bytes, name: str = "a.json") -> Source:
    document = read(content, name)
    assert isinstance(document, Source), document
    return document


def refusal(content: str | bytes, name: str = "a.txt", format: str | None = None) -> Rejection:
    document = read(content, name, format)
    assert isinstance(document, Rejection), document
    return document


# The seed shape


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ("['a']", ["a"]),
        ('["it\'s", \'say "no"\']', ["it's", 'say "no"']),
        ("['it\\'s \"so\"', 'b']", ['it\'s "so"', "b"]),
        ("['a', 'b',]", ["a", "b"]),
        ("('a', 'b')", ["a", "b"]),
        ("\n  [\n  'a',\r\n\t'b'\n]\n", ["a", "b"]),
        ('[\'\'\'a \'b\'\nc\'\'\', """d "e" \\""""]', ["a 'b'\nc", 'd "e" "']),
        ("['', '''''', 'a']", ["", "", "a"]),
        ("['''a\r\nb\rc''']", ["a\nb\nc"]),
        ("['one ' 'and '\n \"two\", 'three']", ["one and two", "three"]),
        ("[u'caf\\xe9', U\"\\u4e2d\\U0001F600\\N{BULLET}\\101\"]", ["café", "中😀•A"]),
        ("['a\\\nb', '\\\\', '\\\\d']", ["ab", "\\", "\\d"]),
        ("['], [', '# no comment', 'f\"{x}\"']", ["], [", "# no comment", 'f"{x}"']),
    ],
)
def test_it_reads_every_way_to_write_a_list_of_strings(literal: str, expected: list[str]) -> None:
    assert strings(literal) == expected


@quick
@given(articles)
def test_it_reads_back_what_repr_wrote(article: list[str]) -> None:
    assert strings(repr(article)) == article


@quick
@given(st.text(st.sampled_from("'\"\\,[]( \r\nuax0N{}"), max_size=25))
def test_it_agrees_with_python_wherever_it_accepts(inside: str) -> None:
    content = f"['a', {inside}]"
    document = read(content, format="literal")
    if isinstance(document, Source):
        with warnings.catch_warnings(action="ignore"):
            assert strings_of(document) == literal_eval(content)


def test_it_tolerates_a_byte_order_mark_and_keeps_the_bytes() -> None:
    content = b"\xef\xbb\xbf['a']"
    assert strings(content) == ["a"]
    assert source(content, "a.txt").content == content


def test_it_keeps_an_unknown_escape_without_a_warning() -> None:
    with warnings.catch_warnings(action="error"):
        assert strings(r"['\d \\d \' \_ \400']") == [r"\d \d ' \_ \400"]


@pytest.mark.parametrize(
    ("literal", "position", "reason"),
    [
        ("strings = ['a']", "line 1, column 1", "does not begin with ["),
        ("['a', 'b'", "line 1, column 10", "ends before its list is closed"),
        (
            "['a',\n ['b']]",
            "line 2, column 2",
            "item 1 (counted from 0) is not a string but a list",
        ),
        ("['a', 'b\n']", "line 1, column 7", "item 1 (counted from 0) is a string that is not cl"),
        ("['''a]", "line 1, column 2", "item 0 (counted from 0) is a string that is not closed"),
        ("['a',\r\n3]", "line 2, column 1", "item 1 (counted from 0) is not a string"),
        ("['a', 3]", "line 1, column 7", "item 1 (counted from 0) is not a string"),
        ("['a', None]", "line 1, column 7", "item 1 (counted from 0) is not a string"),
        ("['a', b'b']", "line 1, column 7", "item 1 (counted from 0) has a prefix"),
        ("['a', f'{b}']", "line 1, column 7", "item 1 (counted from 0) has a prefix"),
        ("['a' + 'b']", "line 1, column 6", "item 1 (counted from 0) is not a string, or lacks"),
        ("['a', , 'b']", "line 1, column 7", "a comma with no string before it"),
        ("['a'] ['b']", "line 1, column 5", "goes on after its list"),
        ("['a')", "line 1, column 5", "closes it wrongly"),
        ("['a', # why\n'b']", "line 1, column 7", "is not a string"),
        ("['a', '\\n',\n'\\x4']", "line 2, column 1", "broken escape (truncated \\xXX escape)"),
        ("['\\N{NO SUCH}']", "line 1, column 2", "unknown Unicode character name"),
        ("[]", "", "holds no strings"),
        ("['a', '\\ud800']", "string 1 (counted from 0)", "half of a surrogate pair"),
    ],
)
def test_it_says_where_and_why_it_refuses_a_literal(
    literal: str, position: str, reason: str
) -> None:
    refused = refusal(literal)
    assert refused.position == position
    assert reason in refused.reason
    assert refused.hint.endswith(".")


def test_a_literal_is_not_parsed_before_its_contents_are_asked_for() -> None:
    [document] = reading.read_documents(io.BytesIO(b"['a', nothing]"), "x/a.txt")
    assert isinstance(document, Source)
    assert (document.external_id, document.content) == ("a.txt", b"['a', nothing]")
    with pytest.raises(DocumentRejected, match="item 1"):
        reading.contents_of(document)


# JSON


@quick
@given(articles, st.booleans())
def test_it_reads_back_what_json_wrote(article: list[str], ascii: bool) -> None:
    assert strings(json.dumps(article, ensure_ascii=ascii), "a.json") == article


def test_it_keeps_the_tag_of_a_string() -> None:
    content = '["a", {"tag": "H2", "html": "b", "x": 1}, {"html": "c"}, {"tag": null, "html": "d"}]'
    found = reading.contents_of(source(content))
    assert found.pieces == (Piece("a"), Piece("b", "h2"), Piece("c"), Piece("d"))


def test_it_reads_what_a_document_says_of_itself() -> None:
    document = {
        "paragraphs": ["a"],
        "id": " 17 ",
        "title": "T",
        "url": "https://example.org/1",
        "published": "2024-05-31T09:30:00+02:00",
        "authors": ["Ada", " ", "Bo"],
        "language": "en",
        "publisher": None,
        "unknown": [1],
    }
    found = source(json.dumps(document))
    assert found.external_id == "17"
    assert reading.contents_of(found).metadata == SourceMetadata(
        title="T",
        url="https://example.org/1",
        published=datetime(2024, 5, 31, 7, 30, tzinfo=UTC),
        authors=("Ada", "Bo"),
        language="en",
        emptied=frozenset({"publisher"}),
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("['a\0b']", "a.txt"),
        (r"['a\x00b']", "a.txt"),
        ("['a\\n\0b']", "a.txt"),
        ('["a\0b"]', "a.json"),
        (r'{"paragraphs": ["a\u0000b"], "title": "T\u0000"}', "a.json"),
    ],
)
def test_a_nul_is_removed_and_reported_and_costs_nothing_else(content: str, name: str) -> None:
    [found] = reading.read_documents(io.BytesIO(content.encode()), name)
    assert isinstance(found, Source)
    parsed = parse_document(found)
    [block] = parsed.blocks
    assert block.block.text.replace(" ", "") == "ab"
    assert [(each.what, each.name) for each in block.block.removed] == [("character", "U+0000")]
    assert "\0" not in parsed.metadata.title


@pytest.mark.parametrize("date", ["soon", "0001-01-01T00:00+14:00", [], {"a": 1}, True, "2019"])
def test_what_is_no_date_is_left_out_and_told(date: object) -> None:
    document = source(json.dumps({"paragraphs": ["a"], "published": date, "title": "T"}))
    parsed = parse_document(document)
    assert parsed.metadata.published is None
    assert parsed.metadata.title == "T"
    told = [(each.what, each.name) for each in parsed.removed]
    assert told == ([("date", "published")] if date else [])


@pytest.mark.parametrize("date", ["31.05.2024", 1717113600, "31. Mai 2024", "45443"])
def test_a_date_is_read_as_people_write_it(date: object) -> None:
    document = source(json.dumps({"paragraphs": ["a"], "published": date}))
    assert reading.contents_of(document).metadata.published == datetime(2024, 5, 31, tzinfo=UTC)


def test_it_reads_what_a_publisher_says_of_a_version() -> None:
    document = {
        "paragraphs": ["a"],
        "version": "3",
        "status": "withheld",
        "embargoed": "2030-01-01",
        "copyright": "© Oldmere News",
        "license": "No archives",
        "authors": [],
        "topics": "",
    }
    assert reading.contents_of(source(json.dumps(document))).metadata == SourceMetadata(
        version=3,
        status=PublishingStatus.WITHHELD,
        embargoed=datetime(2030, 1, 1, tzinfo=UTC),
        rights="No archives. © Oldmere News",
        emptied=frozenset({"authors", "topics"}),
    )


@pytest.mark.parametrize("text", [{}, {"paragraphs": []}, {"paragraphs": None}])
def test_a_retraction_needs_no_text(text: dict[str, object]) -> None:
    found = reading.contents_of(source(json.dumps({"id": "a", "status": "canceled", **text})))
    assert (found.id, found.pieces) == ("a", ())
    assert found.metadata.status is PublishingStatus.CANCELED


@pytest.mark.parametrize("document", [{"status": "draft"}, {"id": "a", "status": "usable"}])
def test_what_retracts_nothing_needs_one(document: dict[str, object]) -> None:
    with pytest.raises(DocumentRejected, match="has no text"):
        json_document.parse(json.dumps(document).encode())


def test_a_key_that_is_there_twice_costs_nothing_where_it_is_not_read() -> None:
    twice = '"x": [{"a": 1, "a": 2}], "y": 1, "y": 2'
    document = source(f'{{"paragraphs": ["a"], {twice}, "title": "T", "title": "T"}}')
    assert reading.contents_of(document).metadata.title == "T"


def test_a_moment_without_a_zone_is_in_utc_and_one_author_needs_no_list() -> None:
    document = source('{"paragraphs": ["a"], "published": "2024-05-31", "authors": "Ada"}')
    found = reading.contents_of(document).metadata
    assert found.published == datetime(2024, 5, 31, tzinfo=UTC)
    assert found.authors == ("Ada",)


@pytest.mark.parametrize(
    ("content", "position", "reason"),
    [
        ('["a", "b"', "line 1, column 10", "is not valid JSON"),
        ('{"a": 1}x', "line 1, column 9", "is not valid JSON"),
        ('"a"', "", "is a string, not an array or an object"),
        ("12", "", "is a number, not an array"),
        ('["a", ["b"]]', "string 1 (counted from 0)", "is an array, not a string"),
        ('["a", null]', "string 1 (counted from 0)", "is null, not a string"),
        ('["a", true]', "string 1 (counted from 0)", "is true or false, not a string"),
        ('[{"html": 1}]', "string 0 (counted from 0)", "is an object, not a string or"),
        ('[{"html": "a", "tag": 1}]', "string 0 (counted from 0)", "is an object, not a string"),
        (
            '[{"html": "a", "tag": "<h2>"}]',
            "string 0 (counted from 0)",
            "has a tag that is no name",
        ),
        ('{"title": "a"}', "", 'has no text; its keys are: "title"'),
        ('{"paragraphs": "a"}', "", 'its "paragraphs" is not an array'),
        ('{"paragraphs": []}', "", "holds no strings"),
        (f'{{"paragraphs": ["a"], "language": "{"e" * 36}"}}', "", "longer than 35 characters"),
        (f'{{"paragraphs": ["a"], "authors": {["A"] * 101}}}'.replace("'", '"'), "", "100 names"),
        ('{"paragraphs": ["a"], "title": 1}', "", 'its "title" is not text'),
        ('{"paragraphs": ["a"], "authors": [1]}', "", 'its "authors" is not text'),
        ('{"paragraphs": ["a"], "title": "\\ud800"}', '"title"', "half of a surrogate"),
        ('{"paragraphs": ["a"], "id": true}', "", 'its "id" is not text'),
        ('{"paragraphs": ["a"], "paragraphs": ["b"]}', "", 'the key "paragraphs" twice'),
        ('{"paragraphs": ["a"], "x": NaN}', "", "holds NaN"),
        ('{"paragraphs": ["a"], "x": ' + "9" * 5000 + "}", "", "a number too long to read"),
        ('["\\ud800"]', "string 0 (counted from 0)", "half of a surrogate pair"),
        (f'{{"paragraphs": ["a"], "id": "{"k" * 501}"}}', "", "has a key of 501 characters"),
    ],
)
def test_it_says_where_and_why_it_refuses_json(content: str, position: str, reason: str) -> None:
    refused = refusal(content, "a.json")
    assert refused.position == position
    assert reason in refused.reason
    assert refused.hint.endswith(".")


def test_only_several_documents_in_one_file_are_sent_to_json_lines() -> None:
    assert ".jsonl" in refusal('{"a": 1}\n\n\n{"a": 1', "a.json", format="json").hint
    assert ".jsonl" not in refusal('{"a": 1', "a.json").hint


def test_the_halves_of_a_surrogate_pair_are_one_character() -> None:
    assert strings('["\\ud83d\\ude00"]', "a.json") == ["😀"]


# JSON Lines


def test_a_bad_line_costs_only_itself() -> None:
    good, bad, tagged = read_all(b'["a"]\r\n\n["b", }\n{"id": "x", "paragraphs": ["c"]}')
    assert isinstance(good, Source)
    assert (good.external_id, good.content, good.position) == ("a.jsonl:1", b'["a"]', "line 1")
    assert isinstance(bad, Rejection)
    assert bad.position == "line 3, column 7"
    assert isinstance(tagged, Source)
    assert (tagged.external_id, tagged.position) == ("x", "line 4")


@quick
@given(st.lists(articles, min_size=1, max_size=5))
def test_it_reads_back_json_lines_from_a_pipe(written: list[list[str]]) -> None:
    content = "\n".join(json.dumps(article, ensure_ascii=False) for article in written).encode()
    stream = io.BufferedReader(Pipe(content))
    documents = [d for d in reading.read_documents(stream, "a.ndjson") if isinstance(d, Source)]
    assert [strings_of(document) for document in documents] == written


def test_the_place_inside_a_line_is_told_apart_from_the_lines_own() -> None:
    document = Source("a", "a.jsonl", "jsonl", b'["b", }', "line 3")
    with pytest.raises(DocumentRejected, match="not valid JSON") as caught:
        reading.contents_of(document)
    assert caught.value.position == "column 7"


def test_a_line_over_the_bound_is_skipped_without_loading_it() -> None:
    asked: list[int] = []

    class Watched(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            asked.append(size or -1)
            return super().readline(size)

    long = json.dumps(["a" * 2 * bounds.DOCUMENT_BYTES]).encode()
    refused, good = reading.read_documents(Watched(long + b'\n["b"]\n'), "a.jsonl")
    assert 0 < min(asked) <= max(asked) <= bounds.DOCUMENT_BYTES + 2
    assert isinstance(refused, Rejection)
    assert (refused.position, "larger than 4 MB" in refused.reason) == ("line 1", True)
    assert isinstance(good, Source)
    assert good.external_id == "a.jsonl:2"


def test_a_line_at_the_bound_is_read() -> None:
    line = json.dumps(["a" * (bounds.DOCUMENT_BYTES - 4)]).encode()
    documents = read_all(line + b'\r\n["b"]')
    assert [getattr(document, "position", "") for document in documents] == ["line 1", "line 2"]
    assert all(isinstance(document, Source) for document in documents)


def test_a_line_of_nothing_but_a_byte_order_mark_is_blank() -> None:
    (document,) = read_all(b'\xef\xbb\xbf\n["a"]')
    assert isinstance(document, Source)


def test_json_lines_are_yielded_before_the_file_has_ended() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b'["a"]\n' * 1000

    class Endless(io.RawIOBase):
        lines = endless()

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            part = next(self.lines)[: len(buffer)]
            buffer[: len(part)] = part
            return len(part)

    documents = reading.read_documents(io.BufferedReader(Endless()), "a.jsonl")
    assert isinstance(next(documents), Source)


def test_an_array_of_documents_holds_each_of_them() -> None:
    items = [{"id": "a", "paragraphs": ["x"]}, {"paragraphs": [5]}, {"paragraphs": ["y"]}]
    first, wrong, last = read_all(json.dumps(items), "f/a.json")
    assert isinstance(first, Source)
    assert (first.external_id, first.format, first.position) == ("a", "json", "item 1 (line 1)")
    assert isinstance(wrong, Rejection)
    assert wrong.position == "item 2 (line 1), string 0 (counted from 0)"
    assert isinstance(last, Source)
    assert last.external_id == "a.json:3"
    assert reading.contents_of(last).pieces == (Piece("y"),)


# Which reader, which key


@pytest.mark.parametrize(
    ("content", "name", "format"),
    [
        ("['a']", "a.json", "literal"),
        ('["a"]', "a.txt", "json"),
        (r'["\x41"]', "a.json", "literal"),
        ("[\"it's\", 'b']", "a.json", "literal"),
        ('[{"html": "a"}]', "a.txt", "json"),
        ('{\n"paragraphs": ["a"]}', "a", "json"),
        ('\ufeff \n["a",\n"b"]', "a", "json"),
        ('["a"]\n', "a.json", "json"),
        ('["a"]', "a.JSONL", "jsonl"),
    ],
)
def test_content_decides_the_format_before_the_name(content: str, name: str, format: str) -> None:
    assert source(content, name).format == format


@pytest.mark.parametrize("first", ['["a"]', '{"paragraphs": ["a"]}'])
def test_a_whole_value_on_the_first_line_of_many_means_json_lines(first: str) -> None:
    documents = read_all(f'\n{first}\n["b"]', "a.txt")
    assert [getattr(document, "format", "") for document in documents] == ["jsonl", "jsonl"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("a.txt", "item 1"), ("a.json", "not valid JSON"), ("a", "not valid JSON")],
)
def test_the_name_decides_what_a_broken_file_should_have_been(name: str, reason: str) -> None:
    assert reason in refusal('["a", nothing]', name).reason


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("literal.txt", "page"),
        ("document.json", "page"),
        ("lines.jsonl", "page"),
        # A caption beside the text, which an extraction leaves out.
        ("page.html", "extract page"),
        ("fundus.json", "extract"),
        ("wordpress.xml", "text"),
        ("ninjs.json", "text"),
        # A cell with a list holds strings of a page.
        ("table.csv", "text page"),
        ("table.xlsx", "text"),
    ],
)
def test_a_reader_says_what_it_took_the_strings_from(name: str, scope: str) -> None:
    found = [each for each in documents_of(sample(name), name) if not isinstance(each, Rejection)]
    assert found
    assert {piece.scope for _, contents in found for piece in contents.pieces} == set(scope.split())


def test_a_forced_format_is_not_asked_for() -> None:
    assert "is not valid JSON" in refusal("['a']", "a.txt", format="json").reason


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        ("['a']", "folder/deep/a.txt", "a.txt"),
        ("['a']", "a.txt", "a.txt"),
        ('{"paragraphs": ["a"], "id": 7, "url": "u"}', "a.json", "7"),
        ('{"paragraphs": ["a"], "id": "", "url": "https://x.org/"}', "a.json", "https://x.org/"),
        ('{"paragraphs": ["a"], "url": "https://x.org/?utm_id=1&p=2"}', "", "https://x.org/?p=2"),
    ],
)
def test_the_key_is_the_id_or_the_url_or_the_file_name(content: str, name: str, key: str) -> None:
    assert source(content, name).external_id == key


def test_an_address_that_is_too_long_for_a_key_is_cut_and_stays_one_of_its_own() -> None:
    address = "https://x.example/" + "%E0%A6%95" * 60
    documents = [{"paragraphs": ["a"], "url": address + end} for end in ("", "", "%E0")]
    keys = [source(json.dumps(each), "a.json").external_id for each in documents]
    assert all(len(key) == bounds.LONGEST_EXTERNAL_ID for key in keys)
    assert keys[0] == keys[1] != keys[2]
    assert keys[0].startswith(address[:400])


def test_the_key_from_standard_input_comes_of_the_content() -> None:
    document = source("['a']", reading.STANDARD_INPUT)
    assert document.external_id == f"stdin-{document.digest[:12]}"
    (line,) = read_all('["a"]', reading.STANDARD_INPUT, format="jsonl")
    assert isinstance(line, Source)
    assert line.external_id == f"stdin-{line.digest[:12]}"


def test_a_file_without_any_name_is_refused() -> None:
    assert "neither an id nor a url nor a file name" in refusal("['a']", "").reason
    assert "neither an id" in refusal('["a"]', "", format="jsonl").reason


@pytest.mark.parametrize("each", [*reading.READERS, *reading.CONTAINERS], ids=lambda e: e.NAME)
def test_each_format_says_in_a_line_what_it_takes_and_keeps(each: Reader | Container) -> None:
    assert each.DESCRIPTION
    assert each.KEEPS
    assert "\n" not in each.DESCRIPTION + each.KEEPS + each.NEEDS
    assert set(each.SUFFIXES) <= set(reading.SUFFIXES)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in each.SUFFIXES)


def test_names_that_may_hold_many_documents_are_known() -> None:
    assert all(map(reading.holds_many, ("a.jsonl", "A.CSV", "a.tar.gz", "a.txt.gz", "a.zip")))
    assert not any(map(reading.holds_many, ("a.json", "a.txt", "zip")))


# Nothing crashes or hangs


@pytest.mark.parametrize(
    ("content", "position", "reason"),
    [
        (b"", "", "is empty"),
        (b"\xef\xbb\xbf \n\t ", "", "is empty"),
        ("['a']".encode("utf-16"), "byte 0", "is UTF-16"),
        ("['a']".encode("utf-16-le"), "byte 0", "is UTF-16"),
        (b"['caf\xe9']", "byte 5", "is not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "byte 0", "is not UTF-8 text"),
        (b"['\xed\xa0\x80']", "byte 2", "is not UTF-8 text"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, position: str, reason: str) -> None:
    refused = refusal(content)
    assert refused.position == position
    assert reason in refused.reason


def test_a_file_in_no_known_format_is_told_what_is_read() -> None:
    refused = refusal("Hello", "README.rst")
    assert "in no format" in refused.reason
    assert all(name in refused.hint for name in reading.FORMATS)


# As plain text they are text.
@pytest.mark.parametrize("format", [None, *sorted(reading.FORMATS.keys() - {"text"})])
@pytest.mark.parametrize("unit", ["[", '{"a":', "(", '["a",', "['a',("])
def test_a_hundred_thousand_levels_are_refused(unit: str, format: str | None) -> None:
    assert refusal(unit * 100_000, "a.txt", format).hint


@pytest.mark.parametrize(
    "content",
    [
        b"['" + b"\\'" * 5_000_000,
        b'["' + b'\\"' * 5_000_000,
        b"['''" + b"a''b" * 3_000_000,
        b"[" + b" " * 10_000_000 + b"1",
        b"[" + b"'' " * 3_000_000,
        b"['',['" * 1_000_000,
        b"\n" * 10_000_000 + b"[",
    ],
    ids=["escapes", "double", "triple", "space", "side by side", "nested", "lines"],
)
def test_megabytes_of_trouble_are_refused_in_linear_time(content: bytes) -> None:
    assert refusal(content, "a.txt").hint


@pytest.mark.parametrize("name", ["a.txt", "a.json"])
def test_a_document_over_the_bound_is_refused_without_reading_it_whole(name: str) -> None:
    stream = io.BytesIO(b"['" + b"a" * 2 * bounds.DOCUMENT_BYTES + b"']")
    (refused,) = reading.read_documents(stream, name)
    assert isinstance(refused, Rejection)
    assert "larger than 4 MB" in refused.reason
    assert stream.tell() == bounds.DOCUMENT_BYTES + 1


@pytest.mark.parametrize("dump", [repr, json.dumps])
def test_five_thousand_strings_are_read_and_one_more_is_refused(dump: type[str]) -> None:
    assert len(strings(dump(["a"] * bounds.STRINGS))) == bounds.STRINGS
    assert "more than 5,000 strings" in refusal(dump(["a"] * (bounds.STRINGS + 1))).reason


fragments = st.lists(
    st.sampled_from([b"[", b"]", b"{", b"}", b"(", b")", b",", b":", b"'", b'"', b"\\", b"\n"])
    | st.sampled_from([b"'a'", b'"a"', b'"html"', b'"paragraphs"', b"\\ud800", b"\\x", b"\0", b"1"])
    | st.binary(max_size=3),
    max_size=30,
).map(b"".join)


@quick
@given(
    st.binary(max_size=60) | fragments,
    st.sampled_from(["a.txt", "a.json", "a.jsonl", "a", reading.STANDARD_INPUT]),
    st.sampled_from([None, *reading.FORMATS]),
)
def test_no_bytes_raise(content: bytes, name: str, format: str | None) -> None:
    for document in read_all(content, name, format):
        match document:
            case Source():
                assert document.content in content
                assert document.external_id
                assert all("\0" not in string for string in strings_of(document))
            case Rejection():
                assert document.file == name
                assert str(document)


def test_extra_documents_are_read_in_full(documents: Path) -> None:
    for path in documents.glob("*.txt"):
        assert strings(path.read_bytes(), path.name) == literal_eval(path.read_text())


def test_corpus_documents_are_read_in_full(corpus: Path) -> None:
    for path in corpus.glob("**/*.jsonl"):
        for line in path.read_text().splitlines():
            document = json.loads(line)["document"]
            html = [item if isinstance(item, str) else item["html"] for item in document]
            quotes = any(
                not isinstance(item, str) and item.get("tag") == "blockquote" for item in document
            )
            if quotes or any(map(SHAPES.search, html)):
                # What is no text is a piece of its own, between those of the text around it.
                continue
            assert strings(json.dumps(document)) == html
            assert strings(repr(html)) == html


@pytest.mark.parametrize(
    ("written", "tag"), [("en-GB", "en-GB"), ("en_GB", "en-GB"), ("zh-Hans-CN", "zh-Hans-CN")]
)
def test_a_language_is_a_tag(written: str, tag: str) -> None:
    document = json.dumps({"paragraphs": ["a"], "language": written})
    assert reading.contents_of(source(document)).metadata.language == tag


@pytest.mark.parametrize("written", ['"><script>', "English (UK)", "e", "en GB"])
def test_a_language_that_is_no_tag_is_refused_by_name(written: str) -> None:
    document = json.dumps({"paragraphs": ["a"], "language": written})
    assert '"language"' in refusal(document, "a.json").reason
