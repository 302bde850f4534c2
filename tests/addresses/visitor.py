"""A browser for hundreds of visits, which tells what each page asks its address and form for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import SimpleTemplateResponse
from django.test import Client


class Asked(QueryDict):
    """Parameters that note which of them a page asks for."""

    def __init__(self, sent: QueryDict, names: set[str]) -> None:
        super().__init__(mutable=True, encoding=sent.encoding)
        for name, values in sent.lists():
            self.setlist(name, values)
        self._names = names

    def copy(self) -> Any:
        plain = QueryDict(mutable=True)
        for name, values in self.lists():
            plain.setlist(name, values)
        return plain

    def __getitem__(self, key: str) -> Any:
        self._names.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._names.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._names.add(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> Any:
        self._names.add(key)
        return super().getlist(key, default)


class NotingMiddleware:
    """Note what pages ask for: as the last, so that no other middleware counts as one."""

    queried: set[str] = set()  # noqa: RUF012
    posted: set[str] = set()  # noqa: RUF012

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        noting: Any = request
        noting.GET = Asked(request.GET, self.queried)
        # Reports of browsers are no forms; they are read as they come.
        if request.method == "POST" and request.path.startswith("/admin/"):
            noting.POST = Asked(request.POST, self.posted)
        return self.get_response(request)


class Visitor(Client):
    """Visit without a copy of each template's context; what a visit changes is taken back."""

    def request(self, **request: Any) -> Any:
        NotingMiddleware.queried.clear()
        NotingMiddleware.posted.clear()
        with transaction.atomic():
            environ = super()._base_environ(**request)  # type: ignore[misc]
            response: Any = self.handler(environ)
            if getattr(response, "streaming", False):
                list(response)
            transaction.set_rollback(True)
        return response

    @property
    def queried(self) -> set[str]:
        """The parameters of the address that the last page asked for."""
        return set(NotingMiddleware.queried)

    @property
    def posted(self) -> set[str]:
        """The fields of a form that the last page asked for."""
        return set(NotingMiddleware.posted)


@contextmanager
def unrendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have pages look up what they show, and leave out their templates, which take the time."""

    def render(response: SimpleTemplateResponse) -> SimpleTemplateResponse:
        response.content = b""
        return response

    with monkeypatch.context() as patched:
        patched.setattr(SimpleTemplateResponse, "render", render)
        yield
