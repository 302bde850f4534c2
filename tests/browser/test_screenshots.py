"""The list of pages that pictures are taken of names every route and every list of the desk."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse

from articles.site.urls import urlpatterns
from tests.screenshots.pages import DESK, FOR_MACHINES, PUBLIC


def test_every_public_route_has_its_picture() -> None:
    names = {str(pattern.name) for pattern in urlpatterns}
    assert names - FOR_MACHINES - PUBLIC.keys() == set()


def test_every_list_of_the_desk_has_its_picture() -> None:
    models = [model._meta for model in admin.site._registry]
    lists = {reverse(f"admin:{each.app_label}_{each.model_name}_changelist") for each in models}
    assert lists - set(DESK.values()) == set()
