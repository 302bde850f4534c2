"""A site's own templates stand before those of the release, and readers get them at once."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from articles.site.appearance import appearance_of_release
from tests.site.make import make_edition

pytestmark = pytest.mark.django_db

ADDRESS = "/articles/the-lighthouse/"
OWN = """{% extends "articles/site/page.html" %}
{% block main %}<h1>Ours: {{ edition.headline }}</h1>{% include "own/strip.html" %}{% endblock %}
"""


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """A folder of templates, as `NEWSROOM_TEMPLATES` names one."""
    for name, source in (("articles/site/article.html", OWN), ("own/strip.html", "<hr>")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source)
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [str(tmp_path)]
    settings.TEMPLATES = templates
    appearance_of_release.cache_clear()
    yield tmp_path
    appearance_of_release.cache_clear()


def test_its_own_template_is_used(client: Client, own: Path) -> None:
    make_edition(headline="Lit again")
    html = client.get(ADDRESS).content.decode()
    assert "<h1>Ours: Lit again</h1><hr>" in html
    assert '<header class="masthead">' in html


@pytest.mark.parametrize("name", ["articles/site/article.html", "own/strip.html"])
def test_who_has_the_page_gets_the_new_one(client: Client, own: Path, name: str) -> None:
    make_edition()
    older = client.get(ADDRESS).headers["ETag"]
    (own / name).write_text("<p>Anew</p>")
    appearance_of_release.cache_clear()  # as a start of the site does
    assert client.get(ADDRESS, headers={"If-None-Match": older}).headers["ETag"] != older
