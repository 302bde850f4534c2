"""Whether the same editions are live as before, without reading them: by four indexes.

An edition begins when it is written or at its `live_from`, and ends at its `live_until`; each is
later than all before it. What is erased leaves no such mark, and moves the masthead's stamp.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Subquery
from django.utils import timezone

from articles.models.edition import Edition
from articles.publishing.masthead import STAMP, with_masthead
from articles.site.compiled import AnyRow, rows_of_compiled


def live_set() -> AnyRow:
    """Return what is another whenever other editions are live, or the masthead is. One query.

    Its last value is the masthead's stamp; it is empty where there is no edition.
    """
    return next(iter(rows_of_compiled(_marks)), ())


def _marks() -> QuerySet[Edition, Any]:
    now = timezone.now()
    begun = Edition.objects.filter(live_from__lte=now).order_by("-live_from")
    ended = Edition.objects.filter(live_until__lte=now).order_by("-live_until")
    newest = with_masthead(Edition.objects.order_by("-pk")).annotate(
        begun=Subquery(begun.values("live_from")[:1]),
        ended=Subquery(ended.values("live_until")[:1]),
    )
    return newest.values_list("pk", "begun", "ended", STAMP)[:1]
