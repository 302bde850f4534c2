"""The words by which articles are found: rows for both corpora, and what indexes them."""

from typing import Any

import articles.models.words
import django.db.models.deletion
from django.db import migrations, models

# Words are of letters, digits and marks, made by the program: to FTS5's tokenizer `ascii` each is a
# word, and so is the sign of fields. With external content words stand once, in the rows, and
# triggers bring the index in line with them. A later migration that has SQLite make these tables
# anew must create the triggers again.
_SQLITE = (
    """CREATE VIRTUAL TABLE {table}_index USING fts5(
        words, content='{table}', content_rowid='place', tokenize="ascii tokenchars '='"
    )""",
    "CREATE VIRTUAL TABLE {table}_vocabulary USING fts5vocab({table}_index, 'row')",
    """CREATE TRIGGER {table}_inserted AFTER INSERT ON {table} BEGIN
        INSERT INTO {table}_index (rowid, words) VALUES (new.place, new.words);
    END""",
    """CREATE TRIGGER {table}_deleted AFTER DELETE ON {table} BEGIN
        INSERT INTO {table}_index ({table}_index, rowid, words)
        VALUES ('delete', old.place, old.words);
    END""",
    """CREATE TRIGGER {table}_updated AFTER UPDATE ON {table} BEGIN
        INSERT INTO {table}_index ({table}_index, rowid, words)
        VALUES ('delete', old.place, old.words);
        INSERT INTO {table}_index (rowid, words) VALUES (new.place, new.words);
    END""",
)
_POSTGRESQL = (
    "CREATE INDEX {table}_words ON {table} USING gin (words)",
    """CREATE VIEW {table}_index AS
        SELECT place AS rowid, place AS _rowid_, words, 0::float AS rank FROM {table}""",
)
_TABLES = ("articles_articlewords", "articles_editionwords")


def create_indexes(apps: Any, schema_editor: Any) -> None:
    """Create what finds the words, as each database does it."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in _TABLES:
        for statement in _SQLITE if is_sqlite else _POSTGRESQL:
            schema_editor.execute(statement.format(table=table), params=None)


def drop_indexes(apps: Any, schema_editor: Any) -> None:
    """Drop what finds the words; the rows are Django's to drop, and triggers go with them."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in _TABLES:
        if is_sqlite:
            schema_editor.execute(f"DROP TABLE {table}_vocabulary")
        schema_editor.execute(f"DROP {'TABLE' if is_sqlite else 'VIEW'} {table}_index")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0023_states_of_editions"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticleWordsIndex",
            fields=[
                (
                    "key",
                    articles.models.words.PlaceField(
                        db_column="rowid", primary_key=True, serialize=False
                    ),
                ),
                ("place", articles.models.words.PlaceField(db_column="_rowid_")),
                ("words", articles.models.words.WordsField()),
                ("rank", models.FloatField()),
            ],
            options={
                "db_table": "articles_articlewords_index",
                "abstract": False,
                "managed": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EditionWordsIndex",
            fields=[
                (
                    "key",
                    articles.models.words.PlaceField(
                        db_column="rowid", primary_key=True, serialize=False
                    ),
                ),
                ("place", articles.models.words.PlaceField(db_column="_rowid_")),
                ("words", articles.models.words.WordsField()),
                ("rank", models.FloatField()),
            ],
            options={
                "db_table": "articles_editionwords_index",
                "abstract": False,
                "managed": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ArticleWords",
            fields=[
                (
                    "index",
                    models.OneToOneField(
                        db_column="place",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="row",
                        serialize=False,
                        to="articles.articlewordsindex",
                    ),
                ),
                ("words", articles.models.words.WordsField()),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EditionWords",
            fields=[
                (
                    "index",
                    models.OneToOneField(
                        db_column="place",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="row",
                        serialize=False,
                        to="articles.editionwordsindex",
                    ),
                ),
                ("words", articles.models.words.WordsField()),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="articles.edition",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.RunPython(create_indexes, drop_indexes),
    ]
