"""A log record -> a line of JSON that says nothing of persons.

What is told is listed: numbers and the names below. Texts that were put into a message, an
exception's words and what else a library adds may hold a name, an address or what somebody typed.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any, Final

from pythonjsonlogger.json import JsonFormatter

from newsroom.logs.impersonal import without_texts
from newsroom.logs.request_ids import request_id_of

# Each logged as `extra`, by code that knows that it is no person's.
_TOLD: Final = (
    "timestamp", "levelname", "name", "message", "request_id", "exc_info",
    "method", "route", "status", "status_code", "milliseconds", "directive", "host",
)  # fmt: skip


class JsonLines(JsonFormatter):
    def __init__(self) -> None:
        super().__init__(
            ["levelname", "name", "message", "request_id"],
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "exception"},
            timestamp=True,
            json_ensure_ascii=False,
        )

    def format(self, record: logging.LogRecord) -> str:
        told = without_texts(record)
        told.exc_text = told.stack_info = None
        told.request_id = request_id_of(record)
        return super().format(told)

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        renamed = {self.rename_fields.get(name, name) for name in _TOLD}
        return {name: value for name, value in log_data.items() if name in renamed}

    def formatException(self, ei: Any) -> list[str]:  # type: ignore[override]  # noqa: N802
        """Return the exception's kind and where it came from, without its words."""
        kind, _, trace = ei
        return [kind.__name__ if kind else "", *_places(trace)]


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
