"""The parts of a run that several machines share: each is taken, and done, by one at a time."""

from __future__ import annotations

from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.import_run import ImportRun

# The chunk of the machine that hands out the others: while it is open, more may come.
OWN: Final = 0


class RunChunkQuerySet(models.QuerySet["RunChunk"]):
    def open(self) -> Self:
        """Return those that are not done, nor given up."""
        return self.filter(finished_at=None)

    def held_by(self, worker: str) -> Self:
        """Return those that this worker is at, and no other has taken from it."""
        return self.open().filter(worker=worker)


class RunChunk(models.Model):
    """Hold some files of a run for a worker to import.

    Whoever takes a chunk last has it: a worker that was thought dead and is not finds, at its next
    batch, that another is named here, and stores nothing.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    files = models.JSONField(help_text=_("Their paths, the same on every machine."))
    made_by = models.CharField(
        max_length=100, help_text=_("What reads them: the parser's version, the model of labels.")
    )
    worker = models.CharField(max_length=150, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, help_text=_("Why it was given up."))

    objects = RunChunkQuerySet.as_manager()

    class Meta:
        ordering = ("run", "number")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        verbose_name = _("part of a run")
        verbose_name_plural = _("parts of runs")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "number"], name="run_chunk_number"),
            models.CheckConstraint(
                condition=Q(problem="") | Q(finished_at__isnull=False), name="run_chunk_given_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run.name}, part {self.number}"

    def take(self, worker: str) -> bool:
        """Take it for a worker, from whoever has it; return False where it is done already."""
        self.worker, self.attempts = worker, self.attempts + 1
        taken = RunChunk.objects.open().filter(pk=self.pk)
        return bool(taken.update(worker=worker, attempts=self.attempts))

    def give_up(self, problem: str) -> None:
        """Close it with the reason why nobody can do it."""
        self.problem, self.finished_at = problem, timezone.now()
        RunChunk.objects.open().filter(pk=self.pk).update(
            problem=problem, finished_at=self.finished_at
        )
