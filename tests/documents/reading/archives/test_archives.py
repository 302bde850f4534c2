"""Archives and compressed files are read as if their files stood in a folder, within bounds."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.documents import reading
from articles.documents.reading.archives import unpack, zip_archive
from articles.documents.source import LeftOut, Rejection, Source
from tests.documents.reading.memory import read_and_measure
from tests.documents.reading.packing import ARTICLE, LINES, tarred, zipped, zipped_link
from tests.documents.reading.received import Pipe

FILES = {"b/one.txt": ARTICLE, "lines.jsonl": LINES, "two.json": b'["Two."]'}
PLACES = ["b/one.txt", "lines.jsonl, line 1", "lines.jsonl, line 2", "two.json"]


def in_tar_gz(files: dict[str, bytes]) -> bytes:
    return gzip.compress(tarred(files))


def in_tar_bz2(files: dict[str, bytes]) -> bytes:
    return bz2.compress(tarred(files))


def in_tar_xz(files: dict[str, bytes]) -> bytes:
    return lzma.compress(tarred(files))


ARCHIVES = [zipped, tarred, in_tar_gz, in_tar_bz2, in_tar_xz]


def read(
    content: bytes, name: str = "in/a.zip", bounds: reading.Bounds | None = None
) -> list[Source | Rejection]:
    return list(
        reading.read_documents(io.BytesIO(content), name, bounds=bounds or reading.Bounds())
    )


def places(found: list[Source | Rejection]) -> list[str]:
    """Where each document stands; those that were refused with the reason."""
    return [
        f"{each.file}, {each.position}".removesuffix(", ")
        + (f": {each.reason}" if isinstance(each, Rejection) else "")
        for each in found
    ]


def refusal(content: bytes, name: str = "a.zip") -> Rejection:
    (found,) = read(content, name)
    assert isinstance(found, Rejection), found
    return found


@pytest.mark.parametrize("packed", ARCHIVES)
@pytest.mark.parametrize("name", ["a.zip", "a.tgz", "a.txt", reading.STANDARD_INPUT])
def test_an_archive_is_read_whatever_its_name(
    packed: Callable[[dict[str, bytes]], bytes], name: str
) -> None:
    assert places(read(packed(FILES), name)) == [f"{name}/{place}" for place in PLACES]


@pytest.mark.parametrize("packed", ARCHIVES)
def test_an_archive_is_read_from_a_pipe(packed: Callable[[dict[str, bytes]], bytes]) -> None:
    stream = io.BufferedReader(Pipe(packed(FILES)))
    assert len(list(reading.read_documents(stream, "-"))) == len(PLACES)


def test_the_key_of_a_file_in_an_archive_is_its_own_name() -> None:
    found = read(zipped({"a/b/one.txt": ARTICLE, "two.json": b'{"id": "x", "paragraphs": ["b"]}'}))
    assert [each.external_id for each in found if isinstance(each, Source)] == ["one.txt", "x"]


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("suffix", [".gz", ".BZ2", ".xz", ""])
def test_a_compressed_file_is_known_by_its_name_without_the_suffix(
    compress: Callable[[bytes], bytes], suffix: str
) -> None:
    (found,) = read(compress(ARTICLE), f"in/one.txt{suffix}")
    assert isinstance(found, Source)
    assert (found.external_id, found.file) == ("one.txt", f"in/one.txt{suffix}")
    assert found.content == ARTICLE


def test_compressed_standard_input_has_a_key_of_its_content() -> None:
    (found,) = read(gzip.compress(ARTICLE), reading.STANDARD_INPUT)
    assert isinstance(found, Source)
    assert found.external_id == f"stdin-{found.digest[:12]}"


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_several_compressed_parts_are_one_file(compress: Callable[[bytes], bytes]) -> None:
    halves = compress(LINES[:20]) + compress(LINES[20:])
    assert len(read(halves, "a.jsonl.gz")) == 2


def test_archives_in_archives_are_opened_to_a_bound() -> None:
    deep = zipped({"x.tar.gz": in_tar_gz({"lines.jsonl.gz": gzip.compress(LINES)})})
    assert places(read(deep)) == [
        "in/a.zip/x.tar.gz/lines.jsonl.gz, line 1",
        "in/a.zip/x.tar.gz/lines.jsonl.gz, line 2",
    ]
    refused = refusal(zipped({"deep.zip": deep}))
    assert refused.file == "a.zip/deep.zip/x.tar.gz/lines.jsonl.gz"
    assert "inside 4 others" in refused.reason


def test_a_chain_of_compressions_ends_at_the_bound() -> None:
    content = ARTICLE
    for _ in range(50):
        content = gzip.compress(content)
    assert "inside 4 others" in refusal(content, "a.txt.gz").reason


@pytest.mark.parametrize("packed", ARCHIVES)
def test_files_are_chosen_as_in_a_folder(packed: Callable[[dict[str, bytes]], bytes]) -> None:
    passed_over = ["__MACOSX/._one.txt", ".git/x.txt", "a/.hidden.txt", "a/README.txt", "a/b.jpg"]
    found = read(packed({name: ARTICLE for name in [*passed_over, "./a/B.TXT", "p.pdf"]}))
    assert places(found) == [
        "in/a.zip/./a/B.TXT",
        "in/a.zip/p.pdf: is in no format that is read here",
    ]
    assert isinstance(found[1], LeftOut)


@pytest.mark.parametrize("packed", [zipped, tarred])
def test_a_name_cannot_lead_anywhere(packed: Callable[[dict[str, bytes]], bytes]) -> None:
    found = read(packed({"/etc/a.txt": ARTICLE, "../../b.txt": ARTICLE, "c:\\d\\e.txt": ARTICLE}))
    assert [each.external_id for each in found if isinstance(each, Source)] == [
        "a.txt",
        "b.txt",
        "e.txt",
    ]
    assert all(each.file.startswith("in/a.zip/") for each in found)


def test_an_archive_without_documents_says_what_it_looked_for() -> None:
    left_out, refused = read(zipped({"p.pdf": b"x", ".a.txt": ARTICLE}))
    assert isinstance(left_out, LeftOut)
    assert isinstance(refused, Rejection)
    assert "without documents" in refused.reason
    assert ".jsonl" in refused.hint


@pytest.mark.parametrize("format", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_long_names_of_every_tar_are_read(format: int) -> None:
    path = "/".join(["folder" * 8] * 3 + ["ä.txt"])
    assert places(read(tarred({path: ARTICLE}, format=format))) == [f"in/a.zip/{path}"]


def test_a_name_that_is_no_text_is_spelled_out() -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (found,) = read(tarred({name: ARTICLE}, format=tarfile.GNU_FORMAT))
    assert found.file == "in/a.zip/caf\\udce9.txt"


def test_too_long_a_name_costs_only_its_file() -> None:
    found = places(read(zipped({"n" * 2_000 + ".txt": ARTICLE, "b.txt": ARTICLE})))
    assert found[0].endswith("n: has a name of more than 1,000 characters")
    assert found[1:] == ["in/a.zip/b.txt"]


@pytest.mark.parametrize(
    ("type", "reason"),
    [
        (tarfile.SYMTYPE, "is a link"),
        (tarfile.LNKTYPE, "is a link"),
        (tarfile.CHRTYPE, "is a device or a pipe"),
        (tarfile.BLKTYPE, "is a device or a pipe"),
        (tarfile.FIFOTYPE, "is a device or a pipe"),
        (tarfile.GNUTYPE_SPARSE, "is stored in a way that is not read"),
    ],
)
def test_what_is_no_file_in_a_tar_is_refused(type: bytes, reason: str) -> None:
    found = places(read(tarred({"a.txt": ARTICLE}, {"b.txt": type})))
    assert found[0] == "in/a.zip/a.txt"
    assert len(found) == 2
    assert found[1].startswith(f"in/a.zip/b.txt: {reason}")


def test_a_link_in_a_zip_is_refused() -> None:
    assert "is a link" in refusal(zipped_link("a.txt")).reason


def test_an_encrypted_file_is_refused_and_the_others_are_read() -> None:
    content = bytearray(zipped({"a.txt": ARTICLE, "b.txt": ARTICLE}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    assert places(read(bytes(content))) == [
        "in/a.zip/a.txt: is encrypted",
        "in/a.zip/b.txt",
    ]


def test_an_unknown_compression_is_refused() -> None:
    refused = refusal(zipped({"a.txt": ARTICLE}, zipfile.ZIP_LZMA))
    assert "in a way that is not read" in refused.reason


def test_a_document_of_an_office_program_is_no_archive() -> None:
    refused = refusal(zipped({"[Content_Types].xml": b"<a/>", "word/a.txt": ARTICLE}), "a.docx")
    assert "office program" in refused.reason


# Damage


def test_a_damaged_file_in_a_zip_costs_only_itself() -> None:
    content = zipped({"a.txt": ARTICLE, "b.txt": ARTICLE}, zipfile.ZIP_STORED)
    found = read(content.replace(b"ferry", b"fairy", 1))
    assert places(found) == [
        "in/a.zip/a.txt: is damaged (Bad CRC-32 for file 'a.txt')",
        "in/a.zip/b.txt",
    ]


@pytest.mark.parametrize("packed", [tarred, in_tar_gz, in_tar_xz])
def test_what_comes_before_the_end_of_a_broken_off_archive_is_read(
    packed: Callable[[dict[str, bytes]], bytes],
) -> None:
    noise = os.urandom(200_000).hex().encode()
    content = packed({"a.txt": ARTICLE, "long.jsonl": LINES + b'["' + noise + b'"]'})
    *good, broken_off = places(read(content[: len(content) * 2 // 3], "a.tar"))
    assert good == ["a.tar/a.txt", "a.tar/long.jsonl, line 1", "a.tar/long.jsonl, line 2"]
    assert broken_off == "a.tar/long.jsonl: is cut off"


@pytest.mark.parametrize("size", [100, 511, 512, 700, 1024, 1100, 1536, 2000])
def test_a_tar_that_ends_early_is_told_once(size: int) -> None:
    found = read(tarred({"a.txt": ARTICLE, "b.txt": ARTICLE})[:size], "a.tar")
    assert isinstance(found[-1], Rejection)
    assert sum(isinstance(each, Rejection) for each in found) == 1


def test_damage_that_only_the_checksum_shows_is_told() -> None:
    content = bytearray(gzip.compress(tarred({"a.txt": ARTICLE}), 0))
    content[content.index(b"ferry")] ^= 1
    good, refused = read(bytes(content), "a.tgz")
    assert isinstance(good, Source)
    assert "is damaged (CRC check failed" in str(refused)


def test_a_compressed_document_that_breaks_off_is_not_taken() -> None:
    refused = refusal(gzip.compress(ARTICLE)[:-3], "a.txt.gz")
    assert (refused.file, refused.reason) == ("a.txt.gz", "is cut off")


def test_a_zip_that_breaks_off_says_so() -> None:
    assert "cut off" in refusal(zipped(FILES)[:-30]).reason


def test_trouble_inside_an_inner_archive_costs_only_that() -> None:
    cut = gzip.compress(ARTICLE)[:-3]
    found = read(zipped({"a.tar": tarred({"b.txt.gz": cut, "c.txt": ARTICLE}), "d.txt": ARTICLE}))
    assert places(found) == [
        "in/a.zip/a.tar/b.txt.gz: is cut off",
        "in/a.zip/a.tar/c.txt",
        "in/a.zip/d.txt",
    ]


def test_trouble_of_the_disk_is_not_taken_for_the_archives() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 70_000:
                raise OSError(5, "Input/output error")
            return super().read(size)

        read1 = read

    content = tarred({"a.jsonl": LINES, "b.jsonl": b"\n" * 2**23})
    with pytest.raises(OSError, match="Input/output"):
        list(reading.read_documents(Failing(content), "a.tar"))


# Bombs

BOMB = LINES + (b" " * 5_000 + b"\n") * 5_000


def test_small_files_may_repeat_themselves() -> None:
    repeated = b"['" + b"a" * 3_000_000 + b"']"
    assert len(read(zipped({"a.txt": repeated}))) == 1
    assert isinstance(read(gzip.compress(repeated), "a.txt.gz")[0], Source)


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(BOMB),
        zipped({"a.jsonl": BOMB, "b.txt": ARTICLE}),
        zipped({f"{number}.jsonl": BOMB[:1_000_000] for number in range(50)}),
        in_tar_gz({"a.jsonl": BOMB, "b.txt": ARTICLE}),
        zipped({"a.zip": zipped({"a.jsonl": BOMB})}),
        lzma.compress(BOMB),
    ],
    ids=["gz", "zip", "many", "tar", "nested", "xz"],
)
def test_a_bomb_is_told_once_and_read_no_further(content: bytes) -> None:
    *good, refused = read(content)
    assert isinstance(refused, Rejection)
    assert "100 times its size" in refused.reason
    assert good[:2]
    assert all(isinstance(each, Source) for each in good)


def test_a_zip_whose_files_overlap_ends_at_the_ratio() -> None:
    one = zipped({"a.jsonl": BOMB[:900_000]})
    start = one.index(b"PK\x01\x02")
    entry = one[start : one.index(b"PK\x05\x06")]
    count = 500
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, start, 0)
    found = read(one[:start] + entry * count + end)
    assert isinstance(found[-1], Rejection)
    assert "100 times" in found[-1].reason or "verlap" in found[-1].reason
    assert len(found) < 2 * count


def test_the_size_of_all_that_comes_out_is_bounded() -> None:
    content = tarred({f"{number}.jsonl.gz": gzip.compress(LINES) for number in range(100)})
    *good, refused = read(content, bounds=reading.Bounds(unpacked=1_000))
    assert isinstance(refused, Rejection)
    assert "unpacks to more than" in refused.reason
    assert 10 < len(good) < 100


@pytest.mark.parametrize("packed", [zipped, tarred])
def test_the_number_of_files_is_bounded(
    packed: Callable[[dict[str, bytes]], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "MOST_MEMBERS", 3)
    *good, refused = read(packed({f"{number}.txt": ARTICLE for number in range(5)}))
    assert len(good) == 3
    assert isinstance(refused, Rejection)
    assert "more than 3 files" in refused.reason


def test_the_list_of_a_zips_files_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_archive, "_DIRECTORY_BYTES", 70_000)
    refused = refusal(zipped({"n" * 60_000 + str(number): b"" for number in range(2)}))
    assert "too many files" in refused.reason


def test_a_zip_that_has_to_be_copied_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_archive, "_COPIED_BYTES", 10_000)
    inner = zipped({"a.txt": os.urandom(2**22)}, zipfile.ZIP_STORED)
    assert "cannot be read in place" in refusal(tarred({"a.zip": inner}), "a.tar").reason


@pytest.mark.parametrize("type", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE])
def test_a_tar_cannot_have_names_without_end(type: bytes) -> None:
    info = tarfile.TarInfo("a.txt")
    info.type, info.size = type, 2**33
    assert "is damaged" in refusal(info.tobuf(tarfile.GNU_FORMAT) + bytes(10_000), "a.tar").reason


@pytest.mark.parametrize("suffix", ["zip", "tgz"])
def test_large_archives_take_little_memory(suffix: str, tmp_path: Path) -> None:
    line = b'["' + os.urandom(50_000).hex().encode() + b'"]\n'
    content = line * 500
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(
        zipped({"a.jsonl": content}, zipfile.ZIP_STORED)
        if suffix == "zip"
        else gzip.compress(tarred({"a.jsonl": content}), 0)
    )
    count, kilobytes = read_and_measure(path)
    assert count == 500
    assert kilobytes < len(content) / 2**11
