"""Exports of WordPress for tests."""

from __future__ import annotations

from articles.documents.source import Contents, Rejection
from tests.documents.reading.received import documents_of

ROOT = (
    '<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">'
)


def item(body: str = "a", **fields: str) -> str:
    """An item; `post_type` is that of `wp:`, and so on."""
    texts = {"post_type": "post", "status": "publish"} | fields
    written = "".join(f"<wp:{name}>{text}</wp:{name}>" for name, text in texts.items())
    return f"<item>{written}<content:encoded><![CDATA[{body}]]></content:encoded></item>\n"


def export(*items: str, head: str = "", declared: str = "") -> str:
    return f"{declared}{ROOT}\n<channel>{head}\n{''.join(items)}</channel></rss>"


def contents_of_first(content: str) -> Contents:
    first = documents_of(content, "a.xml")[0]
    assert not isinstance(first, Rejection)
    return first[1]
