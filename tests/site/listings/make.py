"""Editions that are listed, without an import, and what a page says."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from articles.listings.membership import add_to_listings, find_listings
from articles.models import Edition
from tests.site.make import make_edition


def make_listed(slug: str = "the-lighthouse", **fields: Any) -> Edition:
    """A live edition on the coast, by Nell Ashby for The Hesk Post."""
    named = {"bylines": ("Nell Ashby",), "topics": ("Coast",), "publisher": "The Hesk Post"}
    edition = make_edition(slug, **{**named, **fields})
    add_to_listings([edition], find_listings([edition]))
    edition.save(update_fields=["listings"])
    return edition


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def headlines(html: str) -> list[str]:
    return re.findall(r"<h[23]><a .*?>(.*?)</a></h[23]>", html)
