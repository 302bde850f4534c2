"""The admin of this site: Django's own, under our name."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate

from newsroom.cache import make_cache_table


class DeskConfig(AdminConfig):
    default_site = "newsroom.desk.Desk"

    def ready(self) -> None:
        super().ready()
        post_migrate.connect(make_cache_table, sender=self)
