"""The field of an article's text: what it declares for the editor's script."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

from articles.admin.article.widget import editor_widget
from articles.documents.article.kinds import KINDS, TEXT_KINDS, Kind


def declared() -> list[dict[str, Any]]:
    html = editor_widget().render("body", "")
    kinds: list[dict[str, Any]] = json.loads(unescape(html.split('data-kinds="')[1].split('"')[0]))
    return kinds


def test_the_script_is_told_of_every_kind() -> None:
    names = [kind["name"] for kind in declared()]
    assert sorted(names) == sorted([*Kind, "heading", "byline", "noise"])


def test_the_script_is_told_the_attributes_of_each() -> None:
    told = {kind["name"]: kind["attributes"] for kind in declared()}
    assert {kind: told[kind.value] for kind in Kind} == {
        kind: list(rules.attributes) for kind, rules in KINDS.items()
    }


def test_what_is_text_can_become_any_other_text() -> None:
    texts = {kind["name"] for kind in declared() if kind["isText"]}
    assert texts == {*TEXT_KINDS, "heading", "byline", "preformatted"}
