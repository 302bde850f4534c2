"""Versions that imports made before now: which source document each followed."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill_in(apps: Any, schema_editor: Any) -> None:
    """An import stores one source of a key; where it stored none, the article follows its own."""
    versions = apps.get_model("articles", "Version").objects.using(schema_editor.connection.alias)
    sources = apps.get_model("articles", "SourceDocument").objects
    articles = apps.get_model("articles", "Article").objects.filter(pk=OuterRef("article"))
    imported = versions.filter(reason="import", source=None)
    key = Subquery(articles.values("key")[:1])
    brought = sources.filter(run=OuterRef("run"), key=OuterRef("article_key")).order_by("-pk")
    imported.annotate(article_key=key).update(source=Subquery(brought.values("pk")[:1]))
    imported.filter(source=None).update(source=Subquery(articles.values("source")[:1]))


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_runs_and_merges")]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop, elidable=True)]
