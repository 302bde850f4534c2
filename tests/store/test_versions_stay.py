"""Versions stay for good: they go with their article alone, which the trash's purge deletes."""

from __future__ import annotations

import ast
import re
from typing import Any

from django.db.models import CASCADE

from articles.models import Article, Version
from tests.source_tree import modules


def deleted_in(*words: str) -> list[str]:
    """The modules that delete rows which one of these words names."""
    return [
        module
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in ("delete", "_raw_delete")
        if re.search(rf"\b({'|'.join(words)})", ast.unparse(node.func.value))
    ]


def test_no_code_deletes_a_version() -> None:
    assert deleted_in(r"Version\.", "versions") == []


def test_articles_are_deleted_by_the_trash_alone() -> None:
    assert deleted_in(r"Article\.objects", r"Article\.with_deleted") == ["articles.store.trash"]


def test_a_version_goes_with_its_article_and_with_nothing_else() -> None:
    def taken_by(model: type[Article | Version]) -> list[str]:
        fields: list[Any] = [field for field in model._meta.concrete_fields if field.remote_field]
        return [field.name for field in fields if field.remote_field.on_delete is CASCADE]

    assert taken_by(Version) == ["article"]
    assert taken_by(Article) == []
