"""What every reader gets alike is compressed; the desk, and what is short, is not."""

from __future__ import annotations

import gzip
from urllib.parse import quote

import brotli
import pytest
from django.test import Client

from articles.site.compression import chosen_coding
from tests.site.make import make_edition

pytestmark = pytest.mark.django_db

PAGE = "/articles/the-lighthouse/"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("BR", "br"),
        ("br;q=0, gzip;q=0", ""),
        ("gzip;q=x, br ; q=0.1", "br"),
        ("*", "br"),
        ("*, br;q=0", "gzip"),
        ("identity", ""),
        ("", ""),
        (";;,,q=", ""),
    ],
)
def test_it_takes_the_coding_that_a_client_likes_best(accepted: str, coding: str) -> None:
    assert chosen_coding(accepted) == coding


@pytest.mark.parametrize(
    ("coding", "unpacked"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
@pytest.mark.parametrize("address", [PAGE, "/", "/feeds/rss.xml", "/feeds/feed.json"])
def test_pages_and_feeds_are_compressed(
    client: Client, address: str, coding: str, unpacked: type[bytes]
) -> None:
    make_edition()
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": coding})
    assert packed.headers["Content-Encoding"] == coding
    assert unpacked(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) * 0.6
    for each in (plain, packed):
        assert "Accept-Encoding" in each.headers["Vary"]


def test_one_who_has_the_page_gets_no_body_whichever_coding_it_had(client: Client) -> None:
    make_edition()
    packed = client.get(PAGE, headers={"Accept-Encoding": "br"})
    etag = packed.headers["ETag"]
    assert etag.startswith('W/"')
    again = client.get(PAGE, headers={"Accept-Encoding": "br", "If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert "Accept-Encoding" in again.headers["Vary"]


def test_the_desk_is_not_compressed(admin_client: Client) -> None:
    page = admin_client.get("/admin/", headers={"Accept-Encoding": "br, gzip"})
    assert not page.has_header("Content-Encoding")


@pytest.mark.parametrize("address", ["/admin/login/", "/health"])
def test_what_is_not_for_every_reader_is_not_compressed(client: Client, address: str) -> None:
    page = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert not page.has_header("Content-Encoding")


def test_what_somebody_typed_is_compressed_with_nothing_secret(client: Client) -> None:
    make_edition()
    page = client.get(f"/search/?q={quote('quay')}", headers={"Accept-Encoding": "br"})
    assert page.headers["Content-Encoding"] == "br"
    text = brotli.decompress(page.content).decode()
    assert "csrf" not in text
    assert not page.cookies
