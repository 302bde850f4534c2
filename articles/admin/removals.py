"""What cleaning took out of a text -> words for the editor who saved it or looks at its source."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from django.utils.text import Truncator

from articles.documents.markup import Removal

_EXAMPLES: Final = 3
# What cleaning calls a link that it refused; other links go where only plain text is kept.
_REFUSED: Final = "a href"


def told(removed: Iterable[Removal]) -> str:
    """ "Removed from the text: 2 links with a refused address (javascript:…)."; "" for nothing."""
    parts = listed(removed)
    return f"Removed from the text: {'; '.join(parts)}." if parts else ""


def listed(removed: Iterable[Removal]) -> list[str]:
    """The same, one for each sort of thing: "2 links with a refused address (javascript:…)"."""
    found = sorted(removed, key=lambda removal: (removal.what, removal.name))
    return [
        _part(what, name, list(group))
        for (what, name), group in groupby(found, key=lambda each: (each.what, each.name))
    ]


def _part(what: str, name: str, group: list[Removal]) -> str:
    count = (
        f"{len(group)} {_name(what, name)}" if len(group) == 1 else _many(what, name, len(group))
    )
    details = list(dict.fromkeys(removal.detail for removal in group if removal.detail))
    if not details:
        return count
    examples = [Truncator(detail).chars(40) for detail in details[:_EXAMPLES]]
    more = ", …" if len(details) > _EXAMPLES else ""
    return f"{count} ({', '.join(examples)}{more})"


def _name(what: str, name: str) -> str:
    match what:
        case "link":
            return "link with a refused address" if name == _REFUSED else f"link, since a {name}"
        case "tag":
            return f"<{name}> element"
        case "attribute":
            return f"attribute {name.partition(' ')[2] or name}"
        case "parameter":
            return f"tracking parameter {name}"
        case "character":
            return f"control character {name}"
        case _:
            return what


def _many(what: str, name: str, count: int) -> str:
    noun = _name(what, name)
    if what == "link":
        return f"{count} links{noun.removeprefix('link')}"
    return f"{count} × {noun}"
