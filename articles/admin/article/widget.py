"""The textarea that the editor's script takes over, with the declarations that the script needs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from django import forms
from django.conf import settings
from django.forms import Script
from django.utils.translation import gettext

from articles.documents.article.kinds import KINDS, Kind, KindRules
from articles.documents.article.providers import PROVIDERS
from articles.documents.labels import Label
from articles.documents.labels.names import LABEL_NAMES
from articles.documents.markup import ALIASES, MARKS
from articles.documents.markup.tags import BLOCKS, CELLS, HIDDEN
from articles.documents.urls.safe_url import SCHEMES

# Blocks of text, in the order in which they are offered. A heading and a byline are no paragraphs.
_TEXTS: Final = (
    Kind.BODY,
    Label.HEADING,
    Kind.SUBHEADING,
    Kind.LIST_ITEM,
    Kind.QUOTE,
    Label.BYLINE,
    Kind.PREFORMATTED,
    Kind.BOX,
)
_RULES: Final[Mapping[str, KindRules]] = {kind.value: rules for kind, rules in KINDS.items()}


class EditorWidget(forms.Textarea):
    class Media:
        css = {  # noqa: RUF012
            "all": [
                "articles/editor/editor.css",
                "articles/editor/parts.css",
                "articles/editor/sheet.css",
                "articles/editor/people.css",
                "articles/desk/source.css",
            ]
        }
        js = (
            Script("articles/editor/editor.js", type="module"),
            Script("articles/editor/growing.js", type="module"),
        )

    def build_attrs(
        self, base_attrs: Mapping[str, Any], extra_attrs: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the attributes, with the names of kinds in the language of who asks."""
        attrs = super().build_attrs(dict(base_attrs), dict(extra_attrs or {}))
        return attrs | {"data-kinds": json.dumps(list(_kinds()))}


def editor_widget() -> EditorWidget:
    """Return the field of an article's text."""
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
            "data-providers": json.dumps([asdict(provider) for provider in PROVIDERS]),
            "data-schemes": " ".join(sorted(SCHEMES)),
            "data-most-bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        }
    )


def _kinds() -> Iterator[dict[str, Any]]:
    """Yield each kind of part, its name on the desk, its attributes, and whether it is text."""
    others = [kind for kind in Kind if kind not in _TEXTS]
    for kind in (*_TEXTS, *others, Label.NOISE):
        rules = _RULES.get(kind.value)
        yield {
            "name": kind.value,
            "label": gettext(LABEL_NAMES[kind]),
            "attributes": list(rules.attributes) if rules else [],
            "isText": kind in _TEXTS,
        }
