from __future__ import annotations

import gzip
import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations import memory

from articles.documents.source import DocumentRejected
from articles.importing.sources.beside.files import FilesBeside
from tests.documents.reading.packing import tarred, zipped

MOST = 1_000
FILES = {
    "texts/a.html": b"<p>",
    "images/photo.jpg": b"photo",
    "images/photo.jpg?w=300": b"small",
    "images/my photo.jpg": b"spaced",
    "images/100%.jpg": b"percent",
    "images/caf\u00e9.jpg": b"accent",
    "images/One.JPG": b"one",
    "images/two.jpg": b"two",
    "images/TWO.JPG": b"TWO",
    "texts/a_files/b.png": b"saved",
    "uploads/2019/03/x.jpg": b"uploaded",
}


def read(paths: list[str], document: Path | str, address: str) -> bytes | None:
    with closing(FilesBeside(paths)) as beside:
        found = beside.read(str(document), address, MOST)
    return found.data if found else None


def written(folder: Path, files: Mapping[str, bytes] = FILES) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


PACKED = {
    "a.zip": lambda: zipped(FILES),
    "a.tar": lambda: tarred(FILES),
    "a.tar.gz": lambda: gzip.compress(tarred(FILES)),
    "outer.zip/inner.tar": lambda: zipped({"inner.tar": tarred(FILES)}),
}


@pytest.fixture(params=["folder", *PACKED])
def document(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[FilesBeside, str]]:
    """A document in a folder and in archives of each kind, with what lies beside it."""
    if request.param == "folder":
        root = written(tmp_path / "export")
    else:
        root = tmp_path / request.param
        (tmp_path / request.param.split("/")[0]).write_bytes(PACKED[request.param]())
    beside = FilesBeside([str(tmp_path)])
    yield beside, f"{root}/texts/a.html"
    beside.close()


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("../images/photo.jpg", b"photo"),
        ("..\\images\\photo.jpg", b"photo"),
        ("./../texts/../images/photo.jpg", b"photo"),
        ("../images/photo.jpg#top", b"photo"),
        ("../images/photo.jpg?w=300", b"small"),
        ("../images/photo.jpg%3Fw=300", b"small"),
        ("../images/photo.jpg?w=900", b"photo"),
        ("../images/my%20photo.jpg", b"spaced"),
        ("../images/100%.jpg", b"percent"),
        ("../images/cafe%CC%81.jpg", b"accent"),
        ("../images/one.jpg", b"one"),
        ("../Images/ONE.jpg", b"one"),
        ("../images/two.jpg", b"two"),
        ("a_files/b.png", b"saved"),
    ],
)
def test_it_finds_the_file_that_an_address_means(
    document: tuple[FilesBeside, str], address: str, data: bytes
) -> None:
    beside, name = document
    found = beside.read(name, address, MOST)
    assert found is not None
    assert found.data == data


@pytest.mark.parametrize("address", ["../images/Two.jpg", "../images/none.jpg", "photo.jpg"])
def test_it_finds_nothing_where_none_is_meant_for_certain(
    document: tuple[FilesBeside, str], address: str
) -> None:
    beside, name = document
    assert beside.read(name, address, MOST) is None


@pytest.mark.parametrize(
    "address",
    [
        "../../../secret.jpg",
        "%2e%2e/%2e%2e/%2e%2e/secret.jpg",
        "..%5c..%5c..%5csecret.jpg",
        "x/../../../../secret.jpg",
        "%2fetc%2fsecret.jpg",
    ],
)
def test_it_reads_nothing_outside_of_what_is_imported(tmp_path: Path, address: str) -> None:
    root = written(tmp_path / "work" / "export")
    for folder in (tmp_path, tmp_path / "work"):
        (folder / "secret.jpg").write_bytes(b"secret")
    with pytest.raises(DocumentRejected, match="outside of what is imported"):
        read([str(root)], root / "texts" / "a.html", address)


