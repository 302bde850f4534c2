"""What is not there is asked for all day long; the log tells what is wrong."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.site.make import hours, make_edition

pytestmark = pytest.mark.django_db


def logged(caplog: pytest.LogCaptureFixture) -> list[int]:
    """The status of each request that Django logged."""
    records = [record for record in caplog.records if record.name == "django.request"]
    return [int(record.__dict__["status_code"]) for record in records]


def test_that_something_is_not_there_is_not_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    make_edition("withdrawn", live_until=hours(-0.5))
    addresses = ["/nowhere/", "/articles/never-published/", "/articles/withdrawn/"]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 410]
    assert logged(caplog) == []


def test_what_else_is_refused_is_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.post("/")
    assert logged(caplog) == [405]
