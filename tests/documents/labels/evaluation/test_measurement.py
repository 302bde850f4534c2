"""The labeller, measured on documents whose labels are known."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from articles.documents.labels import Label
from articles.documents.labels.evaluation.corpus import LabelledDocument
from articles.documents.labels.evaluation.gold import Gold
from articles.documents.labels.evaluation.measurement import (
    GroupScore,
    Measured,
    Measurement,
    measure_all,
)
from articles.documents.labels.evaluation.score import Answer
from articles.documents.source import Piece, Rejection, SourceMetadata
from tests.documents.make import SENTENCE, make_labelled, make_labelled_block

COPYRIGHT = "© 2026 The Verrow Courier"


def measured(*documents: LabelledDocument, **options: Any) -> list[Measured | Rejection]:
    ticks = count()
    return list(measure_all(documents, lambda: float(next(ticks)), **options))


def measure_one(*strings: str | Piece, gold: list[str], **fields: Any) -> Measured:
    [found] = measured(make_labelled(*strings, gold=gold, **fields))
    assert isinstance(found, Measured)
    return found


def measurement_of(*found: Measured | Rejection, **options: Any) -> Measurement:
    measurement = Measurement(**options)
    for one in found:
        measurement.add(one)
    return measurement


def groups(measurement: Measurement, **options: Any) -> list[tuple[str, str, str, int]]:
    return [_group(group) for group in measurement.scores(**options)]


def _group(group: GroupScore) -> tuple[str, str, str, int]:
    return group.kind, group.variant, group.language, group.score.documents


def test_what_is_said_is_set_against_gold() -> None:
    found = measure_one(SENTENCE, COPYRIGHT, gold=["body", "body"])
    assert found.said == (Gold.BODY, Gold.NOISE)
    assert [answer.right for answer in found.answers().answers] == [True, False]


@pytest.mark.parametrize(
    ("string", "gold", "scored"),
    [
        ("The quay.", "noise", 1),
        ("The quay.", "optional", 0),
        ("", "noise", 0),
        (" <br> ", "noise", 0),
        ("\u200b", "noise", 1),
    ],
)
def test_optional_and_empty_strings_are_not_scored(string: str, gold: str, scored: int) -> None:
    found = measure_one(SENTENCE, string, gold=["body", gold])
    assert len(found.said) == 2
    assert len(found.answers().answers) == 1 + scored


def test_binary_gold_asks_only_for_the_article() -> None:
    heading = Piece("Why now?", "h2")
    found = measure_one(SENTENCE, heading, f"And {SENTENCE}", gold=["body"] * 3, kind="binary-tool")
    assert found.said[1] is Gold.HEADING
    assert found.answers().wrong == 0


def test_how_sure_a_label_is_goes_with_it() -> None:
    block = measure_one(SENTENCE, gold=["body"]).blocks[0].block
    sure = make_labelled_block(block, Label.QUOTE, "quoted", 0.9, Label.BODY)
    unsure = make_labelled_block(block, Label.NOISE, "a guess", 0.6, Label.BODY)
    document = make_labelled(SENTENCE, SENTENCE, gold=["body", "body"])
    assert Measured(document, (sure, unsure)).answers().answers == (
        Answer(Gold.BODY, Gold.BODY, 0.9, unsure=False),
        Answer(Gold.BODY, Gold.NOISE, 0.6, unsure=True),
    )


def test_the_title_is_told_only_on_request() -> None:
    title = SourceMetadata(title="Another title")
    document = make_labelled(
        Piece("A ferry on time", "h1"), SENTENCE, gold=["heading", "body"], metadata=title
    )
    [untold], [told] = measured(document), measured(document, with_metadata=True)
    assert isinstance(untold, Measured)
    assert isinstance(told, Measured)
    assert untold.said[0] is Gold.HEADING
    assert told.said[0] is Gold.NOISE


@pytest.mark.parametrize("string", ["<b>x</b>" * 30_000, " ", "<br>"])
def test_what_the_parser_rejects_is_named_and_the_rest_is_measured(string: str) -> None:
    bad = make_labelled(string, gold=["body"], id="bad", file="gold.jsonl", position="line 1")
    rejection, good = measured(bad, make_labelled(SENTENCE, gold=["body"]))
    assert isinstance(rejection, Rejection)
    assert (rejection.file, rejection.position) == ("gold.jsonl", "line 1 (bad)")
    assert isinstance(good, Measured)


def test_a_rejection_passes_through() -> None:
    rejection = Rejection("gold.jsonl", "line 1", "is no JSON object", "Write one.")
    measurement = measurement_of(*measure_all([rejection], float))
    assert measurement.rejections == [rejection]
    assert measurement.documents == 0


def test_each_kind_of_gold_and_form_of_page_is_scored_by_itself() -> None:
    page = make_labelled(Piece(SENTENCE, "p"), gold=["body"], variant="blocks", kind="binary-tool")
    plain = make_labelled(SENTENCE, gold=["body"])
    odd = make_labelled(SENTENCE, gold=["body"], variant="amp")
    assert groups(measurement_of(*measured(page, odd, plain))) == [
        ("structure", "p-only", "", 1),
        ("structure", "amp", "", 1),
        ("binary-tool", "flat", "", 1),
        ("binary-tool", "blocks", "", 1),
    ]


def test_only_the_variants_asked_for_are_measured() -> None:
    page = make_labelled(Piece(SENTENCE, "p"), gold=["body"], variant="blocks")
    [found] = measured(page, variants=["flat"])
    assert isinstance(found, Measured)
    assert found.document.variant == "flat"


def test_languages_follow_their_group_the_most_frequent_first() -> None:
    languages = ("de", "en", "", "en")
    documents = [make_labelled(SENTENCE, gold=["body"], language=name) for name in languages]
    assert groups(measurement_of(*measured(*documents)), by_language=True) == [
        ("structure", "p-only", "", 4),
        ("structure", "p-only", "en", 2),
        ("structure", "p-only", "de", 1),
        ("structure", "p-only", "und", 1),
    ]


def test_the_first_mistakes_are_kept_with_their_reasons() -> None:
    document = make_labelled(SENTENCE, COPYRIGHT, COPYRIGHT, gold=["noise", "body", "body"])
    measurement = measurement_of(*measured(document, document), most_mistakes=2)
    first, second = measurement.mistakes
    assert (first.id, first.index, first.said, first.gold) == ("ferry", 0, "body", "noise")
    assert (second.index, second.reason) == (1, "reads like a copyright line")


def test_the_time_is_that_of_labelling() -> None:
    document = make_labelled(SENTENCE, gold=["body"])
    measurement = measurement_of(*measured(document, document))
    assert (measurement.seconds, measurement.seconds_a_document) == (1.0, 0.5)
