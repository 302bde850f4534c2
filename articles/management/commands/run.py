"""`run`: one command from an empty folder to a site that is served."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.core.management import call_command
from django.utils.translation import gettext as _

from articles.management.commands import serve


class Command(serve.Command):
    help = _("Make everything ready, as prepare_newsroom does, and serve it, as serve does.")

    def run_from_argv(self, argv: list[str]) -> None:
        self._told = argv
        super().run_from_argv(argv)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("prepare_newsroom", stdout=self.stdout)
        self.stdout.flush()
        # A process anew: what forks workers must hold no connection of what prepared the site.
        program, _run, *arguments = self._told
        os.execv(sys.executable, [sys.executable, program, "serve", *arguments])  # noqa: S606
