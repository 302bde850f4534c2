"""The page where people log in to the desk."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.django_db
def test_it_says_whom_to_ask_for_a_login() -> None:
    page = Client().get(reverse("admin:login")).content.decode()
    assert "Ask whoever runs this newsroom" in page
    assert "manage.py changepassword" in page
