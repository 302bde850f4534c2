"""What every answer tells browsers."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/admin/login/", "/nowhere/", "/health", "/metrics"])
def test_every_answer_says_what_browsers_may_not(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_no_cache_keeps_a_page_of_the_desk(admin_client: Client) -> None:
    kept = admin_client.get("/admin/articles/article/").headers["Cache-Control"]
    assert {"no-store", "private"} <= set(kept.split(", "))
