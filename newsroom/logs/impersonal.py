"""A log record -> the same without any text that may be about a person."""

from __future__ import annotations

import copy
import logging
from typing import Final

_WITHHELD: Final = "…"


def without_texts(record: logging.LogRecord) -> logging.LogRecord:
    """Return a copy whose message is that of the code, with numbers but no texts put into it.

    A message that is an exception's own words becomes the name of its kind.
    """
    told = copy.copy(record)
    told.msg = _template(record)
    if isinstance(record.args, dict):
        told.args = {name: _without_text(value) for name, value in record.args.items()}
    else:
        told.args = tuple(map(_without_text, record.args or ()))
    return told


def _template(record: logging.LogRecord) -> str:
    exception = record.exc_info[1] if record.exc_info else None
    # Django logs a suspicious request so.
    if exception and str(record.msg) == str(exception):
        return type(exception).__name__
    return record.msg if isinstance(record.msg, str) else type(record.msg).__name__


def _without_text(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    return type(value).__name__ if isinstance(value, BaseException) else _WITHHELD
