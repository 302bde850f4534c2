"""How commands try a back-up: what is done is told, and what is wrong with it named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError

from articles.management.soundness import count_faults
from articles.safekeeping.backups import Backup
from articles.safekeeping.restore import RestoreRefused, TriedBackup, tried


@contextmanager
def judged(command: BaseCommand, backup: Backup) -> Iterator[tuple[TriedBackup, int]]:
    """Load a back-up beside the site and check it; yields it and how many faults it has."""
    try:
        with tried(backup, command.stdout.write) as loaded:
            with loaded.opened():
                number = count_faults(command.stderr)
            yield loaded, number
    except RestoreRefused as refused:
        raise CommandError(str(refused)) from refused
