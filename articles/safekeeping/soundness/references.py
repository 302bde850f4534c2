"""Every reference between rows leads to a row that is there, and to one of the same article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.db.models import Exists, F, ForeignKey, Model, OuterRef, QuerySet
from django.utils.translation import gettext as _

from articles.models import Paragraph
from articles.safekeeping.soundness.fault import Fault, Faults

# So many of each are named: where one is lost, so may be a million.
_MOST_NAMED: Final = 1000


def references() -> list[tuple[type[Model], ForeignKey[Any, Any]]]:
    """Return every reference that a table of the site has."""
    return [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
    ]


def check_references() -> Faults:
    """Yield the faults of each reference, those of all its rows together."""
    for model, field in references():
        yield list(_lost(model, field))
    yield list(_astray())


def _lost(model: type[Model], field: ForeignKey[Any, Any]) -> Iterator[Fault]:
    target: Any = field.related_model
    there = target._base_manager.filter(**{field.target_field.attname: OuterRef(field.attname)})
    rows = model._base_manager.filter(**{f"{field.name}__isnull": False}).exclude(Exists(there))
    words = _("its %(field)s is %(key)s, which is not there")
    remedy = _("Restore a back-up of before")
    for key, lost in rows.order_by().values_list("pk", field.attname)[:_MOST_NAMED]:
        yield Fault(model._meta.label, key, words % {"field": field.name, "key": lost}, remedy)


def _astray() -> Iterator[Fault]:
    """Yield references to a row of another article than the row's own."""
    words = _("its %(field)s is one of another article")
    remedy = _("Change a word of the article on the desk and save: its rows are written anew")
    rows: QuerySet[Any] = Paragraph.objects.exclude(section__article=F("article"))
    for key in rows.order_by().values_list("pk", flat=True)[:_MOST_NAMED]:
        yield Fault(Paragraph._meta.label, key, words % {"field": "section"}, remedy)
