from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register

from articles.checks import check_database


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Newsroom"

    def ready(self) -> None:
        register(check_database)
