"""Whatever the bytes: documents and clear refusals, never a crash, a hang or a flood.

Over every reader and container there is; a new one is covered by a sample of its format in
samples/, which is told by what reads it.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import random
import warnings
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents import reading
from articles.documents.reading import bounds
from articles.documents.reading.reader import within
from articles.documents.reading.strings import shaped_strings
from articles.documents.source import (
    Contents,
    DocumentRejected,
    Piece,
    PublishingStatus,
    Rejection,
    Source,
)
from tests.documents.reading.packing import tarred, zipped
from tests.documents.reading.received import Pipe

quick = settings(deadline=None, max_examples=40)

SAMPLES: Final = sorted((Path(__file__).parent / "samples").iterdir())
WHOLE: Final = {path.name: path.read_bytes() for path in SAMPLES}
PACKED: Final = {
    "all.zip": zipped(WHOLE),
    "stored.zip": zipped(WHOLE, zipfile.ZIP_STORED),
    "all.tar": tarred(WHOLE),
    "all.tar.gz": gzip.compress(tarred(WHOLE)),
    "lines.jsonl.gz": gzip.compress(WHOLE["lines.jsonl"]),
    "lines.jsonl.bz2": bz2.compress(WHOLE["lines.jsonl"]),
    "lines.jsonl.xz": lzma.compress(WHOLE["lines.jsonl"]),
    "nested.zip": zipped({"a.tar.gz": gzip.compress(tarred(WHOLE)), "b.txt": WHOLE["literal.txt"]}),
}
NAMES: Final = [*WHOLE, *PACKED, "a", "", reading.STANDARD_INPUT]
# What means something in one format or another, and what tends to upset readers.
WORDS: Final = [
    b"\0", b"\xff", b"\xed\xa0\x80", b"\\ud800", b"\xef\xbb\xbf", b"\n", b"\r", b'"', b"'", b"\\",
    b"[", b"]", b"{", b"}", b",", b";", b"<", b">", b"</p>", b"<p>", b"&#0;", b"<!--", b"]]>",
    b"<![CDATA[", b"1e999", b"-1", b"null", b'"id"', b"\xff\xff\xff\xff", b"\0" * 512,
    b"PK\x01\x02",
]  # fmt: skip


def check(content: bytes, name: str, format: str | None = None, *, pipe: bool = False) -> None:
    """Read all of it, as an import does."""
    stream = io.BufferedReader(Pipe(content)) if pipe else io.BytesIO(content)
    with warnings.catch_warnings(action="error"):
        for found in reading.read_documents(stream, name, format):
            if isinstance(found, Source):
                check_source(found)
            else:
                check_rejection(found)


def check_rejection(rejection: Rejection) -> None:
    assert rejection.reason
    assert rejection.hint.endswith(".")
    check_storable(f"{rejection.file}{rejection.position}{rejection.reason}{rejection.hint}")


def check_storable(text: str) -> None:
    """By the databases that there are."""
    assert "\0" not in text
    text.encode()


def check_source(source: Source) -> None:
    assert 0 < len(source.external_id) <= bounds.LONGEST_EXTERNAL_ID
    check_storable(f"{source.external_id}{source.file}{source.position}")
    assert source.format in reading.FORMATS
    contents = contents_or_refusal(source)
    if isinstance(contents, Rejection):
        check_rejection(contents)
        return
    is_usable = contents.metadata.status is PublishingStatus.USABLE
    assert is_usable <= len(contents.pieces) <= bounds.STRINGS
    assert sum(len(piece.html) for piece in contents.pieces) <= 2 * bounds.DOCUMENT_BYTES
    # Cleaning takes NULs out of them.
    check_storable("".join(piece.html for piece in contents.pieces).replace("\0", ""))
    said = contents.metadata
    check_storable("".join([said.title, said.url, said.language, said.publisher, said.picture]))
    check_storable("".join([contents.id, *said.authors, *said.topics, said.rights]))
    check_storable("".join(text for remark in said.remarks for text in remark))


def contents_or_refusal(source: Source) -> Contents | Rejection:
    try:
        return reading.contents_of(source)
    except DocumentRejected as rejected:
        return rejected.at(source.file, within(source.position, rejected.position))


Change = Callable[[bytes], bytes]


@st.composite
def changes(draw: st.DrawFn, size: int) -> Change:
    """Something done to a place of a file: a bit flipped, a slice cut, repeated, written over."""
    start = draw(st.integers(0, max(size - 1, 0)))
    end = start + draw(st.integers(0, 80))
    word = draw(st.sampled_from(WORDS))
    bit = draw(st.integers(0, 7))
    times = draw(st.sampled_from([2, 3, 200]))
    change: Change = draw(
        st.sampled_from(
            [
                lambda c: (
                    c[:start] + bytes(b ^ 1 << bit for b in c[start : start + 1]) + c[start + 1 :]
                ),
                lambda c: c[:start] + c[end:],
                lambda c: c[:start],
                lambda c: c[start:],
                lambda c: c[:start] + word + c[start:],
                lambda c: c[:start] + word + c[end:],
                lambda c: c[:start] + c[start:end] * times + c[end:],
                lambda c: c[:start] + WHOLE["table.csv"][:90] + c[start:],
                lambda c: c + c[start:],
            ]
        )
    )
    return change


def changed(content: bytes) -> st.SearchStrategy[bytes]:
    def apply(chosen: list[Change]) -> bytes:
        result = content
        for change in chosen:
            result = change(result)
        return result

    return st.lists(changes(len(content)), min_size=1, max_size=3).map(apply)


def test_there_is_a_sample_of_every_format() -> None:
    formats = set()
    for name, content in WHOLE.items():
        found = list(reading.read_documents(io.BytesIO(content), name))
        sources = [each for each in found if isinstance(each, Source)]
        assert any(reading.contents_of(source).pieces for source in sources), found
        formats |= {source.format for source in sources}
    assert formats == set(reading.FORMATS)


@pytest.mark.parametrize("name", PACKED)
def test_the_samples_are_read_from_every_container(name: str) -> None:
    packed = ["lines.jsonl"] if name.startswith("lines") else list(WHOLE)
    alone = [
        found.content
        for each in packed
        for found in reading.read_documents(io.BytesIO(WHOLE[each]), each)
        if isinstance(found, Source)
    ]
    read = reading.read_documents(io.BytesIO(PACKED[name]), name)
    found_inside = [found.content for found in read if isinstance(found, Source)]
    assert found_inside[: len(alone)] == alone


def test_there_is_a_sample_of_every_container() -> None:
    for each in reading.CONTAINERS:
        assert any(each.recognise(content) for content in PACKED.values())


@pytest.mark.parametrize("format", [None, *reading.FORMATS])
@quick
@given(st.binary(max_size=80), st.sampled_from(NAMES), st.booleans())
def test_any_bytes_are_read_or_refused(
    format: str | None, content: bytes, name: str, pipe: bool
) -> None:
    check(content, name, format, pipe=pipe)


@pytest.mark.parametrize(
    "magic", [b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0"]
)
@quick
@given(st.binary(max_size=80))
def test_any_bytes_after_a_containers_first_are_read_or_refused(
    magic: bytes, content: bytes
) -> None:
    check(magic + content, "a")


@pytest.mark.parametrize("name", WHOLE)
@quick
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    check(data.draw(changed(WHOLE[name])), name)


@pytest.mark.parametrize("name", PACKED)
@quick
@given(data=st.data())
def test_a_damaged_container_is_read_or_refused(name: str, data: st.DataObject) -> None:
    check(data.draw(changed(PACKED[name])), name, pipe=data.draw(st.booleans()))


@pytest.mark.parametrize("format", reading.FORMATS)
@quick
@given(data=st.data())
def test_a_damaged_file_read_as_another_format_is_refused(format: str, data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(list(WHOLE.values())))
    check(data.draw(changed(content)), "a", format)


with zipfile.ZipFile(io.BytesIO(WHOLE["table.xlsx"])) as archive:
    PARTS: Final = {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("part", PARTS)
@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_a_workbook_of_damaged_parts_is_read_or_refused(part: str, data: st.DataObject) -> None:
    damaged = PARTS | {part: data.draw(changed(PARTS[part]))}
    check(zipped(damaged, zipfile.ZIP_STORED), "a.xlsx", "xlsx")


@pytest.mark.parametrize("name", [*WHOLE, *PACKED])
def test_every_way_to_cut_a_file_off_is_read_or_refused(name: str) -> None:
    content = (WHOLE | PACKED)[name]
    for end in range(0, len(content), max(1, len(content) // 30)):
        check(content[:end], name)


# Real documents, where a folder of them is given


def as_literal(strings: list[str]) -> bytes:
    return repr(strings).encode()


def as_json(strings: list[str]) -> bytes:
    return json.dumps({"paragraphs": strings}).encode()


def as_csv(strings: list[str]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["id", "text"], ["1", json.dumps(strings)]])
    return stream.getvalue().encode()


def as_zip(strings: list[str]) -> bytes:
    return zipped({"a.txt": as_literal(strings)})


def as_tar_gz(strings: list[str]) -> bytes:
    return gzip.compress(tarred({"a.json": as_json(strings)}))


SHAPES: Final = [as_literal, as_json, as_csv, as_zip, as_tar_gz]


def damaged(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    end = start + chance.randrange(200)
    return chance.choice(
        [
            content[:start] + content[end:],
            content[:start] + chance.choice(WORDS) + content[start:],
            content[:start] + content[start:end] * 30 + content[end:],
            content[:end],
        ]
    )


def strings_of(folder: Path) -> Iterator[list[str]]:
    """The first documents of each file of a corpus."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in islice(lines, 5):
                items = json.loads(line)["document"]
                yield [item if isinstance(item, str) else item["html"] for item in items]


@pytest.mark.parametrize("shape", SHAPES)
def test_real_pages_are_read_in_every_shape_and_damaged_ones_refused(
    shape: Callable[[list[str]], bytes], corpus: Path
) -> None:
    chance = random.Random(7)
    for strings in strings_of(corpus):
        content = shape(strings)
        [source] = reading.read_documents(io.BytesIO(content), "a")
        assert isinstance(source, Source), source
        # Those with figures and the like are several pieces, whatever the shape.
        assert reading.contents_of(source).pieces == shaped_strings(tuple(map(Piece, strings)))
        check(damaged(content, chance), "a")


def test_real_documents_that_are_damaged_are_read_or_refused(documents: Path) -> None:
    chance = random.Random(7)
    for path in sorted(documents.rglob("*.txt")):
        for _ in range(30):
            content = damaged(path.read_bytes(), chance)
            check(content, path.name)
            check(damaged(gzip.compress(content), chance), f"{path.name}.gz")
