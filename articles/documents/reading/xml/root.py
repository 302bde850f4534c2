"""The root element of an XML file, told from its first bytes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final, NamedTuple
from xml.parsers import expat

_HEAD: Final = 2**16
_MOST_ATTRIBUTES: Final = 200


class Root(NamedTuple):
    """A root element: the address of its namespace, its name without a prefix, its attributes."""

    address: str
    local: str
    attributes: Mapping[str, str]


class _Found(Exception):
    """Raised to read no further."""


def root_of(head: bytes) -> Root | None:
    """Return the root element that a file begins with, None where it is no XML."""
    start = head[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"<"):
        return None
    found: list[Root] = []

    def take(name: str, attributes: Mapping[str, str]) -> None:
        address, _, local = name.rpartition(" ")
        found.append(Root(address, local, dict([*attributes.items()][:_MOST_ATTRIBUTES])))
        raise _Found

    def check(name: str, system: str | None, public: str | None, has_entities: int) -> None:
        if has_entities:
            raise _Found

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = check
    parser.StartElementHandler = take
    with suppress(_Found, expat.ExpatError, LookupError, ValueError):
        parser.Parse(start, False)
    return found[0] if found else None
