"""Compute figures of quality from blocks with their gold labels and the labeller's.

Every share is 0 to 1, over the blocks of all documents pooled unless it is named otherwise. F1 is
the harmonic mean of precision and recall, 1.0 where a label neither is nor was given; macro F1 is
the mean of the labels' F1, so that a rare label counts as much as a frequent one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from articles.documents.labels.evaluation.gold import Gold

_STEPS: Final = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """One scored block: its gold label, the label given, and how sure that was."""

    gold: Gold
    said: Gold
    confidence: float = 1.0
    unsure: bool = False

    @property
    def right(self) -> bool:
        """Return whether the label given is the gold label."""
        return self.gold is self.said


@dataclass(frozen=True, slots=True)
class Answers:
    """The scored blocks of one document."""

    publisher: str
    language: str
    answers: tuple[Answer, ...]

    @property
    def wrong(self) -> int:
        """Return the number of wrong labels."""
        return sum(not answer.right for answer in self.answers)

    @property
    def accuracy(self) -> float:
        """Return the share of right labels, 1.0 where there are none."""
        return 1 - self.wrong / max(1, len(self.answers))


@dataclass(frozen=True, slots=True)
class Hits:
    """The counts of one label: given rightly, given wrongly, and missed."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        """Return the share of right ones among those given."""
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        """Return the share of right ones among those of the gold."""
        return self.right / max(1, self.right + self.missed)

    @property
    def occurs(self) -> bool:
        """Return whether the label was given or is in the gold."""
        return bool(self.right or self.false or self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall; 1.0 where the label does not occur."""
        return 2 * self.right / (2 * self.right + self.false + self.missed) if self.occurs else 1.0


@dataclass(frozen=True, slots=True)
class LabelScore:
    """The figures of one label; `document_f1` is the mean over the documents where it occurs."""

    label: Gold
    gold: int
    said: int
    precision: float
    recall: float
    f1: float
    document_f1: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """The number of blocks with one gold label that were given one label."""

    gold: Gold
    said: Gold
    blocks: int


@dataclass(frozen=True, slots=True)
class Step:
    """The labels given with a confidence of `low` to `high`; the last step holds 1.0 as well."""

    low: float
    high: float
    labels: int
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The figures of how well confidence predicts errors.

    `unsure` labels wait for an editor's review; `errors_unsure` is the share of all errors that
    such a review would find. Only scored blocks are counted.
    """

    steps: tuple[Step, ...]
    unsure: int
    unsure_a_document: float
    unsure_right: float
    errors: int
    errors_unsure: float


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of some documents; `content_f1` is that of article against noise."""

    documents: int
    publishers: int
    blocks: int
    accuracy: float
    macro_f1: float
    content_f1: float
    exact_documents: float
    documents_with_at_most_one_error: float
    publisher_accuracy: float
    labels: tuple[LabelScore, ...]
    confusions: tuple[Confusion, ...]
    calibration: Calibration


Confused = Mapping[tuple[Gold, Gold], int]


def score(documents: Sequence[Answers], labels: Sequence[Gold]) -> Score:
    """Return the figures of documents whose gold distinguishes just these labels."""
    answers = [answer for document in documents for answer in document.answers]
    confused = _confused(answers)
    hits = [_hits(confused, label) for label in labels]
    publishers = _accuracies(documents)
    return Score(
        documents=len(documents),
        publishers=len(publishers),
        blocks=len(answers),
        accuracy=_share(sum(hit.right for hit in hits), len(answers)),
        macro_f1=_mean([hit.f1 for hit in hits]),
        content_f1=_content(confused).f1,
        exact_documents=_share(sum(d.wrong == 0 for d in documents), len(documents)),
        documents_with_at_most_one_error=_share(
            sum(d.wrong <= 1 for d in documents), len(documents)
        ),
        publisher_accuracy=_mean([_mean(of_publisher) for of_publisher in publishers]),
        labels=_label_scores(documents, labels, hits),
        confusions=tuple(
            Confusion(gold, said, confused.get((gold, said), 0))
            for gold in labels
            for said in labels
        ),
        calibration=calibration(answers, len(documents)),
    )


def calibration(answers: Sequence[Answer], documents: int) -> Calibration:
    """Return the calibration of the answers of so many documents."""
    unsure = [answer for answer in answers if answer.unsure]
    errors = [answer for answer in answers if not answer.right]
    return Calibration(
        steps=_steps(answers),
        unsure=len(unsure),
        unsure_a_document=_share(len(unsure), documents),
        unsure_right=_share(sum(answer.right for answer in unsure), len(unsure)),
        errors=len(errors),
        errors_unsure=_share(sum(answer.unsure for answer in errors), len(errors)),
    )


def _steps(answers: Iterable[Answer]) -> tuple[Step, ...]:
    """Return the steps of a tenth that any confidence falls into, the least sure first."""
    said, right = Counter[int](), Counter[int]()
    for answer in answers:
        step = min(int(answer.confidence * _STEPS), _STEPS - 1)
        said[step] += 1
        right[step] += answer.right
    return tuple(
        Step(step / _STEPS, (step + 1) / _STEPS, said[step], _share(right[step], said[step]))
        for step in sorted(said)
    )


def _confused(answers: Iterable[Answer]) -> Confused:
    return Counter((answer.gold, answer.said) for answer in answers)


def _hits(confused: Confused, label: Gold) -> Hits:
    said = sum(count for (_, said), count in confused.items() if said is label)
    gold = sum(count for (gold, _), count in confused.items() if gold is label)
    right = confused.get((label, label), 0)
    return Hits(right, said - right, gold - right)


def _content(confused: Confused) -> Hits:
    """Return the counts of article against noise: any content label counts as right for content."""
    both = Counter[tuple[bool, bool]]()
    for (gold, said), count in confused.items():
        both[gold is not Gold.NOISE, said is not Gold.NOISE] += count
    return Hits(both[True, True], both[False, True], both[True, False])


def _label_scores(
    documents: Sequence[Answers], labels: Sequence[Gold], hits: Sequence[Hits]
) -> tuple[LabelScore, ...]:
    confusions = [_confused(document.answers) for document in documents]
    return tuple(
        LabelScore(
            label=label,
            gold=hit.right + hit.missed,
            said=hit.right + hit.false,
            precision=hit.precision,
            recall=hit.recall,
            f1=hit.f1,
            document_f1=_mean([own.f1 for c in confusions if (own := _hits(c, label)).occurs]),
        )
        for label, hit in zip(labels, hits, strict=True)
    )


def _accuracies(documents: Iterable[Answers]) -> list[list[float]]:
    """Return the accuracies of each publisher's documents, so that none counts by its number."""
    by_publisher: dict[str, list[float]] = {}
    for document in documents:
        by_publisher.setdefault(document.publisher, []).append(document.accuracy)
    return list(by_publisher.values())


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


def _share(count: int, total: int) -> float:
    return count / max(1, total)
