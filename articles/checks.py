"""What makes this project unfit to start, beyond what Django checks itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import connection

_SUPPORTED: Final = ("sqlite", "postgresql")


def check_database(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Rows are written in bulk by statements of these two, and the suite passes on them."""
    if connection.vendor in _SUPPORTED:
        return []
    return [
        Error(
            f"Newsroom does not run on {connection.display_name}.",
            hint="Set DATABASE_URL to postgresql://..., or unset it for SQLite.",
            id="articles.E001",
        )
    ]
