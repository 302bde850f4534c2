"""How a form chooses a picture of the library: by its name, which is looked up as it is typed."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Field
from django.http import HttpRequest

from articles.admin.typed import ModelAdmin


class ChoosesPictures(ModelAdmin[Any]):
    """Leave out the icons that Django puts beside a choice: pictures have a page of their own."""

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field
