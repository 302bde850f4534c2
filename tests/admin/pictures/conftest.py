from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.make import make_editor


@pytest.fixture
def librarian(db: None) -> User:
    """Who may do everything with pictures, and see articles."""
    rights = [f"{act}_picture" for act in ("view", "add", "change", "delete")]
    return make_editor(*rights, "view_article")


@pytest.fixture
def library(client: Client, librarian: User) -> Client:
    """Their browser, logged in."""
    client.force_login(librarian)
    return client
