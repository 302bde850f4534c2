"""What a newsroom says of its own text, and what its tag calls a quotation, are shown."""

from __future__ import annotations

from typing import Final

import pytest

from articles.documents.labels import Label, LabelledBlock
from articles.documents.labels.phrases import is_note
from articles.documents.pipeline import parse_document
from articles.documents.source import Piece
from tests.documents.make import make_source

TEXTS: Final = (
    "The ferry to Holm sailed on Saturday at seven, with forty cars and one horse on its deck.",
    "It had lain in the yard since December, waiting for a new shaft from a works in Tarn, which "
    "makes no more than three of them a year.",
    "The county paid half of the shaft, and the bank of Holm has lent the rest for ten years.",
    "Captain Ann Pol said that she would sail in any weather but fog, and that the horse had been "
    "no trouble at all.",
)
NOTES: Final = (
    "Correction: An earlier version of this article said that the shaft weighed three tons.",
    "Correction (May 3): An earlier version misspelled the captain's name.",
    "Editor’s Note: The author is a member of the county board.",
    "This article was amended on 4 May 2024 to correct the weight of the shaft.",
    "An earlier version of this article misstated the age of the ferry.",
    "UPDATE: The ferry sailed again on Sunday.",
    "This story has been updated to include a statement by the bank.",
    "Anmerkung der Redaktion: In einer früheren Version stand, die Welle wiege drei Tonnen.",
    "In einer früheren Version dieses Artikels hieß es, die Welle wiege drei Tonnen.",
    "Korrektur: Die Welle wiegt zwei Tonnen, nicht drei.",
    "Note de la rédaction : une version précédente de cet article disait trois tonnes.",
    "Nota del editor: Una versión anterior de este artículo decía tres toneladas.",
    "Nota della redazione: l'albero pesa due tonnellate.",
    "Erratum: The shaft weighs two tons.",
)
QUOTATIONS: Final = (
    "We were wrong about the shaft, and we are sorry for it.",
    "“No comment.”",
    "Follow your heart, she said, and the sea will follow you.",
)


def labelled(piece: Piece, place: int) -> LabelledBlock:
    pieces = [Piece(text) for text in TEXTS]
    source = make_source(*pieces[:place], piece, *pieces[place:])
    return parse_document(source).blocks[place]


@pytest.mark.parametrize("place", [0, 2, 4])
@pytest.mark.parametrize("note", NOTES)
def test_a_note_of_the_newsroom_is_text(note: str, place: int) -> None:
    assert is_note(note)
    assert labelled(Piece(f"<em>{note}</em>", "p"), place).label is Label.BODY
    assert labelled(Piece(note), place).label is Label.BODY


@pytest.mark.parametrize(
    "text",
    [
        *("Correction", "Updated: 3 May 2024", "Corrections officers asked for more pay."),
        *("This article is about ferries.", "Follow us on X", "The original idea was hers."),
    ],
)
def test_other_lines_are_no_notes(text: str) -> None:
    assert not is_note(text)


@pytest.mark.parametrize("place", [0, 2, 4])
@pytest.mark.parametrize("words", QUOTATIONS)
def test_a_quotation_of_a_scrape_is_shown_as_one(words: str, place: int) -> None:
    for piece in (Piece(f"<blockquote>{words}</blockquote>"), Piece(words, "blockquote")):
        found = labelled(piece, place)
        assert (found.label, found.block.text) == (Label.QUOTE, words)


def test_of_a_quotation_that_looks_like_noise_an_editor_is_asked() -> None:
    found = labelled(Piece("<blockquote>“No comment.”</blockquote>"), 4)
    assert (found.label, found.alternative) == (Label.QUOTE, Label.NOISE)


def test_a_quotation_that_reads_like_noise_is_noise() -> None:
    piece = Piece("<blockquote>Thank you for the newsletter!</blockquote>")
    assert labelled(piece, 4).label is Label.NOISE


def test_who_said_it_goes_with_a_quotation_of_a_scrape() -> None:
    words, name = "We were wrong about the shaft.", "Ann Pol"
    html = f"<p>{words}</p><cite>{name}</cite>"
    for piece in (Piece(f"<blockquote>{html}</blockquote>"), Piece(html, "blockquote")):
        found = labelled(piece, 2)
        assert (found.label, found.block.text) == (Label.QUOTE, words)
        assert found.block.attributes == {"by": name}
