"""The same story under two ids is told from two stories of one form."""

from __future__ import annotations

from ast import literal_eval
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from articles.documents.article.rows import article_rows
from articles.documents.copies import (
    ASKED,
    shared_part,
    shown_texts,
    telling_numbers,
    wording_of,
)
from articles.documents.prepare import PreparedDocument, prepare
from tests.bench.documents import document
from tests.documents.copied import COPIES, Texts, is_found, make_copy
from tests.documents.make import make_document, make_paragraph, make_section
from tests.documents.real_pages import sources
from tests.documents.series import SERIES, make_series

STORY = [
    "The last ferry to Hesk stayed in the harbour on Friday, because nobody had ordered fuel.",
    "Its captain, Mona Birk, said that she had asked for 400 litres in March. “They forgot it.”",
    "The council of the island met at noon and voted, by 7 to 2, to buy a boat of its own.",
    "A second-hand one is on sale in Port Ilva for 90,000 euros. It is blue and takes 60 people.",
]


def texts_of(number: int) -> Texts:
    """A long text that no other number has."""
    return [text for text in literal_eval(document(number).decode()) if "<" not in text]


def is_same(one: list[str], other: list[str]) -> bool:
    return shared_part(wording_of(one), wording_of(other)) > 0


@pytest.mark.parametrize("kind", COPIES)
def test_it_finds_copies(kind: str) -> None:
    random, others = Random(kind), [texts_of(number) for number in range(900, 920)]
    pairs = [(text, make_copy(text, kind, random, others)) for text in map(texts_of, range(100))]
    assert sum(is_found(*pair) for pair in pairs) >= 98


def test_it_finds_copies_of_real_pages_and_no_others(corpus: Path) -> None:
    texts = texts_of_pages(corpus)
    found = [
        is_found(text, make_copy(text, kind, Random(f"{kind} {number}"), texts))
        for kind in COPIES
        for number, text in enumerate(texts)
    ]
    assert sum(found) >= 0.95 * len(found)
    assert not any(shared_part(*pair) for pair in combinations(map(wording_of, texts), 2))


def texts_of_pages(corpus: Path) -> list[Texts]:
    pages = {page.external_id.removesuffix(":p-only"): page for page in sources(corpus)}
    plain = [page for name, page in pages.items() if not name.endswith(":blocks")]
    prepared = [each for each in prepare(plain) if isinstance(each, PreparedDocument)]
    texts = [shown_texts(each.rows) for each in prepared]
    return [text for text in texts if len(text) >= 3 and sum(map(len, text)) >= 400]


def test_no_two_articles_of_a_series_are_the_same() -> None:
    for kind in SERIES:
        wordings = [wording_of(make_series(kind, number)) for number in range(48)]
        alike = [pair for pair in combinations(wordings, 2) if shared_part(*pair)]
        assert (kind, alike) == (kind, [])


def test_no_two_of_very_many_texts_are_the_same() -> None:
    wordings = [wording_of(texts_of(number)) for number in range(450)]
    assert not any(shared_part(*pair) for pair in combinations(wordings, 2))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We left,” he said — late.", '"We left", he said - late.'),
        ("The ferry\u00a0left Hesk.", "THE FERRY LEFT HESK"),
        ("L’été à Hesk", "L'été à Hesk"),
        ("渡船上周没有开。", "渡船上周没有开"),
    ],
)
def test_marks_spaces_and_capitals_make_no_difference(one: str, other: str) -> None:
    assert wording_of([one]).weights.keys() == wording_of([other]).weights.keys()


def test_the_ends_of_paragraphs_make_no_difference() -> None:
    joined = [" ".join(STORY)]
    assert telling_numbers(joined) == telling_numbers(STORY)
    assert wording_of(joined) == wording_of(STORY)


def test_it_asks_for_the_longest_sentences_the_longest_first() -> None:
    texts = [f"{'A sentence about the harbour ' * length}number {length}." for length in range(20)]
    assert telling_numbers(texts) == telling_numbers(texts[::-1])
    assert telling_numbers(texts)[:1] == telling_numbers(texts[-1:])
    assert len(telling_numbers(texts)) == ASKED


def test_a_short_sentence_tells_nothing() -> None:
    assert telling_numbers(["Read more.", "The ferry left."]) == []


@pytest.mark.parametrize("text", ["Паром " * 9, "渡船上周没有开" * 4, "غادرت العبارة " * 5])
def test_every_script_has_telling_sentences(text: str) -> None:
    assert len(telling_numbers([text])) == 1


def test_noise_and_markup_are_not_compared() -> None:
    paragraphs = (
        make_paragraph("p1", "Watch it <b>here</b>.", noise=True),
        make_paragraph("p2", "It left <b>late</b> &amp; slowly."),
    )
    rows = article_rows(make_document(make_section("s1", *paragraphs)))
    assert shown_texts(rows) == ["It left late & slowly."]


def test_a_short_text_is_the_same_only_if_all_of_it_is() -> None:
    assert is_same(STORY[:1], STORY[:1])
    assert not is_same(STORY[:1], [STORY[0], "It rained all day."])
    assert not is_same(["The ferry left."], ["The ferry left."])


def test_nothing_is_the_same_as_nothing() -> None:
    assert not is_same([], [])


def test_a_brief_in_a_round_up_is_not_the_same_story() -> None:
    brief = texts_of(1)[:8]
    assert not is_same(brief, [text for number in range(1, 8) for text in texts_of(number)[:8]])


def test_most_of_the_shorter_text_has_to_be_the_same() -> None:
    text, other = texts_of(1)[4:12], texts_of(2)[4:]
    assert is_same(text, [*text[:5], *other[:3]])
    assert not is_same(text, [*text[:3], *other[:5]])


def test_other_names_and_numbers_in_the_same_sentences_count_against() -> None:
    form = [*STORY[1:], *texts_of(3)[-5:-3]]
    other = [
        text.replace("7 to 2", "5 to 4").replace("Port Ilva for 90", "Hesk for 70") for text in form
    ]
    other = [text.replace("Mona Birk", "Luis Kovac").replace("400", "900") for text in other]
    assert not is_same(form, other)
    assert is_same(form, [f"CORVEY (Coast Press) - {form[0]}", *form[1:]])


def test_it_says_how_much_is_shared() -> None:
    assert shared_part(wording_of(STORY), wording_of(STORY)) == 1
    assert 0.6 < shared_part(wording_of(STORY), wording_of([*STORY[:3], texts_of(1)[-3]])) < 0.9


def test_capitals_make_no_more_of_a_text_than_there_is() -> None:
    text = texts_of(1)
    longer = [*text[:5], *(each.upper() for each in text[5:9]), *text[9:], STORY[0]]
    plain, loud = wording_of(text), wording_of(longer)
    assert shared_part(plain, loud) == shared_part(loud, plain) == 1


def test_a_copy_in_capitals_is_found() -> None:
    text = texts_of(1)
    loud = [each.upper() for each in text]
    assert shared_part(wording_of(text), wording_of(loud)) > 0.9
    assert shared_part(wording_of(loud), wording_of(text)) > 0.9
    assert telling_numbers(loud) == telling_numbers(text)
    assert not is_same(loud, [each.upper() for each in texts_of(2)])
