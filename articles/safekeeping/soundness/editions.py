"""Editions are what readers see: their bodies are whole, and their links are known."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from django.utils.translation import gettext as _

from articles.models import Edition
from articles.models.edition import EditionLink
from articles.publishing.render import numbers_in
from articles.safekeeping.soundness.fault import (
    Fault,
    Faults,
    as_stored,
    in_batches,
    unpacked_bytes,
)

_TOGETHER: Final = 100


def check_editions() -> Faults:
    """Yield the faults of each edition."""
    rows = Edition.objects.values_list(
        "pk", "article", "version__article", "headline", as_stored("body")
    )
    for batch in in_batches(rows, _TOGETHER):
        links: defaultdict[int, set[int]] = defaultdict(set)
        known = EditionLink.objects.filter(edition__in=[row[0] for row in batch])
        for edition, number in known.values_list("edition", "url_hash"):
            links[edition].add(number)
        for row in batch:
            yield _faults(row, links[row[0]])


def _faults(row: tuple[Any, ...], links: set[int]) -> list[Fault]:
    key, article, of_version, headline, stored = row
    words = []
    if article != of_version:
        words.append(_("its version is one of another article"))
    if not headline:
        words.append(_("it has no headline"))
    body = unpacked_bytes(stored)
    if not body:
        words.append(_("its body cannot be unpacked"))
    elif not numbers_in(body.decode("utf-8", "replace")) <= links:
        words.append(_("not all links of its body are known"))
    remedy = _("Publish the article again, which makes a new edition")
    return [Fault(Edition._meta.label, key, each, remedy) for each in words]
