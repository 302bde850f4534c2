"""The database backend: Django finds the class by this module's name and its own."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from newsroom.sqlite3.turns import turn


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the database; one that is made now, nobody else may read."""
        if (path := self._path()) and not path.exists():
            # Beside it, SQLite makes its other files as this one is. Why it cannot be made, SQLite
            # says better.
            with suppress(OSError):
                path.touch(0o600)
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        """Begin a transaction, after those who began to wait for theirs before."""
        path = self._path()
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        with turn(path.with_name(f"{path.name}-turn"), patience) if path else nullcontext():
            super()._start_transaction_under_autocommit()  # type: ignore[misc]

    def _path(self) -> Path | None:
        """Return its file; None for a database in memory."""
        name = str(self.settings_dict["NAME"])
        is_in_memory = self.is_in_memory_db()
        return None if is_in_memory or name.startswith("file:") else Path(name)
