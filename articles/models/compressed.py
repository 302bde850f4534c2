"""Bytes, texts and documents that are kept compressed (RFC 1950): a third to a half of their size.

They come back exactly. The database cannot look into them: what is asked for has its own columns.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from django.db import models

from articles.documents.article.rows import compact_json
from articles.documents.source import compressed


class CompressedField(models.BinaryField):  # type: ignore[type-arg]
    """Hold bytes; the database holds them compressed."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        packed = None if value is None else compressed(bytes(value))
        return super().get_db_prep_value(packed, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        return None if value is None else zlib.decompress(value)


class CompressedTextField(CompressedField):
    """Hold a text; the database holds it compressed, in UTF-8."""

    # What type checkers take a value for.
    _pyi_private_get_type: str  # type: ignore[assignment]

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        data = None if value is None else value.encode()
        return super().get_db_prep_value(data, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        data = super().from_db_value(value, expression, connection)
        return None if data is None else data.decode()

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """Return what `dumpdata` writes, and `to_python` reads."""
        text: str = self.value_from_object(obj)
        return text


class CompressedJSONField(CompressedField):
    """Hold what JSON can; the database holds it compressed, in the form of `compact_json`."""

    # What type checkers take a value for.
    _pyi_private_get_type: Any

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        data = None if value is None else compact_json(value).encode()
        return super().get_db_prep_value(data, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        data = super().from_db_value(value, expression, connection)
        return None if data is None else json.loads(data)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str | None:  # type: ignore[override]
        """Return what `dumpdata` writes, and `to_python` reads."""
        value = self.value_from_object(obj)
        return None if value is None else compact_json(value)
