"""The walk through OWASP ASVS 5.0.0: it leaves nothing out, and what it names is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings

HANDBOOK: Final = Path(__file__).parents[2] / "articles" / "handbook" / "administrators"
TEXT: Final = (HANDBOOK / "asvs.md").read_text(encoding="utf-8")
ROWS: Final = re.findall(r"^\| (V\S+) \| (.+?) \| (.+?) \| (.+) \|$", TEXT, re.M)
ANSWERS: Final = {"Yes", "Partly", "No", "Operator", "Nothing"}
# How many requirements of level 1 and 2 each section of 5.0.0 has; they are its first.
SECTIONS: Final = {
    "V1": (2, 9, 11, 3, 2), "V2": (3, 3, 4, 1), "V3": (0, 2, 4, 6, 5, 0, 2), "V4": (3, 1, 2, 4),
    "V5": (1, 3, 2, 3), "V6": (3, 12, 4, 4, 5, 3, 0, 4), "V7": (3, 4, 2, 5, 2, 2),
    "V8": (2, 3, 1, 1), "V9": (3, 4), "V10": (2, 2, 4, 11, 5, 2, 3), "V11": (2, 3, 3, 4, 1, 1),
    "V12": (3, 2, 4), "V13": (1, 5, 2, 5), "V14": (2, 4, 3), "V15": (3, 3, 7, 0),
    "V16": (1, 5, 4, 3, 3), "V17": (1, 4, 2),
}  # fmt: skip


def every_number() -> Iterator[str]:
    for chapter, sections in SECTIONS.items():
        for section, count in enumerate(sections, 1):
            yield from (f"{chapter}.{section}.{number}" for number in range(1, count + 1))


def in_full(written: str) -> list[str]:
    """Return the numbers that a row stands for: "V1.2.6–8" is three."""
    section, _, numbers = written.rpartition(".")
    first, _, last = numbers.partition("–")
    return [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]


def test_each_question_of_level_2_is_answered_once_in_order() -> None:
    answered = [number for written, *_ in ROWS for number in in_full(written)]
    assert answered == list(every_number())
    assert len(answered) == 253


def test_answers_are_those_that_are_explained() -> None:
    assert {answer for _, _, answer, _ in ROWS} == ANSWERS
    assert all(f"- **{answer}**: " in TEXT for answer in ANSWERS)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([A-Z][A-Z_]+)`", TEXT))))
def test_a_setting_that_is_named_exists(name: str) -> None:
    table = (HANDBOOK / "settings.md").read_text(encoding="utf-8")
    assert hasattr(settings, name) or f"| `{name}` |" in table
