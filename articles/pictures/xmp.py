"""The XMP of a picture -> its properties. It is XML from strangers: no entity is ever expanded.

See ISO 16684-1 for the form: properties are children of `rdf:Description`, or attributes of it, and
each is a text, or a list of texts that may say their language.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final
from xml.parsers import expat

# What programs keep of their own beyond that, such as each step of an edit, comes last.
_MOST_BYTES: Final = 2**19
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DESCRIPTION: Final = f"{_RDF} Description"
_ITEM: Final = f"{_RDF} li"
_LANGUAGE: Final = "http://www.w3.org/XML/1998/namespace lang"


class _Refused(Exception):
    """Raised to read no further, for a document type, which alone can hold entities."""


class Properties:
    """Collect properties by their names, "namespace name", each with its texts in order.

    A text that is meant for all languages comes before those for one.
    """

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self._open: list[str] = []
        self._text: list[str] = []
        self._is_default = False

    @property
    def _name(self) -> str:
        """The property that is open: what is in the outermost description."""
        if _DESCRIPTION not in self._open:
            return ""
        place = self._open.index(_DESCRIPTION) + 1
        return self._open[place] if place < len(self._open) else ""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == _DESCRIPTION and name not in self._open:
            for key, value in attributes.items():
                self._add(key, value)
        self._open.append(name)
        self._text.clear()
        self._is_default = attributes.get(_LANGUAGE, "") == "x-default"

    def end(self, name: str) -> None:
        # The items of what is nested in a property are not its own.
        if self._name and (name == _ITEM or name == self._name == self._open[-1]):
            self._add(self._name, "".join(self._text))
        self._text.clear()
        self._open.pop()

    def text(self, data: str) -> None:
        self._text.append(data)

    def _add(self, name: str, text: str) -> None:
        if text.strip():
            texts = self.found.setdefault(name, [])
            texts.insert(0 if self._is_default else len(texts), text.strip())


def properties_of(xmp: bytes) -> Mapping[str, list[str]]:
    """Return the properties in it, as far as it can be read."""
    properties = Properties()

    def refuse(*_declared: object) -> None:
        raise _Refused

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = properties.begin
    parser.EndElementHandler = properties.end
    parser.CharacterDataHandler = properties.text
    with suppress(_Refused, expat.ExpatError, LookupError, ValueError):
        parser.Parse(xmp[:_MOST_BYTES].strip(b"\0 \n"), True)
    return properties.found
