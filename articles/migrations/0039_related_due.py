"""What is published already is still to be related: background work, or the next start, does it."""

from typing import Any

from django.db import migrations
from django.db.models import F, Q
from django.utils import timezone


def mark_published(apps: Any, schema_editor: Any) -> None:
    """Mark the articles that readers see, or will."""
    edition, due = (apps.get_model("articles", name) for name in ("Edition", "RelatedDue"))
    still_open = Q(live_until__isnull=True) | Q(live_until__gt=timezone.now())
    rows = edition.objects.filter(still_open).exclude(live_until=F("live_from")).order_by()
    keys = rows.values_list("article_id", flat=True).distinct().iterator(5_000)
    due.objects.bulk_create((due(article_id=key) for key in keys), batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0038_related_reported_received"),
    ]

    operations = [migrations.RunPython(mark_published, migrations.RunPython.noop)]
