"""Stored documents -> their articles, as parser, site rules and policies make them today.

A re-parse is an import of what is stored already: the same documents are read anew and merged, so
that an editor's work stays. What it changes nothing of is counted and not listed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from django.contrib.auth.models import User

from articles.documents.labels.site_rules import SiteRules
from articles.importing.incoming import Result
from articles.importing.pipeline import ChangedArticle, Pipeline
from articles.importing.plan import PREVIEW, REPARSE, Options, Plan
from articles.importing.record import RunRecord
from articles.importing.sources.selection import Selection
from articles.models import ImportRun
from articles.models.import_run import Outcome, RunKind

# The kinds of run that parse again, and what each does.
REPARSES: Final = {RunKind.REPARSE: REPARSE, RunKind.PREVIEW: PREVIEW}


def reparse_documents(
    selection: Selection,
    options: Options,
    *,
    rules: SiteRules | None = None,
    plan: Plan = REPARSE,
) -> Pipeline:
    """Return a re-parse of the selected documents: iterate over it to do it.

    By the plan PREVIEW it stores what would change, as a run to look at, and no article. Without
    `rules` it goes by the site's.
    """
    return Pipeline(selection.sources(), plan, options, rules=rules)


def go_on_with(run: ImportRun) -> Pipeline:
    """Return the re-parse that a run was begun for, or the rest of it where it was stopped."""
    selection = Selection.from_json(run.arguments)
    options = Options(total=run.total, started_by=run.started_by, arguments=run.arguments)
    # In the order of the articles. Of what an older parser read, only the rejected are still that.
    is_narrowed = selection.outdated and run.kind == RunKind.REPARSE
    done = run.rejected if is_narrowed else run.done
    documents = islice(selection.sources(), done, None)
    record = RunRecord.gone_on_with(run)
    return Pipeline(documents, REPARSES[RunKind(run.kind)], options, record=record)


@dataclass(frozen=True, slots=True)
class Preview:
    """How many articles a re-parse would give each outcome, and those that it would change."""

    counts: Mapping[Outcome, int]
    changes: Sequence[tuple[Result, ChangedArticle]]
    rejected: Sequence[Result]


def preview(article_ids: Collection[int], rules: SiteRules | None = None) -> Preview:
    """Parse the documents of these articles again, here and now; nothing is stored.

    `rules` are those to try out; without, the site's.
    """
    selection = Selection(articles=tuple(article_ids))
    reparse = reparse_documents(selection, Options(), rules=rules, plan=REPARSE.dry())
    changes, refused = [], []
    for result in reparse:
        if changed := reparse.changed(result):
            changes.append((result, changed))
        elif result.outcome is Outcome.REJECTED:
            refused.append(result)
    return Preview(dict(reparse.counts), changes, refused)


def apply(
    article_ids: Collection[int],
    rules: SiteRules | None = None,
    *,
    by: User | None = None,
    arguments: Mapping[str, Any] | None = None,
) -> ImportRun:
    """Parse the documents of these articles again, here and now; return the run.

    `arguments` are kept with the run, which shows them: what it was for.
    """
    options = Options(started_by=by, arguments=dict(arguments or {}), total=len(set(article_ids)))
    reparse = reparse_documents(Selection(articles=tuple(article_ids)), options, rules=rules)
    for _ in reparse:
        pass
    assert reparse.run
    return reparse.run
