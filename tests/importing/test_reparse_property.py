"""Whatever was done to an article: parsed again it keeps that, and twice is as once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.labels.site_rules import NoiseRules, SiteRules
from articles.importing.reparse import apply, preview
from articles.models import Article
from tests.importing.site import state_of_the_site
from tests.undo.histories import (
    Step,
    contents,
    of_the_database,
    run,
    steps,
    texts,
    undo,
    without_dates,
)

pytestmark = pytest.mark.django_db

# Lines that are noise from then on: this is what a changed parser does, too.
rules = st.lists(texts, max_size=3).map(
    lambda lines: SiteRules(noise=NoiseRules(everywhere=frozenset(lines)))
)
histories = st.lists(st.tuples(st.lists(steps, max_size=4), rules), min_size=1, max_size=3)


def without_doubts(state: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What is unsure is told by the rules of now, which are others here each time."""
    return {key: {**article, "doubts": []} for key, article in state.items()}


def by_hand() -> list[tuple[str, Kind]]:
    """What the editor wrote, and what it is."""
    document = store.load(Article.objects.get())
    return [(p.markup, p.kind) for p in document.paragraphs() if p.markup.startswith("by hand")]


@pytest.mark.long
@given(contents, histories)
@of_the_database
def test_it_keeps_an_editors_work_does_nothing_twice_and_can_be_undone(
    strings: Sequence[str], history: list[tuple[list[Step], SiteRules]]
) -> None:
    with transaction.atomic():
        run(strings, publish=False)
        ids = [Article.objects.get().pk]
        for done, each in history:
            for step in done:
                step(Article.objects.get())
            before, written = state_of_the_site(), by_hand()
            seen = preview(ids, each)
            assert state_of_the_site() == before
            record = apply(ids, each)
            after = state_of_the_site()
            assert by_hand() == written
            assert [reread.after for _, reread in seen.changes] == (
                [store.load(Article.objects.get())] if record.unchanged == 0 else []
            )
            assert apply(ids, each).unchanged == 1
            assert state_of_the_site() == after
            undo(record)
            assert without_doubts(state_of_the_site()) == without_doubts(before)
            assert apply(ids, each).counts == record.counts
            again = without_doubts(without_dates(state_of_the_site()))
            assert again == without_doubts(without_dates(after))
        transaction.set_rollback(True)
