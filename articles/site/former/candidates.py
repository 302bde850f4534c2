"""An address that is nothing here -> the numbers of the pages it may have been at a former host."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import parse_qsl, quote

from articles.documents.urls.canonical import url_hash
from articles.documents.urls.picture_file import picture_hash

# Parameters by which WordPress names an article without its path.
NUMBERS: Final = ("p", "page_id", "attachment_id")
# Beneath an article's path lay its pages for phones, its comments, its pictures: so far up it is
# looked for.
_UP: Final = 2
_PICTURE: Final = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif)\Z")


def is_of_picture(path: str) -> bool:
    """Return whether an address is that of a picture's file."""
    return bool(_PICTURE.search(path))


def numbers_of_article(path: str, query: str, hosts: Sequence[str]) -> list[int]:
    """Return the numbers of the pages that an address may have been, the likeliest first."""
    return _numbers(dict.fromkeys(_pages(path, query)), hosts)


def numbers_of_picture(path: str, hosts: Sequence[str]) -> list[int]:
    """Return the numbers of the files that an address may have been."""
    found = (picture_hash(f"https://{host}{quote(path)}") for host in hosts)
    return [number for number in found if number is not None]


def _pages(path: str, query: str) -> Iterator[str]:
    written = quote(path)
    if query:
        yield f"{written}?{query}"
        # Whatever else was added to it.
        given = dict(reversed(parse_qsl(query)))
        yield from (f"{written}?{name}={given[name]}" for name in NUMBERS if name in given)
    steps = [step for step in written.split("/") if step]
    if steps[:1] == ["amp"]:
        del steps[0]
    for up in range(min(_UP + 1, len(steps))):
        yield f"/{'/'.join(steps[: len(steps) - up])}"


def _numbers(addresses: dict[str, None], hosts: Sequence[str]) -> list[int]:
    found = (url_hash(f"https://{host}{address}") for address in addresses for host in hosts)
    return list(dict.fromkeys(number for number in found if number is not None))
