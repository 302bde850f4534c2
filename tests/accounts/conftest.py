"""People with logins."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tests.accounts.visits import PASSWORD


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("editor", "editor@news.example", PASSWORD, is_staff=True)
