"""Versions and the bodies of editions are kept compressed: half of a site's database was theirs."""

from typing import Any, ClassVar

from django.db import migrations, models

from articles.models.compressed import CompressedJSONField, CompressedTextField

# So many rows are in memory at a time.
_TOGETHER = 500


def compress(apps: Any, schema_editor: Any) -> None:
    _copy(apps.get_model("articles", "Version"), {"content": "packed", "imported": "packed_import"})
    _copy(apps.get_model("articles", "Edition"), {"body": "packed"})


def expand(apps: Any, schema_editor: Any) -> None:
    _copy(apps.get_model("articles", "Version"), {"packed": "content", "packed_import": "imported"})
    _copy(apps.get_model("articles", "Edition"), {"packed": "body"})


def _copy(model: Any, columns: dict[str, str]) -> None:
    last = 0
    rows = model.objects.order_by("pk").only(*columns)
    while some := list(rows.filter(pk__gt=last)[:_TOGETHER]):
        for row in some:
            for old, new in columns.items():
                setattr(row, new, getattr(row, old))
        model.objects.bulk_update(some, columns.values())
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies: ClassVar[Any] = [("articles", "0009_erasures")]

    operations: ClassVar[Any] = [
        migrations.AddField("version", "packed", CompressedJSONField(null=True)),
        migrations.AddField("version", "packed_import", CompressedJSONField(null=True)),
        migrations.AddField("edition", "packed", CompressedTextField(null=True)),
        # So that the way back finds room before it is filled.
        migrations.AlterField("version", "content", models.JSONField(null=True)),
        migrations.AlterField("edition", "body", models.TextField(null=True)),
        # Rows are updated but for their keys, so that no trigger of PostgreSQL waits here.
        migrations.RunPython(compress, expand, elidable=True),
        migrations.RemoveField("version", "content"),
        migrations.RemoveField("version", "imported"),
        migrations.RemoveField("edition", "body"),
        migrations.RenameField("version", "packed", "content"),
        migrations.RenameField("version", "packed_import", "imported"),
        migrations.RenameField("edition", "packed", "body"),
        migrations.AlterField("version", "content", CompressedJSONField()),
        migrations.AlterField(
            "version",
            "imported",
            CompressedJSONField(
                blank=True,
                help_text="What that source says, where an editor's work is kept in its place.",
                null=True,
            ),
        ),
        migrations.AlterField(
            "edition",
            "body",
            CompressedTextField(help_text="The sections rendered as safe HTML."),
        ),
    ]
