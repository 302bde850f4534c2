from __future__ import annotations

import pytest
from django.test import Client

from tests.make import EDITOR, make_editor


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """An editor's browser, logged in."""
    client.force_login(make_editor(*EDITOR))
    return client
