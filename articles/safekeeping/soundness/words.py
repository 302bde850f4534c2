"""What should be found has its words in the indexes of search."""

from __future__ import annotations

from typing import Final

from django.db import connection
from django.utils.translation import gettext as _

from articles.safekeeping.soundness.fault import Fault, Faults, in_batches
from articles.search.rebuild import CORPORA, Corpus

_TOGETHER: Final = 500


def check_words() -> Faults:
    """Yield the faults of each corpus, and before them those of what has no words."""
    for corpus in CORPORA:
        remedy = _("Run `rebuild_search`")
        for batch in in_batches(corpus.missing().values_list("pk"), _TOGETHER):
            label = corpus.rows().model._meta.label
            for (key,) in batch:
                yield [Fault(label, key, _("no search finds it: it has no words"), remedy)]
        yield _faults_of_index(corpus)


def _faults_of_index(corpus: Corpus) -> list[Fault]:
    """Return a fault where SQLite's index has more rows, or fewer, than there are words."""
    # PostgreSQL's is part of the table.
    if connection.vendor != "sqlite":
        return []
    table = corpus.words._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT count(*) FROM {table}), (SELECT count(*) FROM {table}_index_docsize)"  # noqa: S608 - a name of ours
        )
        rows, indexed = cursor.fetchone()
    if rows == indexed:
        return []
    told = _("it has %(rows)d rows, but its index %(indexed)d")
    remedy = _("Run `rebuild_search --all`")
    values = {"rows": rows, "indexed": indexed}
    return [Fault(corpus.words._meta.label, "", told % values, remedy)]
