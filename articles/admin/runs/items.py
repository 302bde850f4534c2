"""The documents on a run's page: which are asked for, and what is shown of them to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin.numbers import integer
from articles.models import ImportRun, RunItem, SourceDocument
from articles.models.import_run import NOT_TAKEN, Outcome, RunState
from articles.reporting.pages import Page, Wanted, page_of

# Shown where there are some, or while there may be some yet.
_RARE: Final = (Outcome.OUTDATED, Outcome.DELETED, Outcome.DETACHED, Outcome.SKIPPED)


@dataclass(frozen=True, slots=True)
class Filter:
    """Hold a link to the documents of one outcome; `name` is also that of its number."""

    name: str
    label: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownItem:
    """Hold a document, and the primary key of the source that is stored of it, if one is."""

    item: RunItem
    source: int | None


def items_context(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    wanted = wanted_by(request.GET)
    page = page_of(run, wanted)
    user = request.user
    sees_sources = user.has_perm("articles.view_sourcedocument")
    sources = sources_by_external_id(run, page.items) if sees_sources else {}
    return {
        "wanted": wanted,
        "filters": list(filters_of(run, wanted)),
        "items": [ShownItem(item, _source(run, item, sources)) for item in page.items],
        "sees_articles": any(
            user.has_perm(f"articles.{right}_article") for right in ("view", "change")
        ),
        **neighbours_of(page, wanted),
    }


def wanted_by(query: Mapping[str, str]) -> Wanted:
    """Return what the address asks for; what it cannot mean is left out."""
    outcome = query.get("outcome", "")
    return Wanted(
        outcome=Outcome(outcome) if outcome in Outcome.values else None,
        # PostgreSQL refuses this character.
        term=query.get("q", "").replace("\0", "").strip(),
        after=integer(query.get("after", "")),
        before=integer(query.get("before", "")),
    )


def query_of(wanted: Wanted) -> str:
    asked = {
        "outcome": wanted.outcome.value if wanted.outcome else "",
        "q": wanted.term,
        "after": wanted.after or "",
        "before": wanted.before or "",
    }
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def filters_of(run: ImportRun, wanted: Wanted) -> Iterator[Filter]:
    def link(outcome: Outcome | None, label: str, count: int) -> Filter:
        query = query_of(Wanted(outcome, wanted.term))
        name = outcome.value if outcome else "all"
        return Filter(name, label, count, query, is_chosen=outcome is wanted.outcome)

    is_running = run.state is RunState.RUNNING
    yield link(None, _("All"), run.done)
    for outcome, count in run.counts.items():
        if outcome in _RARE and not count and wanted.outcome is not outcome and not is_running:
            continue
        yield link(outcome, str(outcome.label), count)


def neighbours_of(page: Page, wanted: Wanted) -> dict[str, str]:
    """Return the addresses of the pages around this one, where there are any."""
    plain = replace(wanted, after=None, before=None)
    if not page.items:
        return {"first": query_of(plain)} if page.previous or page.next else {}
    found = {}
    if page.previous:
        found["first"] = query_of(plain)
        found["previous"] = query_of(replace(plain, before=page.items[0].pk))
    if page.next:
        found["next"] = query_of(replace(plain, after=page.items[-1].pk))
    return found


def sources_by_external_id(run: ImportRun, items: Iterable[RunItem]) -> dict[str, tuple[int, int]]:
    """Return by key the source stored last by this run or before it, and the run that did it."""
    keys = {item.external_id for item in items if item.external_id}
    stored = SourceDocument.objects.filter(external_id__in=keys, run__lte=run.pk).order_by("pk")
    return {key: (pk, by) for key, pk, by in stored.values_list("external_id", "pk", "run")}


def _source(run: ImportRun, item: RunItem, sources: Mapping[str, tuple[int, int]]) -> int | None:
    """Return the source of a document; a rejected one has none unless this run stored it."""
    source, by = sources.get(item.external_id, (None, None))
    return None if item.outcome in NOT_TAKEN and by != run.pk else source
