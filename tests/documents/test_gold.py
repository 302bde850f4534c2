"""Labelled data: the strings of a document as received, with a label for each."""

from __future__ import annotations

from articles.documents.gold import labelled
from articles.documents.labels import Label
from articles.documents.source import Metadata, Piece
from tests.documents.make import make_source


def test_there_is_a_label_for_each_string() -> None:
    source = make_source(*map(str, range(9)), "<p> </p>")
    gold = labelled(source, dict(enumerate(Label)))["gold"]
    assert gold == [
        "optional", "summary", "heading", "noise", "body", "body", "body", "noise",
        "optional", "noise",
    ]  # fmt: skip


def test_strings_are_given_as_received() -> None:
    strings = ("<p>A  <b>ferry</p>", "", "<script>x</script>")
    data = labelled(make_source(*strings), {})
    assert data["document"] == list(strings)
    assert (data["variant"], data["gold"]) == ("p-only", ["optional", "noise", "noise"])


def test_strings_with_tags_keep_them() -> None:
    data = labelled(make_source(Piece("The quay", "h2"), "Text."), {0: Label.HEADING})
    assert data["document"] == [{"tag": "h2", "html": "The quay"}, {"tag": "p", "html": "Text."}]
    assert data["variant"] == "blocks"


def test_what_the_document_says_of_itself_goes_along() -> None:
    metadata = Metadata(title="A ferry", url="https://hesk.example/1", publisher="Times")
    data = labelled(make_source("x", key="1", metadata=metadata), {}, "en")
    assert (data["id"], data["publisher"], data["lang"]) == ("1", "Times", "en")
    assert data["meta"] == {
        "gold": "structure",
        "title": "A ferry",
        "authors": [],
        "date": "",
        "url": "https://hesk.example/1",
    }
