"""`jobs`: what goes on in the background, on a terminal; watched, cancelled, tried again."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.datetimes import format_datetime
from articles.management.arguments import positive_number
from articles.management.database import check_tables
from articles.management.terminal import printable
from articles.models import Job, Worker
from articles.models.job import JobState
from articles.reporting import words
from articles.reporting.jobs import cancel_job, try_job_again

_LOOK: Final = 1.0


class Command(BaseCommand):
    help = _("Show what goes on in the background; watch it, cancel it, try it again.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--limit",
            type=positive_number,
            default=20,
            metavar="N",
            help=_("show the newest N (%(default)s)"),
        )
        acts = parser.add_subparsers(dest="act", metavar=_("ACT"))
        acts.add_parser("watch", help=_("show how far each is, until nothing runs or waits"))
        for act, told in (
            ("cancel", _("cancel what waits or runs")),
            ("again", _("try again what failed or was cancelled")),
        ):
            acts.add_parser(act, help=told).add_argument("job", type=UUID, help=_("its number"))

    def handle(self, *args: Any, **options: Any) -> None:
        check_tables()
        if options["act"] == "watch":
            self._tell_no_worker()
            _watch()
        elif options["act"]:
            self._act(options["act"], options["job"])
        else:
            self._list(Job.objects.order_by("-enqueued_at")[: options["limit"]])

    def _act(self, act: str, key: UUID) -> None:
        job = Job.objects.filter(pk=key).first()
        if job is None:
            raise CommandError(_("There is no job %(number)s.") % {"number": key})
        is_done = cancel_job(job) if act == "cancel" else try_job_again(job)
        if not is_done:
            raise CommandError(_("It is %(state)s.") % {"state": words.format_job_state(job.state)})

    def _list(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            state = words.format_job_state(job.state)
            asked = format_datetime(job.enqueued_at)
            line = f"{job.pk}  {asked}  {state:9}  {job.name}  {words.describe_failure(job)}"
            self.stdout.write(printable(line.rstrip()))
        self._tell_no_worker()

    def _tell_no_worker(self) -> None:
        for line in words.describe_no_worker():
            self.stderr.write(line)


def _watch() -> None:
    """Show a bar for each job that runs, until none runs or waits."""
    bars: dict[UUID, Any] = {}
    while True:
        workers = {each.job: each for each in Worker.objects.exclude(job=None)}
        running = {job.pk: job for job in Job.objects.in_state(JobState.RUNNING)}
        for gone in bars.keys() - running.keys():
            bars.pop(gone).close()
        for key, job in running.items():
            bar = bars.setdefault(key, tqdm(desc=job.name, file=sys.stdout, leave=False))
            if worker := workers.get(key):
                bar.total, bar.n = worker.total, worker.done
                bar.refresh()
        if not running and not Job.objects.due().exists():
            return
        time.sleep(_LOOK)
