"""Versions are whole: each holds an article document, and none of an article's is missing."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _

from articles.models import Article, Version
from articles.safekeeping.soundness.fault import (
    Fault,
    Faults,
    as_stored,
    in_batches,
    unpacked_document,
)

_TOGETHER: Final = 100


def check_versions() -> Faults:
    """Yield the faults of each version's documents."""
    rows = Version.objects.values_list("pk", as_stored("content"), as_stored("imported"))
    for batch in in_batches(rows, _TOGETHER):
        yield from map(_faults, batch)


def _faults(row: tuple[Any, ...]) -> list[Fault]:
    key, content, imported = row
    faults = []
    for name, stored in (("content", content), ("imported", imported)):
        document = unpacked_document(stored) if stored is not None else None
        if isinstance(document, str):
            words = _("its %(field)s is no article: %(why)s") % {"field": name, "why": document}
            remedy = _("Restore a back-up of before; the article's other versions are whole")
            faults.append(Fault(Version._meta.label, key, words, remedy))
    return faults


def check_chains() -> Faults:
    """Yield the faults of each article's versions, which are numbered from 1 up to its own."""
    rows = Article.with_deleted.values_list("pk", "version")
    for batch in in_batches(rows, _TOGETHER):
        versions = Version.objects.filter(article__in=[key for key, _version in batch]).order_by()
        chains = versions.values_list("article").annotate(Count("pk"), Min("number"), Max("number"))
        found = {key: chain for key, *chain in chains}
        for key, version in batch:
            yield [] if found.get(key) == [version, 1, version] else [_broken(key, version)]


def _broken(key: int, version: int) -> Fault:
    words = _("not all of its versions 1 to %(last)d are here") % {"last": version}
    remedy = _("Restore a back-up of before; what is left can be edited on")
    return Fault(Article._meta.label, key, words, remedy)
