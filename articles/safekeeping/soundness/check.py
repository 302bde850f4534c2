"""All checks over the whole archive, as of one moment, however much is written meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from articles.models import Article, Edition, ImportRun, Picture, SourceDocument, Version
from articles.safekeeping.soundness.editions import check_editions
from articles.safekeeping.soundness.fault import Fault, Faults
from articles.safekeeping.soundness.origins import check_origins
from articles.safekeeping.soundness.pages import check_pages
from articles.safekeeping.soundness.pictures import check_pictures, check_strays, check_uses
from articles.safekeeping.soundness.references import check_references, references
from articles.safekeeping.soundness.runs import check_runs
from articles.safekeeping.soundness.sources import check_sources
from articles.safekeeping.soundness.states import check_states
from articles.safekeeping.soundness.versions import check_chains, check_versions
from articles.safekeeping.soundness.words import check_words
from articles.safekeeping.soundness.working_copy import check_working_copies
from articles.search.rebuild import CORPORA

# Each with what it looks at: how many there are of that.
_CHECKS: Final[tuple[tuple[Callable[[], Faults], Callable[[], int]], ...]] = (
    (check_pages, lambda: 1),
    (check_sources, SourceDocument.objects.count),
    (check_versions, Version.objects.count),
    (check_chains, Article.with_deleted.count),
    (check_working_copies, Article.with_deleted.count),
    (check_origins, Article.with_deleted.count),
    (check_editions, Edition.objects.count),
    (check_states, Article.with_deleted.count),
    (check_words, lambda: len(CORPORA)),
    (check_pictures, Picture.objects.count),
    (check_strays, lambda: 1),
    (check_uses, lambda: 1),
    (check_runs, ImportRun.objects.count),
    (check_references, lambda: len(references()) + 1),
)


class ArchiveCheck:
    """Check the whole archive: iterate over it for the faults of each row, in `total` steps.

    Nothing is written. Others may write meanwhile: what they do is not seen.
    """

    @property
    def total(self) -> int:
        """Return how many rows there are to look at."""
        return sum(number() for _check, number in _CHECKS)

    def __iter__(self) -> Iterator[Sequence[Fault]]:
        with _one_moment():
            for check, _number in _CHECKS:
                yield from _readable(check)


def _readable(check: Callable[[], Faults]) -> Faults:
    """Yield what a check finds, and where a damaged database breaks it off."""
    try:
        yield from check()
    except DatabaseError as error:
        words = _("its rows cannot all be read: %(error)s") % {"error": error}
        remedy = _("Restore a back-up")
        yield [Fault(check.__name__.removeprefix("check_").replace("_", " "), "", words, remedy)]


@contextmanager
def _one_moment() -> Iterator[None]:
    """Have all queries see the database as it is now, and keep nobody from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Not `atomic`, which begins as one who writes.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
