"""One Content-Security-Policy for every page: all that is served comes from the site itself.

But for the frame of a player, once a reader starts it: its host stands in the policy of that page.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; report-uri /csp-reports/; report-to csp-reports"
)
# The name in the policy's last words, for browsers that no longer know the words before them.
_ENDPOINTS = 'csp-reports="/csp-reports/"'


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A page says what it needs beyond it, as `articles.publishing.page` does for a player.
        more = response.headers.get("Content-Security-Policy")
        response.headers["Content-Security-Policy"] = f"{POLICY}; {more}" if more else POLICY
        response.headers["Reporting-Endpoints"] = _ENDPOINTS
        return response
