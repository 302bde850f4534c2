"""How a database would find the rows of the queries that a piece of code makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.db import connection

# Steps that read all of a table, or sort what they found: SQLite's words, then PostgreSQL's.
_SCAN: Final = re.compile(r"^SCAN (\w+)$|Seq Scan on (\w+)", re.MULTILINE)
_SORT: Final = re.compile(r"^.*TEMP B-TREE.*$|^.*Sort  \(.* rows=(\d+) .*$", re.MULTILINE)
# What a count with a limit counts, and queries of the front page: each has a limit of its own.
_LIMITED: Final = {"subquery", "latest", "newest", "made"}
# What is no more than this may be read and sorted: it does not grow with the archive.
_FEW: Final = 1_000


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
    return [_plan(*query) for query in queries_of(act)]


def slow_steps(act: Callable[[], object]) -> list[str]:
    """Return what in an act's queries costs more the more rows there are.

    That is: a large table read whole, more than a few rows sorted, and a count without a limit.
    """
    return [step for query in queries_of(act) for step in _slow_steps(*query)]


def plan_as_for_many() -> None:
    """Have PostgreSQL plan as for larger tables: it reads one whole if no index would do.

    For tables of a test it would do so anyway. SQLite goes without statistics, as on a site.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("SET LOCAL enable_seqscan = off")


def _slow_steps(sql: str, params: Any) -> Iterator[str]:
    if "COUNT(" in sql and "LIMIT" not in sql:
        yield sql
    plan = _plan(sql, params)
    yield from (found[0] for found in _SCAN.finditer(plan) if _is_large(found[1] or found[2]))
    # SQLite tells no number.
    yield from (found[0] for found in _SORT.finditer(plan) if int(found[1] or _FEW + 1) > _FEW)


def _plan(sql: str, params: Any) -> str:
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{sql}", params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def _is_large(table: str) -> bool:
    """Return whether a table has many rows. In a query within another, SQLite calls it U0 or so."""
    if table in _LIMITED:
        return False
    if table not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM (SELECT 1 FROM {table} LIMIT {_FEW + 1}) AS found")
        return bool(cursor.fetchone()[0] > _FEW)
