"""Source documents that came in before know the numbers of their addresses, too."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from articles.documents.urls.canonical import url_hash

_TOGETHER = 1_000


def number(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    stored = apps.get_model("articles", "SourceDocument").objects.using(alias)
    documents = stored.exclude(url="").only("url").order_by("pk")
    last = 0
    while some := list(documents.filter(pk__gt=last)[:_TOGETHER]):
        for document in some:
            document.address_number = url_hash(document.url)
        stored.bulk_update(some, ["address_number"])
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_linked_editions")]

    operations = [migrations.RunPython(number, migrations.RunPython.noop, elidable=True)]
