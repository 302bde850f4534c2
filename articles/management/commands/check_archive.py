"""`check_archive`: every row of the archive is looked at, and what is wrong is named."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.management.database import check_tables
from articles.management.soundness import count_faults


class Command(BaseCommand):
    help = _(
        "Check that nothing of the archive is lost or damaged: what came in, versions, articles, "
        "editions, runs, and every reference between them. Nothing is changed, and the site may "
        "be in use. Each fault is named with what to do; the exit code is 1 if there is any."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        check_tables()
        number = count_faults(self.stderr)
        if number:
            text = ngettext("%(number)d fault.", "%(number)d faults.", number)
            self.stderr.write(text % {"number": number})
            sys.exit(1)
        self.stdout.write(_("The archive is whole."))
