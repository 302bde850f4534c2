"""What browsers refused: anybody may report it, so little is kept of it."""

from __future__ import annotations

import json
from time import monotonic
from typing import Any, Final

import pytest
from django.test import Client

from newsroom import csp_reports
from newsroom.security import POLICY

REPORT: Final = {
    "documentURL": "https://news.example/articles/who-reads-this/?by=bo",
    "blockedURL": "https://tracker.example/pixel?bo@mail.example",
    "effectiveDirective": "img-src",
    "sample": "typed-by-bo",
}


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csp_reports, "_minute", csp_reports.Minute(2))


def send(body: object, **named: Any) -> int:
    """Return the status that a browser which has cookies from elsewhere gets, without a token."""
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    client = Client(enforce_csrf_checks=True)
    response = client.post("/csp-reports/", data, "application/reports+json", **named)
    assert not response.cookies
    return response.status_code


def test_every_page_names_where_to_report(client: Client) -> None:
    response = client.get("/csp-reports/")
    assert response.status_code == 405
    assert "report-uri /csp-reports/; report-to csp-reports" in POLICY
    assert response.headers["Reporting-Endpoints"] == 'csp-reports="/csp-reports/"'


@pytest.mark.parametrize(
    "body",
    [
        [{"type": "csp-violation", "body": REPORT}],
        {
            "csp-report": {
                "document-uri": REPORT["documentURL"],
                "blocked-uri": REPORT["blockedURL"],
                "effective-directive": "img-src",
            }
        },
    ],
)
def test_both_forms_are_logged_without_anything_personal(
    body: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert send(body) == 204
    assert caplog.messages == ["A browser refused tracker.example by img-src on article."]


@pytest.mark.parametrize(
    "body",
    [b"", b"no JSON", b"[" * 5_000, b"\xff", "3", [3], [{"body": 3}], {"csp-report": []}, "null"],
)
def test_what_is_no_report_is_passed_over(body: object, caplog: pytest.LogCaptureFixture) -> None:
    assert send(body) == 204
    assert caplog.messages == []


def test_what_is_made_up_is_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    made_up = {
        "documentURL": "http://[bo", "blockedURL": "inline\nERROR bo", "effectiveDirective": "Bo!",
    }  # fmt: skip
    send([{"body": made_up}])
    assert caplog.messages == ["A browser refused something by something on something."]


def test_many_are_not_all_logged(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        assert send([{"body": REPORT}, {"body": REPORT}]) == 204
    assert len(caplog.messages) == 2


def test_after_a_minute_there_is_minute_again(monkeypatch: pytest.MonkeyPatch) -> None:
    minute = csp_reports.Minute(1)
    assert [minute.take(), minute.take()] == [True, False]
    later = monotonic() + 61
    monkeypatch.setattr(csp_reports, "monotonic", lambda: later)
    assert [minute.take(), minute.take()] == [True, False]


def test_one_too_large_is_refused_unread(caplog: pytest.LogCaptureFixture) -> None:
    assert send("x" * 16_385) == 413
    assert send(" " * 16_384) == 204
