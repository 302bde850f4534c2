"""A body as its author wrote it: what is short or apart from the text is the author's all the same.

`posts/` has posts in 38 kinds and 12 languages that were written before the rules were, and lines
that systems put into posts. The rules were made with the half called train in view. Of the other
half's 45 lines they then took 36 for noise; some wordings of general use were added after that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from articles.documents.blocks import blocks_of
from articles.documents.labels import Label, LabelledBlock
from articles.documents.labels.labelling import UnlabelledDocument, label_documents
from articles.documents.reading.fragments import pieces_of_html
from articles.documents.source import Piece, Scope
from tests.documents.make import SENTENCE

POSTS = Path(__file__).parent / "posts"


def posts(half: str) -> list[dict[str, Any]]:
    lines = (POSTS / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def planted() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = json.loads((POSTS / "planted.json").read_text(encoding="utf-8"))
    return found


def pieces_of(post: dict[str, Any]) -> tuple[Piece, ...]:
    return pieces_of_html(post["html"], blank_lines="<!-- wp:" not in post["html"])


def label(*bodies: tuple[Piece, ...]) -> list[tuple[LabelledBlock, ...]]:
    return label_documents([UnlabelledDocument(blocks_of(pieces)) for pieces in bodies])


def labels_of(*strings: str | Piece) -> list[Label]:
    pieces = (each if isinstance(each, Piece) else Piece(each, "p") for each in strings)
    [labelled] = label(tuple(piece._replace(scope=Scope.TEXT) for piece in pieces))
    return [item.label for item in labelled]


@pytest.mark.parametrize("half", ["train", "test"])
def test_an_authors_text_is_shown(half: str) -> None:
    blocks = [item for post in label(*map(pieces_of, posts(half))) for item in post]
    letters = sum(len(item.block.text) for item in blocks)
    hidden = [item for item in blocks if item.label is Label.NOISE and item.block.text]
    assert letters > 40_000
    assert sum(len(item.block.text) for item in hidden) <= 0.003 * letters, hidden


def test_a_sentence_with_the_words_of_a_call_is_shown() -> None:
    innocent = {" ".join(text.split()) for text in planted()["innocent"]}
    shown = [
        " ".join(item.block.text.split())
        for half in ("train", "test")
        for post in label(*map(pieces_of, posts(half)))
        for item in post
        if item.label is not Label.NOISE
    ]
    assert [text for text in innocent if not any(text in each for each in shown)] == []


def verdicts() -> Iterator[tuple[str, Label]]:
    """Yield each planted line of the half called test, at the end of a post."""
    found = planted()
    lines = [
        line
        for line, about in zip(found["lines"], found["about_lines"], strict=True)
        if about["half"] == "test"
    ]
    bodies = [pieces_of(post) for post in posts("test")]
    for line, body in zip(lines, bodies, strict=False):
        [labelled] = label((*body, *pieces_of_html(line)))
        yield line, labelled[-1].label


def test_lines_that_systems_put_into_posts_are_noise() -> None:
    told = dict(verdicts())
    assert len(told) > 40
    missed = [line for line, said in told.items() if said is not Label.NOISE]
    assert len(missed) <= 0.2 * len(told), missed


@pytest.mark.parametrize(
    ("strings", "expected"),
    [
        ((Piece("Method", "h2"), "Fry it."), "heading body"),
        ((Piece("Two eggs", "li"), Piece("Salt", "li")), "list_item list_item"),
        ((SENTENCE, "Hester Blythe, Oldmere"), "body body"),
        (("Monday", SENTENCE, "Tuesday", SENTENCE), "body body body body"),
        ((SENTENCE, Piece("The quay in March", "figcaption")), "body body"),
        ((SENTENCE, Piece("Two", "h1"), SENTENCE), "body heading body"),
        # The refrain of a song.
        (
            (SENTENCE, "Oh, the harbour lies deep, and the harbour lies still", SENTENCE) * 2,
            "body " * 6,
        ),
        ((SENTENCE, "<b>What happened next</b>", SENTENCE), "body heading body"),
        ((SENTENCE, SENTENCE, "Subscribe to our newsletter!"), "body body noise"),
    ],
)
def test_tags_mean_what_they_say_and_lines_are_the_authors(
    strings: tuple[str | Piece, ...], expected: str
) -> None:
    assert [str(each) for each in labels_of(*strings)] == expected.split()


def test_the_same_lines_of_a_page_are_the_pages() -> None:
    """The scope makes the difference, not the words."""
    lines = (
        SENTENCE,
        SENTENCE.replace("Hesk", "Holm"),
        SENTENCE.replace("ferry", "mail"),
        "Log in",
    )
    [labelled] = label(tuple(Piece(line, "p") for line in lines))
    assert labelled[-1].label is Label.NOISE
    assert labels_of(*lines)[-1] is Label.BODY


def test_a_line_that_may_be_a_call_is_shown_and_asked_about() -> None:
    lines = (SENTENCE, SENTENCE.replace("Hesk", "Holm"), "Our newsletter is out every day.")
    [labelled] = label(tuple(Piece(line, "p", scope=Scope.TEXT) for line in lines))
    assert labelled[-1].label is Label.BODY
    assert labelled[-1].alternative is Label.NOISE
    assert labelled[-1].is_unsure


@pytest.mark.parametrize(
    "line",
    [
        "Share this moment with your children before they grow up.",
        "Related families moved to the next valley in 1912.",
        "Recommended daily doses of vitamin D were raised in March.",
        "Comments on this bill were sharp.",
        "Join us on Saturday at the pier.",
        "Follow the river north until you reach the mill.",
        "Read the whole poem aloud, slowly.",
        "You may also add a little cream.",
        "Register for the race by Friday at the school.",
        "This story is for all who waited.",
        "Published in 1911, the book was soon forgotten.",
        "Updated traffic rules apply from Monday.",
        "Werbung war sein Beruf.",
        "Teilen Sie den Teig in vier Stücke.",
        "Lesen Sie langsam.",
        "Mehr zum Leben braucht er nicht.",
        "Diskutieren Sie das mit Ihrem Arzt.",
        "Kommentare aus dem Dorf gab es genug.",
        "Partagez la pâte en quatre.",
        "À lire les lettres de ma mère, on croirait l'hiver.",
        "Comparte la masa en cuatro partes.",
        "Suscribe el acuerdo el alcalde de Vigo.",
        "Condividi la pasta in quattro.",
        "Assine o documento e devolva-o à escola.",
        "Leia mais livros, dizia a avó.",
        "Läs mer skönlitteratur, sa hon.",
        "Поделите тесто на четыре части.",
        "Obserwuj rzekę przez godzinę.",
        "Ekmeği dörde paylaştık.",
        "订阅报纸是父亲一生的习惯。",
        "شارك الوزير في المؤتمر يوم الأحد.",
        "監督はフォローを忘れなかった。",
    ],
)
def test_a_sentence_that_begins_like_a_call_is_shown(line: str) -> None:
    others = (SENTENCE, SENTENCE.replace("Hesk", "Holm"))
    assert labels_of(*others, line)[-1] is Label.BODY
