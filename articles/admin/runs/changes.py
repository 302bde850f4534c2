"""The articles on a preview's page: what would become of each, and how it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from articles.admin.runs.items import filters_of, neighbours_of, wanted_by
from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.diff import DiffRow
from articles.models import ImportRun, RunItem
from articles.models.import_run import Outcome
from articles.reporting.pages import page_of

# Articles on a page, each with its differences.
_SIZE: Final = 10
# Of an article in which thousands of paragraphs change, a page would take many seconds.
MOST_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class ShownChange:
    """Hold an article that would change, and how; `note` says where nothing would any more.

    Of a new one `text` is the whole, and `about` says in short what it holds; `removals` are what
    cleaning removed; `disputed` is what waits for a decision, as the source has it.
    """

    item: RunItem
    differences: Sequence[DiffRow] = ()
    note: str = ""
    text: ArticleDocument | None = None
    about: str = ""
    removals: Sequence[str] = ()
    disputed: Sequence[DiffRow] = ()

    @property
    def first_differences(self) -> Sequence[DiffRow]:
        """Return as many differences as a page has time for."""
        return self.differences[:MOST_ROWS]

    @property
    def other_differences(self) -> int:
        """Return how many more there are."""
        return max(len(self.differences) - MOST_ROWS, 0)

    @property
    def first_disputed(self) -> Sequence[DiffRow]:
        """Return as many disputed parts as a page has time for."""
        return self.disputed[:MOST_ROWS]

    @property
    def other_disputed(self) -> int:
        """Return how many more there are."""
        return max(len(self.disputed) - MOST_ROWS, 0)


def changes_context(
    request: HttpRequest,
    run: ImportRun,
    shown: Callable[[Sequence[RunItem]], Iterable[ShownChange]],
    without: Sequence[Outcome] = (),
) -> dict[str, Any]:
    """Return the context of `changes.html`: a page of a preview's articles, shown by `shown`."""
    wanted = wanted_by(request.GET)
    page = page_of(run, wanted, _SIZE)
    return {
        "wanted": wanted,
        "filters": [each for each in filters_of(run, wanted) if each.name not in without],
        "changes": list(shown(page.items)),
        "lists_unchanged": Outcome.UNCHANGED not in without,
        **neighbours_of(page, wanted),
    }
