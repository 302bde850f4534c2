from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from fsspec.implementations import memory

from articles.documents.source import LeftOut, Rejection, Source
from articles.importing.sources.find import find, read_all
from tests.documents.make import SENTENCE


@pytest.fixture
def store() -> Iterator[Any]:
    made: Any = memory.MemoryFileSystem
    system = made()
    for name in ("2009/a.txt", "b.txt", "logo.pdf"):
        system.pipe(f"/archive/{name}", repr(["A ferry", SENTENCE]).encode())
    yield system
    system.store.clear()


def test_a_folder_of_a_store_is_read_with_all_its_folders(store: Any) -> None:
    found = list(read_all(find(["memory://archive"])))
    documents = [each for each in found if isinstance(each, Source)]
    assert [each.file for each in documents] == [
        "memory:///archive/2009/a.txt",
        "memory:///archive/b.txt",
    ]
    assert SENTENCE.encode() in documents[0].content
    assert [each.file for each in found if isinstance(each, LeftOut)] == [
        "memory:///archive/logo.pdf"
    ]


def test_a_file_of_a_store_is_read_by_its_address(store: Any) -> None:
    [found] = read_all(find(["memory://archive/b.txt", "memory://archive/b.txt"]))
    assert isinstance(found, Source)


def test_what_is_not_there_is_told(store: Any) -> None:
    [found] = read_all(find(["memory://archive/c.txt"]))
    assert isinstance(found, Rejection)
    assert found.reason == "does not exist"


def test_a_store_that_is_not_installed_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    [found] = read_all(find(["s3://bucket/folder"]))
    assert isinstance(found, Rejection)
    assert "newsroom[s3]" in found.reason
