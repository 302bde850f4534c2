"""Whether two documents can be one article, before and after a correction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.similarity import may_be_same_article
from articles.documents.revisions.words import split_words
from tests.documents.make import make_document, make_paragraph, make_section


def words(name: str, count: int) -> str:
    return " ".join(f"{name}{number}" for number in range(count))


def article(*texts: str, noise: str = "") -> ArticleDocument:
    parts = [make_paragraph(f"p{number}", text) for number, text in enumerate(texts)]
    return make_document(make_section("s", *parts, make_paragraph("n", noise, noise=True)))


@pytest.mark.parametrize(("shared", "same"), [(30, True), (6, True), (5, False), (0, False)])
def test_a_tenth_of_the_wording_is_enough(shared: int, same: bool) -> None:
    one = article(f"{words('a', shared)} {words('b', 30 - shared)}")
    other = article(f"{words('a', shared)} {words('c', 30 - shared)}")
    assert may_be_same_article(one, other) is same


def test_of_a_long_text_and_a_short_one_the_short_counts() -> None:
    assert may_be_same_article(article(words("a", 20)), article(words("a", 400)))


@pytest.mark.parametrize(("shared", "same"), [(6, True), (5, False)])
def test_of_a_few_words_half_must_be_the_same(shared: int, same: bool) -> None:
    one = article(f"{words('a', shared)} {words('b', 12 - shared)}")
    assert may_be_same_article(one, article(f"{words('c', 40)} {words('a', shared)}")) is same


def test_small_words_make_no_short_texts_alike() -> None:
    one = article("The council has opened the new bridge over the river.")
    other = article("The museum has closed the old wing over the winter.")
    assert not may_be_same_article(one, other)
    assert may_be_same_article(one, article("The council has opened the new bridge of the town."))


def test_of_no_words_nothing_can_be_told() -> None:
    assert may_be_same_article(article(), article(words("b", 40)))


def test_capitals_are_no_other_words_and_noise_is_none() -> None:
    assert may_be_same_article(article(words("a", 20)), article(words("A", 20)))
    one, other = (article(words(name, 20), noise=words("n", 90)) for name in "ab")
    assert not may_be_same_article(one, other)


def test_of_a_script_without_spaces_each_character_is_a_word() -> None:
    one = "渡轮今年第一次准时出发没有人能说出原因"
    assert may_be_same_article(article(one), article(one.replace("今年", "去年")))
    assert not may_be_same_article(
        article(one), article("港口的灯塔昨夜重新点亮了许多居民前来观看")
    )


WORDS = st.sampled_from(["a", "b", "c", "dd", "İ", "渡", "-"])
TEXTS = st.lists(st.lists(WORDS, max_size=9).map(" ".join))


def shingles_of(texts: list[str]) -> set[tuple[str, ...]]:
    return {tuple(ws[n : n + 4]) for ws in map(split_words, texts) for n in range(len(ws) - 3)}


def letters(words: set[str]) -> int:
    return sum(map(len, words))


@given(TEXTS, TEXTS, TEXTS)
def test_texts_that_both_have_tell_the_same_as_all_words_do(
    common: list[str], mine: list[str], yours: list[str]
) -> None:
    one, other = [*common, *mine], [*yours, *common]
    same = may_be_same_article(article(*one), article(*other))
    left, right = shingles_of(one), shingles_of(other)
    fewest = min(len(left), len(right))
    if fewest >= 10:
        assert same is (len(left & right) >= 0.1 * fewest)
        return
    words, others = ({w for text in texts for w in split_words(text)} for texts in (one, other))
    if letters(words & others) >= 0.5 * min(letters(words), letters(others)):
        assert same
    elif not set(one) & set(other):
        assert not same
