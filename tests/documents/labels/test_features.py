"""What can be seen of blocks: each feature by itself, and documents kept apart from each other."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents.blocks import Block
from articles.documents.labels.features import Features, features_of
from articles.documents.labels.features.block.source import wholly_bold
from articles.documents.labels.features.spans import NOWHERE, Spans
from articles.documents.labels.features.words.stems import kinds_of, numbers_of
from articles.documents.labels.features.words.vocabulary import STEM, WHOLE, WORDS
from articles.documents.source import Piece
from tests.documents.make import SENTENCE, make_blocks

NOTHING = -9.0
BEYOND_THE_PLANE = "😀 𝟏𝟐:𝟑𝟎 𐐀"


def features_of_strings(*strings: str | Piece) -> dict[str, list[float]]:
    return rows(features_of([make_blocks(*strings)]))


def rows(features: Features) -> dict[str, list[float]]:
    return dict(zip(features.names, features.values.tolist(), strict=True))


ALONE = {
    "letters count one": ("Ärger", "size", np.log1p(5)),
    "wide characters count two and a half": ("中文字", "size", np.log1p(7.5)),
    "words of any alphabet": ("Паром в Хеск", "words", np.log1p(3)),
    "a hyphen parts words": ("sign-up", "words", np.log1p(2)),
    "the last sentence is not within": ("One. Two! Three?", "sentences", 2),
    "a sentence may end behind a quote": ('"One." Two.', "sentences", 1),
    "a decimal point ends none": ("It cost 1.5 million", "sentences", 0),
    "a full stop ends": ("It left.", "ends", 1),
    "so does one behind a quote": ('"It left."', "ends", 1),
    "and behind a bracket": ("(It left.)", "ends", 1),
    "a wide one too": ("它走了。", "ends", 1),
    "a quote alone ends nothing": ('"The ferry"', "ends", 0),
    "a comma ends nothing": ("It left,", "ends", 0),
    "a colon at the end": ("More:", "ends_colon", 1),
    "three dots are an ellipsis": ("It left...", "ellipsis", 1),
    "as are those in brackets": ("It left […]", "ellipsis", 1),
    "a bullet needs a space": ("•x", "bullet", 0),
    "a bullet and a text": ("• x", "bullet", 1),
    "a dash is a bullet": ("– x", "bullet", 1),
    "a bullet within is none": ("x • x", "bullet", 0),
    "a year is a date": ("Back in 1999", "has_date", 1),
    "five digits are no year": ("No. 19991", "has_date", 0),
    "nor is the end of a word": ("x1999", "has_date", 0),
    "a time of day": ("At 9:30", "has_date", 1),
    "minutes have two digits": ("At 9:3", "has_date", 0),
    "a day": ("On 1.12.22", "has_date", 1),
    "digits of any script": ("١٢:٣٠", "has_date", 1),
    "digits beyond the first plane": ("𝟏𝟐:𝟑𝟎", "has_date", 1),
    "capitals only": ("FERRY 12", "all_capitals", 1),
    "one capital is no shouting": ("A 12", "all_capitals", 0),
    "half of the words with a capital": ("The ferry", "capitals", 0.5),
    "no text is empty": ("", "empty", 1),
    "wholly bold": ("<b>The ferry</b>", "bold", 1),
    "bold but for a colon": ("<b>The ferry</b>:", "bold", 1),
    "bold but for an ampersand": ("<b>The</b> &amp; <b>ferry</b>", "bold", 1),
    "bold in part": ("<b>The</b> ferry", "bold", 0),
    "half of it linked": ('<a href="/x">abcd</a> abc', "linked", 0.5),
    "links are counted": ('<a href="/x">a</a> <a href="/y">b</a>', "links", 2),
    "a telling class": ('<i class="c-Byline--x">Ann</i>', "class_words", 1),
    "a telling class without its end": ('<i class="class="byline">Ann</i>', "class_words", 1),
    "a word outside of a class": ('<i class="x" id="byline">Ann</i>', "class_words", 0),
    "space before it, as received": (" x", "space_before", 1),
}


@pytest.mark.parametrize(("string", "name", "expected"), ALONE.values(), ids=ALONE)
def test_it_sees_of_a_block(string: str, name: str, expected: float) -> None:
    assert features_of_strings(string)[name] == [pytest.approx(expected)]


VOCABULARY = {
    "as it stands": ("Newsletter", "n_subscribe", 1),
    "by its stem": ("Newsletters", "n_subscribe", 1),
    "not by less than its stem": ("Newsl", "n_subscribe", 0),
    "short words as they stand": ("his", "n_function", 1),
    "not by how they begin": ("history", "n_function", 0),
    "long ones as they stand too": ("according", "n_speech", 1),
    "not by their stem": ("accordions", "n_speech", 0),
    "in any script": ("뉴스1", "n_picture", 1),
    "at most six of a kind": ("login " * 9, "n_subscribe", 6),
}


@pytest.mark.parametrize(("string", "name", "expected"), VOCABULARY.values(), ids=VOCABULARY)
def test_it_knows_a_word(string: str, name: str, expected: int) -> None:
    assert features_of_strings(string)[name] == [expected]


def test_the_first_word_is_the_first_of_its_block() -> None:
    first = features_of_strings("Newsletter", "", "• Newsletter", "The newsletter")[
        "first_subscribe"
    ]
    assert first == [1, 0, 1, 0]


def test_no_word_of_the_vocabulary_is_lost_in_its_table() -> None:
    assert [word for kind, word in vocabulary() if not knows(kind, word)] == []


def test_a_word_of_two_kinds_counts_for_both() -> None:
    both = features_of_strings("Von Januar", "Contact")
    assert both["n_by"] == [1, 0]
    assert both["n_function"][0] == both["n_date"][0] == 1


def test_an_ellipsis_ends_its_own_block_only() -> None:
    texts = ("Wait...", "…", "And so […]", "..", ".", "", "It is said… or not")
    assert features_of_strings(*texts)["ellipsis"] == [1, 1, 1, 0, 0, 0, 0]


def test_characters_of_all_planes_are_counted() -> None:
    found = features_of_strings("ŠKODA 😀", "škoda", "它们")
    assert found["all_capitals"] == [1, 0, 0]
    assert found["starts_upper"] == [1, 0, 0]
    assert found["starts_lower"] == [0, 1, 0]


def test_a_word_that_is_not_in_the_vocabulary_is_of_no_kind() -> None:
    numbers = numbers_of([f"zq{number}" for number in range(500)])
    assert not kinds_of(numbers).any()


def vocabulary() -> list[tuple[str, str]]:
    return [(kind, word) for kind, words in WORDS.items() for word in words.split()]


def knows(kind: str, word: str) -> bool:
    [number] = numbers_of([word if kind in WHOLE else word[:STEM]])
    [kinds] = kinds_of(np.array([number]))
    return bool(kinds >> np.uint32(list(WORDS).index(kind)) & np.uint32(1))


# Two documents: three blocks, and two.
SPANS = Spans.of([3, 2])
MARKS = np.array([True, False, True, False, True])


def test_sums_stay_within_documents() -> None:
    assert SPANS.before(MARKS).tolist() == [0, 1, 1, 0, 0]
    assert SPANS.after(MARKS).tolist() == [1, 1, 0, 1, 0]
    assert SPANS.total(MARKS).tolist() == [2, 2, 2, 1, 1]


def test_fractions_are_summed_up_from_the_beginning_of_each_document() -> None:
    [sums] = SPANS.running(np.array([[0.1, 0.2, 0.3, 0.4, 0.5]])).tolist()
    assert sums == [0, 0.1, 0.1 + 0.2, 0.1 + 0.2 + 0.3, 0, 0.4, 0.4 + 0.5]


def test_since_and_until_count_places_to_a_mark_of_the_document() -> None:
    assert SPANS.since(MARKS).tolist() == [NOWHERE, 1, 2, NOWHERE, NOWHERE]
    assert SPANS.until(MARKS).tolist() == [2, 1, NOWHERE, 1, NOWHERE]


def test_ahead_of_a_document_there_is_nothing() -> None:
    places = np.arange(5)
    assert SPANS.ahead(places, 1).tolist() == [1, 2, -1, 4, -1]
    assert SPANS.ahead(places, -2, nothing=9).tolist() == [9, 9, 0, 9, 9]


def test_neighbours_end_with_the_document() -> None:
    features = rows(features_of([make_blocks("One.", "Two"), make_blocks("Three.")]))
    assert features["ends@1"] == [0, NOTHING, NOTHING]
    assert features["ends@-1"] == [NOTHING, 1, NOTHING]
    assert features["ends@2"] == [NOTHING] * 3


def test_windows_end_with_the_document() -> None:
    features = rows(
        features_of([make_blocks("One."), make_blocks("a", "b.", "c."), make_blocks("d.")])
    )
    assert features["ends<4"] == [0, 0, 0, 0.5, 0]
    assert features["ends>4"] == [0, 1, 1, 0, 0]


def test_windows_are_as_wide_as_they_say() -> None:
    strings = ["One."] * 6 + ["Two"] * 5
    assert features_of_strings(*strings)["ends<4"][-1] == 0
    assert features_of_strings(*strings)["ends<10"][-1] == pytest.approx(0.6)


def test_running_text_is_long_ends_and_is_no_heading() -> None:
    linked = f'<a href="/x">{SENTENCE}</a>'
    strings = (SENTENCE, SENTENCE[:-1], Piece(SENTENCE, "h2"), linked, "Short.")
    assert features_of_strings(*strings)["is_long"] == [1, 0, 0, 0, 0]


def test_words_seen_in_running_text_are_known() -> None:
    features = features_of_strings(SENTENCE, "The ferry nobody knew")
    assert features["seen_before"] == [0, pytest.approx(2 / 3)]
    assert features["unseen"][1] == 1


def test_words_of_another_document_are_not() -> None:
    features = rows(features_of([make_blocks(SENTENCE), make_blocks("The ferry nobody knew")]))
    assert features["seen_either"][1] == 0
    assert features["shared_behind"][1] == 0


def test_a_block_without_words_shares_none_and_is_told_apart() -> None:
    assert features_of_strings(SENTENCE, "...")["shared_behind"] == [0, -1]


def test_a_name_is_known_if_it_stands_elsewhere() -> None:
    features = features_of_strings("So said Hesk", "To Hesk, from Lowen")
    assert features["names"] == [1, 2]
    assert features["names_known"] == [1, 0.5]


REPEATED = "Why the ferry left on time"
WITHIN = {
    "in a longer text": (f"Watch: {REPEATED} today", [1, 0]),
    "in longer words": (f"X{REPEATED}s", [1, 0]),
    "not with another word": ("Why the ferry left on Friday", [0, 0]),
    "without the marks around it": (f"{REPEATED}!", [1, 1]),
}


@pytest.mark.parametrize(("other", "expected"), WITHIN.values(), ids=WITHIN)
def test_a_text_stands_within_another(other: str, expected: list[int]) -> None:
    assert features_of_strings(f'"{REPEATED}"', other)["within"] == expected


def test_texts_are_found_within_others_where_a_document_has_thousands() -> None:
    random = Random(5)
    texts = [" ".join(random.choices(("ferry", "left", "late", "4"), k=6)) for _ in range(600)]
    texts += [f"So {text}" for text in texts[:200]]
    whole = "\n".join(texts)
    within = [
        texts.count(text) == 1 and len(text) >= 15 and whole.find(text, whole.find(text) + 1) >= 0
        for text in texts
    ]
    assert features_of_strings(*texts)["within"] == within
    assert 100 < sum(within) < 300


def test_a_text_stands_twice_in_one_document_only() -> None:
    features = rows(features_of([make_blocks("Ferry", "Ferry", ""), make_blocks("Ferry", "")]))
    assert features["twice"] == [1, 1, 0, 0, 0]


def test_a_form_is_shared_with_other_running_text_only() -> None:
    tagged = f'<span class="t1">{SENTENCE}</span>'
    features = features_of_strings(tagged, tagged.replace("t1", "t2"), SENTENCE, "Short")
    assert features["form_of_long"] == [0.5, 0.5, 0, pytest.approx(1 / 3)]
    assert features["run_behind"][1:] == [1, 2, 1]


def test_a_heading_stands_inside_and_before_text() -> None:
    features = features_of_strings("<b>A</b>", SENTENCE, "<b>B</b>", SENTENCE, "<b>C</b>")
    assert features["headlike"] == [1, 0, 1, 0, 1]
    assert features["head_inside_then_long"] == [0, 0, 1, 0, 0]
    assert features["head_first"] == [1, 0, 0, 0, 0]
    assert features["head_last"] == [0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    "strings",
    [[""], ["", ""], ["x"], ["."], ["  "], ["😀"], [BEYOND_THE_PLANE], ["", BEYOND_THE_PLANE]],
    ids=repr,
)
def test_odd_texts_have_signs_too(strings: list[str]) -> None:
    assert np.isfinite(features_of([make_blocks(*strings)]).values).all()


def test_a_thousand_blocks_have_signs() -> None:
    features = features_of([make_blocks(*[SENTENCE, "Hesk", ""] * 334)])
    assert features.values.shape == (len(features.names), 1002)
    assert np.isfinite(features.values).all()


def test_no_two_signs_have_one_name() -> None:
    assert max(Counter(features_of([make_blocks("x")]).names).values()) == 1


STRINGS = st.lists(
    st.sampled_from(
        [
            SENTENCE, "The ferry left. Nobody said why, on 1.12.2022.", f"<b>{REPEATED}</b>",
            REPEATED, "Newsletter: feature up", '"Yes," said Ann Hesk.', "• 中文字。", "", "😀",
            f'<a href="/x" class="byline">{SENTENCE}</a>', "Ann Hesk", " Foto: Getty",
        ]
    )
    | st.text(max_size=60),
    min_size=1,
    max_size=12,
)  # fmt: skip
TAGS = st.sampled_from(["", "p", "h2", "li", "figcaption"])


@cache
def blocks_with(strings: tuple[str, ...], tag: str) -> tuple[Block, ...]:
    return make_blocks(*(Piece(string, tag) for string in strings))


@settings(deadline=None)
@given(st.lists(st.tuples(STRINGS, TAGS), min_size=1, max_size=5))
def test_a_document_alone_has_the_signs_it_has_in_a_batch(
    drawn: list[tuple[list[str], str]],
) -> None:
    documents = [blocks_with(tuple(strings), tag) for strings, tag in drawn]
    batch = features_of(documents)
    for blocks, (start, end) in zip(documents, batch.bounds, strict=True):
        assert np.array_equal(features_of([blocks]).values, batch.values[:, start:end])
    assert np.isfinite(batch.values).all()


PLAIN_BOLD = {
    "all of it": ("<strong>a</strong>", True),
    "in a link": ('<a href="/x"><strong>a</strong></a>', True),
    "two runs": ("<strong>a</strong> <em><strong>b</strong></em>", True),
    "over a line break": ("<strong>a<br>b</strong>", True),
    "none of it": ("<em>a</em>", False),
    "with two characters more": ("<strong>a</strong> bc", False),
    "with two entities more": ("<strong>a</strong>&amp;&lt;", False),
}


@pytest.mark.parametrize(("code", "expected"), PLAIN_BOLD.values(), ids=PLAIN_BOLD)
def test_markup_is_wholly_bold(code: str, expected: bool) -> None:
    assert wholly_bold(code) is expected
