"""How many requests, how fast, and how the site stands, in the words of Prometheus.

A request is known by the name of its route, never by its path: paths are without number, and may
say who reads what.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from time import perf_counter
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from articles.monitoring.access import may_see
from articles.monitoring.figures import SiteFigures

_ADDRESS: Final = "/metrics"
_METHODS: Final = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# From a page that the cache has to an upload that is read.
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_REQUESTS: Final = Counter(
    "newsroom_requests", "Requests answered.", ("method", "route", "status"), registry=None
)
_DURATIONS: Final = Histogram(
    "newsroom_request_seconds",
    "How long answers took.",
    ("route",),
    buckets=_SECONDS,
    registry=None,
)


class MetricsMiddleware:
    """Count what passes, and answer the address of the metrics before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == _ADDRESS:
            return _tell(request)
        began = perf_counter()
        response = self.get_response(request)
        route = _route(request)
        method = request.method if request.method in _METHODS else "other"
        _REQUESTS.labels(method, route, response.status_code).inc()
        _DURATIONS.labels(route).observe(perf_counter() - began)
        return response


def _tell(request: HttpRequest) -> HttpResponse:
    if not may_see(request):
        words = "Metrics are for this machine, or for a token (NEWSROOM_METRICS_TOKEN)."
        return HttpResponseForbidden(words, content_type="text/plain")
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(generate_latest(_registry()), CONTENT_TYPE_LATEST, headers=headers)


def _registry() -> CollectorRegistry:
    """Return what is told: of all processes of the server where there are several."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_REQUESTS)
        registry.register(_DURATIONS)
    registry.register(SiteFigures())
    return registry


def _route(request: HttpRequest) -> str:
    if request.resolver_match:
        return request.resolver_match.view_name
    is_static = request.path_info.startswith(str(settings.STATIC_URL))
    return "static" if is_static else "unknown"
