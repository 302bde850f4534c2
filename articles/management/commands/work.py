"""`work`: do what waits in the background, on a machine of its own or beside the server."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles.management.database import check_tables
from articles.tasks.worker import default_name, worker_of_site


class Command(BaseCommand):
    help = _(
        "Do what waits in the background, until stopped. The server starts such a worker by "
        "itself; more of them, on any machine of the site, share the work."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--name",
            default=default_name(),
            help=_(
                "under which name; started anew under the same, it gives away at once what it was "
                "doing (%(default)s)"
            ),
        )
        parser.add_argument("--once", action="store_true", help=_("do what is due now, and end"))
        parser.add_argument(
            "--child-of", type=int, metavar="PID", help=_("end with this process, its parent")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check_tables()
        if options["verbosity"] > 1:
            logging.getLogger("django_tasks").setLevel(logging.INFO)
        work = worker_of_site()
        work(options["name"], once=options["once"], parent=options["child_of"])
