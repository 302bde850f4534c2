from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import register

from articles.checks import (
    LABELS,
    check_broker,
    check_database,
    check_label_model,
    check_private_files,
)
from articles.documents.labels import model


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Newsroom"

    def ready(self) -> None:
        register(check_database)
        register(check_private_files)
        register(check_broker)
        register(check_label_model, LABELS)
        if settings.LABEL_MODEL:
            model.use_model(Path(settings.LABEL_MODEL))
