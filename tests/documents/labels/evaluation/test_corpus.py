"""Labelled documents: how they are read and written, and the plainer forms made of a page."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from articles.documents.article.kinds import TEXT_KINDS, Kind
from articles.documents.labels import Label
from articles.documents.labels.evaluation.corpus import (
    LabelledDocument,
    labelled,
    read_labelled,
    row_of,
)
from articles.documents.labels.evaluation.gold import CONFIRMED, GOLD_OF, Gold
from articles.documents.labels.evaluation.variants import variants_of
from articles.documents.source import Piece, Rejection, SourceMetadata
from tests.documents.make import make_labelled, make_source

PAGE = (
    Piece("A ferry on time", "h2"),
    Piece("One.", "p"),
    Piece(" Why now? ", "h3"),
    Piece("Two.", "p"),
    Piece("A quay", "figcaption"),
    Piece("Three.", "p"),
)
PAGE_GOLD = ("noise", "body", "heading", "body", "noise", "body")


NO_TEXTS = {kind.value for kind in Kind if kind not in TEXT_KINDS} | {"box"}


def row(**fields: Any) -> dict[str, Any]:
    return {"id": "ferry", "document": ["One.", "Two."], "gold": ["body", "noise"], **fields}


def read_rows(*rows: object) -> list[LabelledDocument | Rejection]:
    lines = (line if isinstance(line, bytes) else json.dumps(line).encode() for line in rows)
    return list(read_labelled(io.BytesIO(b"\n".join(lines)), "gold.jsonl"))


def read_row(**fields: Any) -> LabelledDocument:
    [document] = read_rows(row(**fields))
    assert isinstance(document, LabelledDocument)
    return document


def make_page(**fields: Any) -> LabelledDocument:
    defaults = {"id": "ferry:blocks", "gold": PAGE_GOLD, "variant": "blocks", "publisher": "verrow"}
    return make_labelled(*PAGE, **{**defaults, **fields})


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ({}, ["page", "page"]),
        ({"scope": "text"}, ["text", "text"]),
        ({"scope": ["extract", "page"]}, ["extract", "page"]),
    ],
)
def test_strings_are_of_the_scope_that_is_written(
    scope: dict[str, Any], expected: list[str]
) -> None:
    document = read_row(**scope)
    assert [piece.scope for piece in document.pieces] == expected
    [again] = read_rows(row_of(document))
    assert isinstance(again, LabelledDocument)
    assert again.pieces == document.pieces


@pytest.mark.parametrize(
    "scope", ["book", 7, ["page"], ["page", "page", "page"], [["page"], "page"]]
)
def test_a_scope_that_is_none_is_rejected(scope: object) -> None:
    [rejected] = read_rows(row(scope=scope))
    assert isinstance(rejected, Rejection)
    assert "page, extract, text" in rejected.hint


def variant(document: LabelledDocument, name: str) -> LabelledDocument | None:
    found = {made.variant: made for made in variants_of(document)}
    return found.get(name)


def test_every_label_of_ours_has_one_in_gold() -> None:
    assert set(GOLD_OF) == set(Label)
    assert Gold.OPTIONAL not in GOLD_OF.values()


def test_nobody_is_scored_by_a_headline_that_an_editor_vouches_for() -> None:
    assert dict(CONFIRMED) == {**GOLD_OF, Label.HEADLINE: Gold.OPTIONAL}


def test_a_row_tells_what_each_string_is() -> None:
    document = read_row(
        publisher="verrow",
        lang="en",
        variant="p-only",
        meta={"gold": "binary-human", "title": "A ferry", "url": "https://verrow.example/1"},
    )
    assert document.pieces == (Piece("One."), Piece("Two."))
    assert document.gold == (Gold.BODY, Gold.NOISE)
    assert (document.publisher, document.language, document.kind) == (
        "verrow",
        "en",
        "binary-human",
    )
    assert document.binary
    assert document.metadata.title == "A ferry"
    assert (document.file, document.position) == ("gold.jsonl", "line 1")


def test_three_keys_are_enough() -> None:
    document = read_row()
    assert (document.variant, document.kind, document.binary) == ("p-only", "structure", False)


def test_strings_with_tags_are_blocks() -> None:
    document = read_row(document=[{"tag": "p", "html": "One."}, {"tag": "h2", "html": "Two."}])
    assert document.variant == "blocks"


def test_gold_may_be_written_as_our_labels() -> None:
    assert read_row(gold=["standfirst", "byline"]).gold == (Gold.SUMMARY, Gold.NOISE)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"{", "is not valid JSON"),
        (b"\xff", "is not UTF-8"),
        ([], "is no JSON object"),
        ({"document": ["One."], "gold": ["body"]}, "has neither an id"),
        ({"id": "a", "gold": []}, 'has no "document"'),
        ({"id": "a", "document": ["One."]}, 'has no "gold"'),
        (row(document="One."), 'its "document" is no array'),
        (row(document=[]), "holds no strings"),
        (row(document=["One.", 2]), "is a number"),
        (row(gold=["body"]), "has 1 gold labels for 2 strings"),
        (row(gold=["body", "advert"]), "has a gold label that is none: 'advert'"),
        (row(gold=["body", None]), "has a gold label that is none: 'None'"),
        (row(lang=3), 'its "lang" is not text'),
        (row(meta=[]), 'its "meta" is no object'),
        (row(meta={"title": 3}), 'its "title" is not text'),
    ],
)
def test_a_bad_row_costs_only_itself(bad: object, reason: str) -> None:
    before, rejection, after = read_rows(row(id="a"), bad, row(id="b"))
    assert isinstance(rejection, Rejection)
    assert (rejection.file, rejection.position.split(",")[0]) == ("gold.jsonl", "line 2")
    assert reason in rejection.reason
    assert rejection.hint
    assert isinstance(before, LabelledDocument)
    assert isinstance(after, LabelledDocument)


# Writing


def test_there_is_a_label_for_each_string() -> None:
    source = make_source(*map(str, range(9)), "<p> </p>")
    of_texts = [label for label in Label if label.value not in NO_TEXTS]
    assert row_of(labelled(source, dict(enumerate(of_texts))))["gold"] == [
        "optional", "summary", "heading", "noise", "body", "body", "body", "noise",
        "optional", "noise",
    ]  # fmt: skip


def test_what_is_no_text_is_nothing_to_learn_from() -> None:
    source = make_source("a", '<img src="https://p.example/a.jpg">', "b", "c")
    found = labelled(source, {1: Label.PICTURE, 2: Label.NOISE, 3: Label.BODY})
    assert [piece.html for piece in found.pieces] == ["a", "b", "c"]
    assert found.gold == (Gold.OPTIONAL, Gold.NOISE, Gold.BODY)


def test_strings_are_given_as_received() -> None:
    strings = ("<p>A  <b>ferry</p>", "", "<script>x</script>")
    data = row_of(labelled(make_source(*strings), {}))
    assert data["document"] == list(strings)
    assert (data["variant"], data["gold"]) == ("p-only", ["optional", "noise", "noise"])


def test_strings_with_tags_keep_them() -> None:
    source = make_source(Piece("The quay", "h2"), "Text.")
    data = row_of(labelled(source, {0: Label.HEADING}))
    assert data["document"] == [{"tag": "h2", "html": "The quay"}, {"tag": "p", "html": "Text."}]
    assert data["variant"] == "blocks"


def test_what_the_document_says_of_itself_goes_along() -> None:
    metadata = SourceMetadata(title="A ferry", url="https://hesk.example/1", publisher="Times")
    source = make_source("x", external_id="1", metadata=metadata)
    data = row_of(labelled(source, {}, language="en", by="editors"))
    assert (data["id"], data["publisher"], data["lang"]) == ("1", "Times", "en")
    assert data["meta"] == {
        "gold": "structure",
        "by": "editors",
        "title": "A ferry",
        "authors": [],
        "date": "",
        "url": "https://hesk.example/1",
    }


@pytest.mark.parametrize("tag", ["", "h2"])
def test_what_is_written_is_read_again(tag: str) -> None:
    metadata = SourceMetadata("A ferry", "https://hesk.example/1", authors=("Pia Lowen",))
    source = make_source(Piece("The quay", tag), "Text.", "", metadata=metadata)
    written = labelled(source, {0: Label.STANDFIRST, 1: Label.NOISE}, language="en", by="editors")
    [document] = read_rows(row_of(written))
    assert document == replace(written, file="gold.jsonl", position="line 1")


# Plainer forms


def test_flat_is_the_page_without_its_tags() -> None:
    flat = variant(make_page(), "flat")
    assert flat
    assert flat.id == "ferry:flat"
    assert flat.pieces == tuple(Piece(piece.html) for piece in PAGE)
    assert flat.gold == make_page().gold


@pytest.mark.parametrize(
    ("publisher", "opening", "closing"),
    [
        ("verrow courier", "<strong>", "</strong>"),
        ("hesk", '<b class="ssrcss-hmf8ql-BoldText e5tfeyi3">', "</b>"),
    ],
)
def test_bold_heads_are_paragraphs_in_the_publishers_way(
    publisher: str, opening: str, closing: str
) -> None:
    bold = variant(make_page(publisher=publisher), "bold-heads")
    assert bold
    assert bold.id == "ferry:bold-heads"
    assert [piece.html for piece in bold.pieces] == [
        f"{opening}A ferry on time{closing}",
        "One.",
        f"{opening}Why now?{closing}",
        "Two.",
        "Three.",
    ]
    assert {piece.tag for piece in bold.pieces} == {""}
    assert bold.gold == tuple(map(Gold, ("noise", "body", "heading", "body", "body")))


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "binary-human"},
        {"variant": "p-only"},
        {"gold": ("heading", "body", "heading", "body", "noise", "noise")},
        {"gold": ("noise", "heading", "noise", "body", "body", "body")},
    ],
    ids=["gold of two kinds", "no page", "too little body", "no heading with a tag"],
)
def test_bold_heads_are_made_only_where_they_say_something(fields: dict[str, Any]) -> None:
    assert variant(make_page(**fields), "bold-heads") is None


def test_only_a_page_has_other_forms() -> None:
    document = make_labelled("One.", gold=["body"])
    assert list(variants_of(document)) == [document]


def test_every_row_of_a_real_corpus_is_read(corpus: Path) -> None:
    for path in corpus.glob("*.jsonl"):
        with path.open("rb") as stream:
            found = list(read_labelled(stream, path.name))
        assert [str(document) for document in found if isinstance(document, Rejection)] == []
        assert len(found) == len(path.read_text(encoding="utf-8").splitlines())
