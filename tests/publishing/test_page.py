"""What a page tells of its edition."""

from __future__ import annotations

import pytest

from articles.publishing.page import text_direction


@pytest.mark.parametrize("script", ["Adlm", "Arab", "Aran", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"])
def test_a_script_that_is_written_from_the_right_decides(script: str) -> None:
    assert text_direction(f"az-{script}") == "rtl"
    assert text_direction(f"az-{script}-IR") == "rtl"


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar-Latn", "ltr"), ("ar", "rtl"), ("de-1901", "ltr"), ("ar-1901", "rtl"), ("tlh", "auto"),
        ("", "auto"),
    ],
)  # fmt: skip
def test_without_such_a_script_the_language_decides(language: str, direction: str) -> None:
    assert text_direction(language) == direction
