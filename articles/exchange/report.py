"""What an import would do, or did, with each article: import-export's results in our words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from import_export.results import Result, RowResult

from articles.documents.markup import Removal
from articles.documents.revisions.diff import DiffRow
from articles.documents.source import DocumentRejected
from articles.models import Article
from articles.models.import_run import Outcome
from articles.reporting.removals import list_removals
from articles.reporting.words import format_counts

# What import-export calls them, by which it counts and logs.
IMPORT_TYPES: Final = {
    Outcome.CREATED: RowResult.IMPORT_TYPE_NEW,
    Outcome.UPDATED: RowResult.IMPORT_TYPE_UPDATE,
    Outcome.MERGED: RowResult.IMPORT_TYPE_UPDATE,
    Outcome.CONFLICT: RowResult.IMPORT_TYPE_UPDATE,
    Outcome.UNCHANGED: RowResult.IMPORT_TYPE_SKIP,
    Outcome.OUTDATED: RowResult.IMPORT_TYPE_SKIP,
    Outcome.DELETED: RowResult.IMPORT_TYPE_SKIP,
    Outcome.DETACHED: RowResult.IMPORT_TYPE_SKIP,
    Outcome.SKIPPED: RowResult.IMPORT_TYPE_SKIP,
    Outcome.REJECTED: RowResult.IMPORT_TYPE_INVALID,
}


class ArticleResult(RowResult):
    """Hold what became of one article. A rejected one is no error to import-export."""

    def __init__(self) -> None:
        super().__init__()
        self.outcome = Outcome.REJECTED
        self.where = ""
        self.headline = ""
        self.reason = ""
        self.hint = ""
        self.removed: tuple[Removal, ...] = ()
        # None where nothing was compared.
        self.differences: tuple[DiffRow, ...] | None = None

    def set_outcome(self, outcome: Outcome, article: Article | None = None) -> None:
        """Set the outcome, in our words and in import-export's."""
        self.outcome = outcome
        self.import_type = IMPORT_TYPES[outcome]
        self.instance = article
        self.add_instance_info(article)

    def only_identifiers_differ(self) -> bool:
        """Return whether it is updated in nothing that can be seen."""
        return self.outcome is Outcome.UPDATED and self.differences == ()

    def removals(self) -> list[str]:
        """Return what cleaning removed from its texts, in words."""
        return list_removals(self.removed)

    def reject(self, rejected: DocumentRejected) -> None:
        """Set it to rejected, with reason, hint and position."""
        self.set_outcome(Outcome.REJECTED)
        self.reason, self.hint = rejected.reason, rejected.hint
        self.where = self.where or rejected.position


class Report(Result):
    """Count and list what became of the articles of a table."""

    def add(self, row: ArticleResult) -> None:
        """Count and list the result of one article."""
        self.total_rows += 1
        self.increment_row_result_total(row)
        self.append_row_result(row)

    def has_errors(self) -> bool:
        """Return whether nothing is left that could be stored: then there is nothing to confirm."""
        stored = (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE)
        return bool(self.base_errors) or not any(self.totals[name] for name in stored)

    def counts(self) -> Counter[Outcome]:
        """Return how many articles had each outcome."""
        return Counter(row.outcome for row in self.rows)

    def rejected(self) -> list[ArticleResult]:
        """Return the results of the rejected articles."""
        return [row for row in self.rows if row.outcome is Outcome.REJECTED]

    def summary(self) -> str:
        """Return the counts in words: "2 created, 1 rejected"."""
        return format_counts(self.counts())


def report_of(rows: Iterable[ArticleResult]) -> Report:
    """Return the report of these results."""
    report = Report()
    for row in rows:
        report.add(row)
    return report