def test_it_reads_nothing_outside_of_an_archive(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (tmp_path / "a.zip").write_bytes(zipped({"a.html": b"", "../secret.jpg": b"slipped"}))
    with pytest.raises(DocumentRejected, match="outside of what is imported"):
        read([str(tmp_path)], f"{tmp_path}/a.zip/a.html", "../secret.jpg")


def test_a_file_by_itself_reaches_its_own_folder_only(tmp_path: Path) -> None:
    root = written(tmp_path)
    document = str(root / "texts" / "a.html")
    with pytest.raises(DocumentRejected):
        read([document], document, "../images/photo.jpg")
    assert read([document], document, "a_files/b.png") == b"saved"
    assert read([f"{root}/*/a.html"], document, "../images/photo.jpg") == b"photo"


def test_it_knows_nothing_of_documents_that_nobody_named(tmp_path: Path) -> None:
    root = written(tmp_path / "export")
    other = tmp_path / "other"
    other.mkdir()
    document = str(root / "texts" / "a.html")
    assert read([str(other)], document, "a_files/b.png") is None
    assert read([], document, "a_files/b.png") is None


def test_a_link_is_followed_inside_alone(tmp_path: Path) -> None:
    root = written(tmp_path / "export")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (root / "out.jpg").symlink_to(tmp_path / "secret.jpg")
    (root / "in.jpg").symlink_to(root / "images" / "photo.jpg")
    (root / "up").symlink_to(tmp_path)
    (root / "gone.jpg").symlink_to(tmp_path / "nothing")
    (root / "b.html").write_bytes(b"")
    for address in ("out.jpg", "up/secret.jpg", "OUT.jpg", "gone.jpg"):
        with pytest.raises(DocumentRejected, match="a link that leads out"):
            read([str(root)], root / "b.html", address)
    assert read([str(root)], root / "b.html", "in.jpg") == b"photo"


def test_links_in_archives_are_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        link = tarfile.TarInfo("photo.jpg")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    with pytest.raises(DocumentRejected, match="is a link"):
        read([str(tmp_path)], f"{tmp_path}/a.tar/a.html", "photo.jpg")


def test_it_waits_for_no_pipe_and_reads_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    for name in ("pipe.jpg", "folder.jpg"):
        with pytest.raises(DocumentRejected, match="is a folder, a pipe or a device"):
            read([str(tmp_path)], tmp_path / "a.html", name)


def test_it_reads_one_byte_more_than_asked_for(document: tuple[FilesBeside, str]) -> None:
    beside, name = document
    found = beside.read(name, "../images/photo.jpg", 3)
    assert found is not None
    assert found.data == b"phot"


def test_uploaded_archives_are_read_where_they_are() -> None:
    with closing(FilesBeside(uploaded={"a.zip": zipped(FILES)})) as beside:
        found = beside.read("a.zip/texts/a.html", "../images/photo.jpg", MOST)
        assert found is not None
        assert found.data == b"photo"
        assert beside.read("a.html", "images/photo.jpg", MOST) is None


def test_a_broken_archive_has_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and no more")
    assert read([str(tmp_path)], f"{tmp_path}/a.zip/a.html", "b.jpg") is None


@pytest.mark.parametrize(
    ("address", "is_found"),
    [
        ("https://a.example/wp-content/uploads/2019/03/x.jpg", True),
        ("https://a.example/wp-content/uploads/2019/03/x-300x200.jpg", True),
        ("https://a.example/files/uploads/2019/03/x.jpg?w=3", True),
        ("https://a.example/wp-content/uploads/2019/04/x.jpg", False),
        ("https://a.example/wp-content/uploads/x.jpg", False),
        ("https://a.example/2019/03/x.jpg", False),
        ("https://a.example/wp-content/uploads/%2e%2e/images/photo.jpg", False),
    ],
)
@pytest.mark.parametrize("above", ["uploads/2019", "wp-content/uploads/2019", "2019"])
def test_an_upload_is_found_by_the_end_of_its_address(
    tmp_path: Path, above: str, address: str, is_found: bool
) -> None:
    written(tmp_path, {"site.xml": b"", f"{above}/03/x.jpg": b"x", "images/photo.jpg": b"photo"})
    beside = FilesBeside([str(tmp_path)])
    found = beside.read_upload(str(tmp_path / "site.xml"), address, MOST)
    assert (found is not None) == is_found


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        (("x-300x200.jpg", "x.jpg"), "x.jpg"),
        (("x-300x200.jpg", "x-scaled.jpg", "x.jpg"), "x-scaled.jpg"),
        (("x-300x200.jpg", "y.jpg"), "x-300x200.jpg"),
    ],
)
def test_of_an_upload_in_several_sizes_the_full_one_is_taken(
    tmp_path: Path, there: tuple[str, ...], taken: str
) -> None:
    written(tmp_path, {"site.xml": b"", **{f"uploads/2019/03/{name}": b"x" for name in there}})
    address = "https://a.example/wp-content/uploads/2019/03/x-300x200.jpg"
    found = FilesBeside([str(tmp_path)]).read_upload(str(tmp_path / "site.xml"), address, MOST)
    assert found is not None
    assert found.name == taken


def test_of_an_upload_whose_full_size_is_too_large_the_copy_is_taken(tmp_path: Path) -> None:
    files = {"uploads/2019/03/x.jpg": b"x" * 9, "uploads/2019/03/x-300x200.jpg": b"x"}
    written(tmp_path, {"site.xml": b"", **files})
    address = "https://a.example/wp-content/uploads/2019/03/x-300x200.jpg"
    found = FilesBeside([str(tmp_path)]).read_upload(str(tmp_path / "site.xml"), address, 8)
    assert found is not None
    assert found.name == "x-300x200.jpg"


def test_documents_of_a_store_have_what_lies_beside_them() -> None:
    made: Any = memory.MemoryFileSystem
    system = made()
    system.pipe("/beside/texts/a.html", b"<p>")
    system.pipe("/beside/images/photo.jpg", b"photo")
    system.pipe("/secret.jpg", b"secret")
    document = "memory://beside/texts/a.html"
    assert read(["memory://beside"], document, "../images/photo.jpg") == b"photo"
    with pytest.raises(DocumentRejected):
        read(["memory://beside"], document, "../../secret.jpg")
