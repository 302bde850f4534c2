"""What the desk is about has names in the language of the site, for one and for several."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db.models import Model
from django.utils.functional import Promise

OURS = [model for model in admin.site._registry if model._meta.app_label == "articles"]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_it_has_a_name_for_one_and_for_several(model: type[Model]) -> None:
    # Django makes up a plural by an "s", in whatever language.
    assert {"verbose_name", "verbose_name_plural"} <= set(model._meta.original_attrs)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_each_field_of_its_form_has_a_name(model: type[Model]) -> None:
    names = {field.name: field.verbose_name for field in model._meta.local_fields}
    form = admin.site._registry[model].form.base_fields
    # Django makes up a name of a column's, as a plain text.
    unnamed = [name for name in form if name in names and not isinstance(names[name], Promise)]
    assert unnamed == []
