"""The admin of this site: Django's own, under our name; and what begins with the site."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import ImproperlyConfigured
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string

from newsroom.cache import make_cache_table


class DeskConfig(AdminConfig):
    default_site = "newsroom.desk.Desk"

    def ready(self) -> None:
        super().ready()
        post_migrate.connect(make_cache_table, sender=self)
        if settings.SENTRY_DSN:
            _tell_errors(settings.SENTRY_DSN)


def _tell_errors(dsn: str) -> None:
    if find_spec("sentry_sdk") is None:
        raise ImproperlyConfigured(
            "NEWSROOM_SENTRY_DSN needs a package: python -m pip install 'sentry-sdk>=2.75'."
        )
    # It is slow to import, and few want it.
    import_string("newsroom.logs.sentry.tell_errors")(dsn)
