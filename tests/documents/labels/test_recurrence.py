"""Lines that a publisher's pages repeat from article to article."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from articles.documents.labels.recurrence import recurring_lines
from articles.documents.pipeline import ParsedDocument, parse_documents
from articles.documents.source import SourceMetadata
from tests.documents.make import SENTENCE, make_blocks, make_source

PROMO = "The harbour bell rings for you each morning, in seven minutes and in your letter box."
VERROW = SourceMetadata(publisher="The Verrow Courier")


def own(number: int) -> str:
    return f"Ship number {number} came in with the tide, and nobody on board had a word to say."


def recurring(*documents: tuple[str, ...], publisher: str = "Verrow") -> list[Mapping[int, int]]:
    return recurring_lines([(publisher, make_blocks(*strings)) for strings in documents])


def test_a_line_of_three_articles_is_the_publishers() -> None:
    documents = [(own(number), PROMO) for number in range(3)]
    assert recurring(*documents) == [{1: 3}] * 3


def test_a_line_of_two_articles_may_be_chance() -> None:
    assert recurring((own(1), PROMO), (own(2), PROMO), (own(3), own(4))) == [{}, {}, {}]


def test_short_lines_recur_in_articles_too() -> None:
    assert recurring(*[(own(number), "What happens next?") for number in range(4)]) == [{}] * 4


def test_the_same_article_three_times_has_no_recurring_line() -> None:
    assert recurring(*[(SENTENCE, own(1), PROMO)] * 3) == [{}] * 3


def test_an_article_sent_very_often_is_not_taken_for_repetition() -> None:
    assert recurring(*[(SENTENCE, own(1), PROMO)] * 24) == [{}] * 24


def test_other_publishers_lines_count_for_themselves() -> None:
    blocks = [make_blocks(own(number), PROMO) for number in range(3)]
    publishers = ["Verrow", "Verrow", "Hesk"]
    assert recurring_lines(list(zip(publishers, blocks, strict=True))) == [{}, {}, {}]


def test_without_a_publisher_nothing_is_known() -> None:
    documents = [(own(number), PROMO) for number in range(3)]
    assert recurring(*documents, publisher="") == [{}] * 3


def test_a_recurring_line_is_noise_and_says_in_how_many_documents() -> None:
    sources = [
        make_source(own(n), PROMO, own(n + 10), own(n + 20), external_id=str(n), metadata=VERROW)
        for n in range(4)
    ]
    for parsed in parse_documents(sources):
        assert isinstance(parsed, ParsedDocument)
        promo = parsed.blocks[1]
        assert (promo.label, promo.confidence) == ("noise", 1.0)
        assert promo.reason == "the same line stands in 4 documents of this publisher"


def lines(name: str, count: int) -> tuple[str, ...]:
    return tuple(
        f"Line {number} of {name} is long enough to count as one." for number in range(count)
    )


@pytest.mark.parametrize(("shared", "times"), [(1, 3), (2, 0), (5, 0)])
def test_two_that_share_more_than_half_of_their_lines_are_one_article(
    shared: int, times: int
) -> None:
    one, other = (
        (PROMO, *lines("both", shared), *lines(name, 4 - min(shared, 4))) for name in "ab"
    )
    found = recurring(one, other, (PROMO, *lines("c", 4)))
    assert found[2].get(0, 0) == times


def test_a_short_article_within_a_long_one_is_the_same_one() -> None:
    short = (PROMO, *lines("both", 2), *lines("a", 1))
    long = (PROMO, *lines("both", 2), *lines("b", 30))
    assert recurring(short, long, (PROMO, *lines("c", 4))) == [{}] * 3


@pytest.mark.parametrize(("length", "found"), [(24, {}), (25, {1: 3})])
def test_a_line_that_recurs_has_twenty_five_characters(length: int, found: dict[int, int]) -> None:
    line = "Have a look at our shops."[:length]
    assert recurring(*[(own(number), line) for number in range(3)]) == [found] * 3
