"""Cells that a spreadsheet would run as a formula, made harmless, and back exactly.

The characters are those of OWASP's page on CSV injection, their full-width forms included.
"""

from __future__ import annotations

import re
from typing import Final

_STARTS: Final = "=+\\-@\t\r\n＝＋－＠"
_FORMULA: Final = re.compile(rf"'*[{_STARTS}]")
# A text that looks escaped already gets one apostrophe more, so that undoing is exact.
_ESCAPED: Final = re.compile(rf"'+[{_STARTS}]")


def escaped(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def unescaped(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell
