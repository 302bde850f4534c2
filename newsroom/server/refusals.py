"""What a request that the server did not take in is answered with: a page that says why."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final, NamedTuple

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import defaults

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


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Return the page of a request that was taken in and cannot be read.

    A form may have less than a file; Django refuses a longer one wherever it is read first.
    """
    if isinstance(exception, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or MOST_BYTES
        return refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, most)
    return defaults.bad_request(request, exception)


def refused(status: HTTPStatus, most: int = MOST_BYTES) -> HttpResponseBase:
    """Return the page of a refusal, which asks no database; `most` is how many bytes are taken."""
    title, text = _WORDS[status]
    context = {"title": title, "text": str(text) % {"megabytes": most // 2**20}}
    response = SimpleTemplateResponse("refused.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "60"
    return response.render()
