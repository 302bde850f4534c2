"""Addresses that mean nothing on any page, refused before one looks something up for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# As much as web servers take by themselves; the desk's longest addresses have a tenth of it.
LONGEST_QUERY: Final = 8_000
_NUL: Final = "\0"


class ReadableAddressMiddleware:
    """Refuse a NUL, which no text here has and no database looks for, and what has no end.

    But readers may search for whatever they paste. A form says itself what is wrong with its
    fields, and keeps the others. Where a page looks one up that no form has read, the database
    refuses it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        has_nul = "%00" in query or _NUL in query
        if _NUL in request.path or (has_nul and request.path != reverse("search")):
            raise BadRequest("The address holds a NUL.")
        if len(query) > LONGEST_QUERY:
            raise BadRequest(f"The address asks in more than {LONGEST_QUERY:,} characters.")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Raise BadRequest for a NUL in what was posted, where PostgreSQL was asked for it."""
        values = (value for _, listed in request.POST.lists() for value in listed)
        if isinstance(exception, DataError) and any(_NUL in str(value) for value in values):
            raise BadRequest("The form holds a NUL.") from exception
