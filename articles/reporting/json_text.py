"""JSON as commands and exports write it: readers that go by lines find one value in each."""

from __future__ import annotations

import json
from typing import Any, Final

# JSON lets them stand as they are, and `str.splitlines`, JavaScript before 2019 and many a reader
# by lines end a line there. They occur in strings only, where the escape means the same.
_LINE_ENDS: Final = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def json_text(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON in which only line feeds, and they only by `indent`, end a line."""
    return json.dumps(value, ensure_ascii=False, indent=indent).translate(_LINE_ENDS)


def json_line(value: Any) -> str:
    """Return a value as a line of JSON Lines, with its ending."""
    return json_text(value) + "\n"
