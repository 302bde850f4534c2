"""Figures of how well blocks were labelled, against figures worked out by hand."""

from __future__ import annotations

import pytest

from articles.documents.labels.evaluation.gold import BINARY, STRUCTURE, Gold
from articles.documents.labels.evaluation.score import (
    Answer,
    Answers,
    Hits,
    LabelScore,
    Score,
    Step,
    score,
)

NAMES = {"s": Gold.SUMMARY, "h": Gold.HEADING, "b": Gold.BODY, "n": Gold.NOISE}


def make_answers(pairs: str, publisher: str = "verrow") -> Answers:
    """Make a document of pairs such as "bb bn": body said to be body, body said to be noise."""
    answers = tuple(Answer(NAMES[pair[0]], NAMES[pair[1]]) for pair in pairs.split())
    return Answers(publisher, "en", answers)


def score_of(*documents: str) -> Score:
    return score([make_answers(pairs) for pairs in documents], STRUCTURE)


def label_score(found: Score, label: Gold) -> LabelScore:
    [of_label] = [of_label for of_label in found.labels if of_label.label is label]
    return of_label


@pytest.mark.parametrize(
    ("hits", "precision", "recall", "f1"),
    [
        (Hits(3, 0, 0), 1.0, 1.0, 1.0),
        (Hits(3, 1, 3), 3 / 4, 3 / 6, 6 / 10),
        (Hits(0, 2, 0), 0.0, 0.0, 0.0),
        (Hits(0, 0, 2), 0.0, 0.0, 0.0),
        (Hits(0, 0, 0), 0.0, 0.0, 1.0),
    ],
)
def test_figures_of_one_label(hits: Hits, precision: float, recall: float, f1: float) -> None:
    assert (hits.precision, hits.recall, hits.f1) == (precision, recall, f1)


@pytest.mark.parametrize(
    ("documents", "accuracy", "exact", "at_most_one"),
    [
        (["bb nn"], 1.0, 1.0, 1.0),
        (["bb bn"], 1 / 2, 0.0, 1.0),
        (["bn nb", "bb"], 1 / 3, 1 / 2, 1 / 2),
        (["bb bb bb", "bn", "bn nb bb"], 4 / 7, 1 / 3, 2 / 3),
        ([""], 0.0, 1.0, 1.0),
        ([], 0.0, 0.0, 0.0),
    ],
)
def test_blocks_and_whole_documents(
    documents: list[str], accuracy: float, exact: float, at_most_one: float
) -> None:
    found = score_of(*documents)
    assert found.accuracy == accuracy
    assert found.exact_documents == exact
    assert found.documents_with_at_most_one_error == at_most_one
    assert found.documents == len(documents)


def test_macro_f1_is_the_mean_over_the_labels_even_those_that_do_not_occur() -> None:
    found = score_of("bb bb bn nn hb")
    # body: 2 right, 1 false, 1 missed; noise: 1, 1, 0; heading: 0, 0, 1; no summary.
    assert [of_label.f1 for of_label in found.labels] == [1.0, 0.0, 4 / 6, 2 / 3]
    assert found.macro_f1 == pytest.approx((1 + 0 + 4 / 6 + 2 / 3) / 4)


def test_a_label_has_its_counts_and_its_mean_over_documents() -> None:
    found = label_score(score_of("nn nn nb", "nn bb", "bb"), Gold.NOISE)
    assert (found.gold, found.said) == (4, 3)
    assert (found.precision, found.recall) == (1.0, 3 / 4)
    assert found.f1 == 6 / 7
    # 4/5 in the first document, 1 in the second; the third has no noise, and none was said.
    assert found.document_f1 == pytest.approx((4 / 5 + 1) / 2)


def test_content_is_the_article_whatever_its_parts_are_called() -> None:
    found = score_of("sb bh bb nb bn")
    assert found.content_f1 == 6 / (6 + 1 + 1)
    assert found.accuracy == 1 / 5


def test_a_publisher_with_many_documents_counts_once() -> None:
    documents = [make_answers("bb"), make_answers("bb bn"), make_answers("bn", "hesk")]
    found = score(documents, STRUCTURE)
    assert found.publishers == 2
    assert found.publisher_accuracy == (3 / 4 + 0) / 2


def test_binary_gold_tells_two_labels_apart() -> None:
    found = score([make_answers("bb nn nb")], BINARY)
    assert [of_label.label for of_label in found.labels] == [Gold.BODY, Gold.NOISE]
    assert found.macro_f1 == pytest.approx((2 / 3 + 2 / 3) / 2)


def test_confusions_say_what_was_taken_for_what() -> None:
    confusions = score([make_answers("bb nb nb nn")], BINARY).confusions
    assert [(c.gold.value, c.said.value, c.blocks) for c in confusions] == [
        ("body", "body", 1),
        ("body", "noise", 0),
        ("noise", "body", 2),
        ("noise", "noise", 1),
    ]


def said_with(confidence: float, *, right: bool, unsure: bool = False) -> Answer:
    return Answer(Gold.BODY, Gold.BODY if right else Gold.NOISE, confidence, unsure)


@pytest.mark.parametrize(
    ("confidence", "low"), [(0.0, 0.0), (0.5, 0.5), (0.59, 0.5), (0.6, 0.6), (0.7, 0.7), (1.0, 0.9)]
)
def test_a_confidence_falls_into_its_tenth(confidence: float, low: float) -> None:
    document = Answers("verrow", "en", (said_with(confidence, right=True),))
    [step] = score([document], STRUCTURE).calibration.steps
    assert step.low == low


def test_of_the_labels_of_one_confidence_some_are_right() -> None:
    answers = (
        said_with(0.95, right=True),
        said_with(0.55, right=True),
        said_with(0.55, right=False),
        said_with(0.5, right=False),
        said_with(0.99, right=True),
    )
    found = score([Answers("verrow", "en", answers)], STRUCTURE).calibration
    assert found.steps == (Step(0.5, 0.6, 3, 1 / 3), Step(0.9, 1.0, 2, 1.0))


def test_unsure_labels_are_set_against_the_errors() -> None:
    first = (
        said_with(0.6, right=False, unsure=True),
        said_with(0.6, right=True, unsure=True),
        said_with(0.6, right=True, unsure=True),
    )
    second = (said_with(1.0, right=False), said_with(1.0, right=False), said_with(0.9, right=True))
    documents = [Answers("verrow", "en", answers) for answers in (first, second)]
    found = score(documents, STRUCTURE).calibration
    assert (found.unsure, found.unsure_a_document, found.unsure_right) == (3, 3 / 2, 2 / 3)
    assert (found.errors, found.errors_unsure) == (3, 1 / 3)
