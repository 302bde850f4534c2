"""Whatever was done before an import: its undo leads back, and importing again leads on."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from articles.documents import pipeline as parsing
from articles.models import Article
from tests.importing.site import state_of_the_site
from tests.review.unsure import label_documents
from tests.undo.histories import Step, imports, of_the_database, run, steps, undo, without_dates

pytestmark = pytest.mark.django_db


def differing(imported: Sequence[tuple[list[str], bool]]) -> list[tuple[list[str], bool]]:
    """Each another text than the one before: what changes nothing has nothing to undo."""
    out: list[tuple[list[str], bool]] = []
    for strings, publish in imported:
        is_same = out and out[-1][0] == strings
        out.append(([*strings, "more"] if is_same else strings, publish))
    return out


# What editors did, then an import; and so on.
histories = st.lists(st.tuples(st.lists(steps, max_size=4), imports), min_size=1, max_size=4)


@pytest.fixture(autouse=True)
def _labeller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "label_with_shapes", label_documents)


@pytest.mark.long
@given(histories)
@of_the_database
def test_undone_it_is_as_before_and_imported_again_as_after(
    history: list[tuple[list[Step], tuple[list[str], bool]]],
) -> None:
    with transaction.atomic():
        imported_texts = differing([imported for _, imported in history])
        for (steps_before, _), imported in zip(history, imported_texts, strict=True):
            for step in steps_before:
                if article := Article.objects.first():
                    step(article)
            before = state_of_the_site()
            record = run(*imported)
            after = state_of_the_site()
            undo(record)
            assert state_of_the_site() == before
            again = run(*imported)
            assert without_dates(state_of_the_site()) == without_dates(after)
            assert again.counts == record.counts
        transaction.set_rollback(True)


@pytest.mark.long
@given(st.lists(imports, min_size=2, max_size=5))
@of_the_database
def test_many_are_undone_one_after_the_other(history: list[tuple[list[str], bool]]) -> None:
    with transaction.atomic():
        done = [(state_of_the_site(), run(*imported)) for imported in differing(history)]
        for before, record in reversed(done):
            undo(record)
            assert state_of_the_site() == before
        assert not Article.objects.exists()
        transaction.set_rollback(True)
