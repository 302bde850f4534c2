"""Paths as an operator writes them become files, each once; what is not there is told."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from articles.documents.reading import STANDARD_INPUT
from articles.documents.source import LeftOut, Rejection, Source
from articles.importing.sources.find import find, read_all


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ["b.txt", "a.json", "sub/c.JSONL", "sub/deep/d.ndjson", "README.md"]:
        make_file(tmp_path / name)
    make_file(tmp_path / ".hidden.txt")
    make_file(tmp_path / ".git/e.txt")
    return tmp_path


def make_file(path: Path, content: str = '["a"]') -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def names(*paths: str) -> list[str]:
    findings = find(paths)
    assert not list(findings.rejections)
    return [file.name for file in findings.files]


def refusals(*paths: str) -> list[tuple[str, str]]:
    return [(rejection.file, rejection.reason) for rejection in find(paths).rejections]


def test_a_folder_gives_its_documents_in_order(folder: Path) -> None:
    assert names(".") == ["./a.json", "./b.txt", "./sub/c.JSONL", "./sub/deep/d.ndjson"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["b.txt"]),
        ("s*/*", ["sub/c.JSONL", "sub/deep/d.ndjson"]),
        ("**/*.json*", ["a.json"]),
        ("sub/**", ["sub/c.JSONL", "sub/deep/d.ndjson"]),
        ("./sub/../[ab].*", ["sub/../a.json", "sub/../b.txt"]),
        ("*", ["a.json", "b.txt", "sub/c.JSONL", "sub/deep/d.ndjson"]),
        ("*.md", ["README.md"]),
    ],
)
def test_a_glob_is_expanded(folder: Path, pattern: str, expected: list[str]) -> None:
    assert names(pattern) == expected


@pytest.mark.parametrize("name", ["README", "readme.txt", "README.md", "README_de.html"])
def test_a_readme_beside_documents_is_neither_read_nor_named(folder: Path, name: str) -> None:
    make_file(folder / "many" / name)
    make_file(folder / "many" / "reader.txt")
    for path in ("many", "many/*"):
        assert [found.name for found in find([path]).files] == ["many/reader.txt"]
        assert not [found for found in find([path]) if isinstance(found, LeftOut)]
    assert names(f"many/{name}") == [f"many/{name}"]


def test_what_a_glob_matches_is_sorted(folder: Path) -> None:
    expected = [f"many/{number:02}.txt" for number in range(30)]
    for name in reversed(expected):
        make_file(folder / name)
    assert names("many/*.txt") == names("many") == expected


def test_an_absolute_glob_is_expanded(folder: Path) -> None:
    assert names(f"{folder}/*.txt") == [f"{folder}/b.txt"]


def test_a_file_whose_name_looks_like_a_glob_is_taken_as_it_is(folder: Path) -> None:
    make_file(folder / "[b].txt")
    assert names("[b].txt") == ["[b].txt"]


def test_tables_archives_and_compressed_files_are_found(folder: Path) -> None:
    expected = ["many/a.csv", "many/b.xlsx", "many/c.zip", "many/d.tar.gz", "many/e.txt.GZ"]
    for name in [*expected, "many/f.docx"]:
        make_file(folder / name)
    assert names("many") == expected


def test_a_named_file_is_taken_whatever_its_suffix(folder: Path) -> None:
    assert names("README.md", ".hidden.txt") == ["README.md", ".hidden.txt"]


def test_a_file_named_twice_is_found_once(folder: Path) -> None:
    (folder / "link.txt").symlink_to("b.txt")
    assert names("b.txt", "./b.txt", str(folder / "b.txt"), "link.txt", "*.txt") == ["b.txt"]


def test_a_loop_of_links_is_not_followed(folder: Path) -> None:
    (folder / "sub" / "again").symlink_to(folder)
    assert names("sub") == ["sub/c.JSONL", "sub/deep/d.ndjson"]
    assert names("sub/**/*.ndjson") == ["sub/deep/d.ndjson"]


def left_out(*paths: str) -> dict[str, str]:
    return {each.file: each.reason for each in find(paths) if isinstance(each, LeftOut)}


def test_what_a_folder_has_beside_documents_is_left_out_and_named(folder: Path) -> None:
    os.mkfifo(folder / "endless.txt")
    (folder / "linked").symlink_to(folder / "sub")
    make_file(folder / "sub" / "photo.PDF")
    assert left_out(".") == {
        "./endless.txt": "is a pipe or a device, which may have no end",
        "./linked": "is a link to a folder, which is not followed",
        "./sub/photo.PDF": "is in no format that is read here",
    }


def test_what_a_glob_matches_beside_documents_is_left_out_once(folder: Path) -> None:
    make_file(folder / "photo.pdf")
    assert left_out("*", ".") == {"photo.pdf": "is in no format that is read here"}


def test_pictures_come_in_with_documents_and_are_not_left_out(folder: Path) -> None:
    for name in ("a.jpg", "b.PNG", "c.webp?w=300", "d.svg"):
        make_file(folder / name)
    assert left_out(".", "*") == {}


def test_a_file_that_is_named_is_not_left_out_of_its_folder(folder: Path) -> None:
    make_file(folder / "photo.pdf")
    assert left_out("photo.pdf", ".") == {}


def test_what_is_not_there_is_told_and_the_others_go_on(folder: Path) -> None:
    (folder / "empty").mkdir()
    findings = find(["missing.txt", "empty", "*.xml", "b.txt"])
    assert [file.name for file in findings.files] == ["b.txt"]
    assert refusals("missing.txt", "empty", "*.xml", "a**b/*.txt") == [
        ("missing.txt", "does not exist"),
        ("empty", "is a folder without documents"),
        ("*.xml", "matches no document"),
        ("a**b/*.txt", "matches no document"),
    ]


def test_a_file_that_cannot_be_read_costs_only_itself(folder: Path) -> None:
    (folder / "b.txt").unlink()
    (folder / "b.txt").symlink_to("gone")
    broken, good = read_all(find(["b.txt", "a.json"]))
    assert isinstance(broken, Rejection)
    assert broken.reason == "cannot be read (No such file or directory)"
    assert isinstance(good, Source)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_locked_folder_is_told(folder: Path) -> None:
    (folder / "sub").chmod(0)
    try:
        assert refusals("sub") == [("sub", "cannot be read (Permission denied)")]
    finally:
        (folder / "sub").chmod(0o755)


def test_a_name_that_is_not_utf_8_is_spelled_out(folder: Path) -> None:
    path = os.fsdecode(b"caf\xe9.txt")
    make_file(folder / path)
    (document,) = read_all(find([path]))
    assert isinstance(document, Source)
    assert document.external_id == "caf\\udce9.txt"


def test_a_dash_is_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"['a']")))
    (document,) = read_all(find(["-", "-"]))
    assert isinstance(document, Source)
    assert document.file == STANDARD_INPUT
    assert not sys.stdin.closed


def test_one_file_is_open_at_a_time(folder: Path) -> None:
    documents = read_all(find(["."]))
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        next(documents)
    assert len(os.listdir("/proc/self/fd")) <= before + 1


def test_documents_are_read_in_the_forced_format(folder: Path) -> None:
    (read,) = read_all(find([str(make_file(folder / "l.txt", "['a']"))]), format="json")
    assert isinstance(read, Source)
    assert read.format == "json"
