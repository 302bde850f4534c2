"""People with logins, whose passwords are hashed quickly: here they are tried by the dozen."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings

from tests.accounts.visits import PASSWORD


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("editor", "editor@news.example", PASSWORD, is_staff=True)
