"""Readers report an error on a page of its own, without an account; nothing is kept of them."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from articles.models import ReaderReport
from articles.site import report
from tests.site.make import hours, make_edition

pytestmark = pytest.mark.django_db

ADDRESS = "/articles/the-lighthouse/report/"
TEXT = "The lamp was lit on Friday, not on Thursday."


@pytest.fixture(autouse=True)
def _patient_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(report, "_LEAST", -1)


def sent(client: Client, **fields: Any) -> Any:
    shown = client.get(ADDRESS, {"paragraph": fields.get("paragraph", "1")}).content.decode()
    [opened] = re.findall(r'name="opened" value="([^"]+)"', shown)
    values = {"text": TEXT, "paragraph": "1", "opened": opened, "website": "", **fields}
    return client.post(ADDRESS, values)


def test_the_article_leads_there_and_each_of_its_paragraphs_does(client: Client) -> None:
    body = '<p id="p-1">Lit.<a class="permalink" href="#p-1" lang="en" aria-label="x"></a></p>'
    make_edition(body=body)
    page = client.get("/articles/the-lighthouse/").content.decode()
    assert '<a href="report/" rel="nofollow">Report an error</a>' in page
    assert '<a class="report" href="report/?paragraph=1" rel="nofollow"' in page


def test_the_page_shows_what_is_reported_and_is_kept_by_nobody(client: Client) -> None:
    make_edition()
    page = client.get(ADDRESS, {"paragraph": "1"})
    assert "<p>Hundreds came to the quay.</p>" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "sessionid" not in page.cookies


def test_a_report_is_kept_with_the_paragraph_as_it_read(client: Client) -> None:
    edition = make_edition()
    answer = sent(client)
    assert answer.headers["Location"] == f"{ADDRESS}thanks/"
    assert "Thank you" in client.get(answer.headers["Location"]).content.decode()
    found = ReaderReport.objects.get()
    assert (found.article, found.edition) == (edition.article, edition)
    assert (found.paragraph, found.quoted) == ("1", "Hundreds came to the quay.")
    assert (found.text, found.state) == (TEXT, "open")


def test_of_no_such_paragraph_it_is_of_the_article(client: Client) -> None:
    make_edition()
    sent(client, paragraph="99")
    assert ReaderReport.objects.get().paragraph == ""


@pytest.mark.parametrize("text", ["", "Hm.", "x" * 2_001])
def test_what_says_nothing_or_too_much_is_asked_for_again(client: Client, text: str) -> None:
    make_edition()
    assert sent(client, text=text).status_code == 422
    assert not ReaderReport.objects.exists()


def test_a_machine_that_fills_what_nobody_sees_is_thanked_and_not_heard(client: Client) -> None:
    make_edition()
    assert sent(client, website="https://spam.example").status_code == 302
    assert not ReaderReport.objects.exists()


def test_so_is_one_that_answers_at_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "_LEAST", 3)
    make_edition()
    assert sent(client).status_code == 302
    assert not ReaderReport.objects.exists()


def test_a_page_that_was_open_for_a_day_is_sent_once_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_edition()
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now - 90_000)
    shown = client.get(ADDRESS).content.decode()
    monkeypatch.undo()
    [opened] = re.findall(r'name="opened" value="([^"]+)"', shown)
    answer = client.post(ADDRESS, {"text": TEXT, "opened": opened})
    assert answer.status_code == 422
    assert "open for too long" in answer.content.decode()
    assert TEXT in answer.content.decode()


def test_many_in_a_short_time_are_too_many(client: Client) -> None:
    make_edition()
    answers = [sent(client).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert ReaderReport.objects.count() == 5


def test_another_site_cannot_send_it(client: Client) -> None:
    make_edition()
    strict = Client(enforce_csrf_checks=True)
    assert sent(strict).status_code == 403
    assert not ReaderReport.objects.exists()


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}thanks/"])
def test_of_what_readers_do_not_see_nothing_is_reported(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
    make_edition(live_from=hours(1))
    assert client.get(address).status_code == 404


def test_of_what_was_withdrawn_neither(client: Client) -> None:
    make_edition(live_from=hours(-2), live_until=hours(-1))
    assert client.get(ADDRESS).status_code == 410
    assert client.post(ADDRESS, {"text": TEXT}).status_code == 410
