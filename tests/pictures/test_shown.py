"""What a page writes for a picture is all there, by one query for all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.pictures.shown import focus_classes, shown_picture, shown_pictures
from articles.pictures.withdraw import withdraw_picture
from tests.pictures.make import make_file, make_picture

pytestmark = pytest.mark.django_db

CSS = Path(__file__).parents[2] / "articles/static/articles/site/focus.css"


def test_it_has_every_width_in_both_formats() -> None:
    picture = make_picture(make_file(1500, 1001))
    shown, at = shown_picture(picture), f"/pictures/{picture.sha256}"
    assert shown.avif == f"{at}/480.avif 480w, {at}/960.avif 960w, {at}/1440.avif 1440w"
    assert shown.jpeg == shown.avif.replace("avif", "jpg")
    assert (shown.src, shown.width, shown.height) == (f"{at}/960.jpg", 960, 641)
    assert shown.largest == f"{at}/1440.jpg"


def test_a_small_one_is_shown_as_wide_as_it_is() -> None:
    shown = shown_picture(make_picture(make_file(301, 200)))
    assert shown.avif.endswith("/301.avif 301w")
    assert (shown.width, shown.height) == (301, 200)


def test_it_has_the_words_of_its_row() -> None:
    shown = shown_picture(make_picture(alt="A pier", caption="Fog", credit="PA"))
    assert (shown.alt, shown.caption, shown.credit) == ("A pier", "Fog", "PA")


def test_many_take_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    pictures = [make_picture(), make_picture()]
    with django_assert_num_queries(1):
        found = shown_pictures([picture.sha256 for picture in pictures])
    assert set(found) == {picture.sha256 for picture in pictures}


def test_none_takes_none(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert shown_pictures([]) == {}


def test_what_readers_may_not_see_is_not_shown() -> None:
    picture = make_picture()
    withdraw_picture(picture, "")
    assert shown_pictures([picture.sha256, "0" * 64]) == {}


@pytest.mark.parametrize(
    ("x", "y", "classes"),
    [
        (0.5, 0.5, ""),
        (0.52, 0.48, ""),
        (0, 1, "focus-x0 focus-y10"),
        (0.26, 0.5, "focus-x3 focus-y5"),
    ],
)
def test_the_focus_is_named_by_classes(x: float, y: float, classes: str) -> None:
    assert focus_classes(x, y) == classes


def test_the_style_sheet_has_every_class_of_a_focus() -> None:
    rules = dict(re.findall(r"\.(focus-[xy]\d+) \{ --[xy]: (\d+)% \}", CSS.read_text()))
    assert rules == {
        f"focus-{axis}{tenth}": f"{tenth}0".lstrip("0") or "0"
        for axis in "xy"
        for tenth in range(11)
        if tenth != 5  # as it is without a class
    }
