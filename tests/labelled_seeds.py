"""Prints the seeds with the labels of their outlines, as `label_report` reads them.

python -m tests.labelled_seeds 4 > FILE    # each four times, to count more beside a corpus
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from articles.documents.labels import Label
from articles.documents.labels.evaluation.corpus import LabelledDocument, labelled, row_of
from articles.documents.reading import read_documents
from articles.documents.source import Source

SEEDS = Path(__file__).parents[1] / "seeds"
OUTLINES = Path(__file__).parent / "outlines"
LANGUAGES = {"11_arabic": "ar", "12_chinese": "zh"}


def labelled_seeds() -> Iterator[LabelledDocument]:
    for outline in sorted(OUTLINES.glob("*.json")):
        path = SEEDS / f"{outline.stem}.txt"
        with path.open("rb") as file:
            [source] = read_documents(file, path.name)
        assert isinstance(source, Source)
        labels = labels_of(json.loads(outline.read_text(encoding="utf-8")))
        document = labelled(source, labels, by="editors")
        language = LANGUAGES.get(outline.stem, "en")
        yield replace(document, publisher="seeds", language=language)


def labels_of(outline: dict[str, Any]) -> dict[int, Label]:
    """The label of each block that an outline speaks of, by its index."""
    labels = dict.fromkeys(outline["noise"], Label.NOISE)
    lines = [(outline["standfirst"], Label.STANDFIRST)]
    for section in outline["sections"]:
        lines += [(section["heading"], Label.HEADING), (section["byline"], Label.BYLINE)]
        labels |= {origin: Label(kind) for origin, kind in section["paragraphs"]}
    return labels | {line["origin"]: label for line, label in lines if line}


def main(copies: int) -> None:
    for number in range(copies):
        for document in labelled_seeds():
            row = row_of(replace(document, id=f"{document.id} {number}"))
            print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
