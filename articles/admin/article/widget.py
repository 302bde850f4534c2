"""The textarea that the editor's script takes over, with the declarations that the script needs."""

from __future__ import annotations

import json

from django import forms
from django.conf import settings
from django.forms import Script

from articles.documents.labels import Label
from articles.documents.labels.names import LABEL_NAMES
from articles.documents.markup import ALIASES, MARKS
from articles.documents.markup.tags import BLOCKS, CELLS, HIDDEN
from articles.documents.urls.safe_url import SCHEMES
from articles.models.article import KIND_CHOICES


class EditorWidget(forms.Textarea):
    class Media:
        css = {"all": ["articles/editor/editor.css", "articles/desk/source.css"]}  # noqa: RUF012
        js = (
            Script("articles/editor/editor.js", type="module"),
            Script("articles/editor/growing.js", type="module"),
        )


def editor_widget() -> EditorWidget:
    """Return the field of an article's text."""
    *content, noise = KIND_CHOICES
    return EditorWidget(
        attrs={
            "rows": 30,
            "data-article-editor": "",
            "data-marks": json.dumps(
                [{"tag": tag, "attributes": names} for tag, names in MARKS.items()]
            ),
            "data-aliases": json.dumps(dict(ALIASES)),
            "data-tags": json.dumps(
                {"hidden": sorted(HIDDEN), "blocks": sorted(BLOCKS), "cells": sorted(CELLS)}
            ),
            "data-kinds": json.dumps([*content, (Label.BYLINE, LABEL_NAMES[Label.BYLINE]), noise]),
            "data-schemes": " ".join(sorted(SCHEMES)),
            "data-most-bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        }
    )
