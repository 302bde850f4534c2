"""What was measured -> a report for a person or a program."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from articles.documents.labels.evaluation.gold import Gold
from articles.documents.labels.evaluation.measurement import GroupScore, Measurement, Mistake
from articles.documents.labels.evaluation.score import Calibration, LabelScore, Score

_OPENING: Final = 80
_NONE: Final = "-"
_HEAD: Final = (
    "gold", "variant", "language", "documents", "accuracy", "summary F1", "heading F1", "noise F1",
    "exact documents", "at most one error",
)  # fmt: skip


def measurement_json(measured: Measurement, *, by_language: bool) -> dict[str, Any]:
    """Return a JSON object with every figure, the first mistakes, and what was refused."""
    return {
        "documents": measured.documents,
        "seconds_a_document": measured.seconds_a_document,
        "scores": [asdict(group) for group in measured.scores(by_language=by_language)],
        "errors": [asdict(mistake) for mistake in measured.mistakes],
        "rejected": [asdict(rejection) for rejection in measured.rejections],
    }


def format_report(measured: Measurement, *, by_language: bool, in_full: bool) -> str:
    """Return the same for a terminal: a table, with the other figures below it if `in_full`."""
    groups = list(measured.scores(by_language=by_language))
    parts = [_table(groups)] if groups else []
    parts += map(_details, groups if in_full else ())
    parts += ["\n".join(map(_line, measured.mistakes))] if measured.mistakes else []
    total = (
        f"{measured.documents:,} documents measured, {len(measured.rejections):,} rejected; "
        f"{1000 * measured.seconds_a_document:.2f} ms a document to label"
    )
    return "\n\n".join([*parts, total])


def _table(groups: Sequence[GroupScore]) -> str:
    """One line for each group, and below it one for each of its languages."""
    rows = [_HEAD, *(_row(group) for group in groups)]
    if any(group.language for group in groups):
        return "\n".join(_aligned(rows, left=3))
    return "\n".join(_aligned([(*row[:2], *row[3:]) for row in rows], left=2))


def _details(group: GroupScore) -> str:
    """All figures of one group, under a line that names it."""
    score = group.score
    lines = (
        f"{_name(group)}: {score.documents:,} documents of {score.publishers:,} publishers, "
        f"{score.blocks:,} blocks",
        f"  macro F1 {_figure(score.macro_f1)}, article against noise F1 "
        f"{_figure(score.content_f1)}, mean of publishers' accuracy "
        f"{_figure(score.publisher_accuracy)}",
        *_indented(_aligned(_label_rows(score.labels), left=1)),
        *_indented(_aligned(_confusion_rows(score), left=1)),
        *_indented(_calibration(score.calibration)),
    )
    return "\n".join(lines)


def _line(mistake: Mistake) -> str:
    """A wrongly labelled block: where, what, why, and how it begins."""
    opening = textwrap.shorten(mistake.text, _OPENING, placeholder=" …") or "(nothing visible)"
    return (
        f"{mistake.id} {mistake.index}: said {mistake.said} ({mistake.confidence:.2f}), "
        f"gold {mistake.gold}; {mistake.reason}; {opening}"
    )


def _row(group: GroupScore) -> tuple[str, ...]:
    score = group.score
    return (
        group.kind,
        group.variant,
        group.language,
        f"{score.documents:,}",
        _figure(score.accuracy),
        *(_f1(score, label) for label in (Gold.SUMMARY, Gold.HEADING, Gold.NOISE)),
        _figure(score.exact_documents),
        _figure(score.documents_with_at_most_one_error),
    )


def _f1(score: Score, label: Gold) -> str:
    """A dash where the label is not told apart, or neither is nor was said."""
    found = [own for own in score.labels if own.label is label and (own.gold or own.said)]
    return _figure(found[0].f1) if found else _NONE


def _name(group: GroupScore) -> str:
    return ", ".join(filter(None, (group.kind, group.variant, group.language)))


def _label_rows(labels: Iterable[LabelScore]) -> Iterator[tuple[str, ...]]:
    yield "label", "gold", "said", "precision", "recall", "F1", "mean F1 of documents"
    for label in labels:
        figures = (label.precision, label.recall, label.f1, label.document_f1)
        yield label.label, f"{label.gold:,}", f"{label.said:,}", *map(_figure, figures)


def _confusion_rows(score: Score) -> Iterator[tuple[str, ...]]:
    labels = [own.label for own in score.labels]
    yield "gold \\ said", *labels
    for gold in labels:
        yield gold, *(f"{c.blocks:,}" for c in score.confusions if c.gold is gold)


def _calibration(found: Calibration) -> Iterator[str]:
    rows = [("confidence", "labels", "right")]
    rows += [
        (f"{step.low:.1f} to {step.high:.1f}", f"{step.labels:,}", _figure(step.right))
        for step in found.steps
    ]
    yield from _aligned(rows, left=1)
    asked = f" ({_figure(found.unsure_right)} of them right)" if found.unsure else ""
    share = f", {_figure(found.errors_unsure)} of all {found.errors:,} errors"
    yield f"unsure: {found.unsure_a_document:.2f} blocks a document{asked}{share}"


def _figure(value: float) -> str:
    return f"{value:.3f}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {text}" for text in lines)


def _aligned(rows: Iterable[Sequence[str]], *, left: int) -> Iterator[str]:
    """Yield the rows in columns, of which the first `left` hold words and the rest figures."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.ljust(width) if place < left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
