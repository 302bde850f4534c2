"""The one declaration of kinds, and all who go by it: readers, editor, page, exchange, commands."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.management import call_command

from articles.admin.article.widget import editor_widget
from articles.documents.article.kinds import (
    KINDS,
    TEXT_KINDS,
    Attribute,
    AttributeType,
    Kind,
    cleaned_attributes,
)
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.editing.html import from_html, to_html
from articles.documents.labels import Label
from articles.documents.reading.json import json_document
from articles.exchange.bounds import Size
from articles.exchange.entry import Entry
from articles.exchange.formats import CSV, JSON, XLSX, ExchangeFormat
from articles.pictures.shown import ShownPicture
from articles.publishing.body import edition_body
from articles.publishing.parts import PARTS
from tests.documents.make import SENTENCE
from tests.rich_article import rich_document

EDITOR: Final = Path(__file__).parent.parent / "articles" / "static" / "articles" / "editor"
SHA: Final = "a" * 64
WORDS: Final = [
    pytest.param(kind, attribute, id=f"{kind}-{attribute.name}")
    for kind, rules in KINDS.items()
    for attribute in rules.attributes.values()
    if attribute.has_words
]


def declared() -> dict[str, dict[str, Any]]:
    """What the editor is told of each kind, by its name."""
    attrs = editor_widget().build_attrs({})
    return {each["name"]: each for each in json.loads(attrs["data-kinds"])}


def script(name: str) -> str:
    return (EDITOR / name).read_text(encoding="utf-8")


def test_the_editor_is_told_of_every_kind_and_its_attributes() -> None:
    told = declared()
    assert set(told) == {*Kind, Label.HEADING, Label.BYLINE, Label.NOISE}
    assert {name: told[name]["attributes"] for name in Kind} == {
        kind.value: list(rules.attributes) for kind, rules in KINDS.items()
    }
    assert all(told[kind]["isText"] for kind in TEXT_KINDS)


def test_variants_in_the_toolbar_are_of_declared_kinds_and_attributes() -> None:
    found = re.search(r"VARIANTS = \{(.*?)\n\};", script("toolbar/kinds.js"), re.S)
    assert found
    variants = re.findall(r"^  (\w+): \[(.*?)\]", found[1], re.S | re.M)
    assert len(variants) >= 3
    for kind, written in variants:
        for name, value in re.findall(r"data: \{ (\w+): (?:\"(\w*)\"|null) \}", written):
            attribute = KINDS[Kind(kind)].attributes[name]
            assert not value or attribute.cleaned(value) is not None


def test_every_kind_that_is_no_text_can_be_inserted() -> None:
    offered = set(re.findall(r'name: "(\w+)"', script("toolbar/insertions.js")))
    assert offered >= set(Kind) - TEXT_KINDS
    assert offered >= {"box", "list", "numbers", "quote", "pull"}


def test_every_kind_comes_back_from_the_editor() -> None:
    document = rich_document()
    assert from_html(to_html(document), document).sections == document.sections


def test_every_kind_has_a_part_of_the_page() -> None:
    assert set(PARTS) | {Kind.BODY} == set(KINDS)


@pytest.mark.parametrize(("kind", "attribute"), WORDS)
def test_the_words_of_each_attribute_are_on_the_page(kind: Kind, attribute: Attribute) -> None:
    said = {attribute.name: worded(attribute), **known(kind)}
    attributes = cleaned_attributes(kind, {**said, attribute.name: worded(attribute)})
    assert "Unmistakable" in page(Paragraph("p1", kind, "Text", None, attributes))


def worded(attribute: Attribute) -> Any:
    return (("a", "Unmistakable"),) if attribute.type is AttributeType.ROWS else "Unmistakable"


def known(kind: Kind) -> dict[str, Any]:
    """What a part needs for itself."""
    said = {"picture": SHA, "url": "https://paper.example/1", "text": "a", "rows": (("a", "b"),)}
    return {name: value for name, value in said.items() if name in KINDS[kind].known_by}


def page(*paragraphs: Paragraph) -> str:
    section = Section("s1", Line(), Line(), paragraphs)
    picture = ShownPicture(SHA, "a 1w", "a 1w", "a", "a", 3, 2, "", False, "", "", "")
    return edition_body(ArticleDocument(Line("A"), sections=(section,)), {SHA: picture})


@pytest.mark.parametrize("exchanged", [XLSX, CSV, JSON], ids=["xlsx", "csv", "json"])
def test_every_kind_comes_back_from_a_table(exchanged: type[ExchangeFormat]) -> None:
    document = rich_document()
    entry = Entry("key", "slug", 1, document)
    [read] = exchanged().read(exchanged().write([entry]), "file", Size())
    assert isinstance(read, Entry)
    assert read.document == document


def strings() -> list[dict[str, Any]]:
    """Every kind as strings of JSON say it."""
    attributes = {
        Kind.TABLE: {"rows": [["a", "b"], ["c", "d"]]},
        Kind.PICTURE: {"source": "https://paper.example/1.jpg", "alt": "A ferry"},
        Kind.EMBED: {"url": "https://paper.example/1"},
        Kind.PREFORMATTED: {"text": "a  b"},
    }
    return [
        {
            "html": "" if kind in (Kind.RULE, Kind.PREFORMATTED) else SENTENCE,
            "kind": kind.value,
            "attributes": attributes.get(kind, {}),
        }
        for kind in KINDS
    ]


def test_json_hands_over_every_kind() -> None:
    pieces = json_document.parse(json.dumps(strings()).encode()).pieces
    texts = {Kind.BODY: "body", Kind.LIST_ITEM: "list_item", Kind.QUOTE: "quote"}
    texts[Kind.SUBHEADING] = "heading"
    assert [piece.kind or piece.label for piece in pieces] == [
        texts.get(kind, kind.value) for kind in KINDS
    ]


@pytest.mark.django_db
def test_explain_documents_tells_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "kinds.json"
    path.write_text(json.dumps({"title": "Kinds", "paragraphs": strings()}), encoding="utf-8")
    out = io.StringIO()
    call_command("explain_documents", str(path), "--json", stdout=out)
    sections = json.loads(out.getvalue())["sections"]
    told = {each["kind"] for section in sections for each in section["paragraphs"]}
    assert told | {Kind.SUBHEADING} == set(KINDS)
