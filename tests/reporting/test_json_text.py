"""JSON that readers by lines can read."""

from __future__ import annotations

import json

import pytest

from articles.reporting.json_text import json_line, json_text

ODD = "One\u0085two\u2028three\u2029four\x0b\x1cfive\nsix"


@pytest.mark.parametrize("value", [ODD, [ODD], {ODD: {"a": ODD}}])
def test_a_line_is_one_whatever_ends_lines_elsewhere(value: object) -> None:
    [line] = json_line(value).splitlines()
    assert json.loads(line) == value


def test_other_letters_stand_as_they_are() -> None:
    assert json_text({"a": "Zoë «ё»"}) == '{"a": "Zoë «ё»"}'


def test_what_is_indented_ends_its_lines_with_line_feeds_alone() -> None:
    assert json_text([ODD], indent=1).splitlines() == json_text([ODD], indent=1).split("\n")
