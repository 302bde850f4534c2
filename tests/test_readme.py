"""The README's map is the tree, and the whole page fits on one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
_ENTRY: Final = re.compile(r"^    ( *)((?:[\w.]+(?:/[\w.]+)*(?:/|\.py) ?)+)(?: |$)", re.M)
# What somebody who has never seen the code must find, with the file that has to be changed.
MENDED: Final = {
    "a wrong heading label": "articles/documents/labels/adjust.py",
    "a wrong link address": "articles/documents/markup/links.py",
    "a lost paragraph at merge": "articles/documents/revisions/merge.py",
    "a button of the editor": "articles/static/articles/editor/toolbar/actions.js",
    "a column of the article list": "articles/admin/article/list.py",
    "a new input format": "articles/documents/reading/python_literal.py",
}


def places(text: str) -> Iterator[str]:
    """The paths that the lines of a map name: what is indented is in what stands above it."""
    above: list[tuple[int, str]] = []
    for indent, names in _ENTRY.findall(text):
        above = [each for each in above if each[0] < len(indent)]
        inside = "".join(name for _, name in above)
        yield from (inside + name for name in names.split())
        above.append((len(indent), names.split()[0]))


MAP: Final = README.partition("## Map")[2]


@pytest.mark.parametrize("place", [*places(MAP)])
def test_a_place_on_the_map_exists(place: str) -> None:
    assert (ROOT / place).is_dir() if place.endswith("/") else (ROOT / place).is_file()


def test_every_chapter_of_the_tree_is_on_the_map() -> None:
    for folder, unnamed in (
        ("articles", {"migrations", "templatetags"}),
        ("articles/documents", set()),
    ):
        held = {path.parent.name for path in (ROOT / folder).glob("*/__init__.py")}
        named = {place.split("/")[-2] for place in places(MAP) if place.startswith(f"{folder}/")}
        assert held - unnamed <= named


@pytest.mark.parametrize(("fault", "file"), [*MENDED.items()])
def test_the_map_says_where_to_mend(fault: str, file: str) -> None:
    before, found, after = MAP.partition(f"-> {fault}: ")
    assert found
    named = after.partition("\n")[0].rpartition(" ")[2]
    assert file == list(places(before))[-1] + named
    assert (ROOT / file).is_file()


def test_it_fits_on_one_page() -> None:
    assert len(README) < 6_000
