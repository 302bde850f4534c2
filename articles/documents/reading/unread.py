"""Files in formats that are not read here: their names, so that a refusal says what was found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from articles.documents.messages import gettext_noop
from articles.documents.reading.reader import has_suffix
from articles.documents.reading.xml.root import Root, root_of
from articles.documents.source import DocumentRejected

_NAR: Final = "http://iptc.org/std/nar/"
_LONGEST: Final = 100
# Text formats by the first bytes, binary ones by their magic numbers.
_MARKDOWN: Final = (".md", ".markdown", ".mdown", ".mkd")
_MAGIC: Final = (
    (b"%PDF-", gettext_noop("a PDF")),
    (b"{\\rtf", gettext_noop("an RTF text")),
    (b"\xd0\xcf\x11\xe0", gettext_noop("a document of an older Office")),
    (b"\x89PNG", gettext_noop("a picture")),
    (b"\xff\xd8\xff", gettext_noop("a picture")),
    (b"GIF8", gettext_noop("a picture")),
    (b"WARC/", gettext_noop("a web archive (WARC)")),
)
_ROOTS: Final = {
    "nitf": "NITF",
    "NewsML": "NewsML",
    "urlset": gettext_noop("a sitemap"),
    "sitemapindex": gettext_noop("a sitemap"),
    "opml": "OPML",
    "mediawiki": gettext_noop("an export of MediaWiki"),
    "svg": gettext_noop("a drawing (SVG)"),
    "TEI": "TEI",
    "plist": gettext_noop("a property list"),
}
_VERSION: Final = re.compile(r"\d+(?:\.\d+)*")
_HINT: Final = gettext_noop(
    "It is not read here yet. Send its articles as one of the formats of --list-formats."
)


def rejection_of_unread(head: bytes, name: str) -> DocumentRejected | None:
    """Return why a file in no format that is read is refused; None where it has no known name."""
    what = _name_of_binary(head) or _name_of_xml(root_of(head)) or _name_of_markdown(name)
    return DocumentRejected(f"is {what}", _HINT) if what else None


def _name_of_binary(head: bytes) -> str:
    return next((what for magic, what in _MAGIC if head.startswith(magic)), "")


def _name_of_markdown(name: str) -> str:
    return "Markdown" if has_suffix(name, _MARKDOWN) else ""


def _name_of_xml(root: Root | None) -> str:
    """Return the name of the standard that an element is the root of, with its version."""
    if root is None or root.local.lower() == "html":
        return ""
    if root.address.startswith(_NAR):
        name = root.attributes.get("standard") or "NewsML-G2"
        return _versioned(name, root.attributes, "standardversion") + f" ({root.local[:_LONGEST]})"
    if known := _ROOTS.get(root.local):
        return _versioned(known, root.attributes, "version", "Version")
    named = f"XML with the root <{root.local[:_LONGEST]}>"
    return f"{named} of {root.address[:_LONGEST]}" if root.address else named


def _versioned(name: str, attributes: Mapping[str, str], *keys: str) -> str:
    """Return "NITF 3.6" for the version "-//IPTC//DTD NITF 3.6//EN"."""
    written = next((attributes[key] for key in keys if attributes.get(key)), "")
    version = _VERSION.search(written[:_LONGEST])
    return f"{name} {version[0]}" if version else name
