"""The migrations of a database, against those that this release knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def applied_migrations() -> dict[str, list[str]]:
    """Return those that the database has, by app; none where it is new."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found[app].append(name)
    return dict(found)


def waiting_migrations() -> list[str]:
    """Return those that the database does not have yet: "articles.0011_…"."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def unknown_migrations(applied: Mapping[str, Iterable[str]]) -> list[str]:
    """Return those that this release does not have: a newer one made them."""
    known = MigrationLoader(None).disk_migrations or {}
    return [
        f"{app}.{name}"
        for app, names in applied.items()
        for name in names
        if (app, name) not in known
    ]
