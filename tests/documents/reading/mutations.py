"""Samples of a format with something broken: nothing but a clear error may come of them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

_VALUES: list[Any] = [
    None, True, 0, -1.5, 10**30, "", "x", "\0", "\ud800", "<p>", "2024-13-99", "http://[",
    [], [None], [[]], {}, {"": {}}, ["x"] * 3, {"value": 1}, [{"value": "<b>x"}],
]  # fmt: skip


def broken_bytes(content: bytes, words: list[bytes]) -> st.SearchStrategy[bytes]:
    """A few places of a file cut out, doubled, or written over with `words` of its format."""
    place = st.integers(0, len(content))
    word = st.sampled_from([b"", b"\0", b"\xff", b"<", b">", b'"', b"&", b"]]>", *words])
    change = st.tuples(place, st.integers(0, 60), word)
    return st.lists(change, max_size=4).map(lambda changes: _changed(content, changes))


def _changed(content: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, word in changes:
        content = content[:place] + word + content[place + length :]
    return content


@st.composite
def broken_json(draw: st.DrawFn, content: bytes) -> str:
    """A JSON document of which some values are others."""
    document = json.loads(content)
    for _ in range(draw(st.integers(1, 4))):
        document = draw(st.just(document).flatmap(_with_another_value))
    return json.dumps(document)


@st.composite
def _with_another_value(draw: st.DrawFn, value: Any) -> Any:
    if not value or not isinstance(value, list | dict) or draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from(_VALUES))
    key = draw(st.sampled_from(list(value) if isinstance(value, dict) else range(len(value))))
    changed = value.copy()
    changed[key] = draw(_with_another_value(value[key]))
    return changed
