"""The lines that are collected: each request and problem, nothing of persons."""

from __future__ import annotations

import json
import logging
import logging.config
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any, Final

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from newsroom.logs.configuration import logging_as
from newsroom.logs.json_lines import JsonLines

PERSONAL: Final = (
    "bo@mail.example", "bo-the-editor", "203.0.113.9", "typed-by-bo", "asked-by-bo",
    "in-the-path-of-bo",
)  # fmt: skip


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """Everything that is logged, in JSON."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root, requests = logging.getLogger(), logging.getLogger("newsroom.requests")
    root.addHandler(handler)
    requests.setLevel(logging.INFO)
    yield stream
    requests.setLevel(logging.NOTSET)
    root.removeHandler(handler)


def told(lines: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


@pytest.mark.django_db
def test_a_request_is_a_line_with_its_number(client: Client, lines: StringIO) -> None:
    response = client.get("/")
    [line] = told(lines)
    number = response.headers["X-Request-ID"]
    assert line.pop("milliseconds") > 0
    assert line.pop("timestamp").endswith("+00:00")
    assert line == {
        "level": "INFO", "logger": "newsroom.requests", "message": "Answered.",
        "request_id": number, "method": "GET", "route": "front_page", "status": 200,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/articles/in-the-path-of-bo/?q=asked-by-bo", "/in-the-path-of-bo/", "/admin/login/"],
)
def test_no_request_leaves_anything_personal(client: Client, lines: StringIO, address: str) -> None:
    sent = {"username": "bo-the-editor", "password": "typed-by-bo"}
    client.get(address, REMOTE_ADDR="203.0.113.9", headers={"referer": "https://bo@mail.example/"})
    client.post(address, sent, REMOTE_ADDR="203.0.113.9")
    assert len(told(lines)) >= 2
    assert [word for word in PERSONAL if word in lines.getvalue()] == []


def test_an_error_is_told_by_its_kind_and_place_not_by_its_words(lines: StringIO) -> None:
    logger = logging.getLogger("some.library")
    try:
        int("typed-by-bo")
    except ValueError as error:
        extra = {"user": "bo-the-editor", "request": "/?q=asked-by-bo"}
        logger.exception("%s failed %d times for %s", error, 3, "bo@mail.example", extra=extra)
    [line] = told(lines)
    assert line["message"] == "ValueError failed 3 times for …"
    kind, place = line["exception"]
    assert kind == "ValueError"
    assert place.endswith("test_an_error_is_told_by_its_kind_and_place_not_by_its_words")
    assert [word for word in PERSONAL if word in lines.getvalue()] == []


def test_named_texts_and_messages_that_are_objects_are_withheld(lines: StringIO) -> None:
    logger = logging.getLogger("some.library")
    logger.warning("%(who)s, %(times)d", {"who": "bo-the-editor", "times": 2})
    logger.warning(ValueError("typed-by-bo"))
    assert [line["message"] for line in told(lines)] == ["…, 2", "ValueError"]


def test_a_suspicious_request_is_not_quoted(client: Client, lines: StringIO) -> None:
    client.get("/", headers={"host": "typed-by-bo.example"})
    assert "DisallowedHost" in [line["message"] for line in told(lines)]
    assert [word for word in PERSONAL if word in lines.getvalue()] == []


def test_another_handler_still_gets_the_words(lines: StringIO) -> None:
    record = logging.LogRecord("a", logging.ERROR, "", 1, "%s", ("words",), sys.exc_info())
    JsonLines().format(record)
    assert record.getMessage() == "words"
    assert not hasattr(record, "request_id")


def test_an_unknown_form_stops_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="it takes lines or json"):
        logging_as("xml")


def test_json_is_chosen_by_the_settings() -> None:
    settings = logging_as("json")
    chosen = logging.config.DictConfigurator(settings).configure_formatter(
        settings["formatters"]["told"]
    )
    assert isinstance(chosen, JsonLines)
