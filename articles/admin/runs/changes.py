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
