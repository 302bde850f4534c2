"""Arrays of documents in JSON, taken apart value by value."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents.reading.bounds import DOCUMENT_BYTES
from articles.documents.reading.json.json_values import ArrayItem, first_items, items_of
from articles.documents.source import DocumentRejected

values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.integers() | st.text(st.sampled_from('a"\\,[]{}\n é'), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


class Chunks(io.BytesIO):
    """A stream that gives a few bytes at a time."""

    def __init__(self, content: bytes, size: int) -> None:
        super().__init__(content)
        self._size = size

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self._size)


def items(content: str | bytes, size: int = 1_000_000) -> list[ArrayItem]:
    content = content.encode() if isinstance(content, str) else content
    return list(items_of(Chunks(content, size)))


@settings(deadline=None, max_examples=200)
@given(st.lists(values, max_size=5), st.integers(1, 9), st.sampled_from([None, 2]))
def test_every_value_comes_out_as_it_went_in(
    written: list[Any], size: int, indent: int | None
) -> None:
    found = items(json.dumps(written, indent=indent, ensure_ascii=False), size)
    assert [json.loads(item.content) for item in found] == written
    assert [item.number for item in found] == list(range(1, len(written) + 1))


@pytest.mark.parametrize("size", [1, 3, 100])
def test_a_value_is_named_by_its_line(size: int) -> None:
    content = '\ufeff[\n  {"a":\n 1},\n\n  {"b": 2}, {"c": "x\\ny"}\n]\n'
    assert [(item.line, item.content) for item in items(content, size)] == [
        (2, b'{"a":\n 1}'),
        (5, b'{"b": 2}'),
        (5, b'{"c": "x\\ny"}'),
    ]


def test_a_comma_after_the_last_value_is_no_value() -> None:
    assert [item.content for item in items("[{},]")] == [b"{}"]
    assert [item.content for item in items("[{},,{}]")] == [b"{}", b"", b"{}"]


@pytest.mark.parametrize(
    ("content", "position", "reason"),
    [
        ('[{"a": 1}, {"b"', "item 2", "ends before its array is closed"),
        ('[{"a": 1}', "item 1", "ends before its array is closed"),
        ("[{}, " + "[" * 2_000, "item 2", "is nested too deeply"),
        ("[{}] {}", "line 1", "goes on after its array"),
    ],
)
def test_a_broken_array_is_refused_with_the_place(content: str, position: str, reason: str) -> None:
    for size in (1, 100):
        with pytest.raises(DocumentRejected, match=reason) as caught:
            items(content, size)
        assert caught.value.position == position


def test_of_a_value_over_the_bound_only_a_start_is_kept() -> None:
    long = b'[{"a": "' + b"\\\\" * DOCUMENT_BYTES + b'"}, {}]'
    first, second = items_of(io.BytesIO(long))
    assert len(first.content) == DOCUMENT_BYTES + 1
    assert second.content == b"{}"


@settings(deadline=None)
@given(st.text(st.sampled_from('[]{},"\\ \na1'), max_size=30), st.integers(1, 5))
def test_no_text_raises_anything_else(content: str, size: int) -> None:
    with suppress(DocumentRejected):
        items(content, size)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('[{"a": 1}, "x", null, {"b": [2]}]', [{"a": 1}, {"b": [2]}]),
        ('\ufeff [ {"a": 1} ] x', [{"a": 1}]),
        ('{"n": 1, "articles": [{"a": 1}, {"b": 2}], "m": 2}', [{"a": 1}, {"b": 2}]),
        ('[{"a": 1}, {broken}, {"c": 3}]', [{"a": 1}, {"c": 3}]),
        ('[{"a": 1}, [{"b": 2}], {"c": 3}]', [{"a": 1}, {"b": 2}, {"c": 3}]),
        ('[{"a": 1}, {"b": 2', [{"a": 1}]),
        ("[]", []),
        ("[" + '{"a": 1},' * 30, [{"a": 1}] * 10),
    ],
)
def test_the_first_objects_of_an_array_are_found_past_what_is_broken(
    content: str, expected: list[dict[str, Any]]
) -> None:
    assert list(first_items(content.encode())) == expected
