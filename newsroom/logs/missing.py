"""Whoever asks for what is not there is counted, and no problem that an operator is told of."""

from __future__ import annotations

import logging
from typing import Final

# Machines ask for pages that never were all day long; a line for each would hide what is wrong.
_NOT_THERE: Final = frozenset({404, 410})


class NothingMissing(logging.Filter):
    """Let pass what Django logs of a request, but that something is not there, or no longer."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", None) not in _NOT_THERE
