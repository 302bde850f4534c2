"""A document is redacted with certainty, or not at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from articles.documents.erased import holds_passage, redacted_name, redacted_source
from articles.documents.reading import LONGEST_EXTERNAL_ID, contents_of
from articles.documents.source import Source
from tests.documents.make import SENTENCE, make_source
from tests.erasure.everything import KEY, METADATA, NAME, TOLD, make_redaction

NAMED = make_redaction(NAME)


def make_bytes(content: bytes, format: str = "html", **fields: Any) -> Source:
    return Source(**{"external_id": "a", "file": "a", **fields}, format=format, content=content)


@pytest.mark.parametrize(
    "source",
    [
        make_source(TOLD, SENTENCE, metadata=METADATA),
        make_bytes(f"<title>{NAME}</title><p>{SENTENCE}<p>{TOLD}".encode()),
        make_bytes(
            b'<meta charset="iso-8859-1"><title>A</title><p>'
            + f"{SENTENCE}<p>{SENTENCE} {NAME}".encode("latin-1")
        ),
        make_bytes(
            b'<meta charset="utf-8"><title>A</title><p>'
            + f"{SENTENCE}<p>{SENTENCE} Ann Sjo\u0308berg".encode()
        ),
        make_bytes(
            repr([SENTENCE, f"{NAME} left."]).encode("ascii", "backslashreplace"), "literal"
        ),
        make_bytes(json.dumps([SENTENCE, TOLD]).encode(), "json"),
    ],
)
def test_it_reads_the_same_without_the_passage(source: Source) -> None:
    assert holds_passage(source, NAMED)
    redacted = redacted_source(source, NAMED)
    assert redacted
    assert not holds_passage(redacted, NAMED)
    assert len(contents_of(redacted).pieces) == len(contents_of(source).pieces)
    assert SENTENCE in "".join(piece.html for piece in contents_of(redacted).pieces)
    assert redacted_source(redacted, NAMED) == redacted


def test_it_is_itself_where_it_holds_no_passage() -> None:
    source = make_source(SENTENCE)
    assert redacted_source(source, NAMED) == source


@pytest.mark.parametrize(
    "source",
    [
        # A number, without which it is no JSON.
        make_bytes(b'{"title": "A", "id": 4711, "paragraphs": ["One."]}', "json"),
        # The words are joined by Python alone.
        make_bytes(b"['Ann ' 'Sj' '\\xf6berg left.', 'One.']", "literal"),
    ],
)
def test_what_cannot_be_rewritten_is_not(source: Source) -> None:
    assert redacted_source(source, make_redaction(NAME, "4711")) is None


def test_a_key_loses_the_passage_and_is_told_from_others() -> None:
    one, other = redacted_name(KEY, NAMED), redacted_name(f"{KEY}-2", NAMED)
    assert not NAMED.is_in(one)
    assert one != other
    assert redacted_name(KEY, NAMED) == one
    long = redacted_name(f"{NAME} {'a' * 490}"[:LONGEST_EXTERNAL_ID], NAMED)
    assert len(long) <= LONGEST_EXTERNAL_ID
