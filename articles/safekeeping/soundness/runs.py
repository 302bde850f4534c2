"""Runs tell what became of each document: what they lead to is there, and their counts are true."""

from __future__ import annotations

from typing import Final

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from articles.models import ImportRun, RunItem, Version
from articles.models.import_run import NOT_TAKEN, STORING, WRITTEN, RunKind
from articles.safekeeping.soundness.fault import Fault, Faults, in_batches

_TOGETHER: Final = 200
# Those of which each document has an item.
_LISTED: Final = (*WRITTEN, *NOT_TAKEN)


def check_runs() -> Faults:
    """Yield the faults of each run."""
    for batch in in_batches(ImportRun.objects.all(), 1):
        for run in batch:
            yield [*_miscounted(run), *_lost_versions(run)]


def _miscounted(run: ImportRun) -> list[Fault]:
    # Of one that goes on, or was killed, what is counted last may be on its way.
    if run.kind != RunKind.IMPORT or run.finished_at is None:
        return []
    items = run.items.filter(outcome__in=_LISTED).order_by().values_list("outcome")
    found = dict(items.annotate(Count("pk")))
    words = _("it counts %(count)d documents as %(outcome)s, and has %(found)d of them")
    remedy = _("Import the files again: what is here already stays unchanged")
    return [
        Fault(
            ImportRun._meta.label,
            run.pk,
            words
            % {"count": run.counts[each], "outcome": each.value, "found": found.get(each.value, 0)},
            remedy,
        )
        for each in _LISTED
        if found.get(each.value, 0) != run.counts[each]
    ]


def _lost_versions(run: ImportRun) -> list[Fault]:
    """Return a fault for each item whose article has not the versions around it any more."""
    if run.kind not in STORING:
        return []
    faults = []
    for name in ("before", "after"):
        version = Version.objects.filter(article=OuterRef("article"), number=OuterRef(name))
        items = run.items.filter(article__isnull=False, **{f"{name}__gt": 0})
        for batch in in_batches(items.exclude(Exists(version)).values_list("pk", name), _TOGETHER):
            words = _("version %(version)d of its article is not here")
            remedy = _("Restore a back-up of before, or leave this document out of an undo")
            faults += [
                Fault(RunItem._meta.label, key, words % {"version": number}, remedy)
                for key, number in batch
            ]
    return faults
