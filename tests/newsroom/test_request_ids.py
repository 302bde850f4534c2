"""The number of a request: given by a proxy that is trusted, else made."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from newsroom.logs.request_ids import request_id_of

pytestmark = pytest.mark.django_db

GIVEN = "0123456789abcdef"


def number(client: Client, given: str) -> str:
    return client.get("/health", headers={"x-request-id": given}).headers["X-Request-ID"]


def test_each_request_has_a_number_of_its_own(client: Client) -> None:
    one, other = (client.get("/health").headers["X-Request-ID"] for _ in range(2))
    assert len(one) == len(other) == 32
    assert one != other


def test_a_proxy_that_is_trusted_gives_it(client: Client, settings: Settings) -> None:
    settings.IS_BEHIND_PROXY = True
    assert number(client, GIVEN) == GIVEN


def test_nobody_else_does(client: Client) -> None:
    assert number(client, GIVEN) != GIVEN


@pytest.mark.parametrize("given", ["short", "x" * 65, "who-is-bo@mail.example", "0123456789 abc"])
def test_what_is_no_number_is_not_taken(client: Client, settings: Settings, given: str) -> None:
    settings.IS_BEHIND_PROXY = True
    assert number(client, given) != given


def test_between_requests_there_is_none(client: Client) -> None:
    client.get("/health")
    assert request_id_of(logging.makeLogRecord({})) == ""


def test_an_error_is_logged_with_it(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    response = client.post("/")
    [record] = [each for each in caplog.records if each.name == "django.request"]
    assert request_id_of(record) == response.headers["X-Request-ID"]
