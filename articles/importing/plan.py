"""What an import, a re-parse and a preview do differently, as data; `pipeline` runs any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.contrib.auth.models import User

from articles.documents.source import Source
from articles.importing.incoming import Decision, StoredDocument
from articles.models.import_run import STORING, Outcome, RunKind


@dataclass(frozen=True, slots=True)
class Plan:
    """How documents become articles.

    - `kind`: of the run that is kept; None keeps no run at all, as a dry run does.
    - `may_repeat`: several documents may have one external id: they are versions of one article.
    - `decide`: what is to be done with a document, given what is stored under its id.
    - `rereads`: the documents are those that are stored, read anew. What that says of labels is
      followed, and an article that reads the same is not written.
    - `takes_any`: an editor wants this very document, whatever it says of its age and status.
    - `when_lost`: the outcome of a document whose article was deleted, or followed another source,
      between the decision and the storing of it.
    - `follows`: outcomes after which readers may see an update of a live article.
    - `listed`: outcomes of the documents that the run lists one by one; the others are counted.
    """

    kind: RunKind | None
    may_repeat: bool
    decide: Callable[[Source, StoredDocument | None], Decision]
    rereads: bool
    when_lost: Outcome
    follows: frozenset[Outcome]
    listed: frozenset[Outcome]
    takes_any: bool = False

    @property
    def stores(self) -> bool:
        """Return whether articles are written; else it is shown what would become of them."""
        return self.kind in STORING

    def dry(self) -> Plan:
        """Return the plan that shows the same and keeps nothing, the run neither."""
        return replace(self, kind=None)


def decide_by_digest(source: Source, stored: StoredDocument | None) -> Decision:
    """Create what is new, merge what has changed; the same bytes change nothing."""
    if stored is None:
        return Decision.CREATE
    return Decision.NOTHING if stored.digest == source.digest else Decision.MERGE


def decide_to_reread(source: Source, stored: StoredDocument | None) -> Decision:
    """Merge a stored document, unless an import brought another or its article is gone."""
    is_followed = stored is not None and stored.digest == source.digest
    return Decision.MERGE if is_followed else Decision.NOTHING


def decide_to_take(source: Source, stored: StoredDocument | None) -> Decision:
    """Merge a document into the article of its key, unless it follows that one already."""
    is_followed = stored is None or stored.digest == source.digest
    return Decision.NOTHING if is_followed else Decision.MERGE


IMPORT: Final = Plan(
    kind=RunKind.IMPORT,
    may_repeat=True,
    decide=decide_by_digest,
    rereads=False,
    when_lost=Outcome.REJECTED,
    follows=frozenset({Outcome.UPDATED, Outcome.MERGED, Outcome.UNCHANGED}),
    listed=frozenset(Outcome),
)
# An editor has chosen the document.
TAKE: Final = replace(IMPORT, decide=decide_to_take, takes_any=True)
REPARSE: Final = Plan(
    kind=RunKind.REPARSE,
    # Each article has one document.
    may_repeat=False,
    decide=decide_to_reread,
    rereads=True,
    when_lost=Outcome.UNCHANGED,
    follows=frozenset({Outcome.UPDATED, Outcome.MERGED}),
    listed=frozenset(Outcome) - {Outcome.UNCHANGED},
)
# What they would do, kept as a run to look at, and done to no article.
IMPORT_PREVIEW: Final = replace(IMPORT, kind=RunKind.IMPORT_PREVIEW)
PREVIEW: Final = replace(REPARSE, kind=RunKind.PREVIEW)


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked for.

    `publish` publishes what no editor has decided on; `max_loss` rejects documents of which more
    per cent are noise; `section_pages` takes pages that lead to others for articles; `total` is how
    many documents there are, if that is known; `processes` is how many worker processes prepare
    them, where there are many, and more of them where nobody `asks_for_processes`.
    """

    publish: bool = False
    fail_fast: bool = False
    max_loss: int | None = None
    section_pages: bool = False
    processes: int = 1
    asks_for_processes: bool = True
    total: int | None = None
    started_by: User | None = None
    arguments: dict[str, Any] = field(default_factory=dict)
