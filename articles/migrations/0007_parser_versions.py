from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[Any] = [("articles", "0006_faster_checks")]

    operations: ClassVar[Any] = [
        migrations.AlterModelOptions(
            name="importrun",
            options={
                "ordering": ("-started_at", "-pk"),
                "permissions": [
                    ("undo_importrun", "Can undo import runs"),
                    ("reparse_importrun", "Can parse stored documents again"),
                ],
                "verbose_name": "import run",
            },
        ),
        migrations.AddField(
            model_name="importrun",
            name="kind",
            field=models.CharField(
                choices=[("import", "Import"), ("reparse", "Re-parse"), ("preview", "Preview")],
                default="import",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "import"), ("kind", "reparse"), ("kind", "preview"), _connector="OR"
                ),
                name="import_run_kind",
            ),
        ),
        migrations.AddField(
            model_name="sourcedocument",
            name="parser_version",
            field=models.PositiveSmallIntegerField(
                default=1,
                help_text="Of the parser that read it last, whether or not that changed its "
                "article.",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sourcedocument",
            name="repeats",
            field=models.JSONField(
                blank=True,
                help_text="Lines that other documents which it came in with have as well, and how "
                "many documents have each: reading it again alone could not know them. None where "
                "that is not known.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="parser_version",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Of the parser that read the source, where an import made it follow one; "
                "what is restored has that of the version that it restores.",
                null=True,
            ),
        ),
    ]
