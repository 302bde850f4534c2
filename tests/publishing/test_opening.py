"""A headline that was taken from the text: nobody reads its words twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents import markup
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.markup.inline import escape
from articles.documents.structure import provisional_headline
from articles.publishing.opening import opening_of, without_words_twice

BUDGET = "Lindhaven’s councillors have agreed a budget"


def make_provisional(
    headline: str, *markups: str, standfirst: str = "", heading: str = ""
) -> ArticleDocument:
    paragraphs = tuple(Paragraph(f"p{n}", Kind.BODY, each) for n, each in enumerate(markups))
    return ArticleDocument(
        Line(headline),
        headline_provisional=True,
        standfirst=Line(standfirst),
        sections=(Section("s", Line(heading), Line(), paragraphs),),
    )


def shown(document: ArticleDocument) -> list[str]:
    """What readers see of it, from the top."""
    seen = without_words_twice(document)
    texts = [each.markup for section in seen.sections for each in section.content]
    return [line for line in (seen.headline.text, seen.standfirst.text, *texts) if line]


@pytest.mark.parametrize(
    ("headline", "text", "expected"),
    [
        (BUDGET, f"{BUDGET}, with more money.", (f"{BUDGET}…", "…with more money.")),
        (f"{BUDGET}…", f"{BUDGET} with more money.", (f"{BUDGET}…", "…with more money.")),
        (BUDGET, f"{BUDGET} – with more money.", (f"{BUDGET}…", "…with more money.")),
        (BUDGET, f"{BUDGET}. It is small.", (BUDGET, "It is small.")),
        ("Who pays", "Who pays? Nobody knows.", ("Who pays?", "Nobody knows.")),
        ("“It is over", "“It is over!” he said.", ("“It is over!”", "he said.")),
        ("谁来付钱", "谁来付钱，没有人知道。", ("谁来付钱…", "…没有人知道。")),
        (BUDGET, f"{BUDGET}.", (BUDGET, "")),
        (BUDGET, BUDGET, (BUDGET, "")),
    ],
)
def test_a_text_goes_on_where_the_headline_ends(
    headline: str, text: str, expected: tuple[str, str]
) -> None:
    opening = opening_of(headline, text)
    assert opening
    assert (opening.headline, opening.rest) == expected


@pytest.mark.parametrize("text", ["Another text.", f"{BUDGET}s were agreed.", ""])
def test_a_text_that_begins_otherwise_is_left_alone(text: str) -> None:
    assert opening_of(BUDGET, text) is None


def test_a_standfirst_goes_on_where_the_headline_ends() -> None:
    document = make_provisional(BUDGET, "The vote.", standfirst=f"{BUDGET}, in the end.")
    assert shown(document) == [f"{BUDGET}…", "…in the end.", "The vote."]


def test_a_standfirst_that_is_the_headline_is_not_shown() -> None:
    document = make_provisional(BUDGET, "The vote.", standfirst=f"{BUDGET}.")
    assert shown(document) == [BUDGET, "The vote."]


def test_without_a_standfirst_the_first_paragraph_goes_on() -> None:
    document = make_provisional("A fox & a hare", "<em>A fox &amp; a <b>hare, they</b></em> say")
    assert shown(document) == ["A fox & a hare…", "<em><b>…they</b></em> say"]


def test_marks_that_end_in_the_headline_are_gone() -> None:
    document = make_provisional("A fox and a hare", "<b>A fox</b> and<br>a hare. They <i>met</i>.")
    assert shown(document) == ["A fox and a hare", "They <i>met</i>."]


def test_a_paragraph_that_is_the_headline_is_not_shown_again() -> None:
    assert shown(make_provisional(BUDGET, f"<b>{BUDGET}.</b>", "The vote.")) == [
        BUDGET,
        "The vote.",
    ]


def test_the_only_paragraph_stays() -> None:
    assert shown(make_provisional(BUDGET, f"{BUDGET}.")) == [BUDGET, f"{BUDGET}."]


def test_a_paragraph_under_a_heading_goes_on_too() -> None:
    document = make_provisional(BUDGET, f"{BUDGET}, in the end.", heading="The vote")
    assert shown(document) == [f"{BUDGET}…", "…in the end."]
    assert without_words_twice(document).sections[0].heading.text == "The vote"


def test_a_heading_stays_whose_first_paragraph_is_the_headline() -> None:
    document = make_provisional(BUDGET, f"{BUDGET}.", "It is small.", heading="The vote")
    assert shown(document) == [BUDGET, "It is small."]
    [section] = without_words_twice(document).shown_sections()
    assert section.heading.text == "The vote"


def test_a_headline_that_somebody_wrote_is_left_alone() -> None:
    document = ArticleDocument(Line(BUDGET), standfirst=Line(f"{BUDGET}, in the end."))
    assert without_words_twice(document) is document


TEXTS = st.text(st.sampled_from("abé ,.?!“”–&<"), min_size=1, max_size=160).map(
    lambda text: f"a{' '.join(text.split())}"
)


def letters_of(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS)
def test_no_letter_is_lost_and_none_is_read_twice(one: str, other: str) -> None:
    marked = f"<b>{escape(one)}</b> {escape(other)}"
    text = markup.visible_text(marked)
    document = make_provisional(provisional_headline(text), marked, "")
    headline, *rest = shown(document)
    seen = headline + "".join(map(markup.visible_text, rest))
    assert letters_of(seen) == letters_of(text)
