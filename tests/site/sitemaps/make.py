"""Sitemaps as programs read them, and by their schemas."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from django.test import Client
from lxml import etree

HERE: Final = Path(__file__).parent
MAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS: Final = "{http://www.google.com/schemas/sitemap-news/0.9}"


@cache
def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(HERE / name))


def read_sitemap(client: Client, address: str, by: str = "sitemap.xsd") -> etree._Element:
    """The root of a sitemap, which its schema has no complaint about."""
    response = client.get(address)
    assert response.status_code == 200
    root = etree.fromstring(response.content)
    schema(by).assertValid(root)
    return root


def addresses(root: etree._Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{MAP}loc")]
