"""Learning from labelled documents: what comes out is a model that labels others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from articles.documents.labels.evaluation.corpus import LabelledDocument
from articles.documents.labels.evaluation.gold import GOLD_OF, Gold
from articles.documents.labels.labelling import UnlabelledDocument, label_documents
from articles.documents.labels.model import NOISE, ChainState, Model, ModelUnusable
from articles.documents.labels.training.examples import Example, examples_of
from articles.documents.labels.training.fit import Settings, fit
from articles.documents.labels.training.folds import held_out, train
from articles.documents.labels.training.mix import mix_pages
from tests.documents.labels.training.make import make_corpus
from tests.documents.make import make_labelled

QUICK = Settings(units=4, epochs=12, batch=12, rate=1e-2)
CORPUS = make_corpus()


@pytest.fixture(scope="module")
def model() -> Model:
    return train(CORPUS, QUICK)


def share_right(model: Model, documents: Iterable[LabelledDocument]) -> float:
    examples = list(examples_of(documents))
    labelled = label_documents([UnlabelledDocument(e.blocks) for e in examples], model)
    right = [
        GOLD_OF[item.label] is gold
        for example, found in zip(examples, labelled, strict=True)
        for item, gold in zip(found, example.gold, strict=True)
    ]
    return sum(right) / len(right)


def test_it_learns_what_gold_says(model: Model) -> None:
    assert share_right(model, CORPUS) > 0.95


def test_it_labels_publishers_that_it_has_not_seen() -> None:
    for learned, inside in held_out(CORPUS, 2, QUICK):
        assert share_right(learned, inside) > 0.9


def test_a_fold_keeps_all_pages_of_a_publisher_together() -> None:
    folds = [{d.publisher for d in inside} for _, inside in held_out(CORPUS, 3, QUICK)]
    assert sum(map(len, folds)) == len(set.union(*folds)) == 6


def test_the_same_documents_give_the_same_model(model: Model) -> None:
    again = train(CORPUS, QUICK)
    assert np.array_equal(again.direct, model.direct)
    assert np.array_equal(again.follow, model.follow)


def test_a_model_that_is_written_and_read_says_the_same(model: Model, tmp_path: Path) -> None:
    model.save(tmp_path / "labels.npz")
    blocks = [UnlabelledDocument(example.blocks) for example in examples_of(CORPUS)]
    read = label_documents(blocks, Model.read(tmp_path / "labels.npz"))
    assert [[item.label for item in found] for found in read] == [
        [item.label for item in found] for found in label_documents(blocks, model)
    ]


def test_a_file_that_holds_no_model_is_told(tmp_path: Path) -> None:
    (tmp_path / "labels.npz").write_text("no model")
    with pytest.raises(ModelUnusable, match="holds no model"):
        Model.read(tmp_path / "labels.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more"])
def test_a_file_that_was_cut_off_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "labels.npz").write_bytes(content)
    with pytest.raises(ModelUnusable, match="holds no model"):
        Model.read(tmp_path / "labels.npz")


@pytest.mark.parametrize(
    "change",
    [
        {"follow": np.full((6, 6), np.nan)},
        {"end": np.zeros(5)},
        {"hidden": np.zeros((4, 3), np.float32)},
    ],
    ids=["no numbers", "too few states", "too few codes"],
)
def test_numbers_that_do_not_fit_together_are_told(
    model: Model, tmp_path: Path, change: dict[str, Any]
) -> None:
    replace(model, **change).save(tmp_path / "labels.npz")
    with pytest.raises(ModelUnusable, match="do not fit together"):
        Model.read(tmp_path / "labels.npz")


def test_a_model_of_other_signs_is_told(model: Model) -> None:
    other = Model(("other",), *(getattr(model, name) for name in Model.__slots__[1:]))
    with pytest.raises(ModelUnusable, match="other features"):
        label_documents([UnlabelledDocument(next(examples_of(CORPUS)).blocks)], other)


def test_gold_that_tells_less_leaves_more_open() -> None:
    [example] = examples_of([make_labelled("A", "B", gold=["body", "noise"], kind="binary-human")])
    content, noise = example.allowed()
    assert [state for state in ChainState if content[state]] == [0, 1, 2]
    assert [state for state in ChainState if noise[state]] == list(NOISE)


def test_what_is_not_scored_may_be_anything() -> None:
    [example] = examples_of([make_labelled("A", "", gold=["optional", "noise"])])
    assert example.allowed().all()


def test_a_mixed_page_has_one_publishers_article_and_its_gold() -> None:
    examples = list(examples_of(CORPUS))
    articles = [article_of(example) for example in examples]
    pages = list(mix_pages(examples, 3))
    assert len(pages) == 3 * len(examples)
    for page in pages:
        kept = article_of(page)
        assert any(article[: len(kept)] == kept for article in articles)
    assert any(page.blocks != example.blocks for page in pages for example in examples[:1])


def article_of(example: Example) -> tuple[str, ...]:
    pairs = zip(example.blocks, example.gold, strict=True)
    return tuple(block.text for block, gold in pairs if gold is not Gold.NOISE)


def test_pages_without_others_of_their_language_are_not_mixed() -> None:
    alone = make_labelled("A", "B", gold=["body", "noise"], language="eo")
    assert list(mix_pages(list(examples_of([alone])), 3)) == []


def test_no_example_is_no_reason_to_fail_in_a_riddle() -> None:
    with pytest.raises(ValueError, match="nothing to learn from"):
        fit([], QUICK)
