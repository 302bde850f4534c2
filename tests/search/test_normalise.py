from __future__ import annotations

import pytest

from articles.search.normalise import LONGEST_WORD, index_lines, index_words, typed_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Harbour’s “old” pier", "the harbour s old pier"),
        ("Café Ångström naïve", "cafe angstrom naive"),
        ("x‘y’z a–b—c „d“ e…f\u00a0g", "x y z a b c d e f g"),
        ("Ærø Łódź Đorđe", "aero lodz dorde"),
        ("Straße STRASSE", "strasse strasse"),
        ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
        ("İstanbul ISPARTA", "istanbul isparta"),
        ("ﬁnal ½ ２０２４", "final 1 2 2024"),
        ("1,200.50 COVID-19", "1 200 50 covid 19"),
        ("co\u00adoperate a\u200bb", "cooperate ab"),
        ("foo_bar a=b 'x' \0", "foo bar a b x"),
        ("مُحَمَّد أحمد مدرسة", "محمد احمد مدرسه"),
        ("हिन्दी में कु क।", "हिन्दी में कु क"),
        ("政府工作 2024年", "政府 府工 工作 作 2024 年"),
        ("รัฐ", "รั ัฐ ฐ"),
        ("정부는", "정부 부는 는"),
        ("ガス", "ガス ス"),
        ("— … !", ""),
    ],
)
def test_it_gives_the_words_of_a_text(text: str, words: str) -> None:
    assert " ".join(index_words(text)) == words


@pytest.mark.parametrize(
    "texts",
    [
        ["The old pier.", "Café “Ångström”", "— … !", "foo=bar"],
        ["The old pier.", "政府工作", "Привет, мир"],
        ["x" * (LONGEST_WORD + 1), "The old pier"],
        ["-".join(["pier"] * LONGEST_WORD), "The old pier"],
        ["The old\x1fpier", "a"],
        [],
    ],
)
def test_many_texts_give_the_words_of_each_after_a_mark(texts: list[str]) -> None:
    words = " ".join(" ".join(["=", *index_words(text)]) for text in texts)

    assert index_lines(texts) == words


@pytest.mark.parametrize(
    ("typed", "words", "is_beginning"),
    [
        ("harbour", ["harbour"], False),
        ("政府工", ["政府", "府工"], False),
        ("政", ["政"], True),
        ("2024年", ["2024", "年"], True),
        ("don’t", ["don", "t"], False),
        ("", [], False),
    ],
)
def test_it_gives_the_words_to_look_for(typed: str, words: list[str], is_beginning: bool) -> None:
    assert typed_words(typed) == (words, is_beginning)


@pytest.mark.parametrize("letter", ["x", "ж", "é", "𐐨"])
def test_a_very_long_word_is_parted_alike_on_both_sides(letter: str) -> None:
    text = letter * (2 * LONGEST_WORD + 5)

    assert index_words(text) == typed_words(text)[0]
    assert max(map(len, index_words(text))) <= LONGEST_WORD


@pytest.mark.parametrize("start", [0, 1, LONGEST_WORD, LONGEST_WORD + 1])
@pytest.mark.parametrize("length", [LONGEST_WORD - 1, LONGEST_WORD, LONGEST_WORD + 1])
def test_a_long_word_is_parted_wherever_it_stands(start: int, length: int) -> None:
    words = index_words(f"{'b ' * start}{'a' * length} c")

    assert words == ["b"] * start + ["a" * min(length, LONGEST_WORD)] + [
        *(["a"] if length > LONGEST_WORD else []),
        "c",
    ]


def test_what_looks_like_a_letter_of_latin_is_parted_as_one() -> None:
    assert index_words("a’" * LONGEST_WORD) == ["a"] * LONGEST_WORD
