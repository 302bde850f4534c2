"""Numbers in addresses and forms: what is none costs nobody a page."""

from __future__ import annotations

import pytest

from articles.admin.numbers import integer


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("9" * 18, 10**18 - 1)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert integer(text) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "1.0", "١٢", "²", "9" * 19, "1" * 5000])
def test_anything_else_is_none(text: str) -> None:
    assert integer(text) is None
