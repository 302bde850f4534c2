"""The public pages cannot reach the working copy, so that a draft cannot leak."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import articles.site

ALLOWED = (
    "articles.counts",
    "articles.documents.urls",
    "articles.keyset",
    "articles.models.arrangement",
    "articles.models.correction",
    "articles.models.edition",
    "articles.models.listing",
    "articles.models.listing",
    "articles.models.masthead",
    "articles.models.picture",
    "articles.models.policy",
    "articles.models.reader_report",
    "articles.models.receipt",
    "articles.pictures.renditions",
    "articles.pictures.shown",
    "articles.pictures.stored",
    "articles.publishing.front.made_of",
    "articles.publishing.front.sections",
    "articles.publishing.language",
    "articles.publishing.masthead",
    "articles.publishing.page",
    "articles.publishing.parts.players",
    "articles.publishing.structured",
    "articles.publishing.teasers",
    "articles.publishing.told",
    "articles.search.find",
    "articles.search.marked",
    "articles.search.normalise",
    "articles.search.query",
    "articles.search.suggest",
    "articles.site",
)
MODULES = sorted(Path(articles.site.__path__[0]).rglob("*.py"))


def imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{'.' * node.level}{node.module or ''}"


def strays(source: str) -> list[str]:
    ours = [name for name in imports(source) if name.startswith((".", "articles"))]
    return [name for name in ours if not f"{name}.".startswith(tuple(f"{a}." for a in ALLOWED))]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_it_imports_editions_only(module: Path) -> None:
    source = module.read_text()
    assert strays(source) == []
    assert "get_model" not in source
    assert "import_module" not in source


@pytest.mark.parametrize(
    "line",
    [
        "from articles.models import Edition",
        "from articles import models",
        "import articles.models.article",
        "from ..models import working",
        "def late():\n    from articles.store import load",
    ],
)
def test_any_other_way_in_is_noticed(line: str) -> None:
    assert strays(line)
