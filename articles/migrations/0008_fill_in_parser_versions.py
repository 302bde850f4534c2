"""What imports brought before now: by which parser it was read, as their runs say."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill_in(apps: Any, schema_editor: Any) -> None:
    """What an undo restored is of its run as well: of that it is not known."""
    alias = schema_editor.connection.alias
    runs = apps.get_model("articles", "ImportRun").objects.filter(pk=OuterRef("run"))
    by_run = Subquery(runs.values("parser_version")[:1])
    versions = apps.get_model("articles", "Version").objects.using(alias)
    imported = versions.filter(reason__in=("import", "merge"), source__isnull=False)
    imported.filter(run__isnull=False).update(parser_version=by_run)
    apps.get_model("articles", "SourceDocument").objects.using(alias).update(parser_version=by_run)


class Migration(migrations.Migration):
    dependencies: ClassVar[Any] = [("articles", "0007_parser_versions")]

    operations: ClassVar[Any] = [
        migrations.RunPython(fill_in, migrations.RunPython.noop, elidable=True)
    ]
