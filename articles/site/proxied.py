"""How long a proxy before the site may answer without asking: never beyond the next turn.

Used only where `NEWSROOM_PROXY_MAX_AGE` is set. A browser asks each time, as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from math import floor

from django.conf import settings
from django.db.models import Min
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from articles.models.arrangement import Arrangement
from articles.models.edition import Edition
from articles.site.response import CACHE_CONTROL


class ProxiedMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Before the page is made: what turns meanwhile has turned for it, or ends its time.
        asked_at = timezone.now()
        response = self.get_response(request)
        is_kept = response.status_code in {200, 304}
        if is_kept and response.headers.get("Cache-Control") == CACHE_CONTROL:
            age = min(settings.PROXY_MAX_AGE, seconds_to_next_turn(asked_at))
            if age > 0:
                response.headers["Cache-Control"] = (
                    f"public, max-age=0, s-maxage={age}, must-revalidate"
                )
        return response


def seconds_to_next_turn(now: datetime) -> int:
    """Return whole seconds until an edition begins or ends after this moment, or a front page.

    Three short queries.
    """
    begins = Edition.objects.filter(live_from__gt=now).aggregate(at=Min("live_from"))["at"]
    ends = Edition.objects.filter(live_until__gt=now).aggregate(at=Min("live_until"))["at"]
    fronts = Arrangement.objects.filter(is_draft=False, cancelled_at=None, begins_at__gt=now)
    front = fronts.aggregate(at=Min("begins_at"))["at"]
    turns = [at for at in (begins, ends, front) if at]
    return floor((min(turns) - now).total_seconds()) if turns else int(settings.PROXY_MAX_AGE)
