"""Bytes that are kept compressed (RFC 1950): a third to a half of their size, back exactly."""

from __future__ import annotations

import zlib
from typing import Any

from django.db import models

from articles.documents.source import compressed


class CompressedField(models.BinaryField):  # type: ignore[type-arg]
    """Hold bytes; the database holds them compressed."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        packed = None if value is None else compressed(bytes(value))
        return super().get_db_prep_value(packed, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        return None if value is None else zlib.decompress(value)
