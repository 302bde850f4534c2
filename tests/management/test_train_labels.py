"""The command that makes a model of labels out of labelled documents."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from articles.documents.labels import model
from articles.documents.labels.evaluation.corpus import row_of
from tests.documents.labels.training.make import make_corpus


def write(folder: Path, pages: int = 24, extra: str = "") -> Path:
    path = folder / "labelled.jsonl"
    rows = [json.dumps(row_of(document)) for document in make_corpus(pages)]
    path.write_text("\n".join(rows) + "\n" + extra, encoding="utf-8")
    return path


def train(*arguments: object) -> str:
    out = io.StringIO()
    call_command("train_labels", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def own_model(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A site's own file of a model, used until the test ends."""
    path = tmp_path / "labels.npz"
    settings.LABEL_MODEL = str(path)
    model.use_model(path)
    yield path
    model.use_model(model.BUNDLED)


def test_a_model_is_written_and_can_be_read(tmp_path: Path) -> None:
    out = train(write(tmp_path), "--output", tmp_path / "labels.npz")
    assert "24 documents" in out
    assert model.Model.read(tmp_path / "labels.npz").names


def test_folds_tell_how_it_does_on_other_publishers(tmp_path: Path) -> None:
    out = train(write(tmp_path), "--folds", "2")
    assert "24 documents measured" in out
    assert "accuracy" in out


@pytest.mark.parametrize(
    ("arguments", "told"), [((), "--output"), (("--output", "{}/none/labels.npz"), "cannot be")]
)
def test_what_cannot_begin_says_why(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    path = write(tmp_path)
    with pytest.raises(CommandError, match=told):
        train(path, *(argument.format(tmp_path) for argument in arguments))


def test_a_few_documents_are_too_few(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="too few"):
        train(write(tmp_path, 5), "--output", tmp_path / "labels.npz")


def test_a_row_that_cannot_be_read_costs_only_itself(tmp_path: Path) -> None:
    path = write(tmp_path, extra='{"id": "bad"}\n')
    with pytest.raises(SystemExit):
        train(path, "--output", tmp_path / "labels.npz")
    assert (tmp_path / "labels.npz").exists()


def test_a_sites_own_model_that_cannot_be_read_stops_the_start(own_model: Path) -> None:
    own_model.write_text("no model")
    [error] = [found for found in run_checks() if found.id == "articles.E002"]
    assert "train_labels" in str(error.hint)


def test_a_sites_own_model_is_used(own_model: Path) -> None:
    train(write(own_model.parent), "--output", own_model)
    assert not [found for found in run_checks() if found.id == "articles.E002"]
    assert model.current_model().threshold.size != model.Model.read(model.BUNDLED).threshold.size
