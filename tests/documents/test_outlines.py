"""The seeds against the outlines that an editor would give them, and the users' own document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from articles.documents import markup
from articles.documents.article.model import Line
from articles.documents.pipeline import ParsedDocument
from tests.documents.make import labels_of, parse_file

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
OUTLINES = Path(__file__).parents[1] / "outlines"


def outline(parsed: ParsedDocument) -> dict[str, Any]:
    """A parsed document in the form of the outlines in tests/outlines."""
    document = parsed.document
    return {
        "standfirst": _line(document.standfirst),
        "sections": [
            {
                "heading": _line(section.heading),
                "byline": _line(section.byline),
                "paragraphs": [[p.origin, p.kind.value] for p in section.content],
            }
            for section in document.shown_sections()
        ],
        "noise": sorted(p.origin for p in document.paragraphs() if p.noise),
        "empty": [item.block.index for item in parsed.blocks if not item.block.text],
        "links": [
            [item.block.index, link.url]
            for item in parsed.blocks
            for link in markup.links_in(item.block.markup)
        ],
    }


def _line(line: Line) -> dict[str, Any] | None:
    return {"origin": line.origin, "text": line.text} if line else None


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_is_taken_apart_as_an_editor_would(path: Path) -> None:
    expected = json.loads((OUTLINES / f"{path.stem}.json").read_text(encoding="utf-8"))
    parsed = parse_file(path)
    assert parsed.document.headline.text.startswith(expected.pop("headline_starts"))
    assert parsed.document.headline_provisional is expected.pop("headline_provisional")
    assert outline(parsed) == expected


def test_the_users_document_is_taken_apart_as_they_say(documents: Path) -> None:
    parsed = parse_file(documents / "000_66aa6e6a102bb94a.txt")
    labels = labels_of(parsed)
    first, second = parsed.document.shown_sections()
    assert [index for index, label in enumerate(labels) if label == "noise"] == [0, 1, 36, 37]
    assert parsed.document.standfirst.origin == 2
    assert parsed.document.standfirst.text.startswith(f"{parsed.document.headline.text},")
    assert parsed.document.headline_provisional
    assert not first.heading
    assert [p.origin for p in first.content] == list(range(3, 16))
    assert len(markup.links_in(first.content[5].markup)) == 1
    assert (second.heading.origin, second.byline.origin) == (16, 17)
    assert [p.origin for p in second.content] == list(range(18, 36))
    assert [origin for origin, _ in outline(parsed)["links"]] == [8, 37]
    assert "class" not in "".join(item.block.markup for item in parsed.blocks)


def test_every_document_parses_with_every_block_in_one_place(documents: Path) -> None:
    for path in sorted(documents.glob("*.txt")):
        parsed = parse_file(path)
        assert placed(parsed) == visible(parsed)


def visible(parsed: ParsedDocument) -> list[int]:
    return [item.block.index for item in parsed.blocks if item.block.text]


def placed(parsed: ParsedDocument) -> list[int]:
    """The origins of all that an article holds, sorted."""
    document = parsed.document
    lines = [document.headline, document.standfirst]
    lines += [line for section in document.sections for line in (section.heading, section.byline)]
    origins = [line.origin for line in lines if line and line.origin is not None]
    return sorted(origins + [p.origin for p in document.paragraphs() if p.origin is not None])
