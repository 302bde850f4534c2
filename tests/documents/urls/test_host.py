"""The host of an address."""

from __future__ import annotations

from articles.documents.urls.host import site_of


def test_a_host_is_named_as_its_site_is_called() -> None:
    assert site_of("https://www.harbour.example:8080/a") == "harbour.example"
    assert site_of("https://[") == ""
