"""How the site logs: lines for people, or JSON for what collects logs."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

_FORMATTERS: Final[dict[str, dict[str, str]]] = {
    "lines": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    "json": {"()": "newsroom.logs.json_lines.JsonLines"},
}
# What JSON adds to warnings: a line for each request, and then no second one for each that failed.
_LOGGERS: Final[dict[str, dict[str, dict[str, Any]]]] = {
    "lines": {"django.request": {"filters": ["nothing missing"]}},
    "json": {"newsroom.requests": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}


def logging_as(form: str) -> dict[str, Any]:
    """Return the settings of logging, in the form "lines" or "json"."""
    if form not in _FORMATTERS:
        raise ImproperlyConfigured(f"NEWSROOM_LOG is {form!r}; it takes lines or json.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"told": _FORMATTERS[form]},
        "filters": {"nothing missing": {"()": "newsroom.logs.missing.NothingMissing"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "told"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": _LOGGERS[form],
    }
