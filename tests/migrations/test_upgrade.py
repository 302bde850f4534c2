"""A site of before the house comes along: its rows, decisions and rights under their new names."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import manage

# Made at the commit before the house: two articles, three conflicts (one decided by hand), two
# label reviews, noise rules, a policy, an undone import, a group with rights of its own.
DUMP = Path(__file__).with_name("site_before_the_house.sql")
NAME = "newsroom.sqlite3"


def migrate(folder: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CI")
    }
    manage({**environment, "NEWSROOM_DATA_DIR": str(folder)}, "migrate", "--verbosity", "0")


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("upgraded")
    with sqlite3.connect(folder / NAME) as before:
        before.executescript(DUMP.read_text(encoding="utf-8"))
    migrate(folder)
    with sqlite3.connect(folder / NAME) as connection:
        yield connection


def test_the_tables_are_those_of_a_new_site(upgraded: sqlite3.Connection, tmp_path: Path) -> None:
    migrate(tmp_path)
    with sqlite3.connect(tmp_path / NAME) as new:
        assert tables_of(upgraded) == tables_of(new)


def tables_of(connection: sqlite3.Connection) -> dict[str, object]:
    """Each table with its columns in no order, and the indexes that have a name of their own."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'articles_%'"
    tables = [name for (name,) in connection.execute(names)]
    indexes = (
        "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE '%\\_%' ESCAPE '\\'"
    )
    named = {name for (name,) in connection.execute(indexes) if not is_made_up(name)}
    return {
        **{
            table: {
                (name, kind, required)
                for _, name, kind, required, *_ in connection.execute(f"PRAGMA table_info({table})")
            }
            for table in tables
        },
        "indexes": named,
    }


def is_made_up(name: str) -> bool:
    """Whether Django, or SQLite, made the name up from that of a column."""
    return name.startswith(("sqlite_", "auth_", "django_", "articles_"))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "SELECT part, resolution, resolved_by_id FROM articles_conflict ORDER BY id",
            [("headline", "manual", 2), ("url", "", None), ("p.9744c0391", "", None)],
        ),
        (
            "SELECT origin, reviewed_label, reviewed_by_id FROM articles_labelreview ORDER BY id",
            [(0, "", None), (1, "body", 2)],
        ),
        (
            "SELECT text, state FROM articles_noiserule ORDER BY id LIMIT 1",
            [("Read more in our app, every day and every night.", "noise")],
        ),
        (
            "SELECT external_id, url FROM articles_article ORDER BY id LIMIT 1",
            [("ferry", "https://harbour.example/the-ferry")],
        ),
        ("SELECT external_ids, metadata FROM articles_policy", [("fer*", "source")]),
        (
            "SELECT external_id, hint FROM articles_runitem WHERE outcome = 'rejected'",
            [
                (
                    "empty",
                    "Check what was saved: there is nothing here to make an article of.",
                )
            ],
        ),
    ],
)
def test_what_was_decided_and_kept_is_there(
    upgraded: sqlite3.Connection, rows: str, expected: list[tuple[object, ...]]
) -> None:
    assert upgraded.execute(rows).fetchall() == expected


def test_every_link_of_an_edition_is_kept(upgraded: sqlite3.Connection) -> None:
    [(links,)] = upgraded.execute("SELECT count(url_hash) FROM articles_editionlink")
    [(editions,)] = upgraded.execute("SELECT count(url_hash) FROM articles_edition")
    assert (links, editions) == (1, 3)


def test_a_group_and_a_person_keep_their_rights(upgraded: sqlite3.Connection) -> None:
    of_group = upgraded.execute(
        "SELECT p.codename, c.model FROM auth_group_permissions g "
        "JOIN auth_permission p ON p.id = g.permission_id "
        "JOIN django_content_type c ON c.id = p.content_type_id "
        "JOIN auth_group n ON n.id = g.group_id WHERE n.name = 'Night desk'"
    ).fetchall()
    assert set(of_group) == {
        ("change_article", "article"), ("decide_noise", "noiserule"),
        ("undo_importrun", "importrun"), ("view_noiserule", "noiserule"),
        ("view_sourcedocument", "sourcedocument"),
        ("view_trackingrule", "trackingrule"),
    }  # fmt: skip
    of_person = upgraded.execute(
        "SELECT p.codename FROM auth_user_user_permissions u "
        "JOIN auth_permission p ON p.id = u.permission_id"
    ).fetchall()
    assert of_person == [("view_noiserule",)]


def test_no_right_is_there_twice(upgraded: sqlite3.Connection) -> None:
    rights = upgraded.execute(
        "SELECT codename FROM auth_permission WHERE codename LIKE '%noise%'"
    ).fetchall()
    assert sorted(rights) == [("decide_noise",), ("view_noiserule",)]
