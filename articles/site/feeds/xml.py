"""Text for XML, and what RSS and Atom write alike."""

from __future__ import annotations

import re
from html import escape
from typing import Final

# What XML 1.0 (2.2) has no place for.
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
XML_DECLARATION: Final = '<?xml version="1.0" encoding="utf-8"?>\n'


def xml_text(text: str) -> str:
    """Return a text escaped for an element or an attribute."""
    return escape(_NO_CHARACTER.sub("", text))


def xml_element(name: str, text: str, attributes: str = "") -> str:
    """Return an element on a line of its own; "" for an empty text."""
    return f"<{name}{attributes}>{xml_text(text)}</{name}>\n" if text else ""
