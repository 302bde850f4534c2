"""The migrations of a database, against those that this release knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext_lazy as _

# The first of those that bring an older site here.
_OLDEST: Final = "0001_as_of_the_house"
# What it once stood for. Sites that came this way name them still; their files are gone.
_FORMER: Final = frozenset({
    "0001_first_light", "0002_doubts", "0003_runs_and_merges", "0004_versions_know_their_source",
    "0005_smaller_rows", "0006_faster_checks", "0007_parser_versions",
    "0008_fill_in_parser_versions", "0009_details", "0010_noise_lines", "0011_tracking_rules",
    "0012_linked_editions", "0013_numbers_of_addresses", "0014_links_of_editions",
    "0015_one_word_for_each_thing", "0016_stored_words", "0017_constraints_under_their_names",
    "0018_words_of_the_desk",
})  # fmt: skip
TOO_OLD: Final = _(
    "Its tables are older than this release can upgrade. The handbook's chapter on changes and "
    "upgrades names the version to go by first."
)


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


def is_too_old(applied: Mapping[str, Iterable[str]]) -> bool:
    """Return whether a site is of before the oldest one that this release upgrades."""
    return not _FORMER.isdisjoint(names := applied.get("articles", ())) and _OLDEST not in names


def unknown_migrations(applied: Mapping[str, Iterable[str]]) -> list[str]:
    """Return those that this release does not have: a newer one made them."""
    known = MigrationLoader(None).disk_migrations or {}
    return [
        f"{app}.{name}"
        for app, names in applied.items()
        for name in names
        if (app, name) not in known and not (app == "articles" and name in _FORMER)
    ]
