"""A passage is found however it is written, and nothing else is."""

from __future__ import annotations

import pytest

from articles.documents.redaction import MARK, mark_of
from tests.erasure.everything import NAME, make_redaction

NAMED = make_redaction(NAME)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        (f"I met {NAME} today.", f"I met {MARK} today."),
        ("ANN SJÖBERG’S boat", f"{MARK}’S boat"),
        ("Ann Sjo\u0308berg", MARK),
        ("Ann\u00a0Sjöberg", MARK),
        ("Ann\nSj\u00adöberg", f"{MARK}\n"),
        ("Ann <b>Sj&ouml;berg</b> said", f"{MARK} <b></b> said"),
        ("A<i>n</i>n Sj&#246;berg", f"{MARK}<i></i>"),
        ("Ann Sj&amp;ouml;berg", MARK),
        ("&#x41;nn Sj&#xF6;berg", MARK),
        ('{"a": "Ann Sj\\u00f6berg"}', f'{{"a": "{MARK}"}}'),
        ('"<b>Ann<\\/b> Sj\\\\u00f6berg"', f'"<b>{MARK}<\\/b> "'),
        ("['Ann Sj\\xf6berg']", f"['{MARK}']"),
        ("/ann-sj%C3%B6berg-saw-it", f"/{MARK}--saw-it"),
        ('<img alt="Ann Sjöberg" src="x">', f'<img alt="{MARK}" src="x">'),
        ("Ann <!-- Sjöberg -->", f"{MARK} <!--  -->"),
        (f"{NAME}, {NAME}", f"{MARK}, {MARK}"),
    ],
)
def test_a_passage_is_found_however_it_is_written(text: str, redacted: str) -> None:
    assert NAMED.is_in(text)
    result = NAMED.redacted(text)
    assert not NAMED.is_in(result)
    assert result.replace("<i></i>", "") == redacted.replace("<i></i>", "")


@pytest.mark.parametrize(
    "text", ["Joann Sjöberg", "Ann Sjöbergs", "Ann and Sjöberg", "", "Ann", "<b>Ann</b><p>Berg"]
)
def test_other_words_are_left(text: str) -> None:
    assert NAMED.redacted(text) == text


def test_scripts_without_spaces_have_a_word_a_character() -> None:
    assert make_redaction("张伟").redacted("记者张伟报道") == f"记者{MARK}报道"
    assert make_redaction("สมชาย").redacted("คุณสมชายมา") == f"คุณ{MARK}มา"


def test_vowel_signs_tell_words_apart() -> None:
    assert not make_redaction("कि").is_in("के")


def test_harakat_do_not_matter() -> None:
    assert make_redaction("محمد علي").is_in("قال مُحَمَّد عَلِي")


def test_all_texts_of_a_value_are_redacted() -> None:
    value = {NAME: [1, None, {"a": NAME}]}
    assert NAMED.redacted_value(value) == {MARK: [1, None, {"a": MARK}]}


def test_a_mark_tells_nothing_without_its_key() -> None:
    assert mark_of(b"a", "key", "x") != mark_of(b"b", "key", "x") != mark_of(b"b", "url", "x")
