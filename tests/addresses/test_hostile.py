"""Every address of the site, asked for everything that it cannot mean."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.core.signals import got_request_exception
from django.db import models
from pytest_django.fixtures import Settings

from tests.addresses.every import Address, every_address
from tests.addresses.rows import make_rows
from tests.addresses.visitor import Visitor, unrendered

HUGE: Final = "9" * 20
# No number, although Python's isdigit() says so.
_SUPERSCRIPT: Final = "²"
_NUL: Final = "\0"
# Of all addresses, so that several processes do them at once.
SHARES: Final = 4
_OF_LISTS: Final = {"anything", "e", "o", "p", "q", "_changelist_filters", "_facets"}


@pytest.fixture
def visitor(admin_user: User, settings: Settings) -> Iterator[Visitor]:
    noting = "tests.addresses.visitor.NotingMiddleware"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, noting]
    logging.disable(logging.CRITICAL)
    visitor = Visitor()
    visitor.force_login(admin_user)
    yield visitor
    logging.disable(logging.NOTSET)


class Faults:
    """Visit, and keep which visits ended in a fault of ours."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.found: list[str] = []
        self._raised = ""
        got_request_exception.connect(self._note)

    def _note(self, sender: object, **_: object) -> None:
        self._raised = repr(sys.exc_info()[1])[:200]

    def visit(self, method: str, path: str, data: Any = None) -> int:
        response = getattr(self.visitor, method)(path, data)
        if response.status_code >= 500:
            self.found.append(f"{method} {path[:160]} {data}: {self._raised}")
        return int(response.status_code)


@pytest.mark.long
@pytest.mark.parametrize("share", range(SHARES))
def test_no_address_answers_with_a_fault(
    visitor: Visitor, admin_user: User, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    addresses = every_address(make_rows(admin_user))
    faults = Faults(visitor)
    with unrendered(monkeypatch):
        for address in addresses[share::SHARES]:
            _visit(faults, address)
    assert faults.found == []


def _visit(faults: Faults, address: Address) -> None:
    if address.path_of_none != address.path:
        faults.visit("get", address.path_of_none)
        faults.visit("post", address.path_of_none)
    faults.visit("put", address.path)
    # Readers may search for anything.
    answer = 200 if address.name == "search" else 400
    assert faults.visit("get", f"{address.path}?{urlencode({'anything': _NUL})}") == answer
    faults.visit("get", f"{address.path}?_to_field=")
    for name in sorted(faults.visitor.queried | _names_of_list(address.page)):
        for value in (HUGE, _SUPERSCRIPT):
            faults.visit("get", f"{address.path}?{urlencode({name: value})}")
    faults.visit("post", address.path)
    posted = faults.visitor.posted
    for value in (HUGE, _NUL):
        faults.visit("post", address.path, dict.fromkeys(posted, value))
    if address.page:
        _act(faults, address)


def _names_of_list(page: Any) -> set[str]:
    """Return what a list may be asked for: its filters, and its rows' columns."""
    if page is None:
        return set()
    columns = {
        field.name
        for field in page.model._meta.concrete_fields
        if not isinstance(field, models.CharField | models.TextField)
    }
    filters = {
        getattr(each, "parameter_name", each) for each in page.list_filter if each is not tuple
    }
    parts = ("year", "month", "day") if page.date_hierarchy else ()
    dates = {f"{page.date_hierarchy}__{part}" for part in parts}
    return columns | {name for name in filters if isinstance(name, str)} | dates | _OF_LISTS


def _act(faults: Faults, address: Address) -> None:
    """Do every action of a list with rows that are not there, or cannot be."""
    for _, action, _ in address.page._get_base_actions():
        for key in (HUGE, _SUPERSCRIPT, "999999"):
            faults.visit("post", address.path, {"action": action, "_selected_action": key})
        faults.visit("post", address.path, {"action": action, "index": HUGE, "select_across": "1"})
