"""What a request that the server did not take in is answered with: a page that says why."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final, NamedTuple

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.server.intake import MOST_BYTES

# Where the server leaves, beside the headers of a request, the status to refuse it with.
REFUSAL: Final = "newsroom.refusal"


class _Words(NamedTuple):
    title: str | Promise
    text: str | Promise


_WORDS: Final = {
    HTTPStatus.REQUEST_TIMEOUT: _Words(
        _("It came too slowly"),
        _("What you sent did not come through in time. Nothing was changed; please try again."),
    ),
    HTTPStatus.LENGTH_REQUIRED: _Words(
        _("Its length was not said"),
        _("What you send needs a Content-Length; it cannot come in chunks. Nothing was changed."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _Words(
        _("It is too large"),
        _("What you sent is more than %(megabytes)s megabytes, so nothing was changed. Go back: "
          "what you wrote is still there. Send less at a time."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: _Words(
        _("Too much is being sent"),
        _("Nothing was changed. Go back: what you wrote is still there. Try again in a minute."),
    ),
    HTTPStatus.INSUFFICIENT_STORAGE: _Words(
        _("There is no room for it"),
        _("The server could not keep what you sent, so nothing was changed. It has been noted."),
    ),
}  # fmt: skip


class RefusalMiddleware:
    """Reply what the server refuses, before anything looks at the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        status = request.META.get(REFUSAL)
        return self.get_response(request) if status is None else refused(status)


def refused(status: HTTPStatus) -> HttpResponseBase:
    """Return the page of a refusal, which asks no database."""
    title, text = _WORDS[status]
    context = {"title": title, "text": str(text) % {"megabytes": MOST_BYTES // 2**20}}
    response = SimpleTemplateResponse("refused.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "60"
    return response.render()
