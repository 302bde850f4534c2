"""What a browser refused by the Content-Security-Policy, as a line in the log.

Anybody may send such a report, so little of it is believed, and little of it is kept: which rule,
which host, on which kind of page. Nothing of it says who read what.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from threading import Lock
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

_MOST_BYTES: Final = 16_384
_MOST_OF_ONE: Final = 5
# What one process logs; a page that breaks the policy breaks it for each of its readers.
_MOST_A_MINUTE: Final = 30
_DIRECTIVE: Final = re.compile(r"[a-z-]{1,40}")
_HOST: Final = re.compile(r"[a-z0-9.-]{1,100}")
_logger: Final = logging.getLogger(__name__)


class Minute:
    """Allow so many in a minute."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = Lock()
        self._began = monotonic()
        self._asked = 0

    def take(self) -> bool:
        """Return whether one more is allowed."""
        with self._lock:
            if monotonic() - self._began >= 60:
                self._began, self._asked = monotonic(), 0
            self._asked += 1
            return self._asked <= self.most


_minute: Final = Minute(_MOST_A_MINUTE)


@csrf_exempt
@require_POST
def csp_reports(request: HttpRequest) -> HttpResponse:
    """Log what was refused; too large a report is 413, and all others are answered alike."""
    # Django reads no more than was announced, and nothing where nothing was.
    if int(request.META.get("CONTENT_LENGTH") or 0) > _MOST_BYTES:
        return HttpResponse(status=413)
    for report in _reports(request.body):
        if not _minute.take():
            break
        _log(report)
    return HttpResponse(status=204)


def _reports(body: bytes) -> Iterator[dict[str, Any]]:
    """Yield the reports of a body, of the older form (one) and of the newer (a list)."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return
    each = told if isinstance(told, list) else [told]
    for wrapped in each[:_MOST_OF_ONE]:
        report = (
            wrapped.get("body", wrapped.get("csp-report")) if isinstance(wrapped, dict) else None
        )
        if isinstance(report, dict):
            yield report


def _log(report: dict[str, Any]) -> None:
    told = {
        "directive": _known(
            _DIRECTIVE, _first(report, "effectiveDirective", "effective-directive")
        ),
        "host": _host(_first(report, "blockedURL", "blocked-uri")),
        "route": _route(_first(report, "documentURL", "document-uri")),
    }
    _logger.warning("A browser refused %(host)s by %(directive)s on %(route)s.", told, extra=told)


def _first(report: dict[str, Any], *names: str) -> str:
    return next((value for name in names if isinstance(value := report.get(name), str)), "")


def _host(address: str) -> str:
    """Return the host of what was refused; a word like "inline" stands for itself."""
    try:
        return _known(_HOST, urlsplit(address).hostname or address)
    except ValueError:
        return "something"


def _known(form: re.Pattern[str], text: str) -> str:
    return text if form.fullmatch(text) else "something"


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except (Resolver404, ValueError):
        return "something"
