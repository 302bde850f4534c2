"""Editions of before there were links between articles take part in them, too.

The next act of publishing turns what is to be turned: only it knows the addresses of pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import migrations
from django.utils import timezone

from articles.documents.urls.canonical import url_hash
from articles.publishing.render import numbers_in

_TOGETHER = 500


def take_part(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    editions = apps.get_model("articles", "Edition").objects.using(alias)
    links = apps.get_model("articles", "EditionLink")
    now = timezone.now()
    unnumbered = editions.filter(address_number__isnull=True).order_by("pk")
    chosen = unnumbered.select_related("version", "article__source").only(
        "body", "live_until", "live_from", "links_due", "version__content", "article__source__url"
    )
    last = 0
    while some := list(chosen.filter(pk__gt=last)[:_TOGETHER]):
        for edition in some:
            edition.address_number = url_hash(_address(edition))
            is_open = edition.live_until is None or edition.live_until > now
            edition.links_due = is_open and edition.address_number is not None
        editions.bulk_update(some, ["address_number", "links_due"])
        links.objects.using(alias).bulk_create(_links(links, some), ignore_conflicts=True)
        last = some[-1].pk


def _address(edition: Any) -> str:
    details = edition.version.content.get("details") or {}
    source = edition.article.source
    return details.get("address") or (source.url if source else "")


def _links(model: Any, editions: Iterable[Any]) -> Iterable[Any]:
    return [
        model(edition_id=edition.pk, number=number)
        for edition in editions
        for number in sorted(numbers_in(edition.body))
    ]


class Migration(migrations.Migration):
    dependencies: ClassVar[Any] = [("articles", "0013_numbers_of_addresses")]

    operations: ClassVar[Any] = [
        migrations.RunPython(take_part, migrations.RunPython.noop, elidable=True)
    ]
