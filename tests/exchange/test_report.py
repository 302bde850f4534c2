"""What an import of articles came to."""

from __future__ import annotations

import pytest
from import_export.results import RowResult

from articles.exchange.report import IMPORT_TYPES, ArticleResult, report_of
from articles.models.import_run import WRITTEN, Outcome


def result(outcome: Outcome) -> ArticleResult:
    row = ArticleResult()
    row.set_outcome(outcome)
    return row


def test_every_outcome_has_its_words() -> None:
    assert set(IMPORT_TYPES) == set(Outcome)
    report = report_of(map(result, Outcome))
    assert report.summary() == (
        "1 created, 1 updated, 1 merged, 1 in conflict, 1 unchanged, 1 outdated, 1 deleted here, "
        "1 detached, 1 left out, 1 rejected"
    )


@pytest.mark.parametrize("outcome", Outcome)
def test_what_would_be_written_can_be_confirmed(outcome: Outcome) -> None:
    assert report_of([result(outcome)]).has_errors() is (outcome not in WRITTEN)


def test_import_export_knows_whether_an_article_is_new() -> None:
    new = {each for each in Outcome if IMPORT_TYPES[each] == RowResult.IMPORT_TYPE_NEW}
    assert new == {Outcome.CREATED}
