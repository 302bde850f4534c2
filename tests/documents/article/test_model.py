from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, InvalidDocument, Line
from articles.documents.revisions.align import align
from tests.documents.make import make_document, make_paragraph, make_section, parse_strings

TEXT = st.text(min_size=1, max_size=30).filter(str.strip)


def test_the_json_form_gives_the_same_document_back() -> None:
    document = make_document(
        make_section("s1", make_paragraph("p1", noise=True, origin=4), byline=Line("By X", 3)),
        standfirst=Line("In short", 1),
        bylines=("Pia Lowen",),
        language="en-GB",
    )
    assert ArticleDocument.from_json(json.loads(json.dumps(document.to_json()))) == document


@pytest.mark.parametrize(
    "change",
    [{"schema": 4}, {"sections": [{}]}, {"headline": "text"}, {"sections": 3}, {"bylines": "By X"}],
)
def test_a_foreign_json_form_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(InvalidDocument):
        ArticleDocument.from_json({**make_document().to_json(), **change})


def test_an_identifier_cannot_be_used_twice() -> None:
    with pytest.raises(InvalidDocument, match="'p1' is used twice"):
        make_document(make_section("s1", make_paragraph("p1"), make_paragraph("p1")))


def test_only_the_first_section_may_go_without_a_heading() -> None:
    with pytest.raises(InvalidDocument, match="no heading"):
        make_document(make_section("s1"), make_section("s2", make_paragraph("p2")))


def test_neighbours_of_one_kind_are_one_group_and_noise_is_in_none() -> None:
    section = make_section(
        "s1",
        make_paragraph("a"),
        make_paragraph("b", kind=Kind.LIST_ITEM),
        make_paragraph("c", noise=True),
        make_paragraph("d", kind=Kind.LIST_ITEM),
    )
    groups = [(kind, [p.uid for p in group]) for kind, group in section.groups()]
    assert groups == [(Kind.BODY, ["a"]), (Kind.LIST_ITEM, ["b", "d"])]


def test_a_changed_source_keeps_the_identifiers_of_texts_that_stand_in_both() -> None:
    before = parse_strings("First sentence.", "<b>Heading</b>", "Second sentence.").document
    after = parse_strings("New sentence.", "First sentence.", "<b>Heading</b>", "Third.").document
    kept = align(after, before).document
    uid_of = {p.markup: p.uid for p in before.paragraphs()}
    now = {p.markup: p.uid for p in kept.paragraphs()}
    assert now["First sentence."] == uid_of["First sentence."]
    assert now["New sentence."] not in uid_of.values()


@given(st.lists(TEXT, min_size=1, max_size=8), st.lists(TEXT, min_size=1, max_size=8))
def test_identity_is_carried_over_without_changing_a_word(old: list[str], new: list[str]) -> None:
    def document(texts: list[str]) -> ArticleDocument:
        paragraphs = [make_paragraph(f"{number}", text) for number, text in enumerate(texts)]
        return make_document(make_section("s", *paragraphs))

    before, after = document(old), document(new)
    kept = align(after, before).document
    assert [p.markup for p in kept.paragraphs()] == new
    assert align(after, after).document == after
