"""The style sheets of the public pages stay small, and every colour can be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from django.contrib.staticfiles import finders

from articles.admin.masthead.form import DARK_PAPER, LIGHT_PAPER, contrast

_MOST_BYTES: Final = 18_200
_SHEETS: Final = ("site.css", "focus.css")


def sheet(name: str) -> str:
    return Path(str(finders.find(f"articles/site/{name}"))).read_text()


def colours() -> list[dict[str, str]]:
    """The colours on light paper and those on dark, as the style sheet has them."""
    light, dark = re.findall(r"--paper: #\w{6}; --ink: .*", sheet("site.css"))[:2]
    return [dict(re.findall(r"--(\w+): (#\w{6})", each)) for each in (light, dark)]


def test_all_styles_of_a_page_are_small() -> None:
    assert sum(len(sheet(name).encode()) for name in _SHEETS) < _MOST_BYTES


def test_the_desk_knows_the_paper() -> None:
    assert [each["paper"] for each in colours()] == [LIGHT_PAPER, DARK_PAPER]


@pytest.mark.parametrize("ink", ["ink", "quiet", "accent"])
@pytest.mark.parametrize("paper", ["paper", "tint"])
def test_what_is_written_can_be_read(ink: str, paper: str) -> None:
    assert all(contrast(each[ink], each[paper]) >= 4.5 for each in colours())
