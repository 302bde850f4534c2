"""How a database would find the rows of the queries that a piece of code makes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db import connection

# What reads all of a table, or sorts what it found: SQLite's words, then PostgreSQL's.
_SLOW = re.compile(
    r"^SCAN \w+$|^.*TEMP B-TREE.*$|^.*(?:Seq Scan|Sort  |Aggregate  ).*$", re.MULTILINE
)


def queries_of(act: Callable[[], object]) -> list[tuple[str, Any]]:
    """Return the SELECTs of an act, each with its parameters."""
    found: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT"):
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return found


def plans_of(act: Callable[[], object]) -> list[str]:
    """Return how the database would answer each query of an act."""
    return [_plan(sql, params) for sql, params in queries_of(act)]


def slow_steps(act: Callable[[], object]) -> list[str]:
    """Return the steps of an act's queries that read a whole table or sort what they found."""
    return [step for plan in plans_of(act) for step in _SLOW.findall(plan)]


def analyse() -> None:
    """Tell PostgreSQL's planner how large its tables are; SQLite's goes without, as on a site."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _plan(sql: str, params: Any) -> str:
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{sql}", params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
