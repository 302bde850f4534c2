"""What a draft may be as it comes in: anything else is refused, and says why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from articles.drafts.received import DraftRefused, read_draft

KEY = "0b7f4c1e-7d5a-4f5e-9a51-5a5f3f0f6a10"


def sent(**values: Any) -> bytes:
    return json.dumps({"key": KEY, "fields": {"headline": "Pier"}, **values}).encode()


def test_it_keeps_the_fields_that_the_form_has() -> None:
    draft = read_draft(sent(fields={"headline": "Pier", "other": "x"}, base=3), ["headline"])
    assert (draft.key, draft.base, draft.fields) == (KEY, 3, {"headline": "Pier"})


def test_without_fields_nothing_is_to_be_kept() -> None:
    draft = read_draft(sent(fields=None, forget={KEY: "2026-12-01T10:00:00Z"}), ["headline"])
    assert draft.fields is None
    assert list(draft.forget) == [KEY]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"key": "' + KEY.encode() + b'", "fields": {"headline": "\\ud800"}}',
        sent(key="../../etc"),
        sent(key=1),
        sent(base=-1),
        sent(base=2**31),
        sent(base=True),
        sent(base="1"),
        sent(serial=2**60),
        sent(fields=["x"]),
        sent(fields={"headline": {"a": 1}}),
        sent(fields={"headline": None}),
        sent(forget=[KEY]),
        sent(forget={"x": "2026-12-01T10:00:00Z"}),
        sent(forget={KEY: "yesterday"}),
        sent(forget={KEY: "2026-13-41T10:00:00Z"}),
        sent(forget={KEY: "2026-12-01T10:00:00"}),
        sent(forget={KEY: None}),
    ],
)
def test_what_is_no_draft_is_refused(body: bytes) -> None:
    with pytest.raises(DraftRefused, match=r"\w+ \w+"):
        read_draft(body, ["headline"])
