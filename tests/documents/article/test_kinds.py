from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given, settings

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import (
    KINDS,
    InvalidAttribute,
    Kind,
    checked_attributes,
    cleaned_attributes,
)
from articles.documents.article.model import ArticleDocument, Paragraph
from articles.documents.article.rows import article_rows, compact_json
from articles.documents.labels.names import LABEL_NAMES
from tests.documents.rich import documents, paragraphs


@given(documents())
@settings(deadline=None)
def test_its_json_gives_back_an_equal_document(document: ArticleDocument) -> None:
    written = json.loads(compact_json(document.to_json()))
    assert ArticleDocument.from_json(written) == document
    assert pickle.loads(pickle.dumps(article_rows(document).packed)).document == document


@given(paragraphs())
@settings(deadline=None)
def test_what_a_document_holds_is_clean_already(paragraph: Paragraph) -> None:
    assert cleaned_attributes(paragraph.kind, paragraph.attributes) == paragraph.attributes
    assert checked_attributes(paragraph.kind, paragraph.attributes) == paragraph.attributes


@given(paragraphs())
@settings(deadline=None)
def test_attributes_cross_to_another_process(paragraph: Paragraph) -> None:
    back = pickle.loads(pickle.dumps(paragraph))
    assert back == paragraph
    assert hash(back) == hash(paragraph)


def test_each_kind_has_a_name_for_editors() -> None:
    assert all(LABEL_NAMES[kind] for kind in KINDS)


def test_attributes_are_never_changed() -> None:
    with pytest.raises(TypeError):
        Attributes(level=2)["level"] = 3


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Kind.BODY, {"level": 2}),
        (Kind.LIST_ITEM, {"level": 0}),
        (Kind.LIST_ITEM, {"level": "2"}),
        (Kind.LIST_ITEM, {"list": "dl"}),
        (Kind.PICTURE, {"focus": [2, 0]}),
        (Kind.TABLE, {"rows": []}),
        (Kind.TABLE, {"rows": [["a", {"columns": 2}]]}),
        (Kind.QUOTE, {"pull": False}),
        (Kind.EMBED, {"title": ""}),
    ],
)
def test_what_a_kind_cannot_hold_is_refused(kind: Kind, values: dict[str, Any]) -> None:
    with pytest.raises(InvalidAttribute):
        checked_attributes(kind, values)


@pytest.mark.parametrize(
    ("kind", "given_", "kept"),
    [
        (Kind.LIST_ITEM, {"level": "2", "list": "ol", "colour": "red"}, {"level": 2, "list": "ol"}),
        (Kind.PICTURE, {"alt": " A \n bridge ", "source": "javascript:x"}, {"alt": "A bridge"}),
        (Kind.PREFORMATTED, {"text": "\n  a  \n\tb\n\n"}, {"text": "  a\n\tb"}),
        (Kind.TABLE, {"rows": [["<b onclick=x>a</b>", 3]]}, {"rows": (("<strong>a</strong>",),)}),
        (Kind.EMBED, {"url": "https://a.example/", "title": "\0"}, {"url": "https://a.example/"}),
    ],
)
def test_of_what_comes_from_outside_what_can_be_held_is_kept(
    kind: Kind, given_: dict[str, Any], kept: dict[str, Any]
) -> None:
    assert cleaned_attributes(kind, given_) == kept


def test_noise_was_a_kind_before() -> None:
    old = Paragraph.from_json("p1", "noise", "Share", 3)
    assert (old.kind, old.noise) == (Kind.BODY, True)
    assert old.to_json() == ["p1", "body", "Share", 3, {"noise": True}]


def test_the_words_of_a_table_are_those_of_its_caption_and_cells() -> None:
    attributes = Attributes(rows=[["Party", {"markup": "<em>Seats</em>", "columns": 2}]])
    table = Paragraph("t", Kind.TABLE, "Result", None, attributes)
    assert table.text == "Result\nParty\nSeats"
