"""No text escapes: every field of every table is covered by erasure, or named as free of text."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

from articles.erasure.fields import FIELDS, Free

TEXTUAL: Any = (
    models.CharField | models.TextField | models.JSONField | models.BinaryField | models.FileField
)


def textual_fields() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
        for field in model._meta.concrete_fields
        if isinstance(field, TEXTUAL)
    }


def test_every_field_that_may_hold_text_is_covered_or_named_as_free() -> None:
    assert textual_fields() == set(FIELDS)


def test_what_is_free_says_why() -> None:
    assert all(len(how.why) > 5 for how in FIELDS.values() if isinstance(how, Free))
