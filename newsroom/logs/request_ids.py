"""A number for each request: in its answer, in each line that is logged for it, in the proxy's log.

A proxy that is trusted gives it; else it is made here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from time import perf_counter
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_HEADER: Final = "X-Request-ID"
_ID: Final = re.compile(r"[A-Za-z0-9-]{8,64}")
_KEY: Final = "newsroom.request_id"
_current: Final[ContextVar[str]] = ContextVar("request_id", default="")
_logger: Final = logging.getLogger("newsroom.requests")


class RequestIdMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = request.META[_KEY] = _given(request) or uuid4().hex
        token = _current.set(number)
        began = perf_counter()
        try:
            response = self.get_response(request)
            response.headers[_HEADER] = number
            _log(request, response, perf_counter() - began)
        finally:
            _current.reset(token)
        return response


def request_id_of(record: logging.LogRecord) -> str:
    """Return the number of the request that a line is logged for, or nothing."""
    # Django logs an error's answer when the middleware has ended, with the request.
    request = getattr(record, "request", None)
    known = request.META.get(_KEY, "") if isinstance(request, HttpRequest) else ""
    return known or _current.get()


def _given(request: HttpRequest) -> str:
    """Return the number that the proxy gave; what anybody may have sent is not taken."""
    number = request.headers.get(_HEADER, "") if settings.IS_BEHIND_PROXY else ""
    return number if _ID.fullmatch(number) else ""


def _log(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    told = {
        "method": request.method,
        "route": request.resolver_match.view_name if request.resolver_match else "",
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
    }
    _logger.info("Answered.", extra=told)
