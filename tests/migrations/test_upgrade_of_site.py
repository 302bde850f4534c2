"""A site as the last release left it is upgraded whole; its back-ups are restored here."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copytree
from typing import Final

import psycopg
import pytest
from django.db import connection

from tests.migrations.tables import tables_of
from tests.served import manage, rows, site_environment, start

# Made at the commit named "packages: tasks, logins, brokers and monitoring" by `dump`.
DUMP: Final = f"site_of_the_house.{connection.vendor}.sql"


def load_dump(environment: dict[str, str]) -> None:
    change(environment, Path(__file__).with_name(DUMP).read_text(encoding="utf-8"))


def change(environment: dict[str, str], sql: str) -> None:
    url = environment["DATABASE_URL"]
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database, database:
            database.executescript(sql)
        return
    with psycopg.connect(url) as server:
        server.execute(sql.encode())


@pytest.mark.long
def test_it_is_backed_up_upgraded_and_whole(tmp_path: Path, static_files: Path) -> None:
    copytree(static_files, tmp_path / "static")
    with site_environment(tmp_path) as environment:
        load_dump(environment)
        told = manage(environment, "prepare_newsroom")
        assert "This release changes tables. Back-up first: " in told
        assert manage(environment, "check_archive") == "The archive is whole.\n"
        told = manage(environment, "restore", "latest", "--try")
        assert "It is of an older release: " in told
        assert "It can be restored, and the archive in it is whole." in told


def test_its_tables_are_those_of_a_new_site(tmp_path: Path, migrated: dict[str, str]) -> None:
    with site_environment(tmp_path) as environment:
        load_dump(environment)
        assert (before := tables_of(environment)) != (new := tables_of(migrated))
        manage(environment, "migrate", "--verbosity", "0")
        assert tables_of(environment) == new
        assert len(new) > len(before) > 200


# The rights that the set-up of that release gave, in a group of its name or of another.
GROUPS: Final = """
    INSERT INTO auth_group (id, name) VALUES (7, '{name}');
    INSERT INTO auth_group_permissions (group_id, permission_id)
        SELECT 7, auth_permission.id FROM auth_permission
        JOIN django_content_type ON django_content_type.id = content_type_id
        WHERE app_label = 'articles' AND codename NOT LIKE 'delete_%' AND codename <> '{without}';
"""
RIGHTS: Final = (
    "SELECT codename FROM auth_permission JOIN auth_group_permissions "
    "ON auth_permission.id = permission_id WHERE group_id = 7 AND codename LIKE '%_picture'"
)


@pytest.mark.parametrize(
    ("name", "without", "given"),
    [
        ("Editors", "", True),
        # By hand: another name, or less than an editor may do.
        ("Reporters", "", False),
        ("Editors", "publish_article", False),
    ],
)
def test_the_group_of_the_set_up_gets_its_rights_to_pictures(
    tmp_path: Path, name: str, without: str, *, given: bool
) -> None:
    with site_environment(tmp_path) as environment:
        load_dump(environment)
        change(environment, GROUPS.format(name=name, without=without))
        manage(environment, "migrate", "--verbosity", "0")
        found = {right for (right,) in rows(environment, RIGHTS)}
        rights = {f"{act}_picture" for act in ("add", "change", "fetch", "view")}
        assert found == (rights if given else set())
        arranges = rows(environment, RIGHTS.replace("LIKE '%_picture'", "= 'arrange_front'"))
        assert arranges == ([("arrange_front",)] if given else [])
        # Nothing is made twice where all rights are made.
        names = rows(
            environment, "SELECT codename FROM auth_permission WHERE codename LIKE '%_picture'"
        )
        assert len(names) == len(set(names))
        assert {right for (right,) in names} == rights | {"delete_picture"}


def test_one_that_is_too_old_is_told_the_way(tmp_path: Path) -> None:
    with site_environment(tmp_path) as environment:
        load_dump(environment)
        change(environment, "DELETE FROM django_migrations WHERE name = '0001_as_of_the_house'")
        before = tables_of(environment)
        process = start(environment, "prepare_newsroom")
        err = process.communicate()[1]
        assert process.returncode == 1
        assert "older than this release can upgrade" in err
        assert tables_of(environment) == before


def test_without_a_back_up_nothing_is_upgraded(tmp_path: Path) -> None:
    with site_environment(tmp_path) as environment:
        load_dump(environment)
        (tmp_path / "backups").write_text("in the way", encoding="utf-8")
        process = start(environment, "prepare_newsroom")
        err = process.communicate()[1]
        assert process.returncode == 1
        assert "prepare_newsroom --no-backup" in err
        assert "articles.00" in manage(environment, "migrate", "--plan")
