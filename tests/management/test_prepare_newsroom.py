"""`prepare_newsroom`: a new site gets all it needs, one that is in use keeps what it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import serializers
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.logins import make_first_login
from articles.models import Article, Edition, SourceDocument

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _static_root(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"


@pytest.fixture
def two_seeds(seeds: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for seed in sorted(seeds.glob("*.txt"))[:2]:
        (folder / seed.name).write_bytes(seed.read_bytes())
    return folder


def prepare(seeds: Path) -> str:
    output = StringIO()
    call_command("prepare_newsroom", seeds=seeds, stdout=output)
    return output.getvalue()


def everything() -> Iterator[str]:
    for rows in (Article, Edition, SourceDocument, get_user_model()):
        yield serializers.serialize("json", rows._default_manager.order_by("pk"))


def test_a_new_site_begins_with_published_articles(two_seeds: Path, client: Client) -> None:
    prepare(two_seeds)
    assert Edition.objects.live().count() == 2
    assert client.get("/").status_code == 200


def test_the_printed_login_opens_the_desk(two_seeds: Path, client: Client) -> None:
    found = re.search(r"name +(\S+)\n +password +(\S+)", prepare(two_seeds))
    assert found
    assert client.login(username=found[1], password=found[2])
    assert client.get(reverse("admin:articles_article_changelist")).status_code == 200


def test_again_it_changes_nothing(two_seeds: Path) -> None:
    prepare(two_seeds)
    before = list(everything())
    prepare(two_seeds)
    assert list(everything()) == before


def test_again_it_prints_only_the_login_and_how_to_set_a_new_password(two_seeds: Path) -> None:
    prepare(two_seeds)
    assert prepare(two_seeds) == (
        "The desk's login is editor. To set a new password:\n"
        "    .venv/bin/python manage.py changepassword editor\n"
    )


def test_it_names_a_login_that_opens_the_desk(two_seeds: Path) -> None:
    users = get_user_model()._default_manager
    users.create_user("editor", is_staff=True, is_active=False)
    users.create_user("reader")
    users.create_user("ann o'hara", is_staff=True)
    told = prepare(two_seeds)
    assert "The desk's login is ann o'hara." in told
    assert "manage.py changepassword 'ann o'\"'\"'hara'\n" in told


def test_it_says_that_nobody_can_log_in(two_seeds: Path) -> None:
    get_user_model()._default_manager.create_user("reader")
    told = prepare(two_seeds)
    assert "Nobody can log in to the desk." in told
    assert "manage.py createsuperuser" in told


def test_without_documents_to_begin_with_it_says_how_to_import() -> None:
    output = StringIO()
    call_command("prepare_newsroom", seeds=None, stdout=output)
    assert "manage.py import FOLDER --publish" in output.getvalue()
    assert not Article.objects.exists()


def test_deleted_articles_do_not_come_back(two_seeds: Path) -> None:
    prepare(two_seeds)
    Edition.objects.all().delete()
    Article.objects.all().delete()
    prepare(two_seeds)
    assert not Article.objects.exists()


def test_a_site_with_users_gets_no_other_login() -> None:
    get_user_model()._default_manager.create_user("owner", is_active=False)
    assert make_first_login() is None


def test_the_first_login_may_do_everything_on_the_desk(two_seeds: Path) -> None:
    prepare(two_seeds)
    user = get_user_model()._default_manager.get()
    assert [group.name for group in user.groups.all()] == ["Administrators"]
