"""What Sentry is told of an error, seen on the way out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.logs.sentry import tell_errors
from tests.warmed import PATIENCE

ROOT: Final = Path(__file__).parents[2]
# A site of its own process: once begun, Sentry listens for the rest of it.
FAILING: Final = """
import json, os
import django
django.setup()
from django.test import Client
from django.views.i18n import JavaScriptCatalog
from newsroom.logs.sentry import tell_errors
from sentry_sdk.transport import Transport

class Told(Transport):
    def capture_envelope(self, envelope):
        for item in envelope.items:
            print(json.dumps({"type": item.type, "payload": json.loads(item.get_bytes())}))

tell_errors("http://key@127.0.0.1:1/1", transport=Told)

def get(self, request, *arguments, **named):
    secret = request.POST["password"]
    import logging
    logging.getLogger("newsroom").error("Not for %s", secret)
    raise ValueError(f"no such password: {secret}")

JavaScriptCatalog.post = get
client = Client(raise_request_exception=False)
client.cookies["sessionid"] = "cookie-of-bo"
client.post(
    "/admin/messages.js?q=asked-by-bo", {"password": "typed-by-bo"}, REMOTE_ADDR="203.0.113.9",
    headers={"user-agent": "browser-of-bo", "authorization": "Bearer token-of-bo"},
)
"""
PERSONAL: Final = ("bo", "203.0.113.9", "query_string", "cookies", "vars")


def test_it_says_where_the_code_failed_and_nothing_of_who_asked(tmp_path: Path) -> None:
    environment = {
        **os.environ, "NEWSROOM_DATA_DIR": str(tmp_path), "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "NEWSROOM_HOSTS": "testserver",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", FAILING],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=PATIENCE,
    )  # fmt: skip
    told = [json.loads(line) for line in done.stdout.splitlines()]
    events: list[dict[str, Any]] = [each["payload"] for each in told if each["type"] == "event"]
    assert {each["type"] for each in told} == {"event"}
    messages = [event["logentry"] for event in events if "logentry" in event]
    assert messages == [{"message": "Not for …"}]
    [failed] = [event for event in events if event["exception"]["values"]]
    assert failed["transaction"] == "/admin/messages.js"
    [exception] = failed["exception"]["values"]
    assert exception["type"] == "ValueError"
    assert exception["stacktrace"]["frames"][-1]["function"] == "get"
    for frame in exception["stacktrace"]["frames"]:
        # The code itself is told: here it holds the words that a browser sent.
        for name in ("pre_context", "context_line", "post_context"):
            frame.pop(name, None)
    assert [word for word in PERSONAL if word in json.dumps(events)] == []


def test_a_wrong_address_stops_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="no address of Sentry"):
        tell_errors("nonsense")
