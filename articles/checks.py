"""What makes this project unfit to start, beyond what Django checks itself."""

from __future__ import annotations

import shlex
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Caution
from django.db import connection

from articles.documents.blocks import Block
from articles.documents.labels.labelling import label_blocks
from articles.documents.labels.model import ModelUnusable

# The tag of the check that commands without a database ask for, too.
LABELS: Final = "labels"
_SUPPORTED: Final = ("sqlite", "postgresql")


def check_database(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Return an error for a database other than the two that bulk writing and the suite know."""
    if connection.vendor in _SUPPORTED:
        return []
    return [
        Error(
            f"Newsroom does not run on {connection.display_name}.",
            hint="Set DATABASE_URL to postgresql://..., or unset it for SQLite.",
            id="articles.E001",
        )
    ]


def check_private_files(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Return a warning where everybody on this machine may read the database.

    What Newsroom makes is its owner's alone. What was there before is the operator's to decide on.
    """
    file = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor != "sqlite" or not file.is_file():
        return []
    if not (file.stat().st_mode & stat.S_IROTH and file.parent.stat().st_mode & stat.S_IXOTH):
        return []
    return [
        Caution(
            f"Everybody who has a login on this machine can read {file}.",
            hint=f"Run: chmod go= {shlex.quote(str(file))}*",
            id="articles.W001",
        )
    ]


def check_label_model(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Return an error for a site's own model of labels that this release cannot read."""
    if not settings.LABEL_MODEL:
        return []
    try:
        label_blocks([Block(0, "p", "A text.", "A text.")])
    except ModelUnusable as unusable:
        return [
            Error(
                f"The labels have no model: {unusable}.",
                hint="Make it with train_labels, or unset NEWSROOM_LABEL_MODEL.",
                id="articles.E002",
            )
        ]
    return []


def check_broker(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Return a warning where a broker leads to workers that cannot see the jobs."""
    if not settings.BROKER or connection.vendor != "sqlite":
        return []
    return [
        Caution(
            "NEWSROOM_BROKER carries jobs to other machines, but SQLite is on this one alone.",
            hint="Set DATABASE_URL to postgresql://..., or unset NEWSROOM_BROKER.",
            id="articles.W002",
        )
    ]
