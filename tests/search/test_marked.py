from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.marked import LONGEST_PASSAGE, Marked, marked, passage
from articles.search.query import parse_query


def shown(stretches: list[Marked]) -> str:
    return "".join(f"[{text}]" if found else text for text, found in stretches)


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("The old harbour, the Harbour", "harbour", "The old [harbour], the [Harbour]"),
        ("Old harbour, harbour old", '"old harbour"', "[Old harbour], harbour old"),
        ("Café au lait, cafés", "cafe", "[Café] au lait, [cafés]"),
        ("Café au lait, cafés", '"cafe"', "[Café] au lait, cafés"),
        ("Café au lait, cafés", "caf*", "[Café] au lait, [cafés]"),
        ("Don’t don", "don't", "[Don’t] don"),
        ("COVID-19 in 19", "covid-19", "[COVID-19] in 19"),
        ("新COVID疫情", "covid", "新[COVID]疫情"),
        ("Всё о café", "cafe", "Всё о [café]"),
        ("Всё о кафе", "cafe", "Всё о кафе"),
        ("Im Wartesaal: Łódź", "lodz", "Im Wartesaal: [Łódź]"),
        ("政府工作報告", "工作", "政府[工作]報告"),
        ("政府工作報告", "告", "政府工作報[告]"),
        ("2024年の政府", "2024年", "[2024年]の政府"),
        ("A harbour, two harbours", "harbours", "A [harbour], two [harbours]"),
        ("A harbour, two harbours", '"harbours"', "A harbour, two [harbours]"),
        ("Zwei Brücken", "Brücke", "Zwei [Brücken]"),
        ("Two libraries", "the library", "Two [libraries]"),
        ("Nothing", "else", "Nothing"),
        ("By Pia Lowen", "author:lowen", "By Pia [Lowen]"),
        ("a pier", "-pier", "a pier"),
        ("", "x", ""),
    ],
)
def test_it_marks_what_was_looked_for(text: str, typed: str, expected: str) -> None:
    assert shown(marked(text, parse_query(typed))) == expected


@given(st.text(max_size=80), st.text(max_size=20))
def test_a_marked_text_is_the_text(text: str, typed: str) -> None:
    assert "".join(each.text for each in marked(text, parse_query(typed))) == text


def test_a_passage_has_what_was_looked_for_between_words() -> None:
    text = f"{'The sea was calm. ' * 30}Then the Café at the pier closed. {'Rain fell. ' * 30}"

    found = passage(text, parse_query("cafe"))

    text_of_it = "".join(each.text for each in found)
    assert "[Café] at the pier" in shown(found)
    assert text_of_it.startswith("…")
    assert text_of_it.endswith("…")
    assert text_of_it[1:-1] in text
    assert text_of_it[1:4] in ("The", "sea", "was", "cal")
    assert len(text_of_it) <= LONGEST_PASSAGE + 2


def test_a_passage_of_a_phrase_is_not_that_of_its_first_word() -> None:
    text = f"old {'words ' * 60} the old pier"

    assert "[old pier]" in shown(passage(text, parse_query('"old pier"')))


def test_a_passage_may_have_another_form() -> None:
    text = f"{'The sea was calm. ' * 30}Two libraries closed. {'Rain fell. ' * 30}"

    assert "[libraries]" in shown(passage(text, parse_query("library")))


def test_there_is_no_passage_of_what_is_not_there() -> None:
    assert passage("The sea was calm.", parse_query("pier")) == []
