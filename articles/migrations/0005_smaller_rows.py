"""Received bytes are kept deflated, and a paragraph's text once where it is its markup."""

from __future__ import annotations

import zlib
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

import articles.models.compressed


def deflate(apps: Any, schema_editor: Any) -> None:
    """Row by row: the content is bytes as received, and read as such until here."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM articles_sourcedocument")
        for (key,) in cursor.fetchall():
            cursor.execute("SELECT content FROM articles_sourcedocument WHERE id = %s", [key])
            content = bytes(cursor.fetchone()[0])
            cursor.execute(
                "UPDATE articles_sourcedocument SET content = %s, size = %s WHERE id = %s",
                [connection.Database.Binary(zlib.compress(content, 1)), len(content), key],
            )


def inflate(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM articles_sourcedocument")
        for (key,) in cursor.fetchall():
            cursor.execute("SELECT content FROM articles_sourcedocument WHERE id = %s", [key])
            content = zlib.decompress(bytes(cursor.fetchone()[0]))
            cursor.execute(
                "UPDATE articles_sourcedocument SET content = %s WHERE id = %s",
                [connection.Database.Binary(content), key],
            )


def empty_repeated_text(apps: Any, schema_editor: Any) -> None:
    apps.get_model("articles", "Paragraph").objects.filter(unmarked=F("markup")).update(unmarked="")


def fill_in_text(apps: Any, schema_editor: Any) -> None:
    apps.get_model("articles", "Paragraph").objects.filter(unmarked="").update(unmarked=F("markup"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_versions_know_their_source")]

    operations = [
        migrations.AddField(
            "sourcedocument",
            "size",
            models.PositiveIntegerField(default=0, help_text="Of the content, in bytes."),
            preserve_default=False,
        ),
        migrations.RunPython(deflate, inflate, elidable=True),
        migrations.AlterField(
            "sourcedocument", "content", articles.models.compressed.CompressedField()
        ),
        migrations.RenameField("paragraph", "text", "unmarked"),
        migrations.AlterField(
            "paragraph",
            "unmarked",
            models.TextField(
                blank=True,
                help_text="The visible text; empty where the markup is nothing else.",
            ),
        ),
        migrations.RunPython(empty_repeated_text, fill_in_text, elidable=True),
        migrations.RemoveConstraint("paragraph", "paragraph_order"),
        migrations.AlterField(
            "paragraph",
            "section",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="paragraphs",
                to="articles.section",
            ),
        ),
        migrations.AddConstraint(
            "paragraph",
            models.UniqueConstraint(fields=("section", "position"), name="paragraph_order"),
        ),
    ]
