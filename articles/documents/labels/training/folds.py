"""Cross-validate: measure models on publishers that they have not learned from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from articles.documents.labels.evaluation.corpus import LabelledDocument
from articles.documents.labels.model import Model
from articles.documents.labels.training.examples import examples_of
from articles.documents.labels.training.fit import Settings, fit
from articles.documents.labels.training.mix import mix_pages

# How many mixed pages are made of each.
TIMES = 5


def train(documents: Sequence[LabelledDocument], settings: Settings | None = None) -> Model:
    """Return a model that has learned from all of the documents, and from mixtures of them."""
    examples = list(examples_of(documents))
    return fit([*examples, *mix_pages(examples, TIMES)], settings)


def held_out(
    documents: Sequence[LabelledDocument], folds: int, settings: Settings | None = None
) -> Iterator[tuple[Model, list[LabelledDocument]]]:
    """Yield each fold's documents with a model that has learned from all the others.

    A fold holds all documents of its publishers, so no model has seen a page of theirs.
    """
    for fold in range(folds):
        inside = [d for d in documents if _fold_of(d, folds) == fold]
        outside = [d for d in documents if _fold_of(d, folds) != fold]
        if inside and outside:
            yield train(outside, settings), inside


def _fold_of(document: LabelledDocument, folds: int) -> int:
    publisher = document.publisher or document.id
    return int.from_bytes(sha256(publisher.encode()).digest()[:8]) % folds
