from typing import Any

from django.db import migrations

from articles.documents.urls.canonical import url_hash

TOGETHER = 500


def number_keys(apps: Any, schema_editor: Any) -> None:
    """Number the keys of what was published before, where they are addresses of their own."""
    editions = apps.get_model("articles", "Edition").objects.order_by()
    keyed = editions.filter(article__external_id__istartswith="http")
    changed = []
    for edition in keyed.only("url_hash", "article__external_id").select_related("article").iterator():
        number = url_hash(edition.article.external_id)
        if number != edition.url_hash:
            edition.key_hash = number
            changed.append(edition)
        if len(changed) == TOGETHER:
            editions.bulk_update(changed, ["key_hash"])
            changed = []
    editions.bulk_update(changed, ["key_hash"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0036_old_addresses")]

    operations = [migrations.RunPython(number_keys, migrations.RunPython.noop, elidable=True)]
