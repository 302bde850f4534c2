"""Import runs: what was asked for, what became of every document, how far a run has got."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.datetimes import format_datetime
from articles.models.constraints import one_of

# A run writes a batch every few seconds; one that was silent for so long was killed, as good as
# surely. One that is alive all the same notices if it was undone.
SILENCE: Final = timedelta(minutes=5)


class Outcome(models.TextChoices):
    """Name what a run made of a document.

    OUTDATED is an older version than the one that is here, DELETED is what a person deleted here,
    DETACHED what follows no source any more: of these nothing changes. SKIPPED is what was seen and
    is not wanted.
    """

    CREATED = "created", _("Created")
    UPDATED = "updated", _("Updated")
    MERGED = "merged", _("Merged")
    CONFLICT = "conflict", _("Conflict")
    UNCHANGED = "unchanged", _("Unchanged")
    OUTDATED = "outdated", _("Outdated")
    DELETED = "deleted", _("Deleted here")
    DETACHED = "detached", _("Detached")
    SKIPPED = "skipped", _("Left out")
    REJECTED = "rejected", _("Rejected")


# Those that wrote an article.
WRITTEN: Final = (Outcome.CREATED, Outcome.UPDATED, Outcome.MERGED, Outcome.CONFLICT)
# Those of documents that were not taken, of which each item says why.
NOT_TAKEN: Final = (Outcome.REJECTED, Outcome.SKIPPED)


class RunKind(models.TextChoices):
    """Name what a run is; a preview changes nothing, and its items are what would change.

    PREVIEW is that of a re-parse. PICTURES brings in those that articles name by their addresses.
    """

    IMPORT = "import", _("Import")
    REPARSE = "reparse", _("Re-parse")
    PREVIEW = "preview", _("Preview")
    IMPORT_PREVIEW = "import_preview", _("Import preview")
    PICTURES = "pictures", _("Pictures")


# Those that store articles; the others are previews.
STORING: Final = (RunKind.IMPORT, RunKind.REPARSE, RunKind.PICTURES)


class RunState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    UNDONE = "undone"


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def storing(self) -> Self:
        """Return those that store articles, which previews do not."""
        return self.filter(kind__in=STORING)

    def stopped(self) -> Self:
        """Return those that ended before their end: told so, or silent for a while."""
        is_silent = Q(is_waiting=False, seen_at__lt=timezone.now() - SILENCE)
        unfinished = self.filter(finished_at=None, undone_at=None)
        return unfinished.filter(is_silent | Q(stopped_at__isnull=False))


class ImportRun(models.Model):
    """Record one import by one person or command: its arguments and what became of each document.

    Reading stored documents again is a run as well, whose items are only those that it changed or
    could not read.
    """

    kind = models.CharField(max_length=20, choices=RunKind, default=RunKind.IMPORT)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(
        default=timezone.now, help_text=_("When it last recorded its progress.")
    )
    stopped_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When it was interrupted before its end.")
    )
    is_waiting = models.BooleanField(
        default=False, help_text=_("Whether no worker has begun with it yet.")
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    arguments = models.JSONField(default=dict, blank=True)
    preview = models.OneToOneField(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The preview of an upload that was confirmed with this import."),
    )
    parser_version = models.PositiveIntegerField()
    total = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("How many documents there are, where that is known.")
    )
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    conflict = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    outdated = models.PositiveIntegerField(default=0)
    deleted = models.PositiveIntegerField(default=0)
    detached = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    published = models.PositiveIntegerField(
        default=0, help_text=_("How many articles it published, or published anew.")
    )
    pictures = models.PositiveIntegerField(
        default=0,
        help_text=_("How many pictures came in that lie beside its documents, or would."),
    )
    removed = models.JSONField(
        default=dict,
        blank=True,
        help_text=_("How often cleaning removed what: by sort (tag, attribute, link …) and name."),
    )
    left_out = models.JSONField(
        default=dict,
        blank=True,
        help_text=_("How many of what was left out were so for each reason."),
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at", "-pk")
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        permissions: ClassVar = [
            ("undo_importrun", _("Can undo import runs")),
            ("reparse_importrun", _("Can parse stored documents again")),
        ]
        indexes: ClassVar = [
            models.Index(fields=["started_at", "id"], name="import_run_started"),
            models.Index(fields=["started_by", "started_at", "id"], name="import_run_by_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=one_of("kind", RunKind.values), name="import_run_kind"
            ),
        ]

    def __str__(self) -> str:
        started = format_datetime(self.started_at)
        return gettext("%(run)s of %(date)s") % {"run": self.name, "date": started}

    @property
    def name(self) -> str:
        """Return its kind and number: "Import 3", "Re-parse 4"."""
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def name_in_sentence(self) -> str:
        return self.name.lower()

    @property
    def counts(self) -> dict[Outcome, int]:
        return {outcome: getattr(self, outcome.value) for outcome in Outcome}

    @property
    def done(self) -> int:
        """Return how many documents it has dealt with."""
        return sum(self.counts.values())

    @property
    def state(self) -> RunState:
        if self.undone_at:
            return RunState.UNDONE
        if self.finished_at:
            return RunState.FINISHED
        is_silent = not self.is_waiting and self.seen_at < timezone.now() - SILENCE
        return RunState.STOPPED if self.stopped_at or is_silent else RunState.RUNNING

    @property
    def counted_at(self) -> datetime:
        """Return when it ended, or else was last heard of: the counts are of this moment."""
        return self.finished_at or self.stopped_at or self.seen_at

    @property
    def duration(self) -> timedelta:
        """Return how long it took or, while it is running, has taken."""
        until = timezone.now() if self.state is RunState.RUNNING else self.counted_at
        return max(until - self.started_at, timedelta())

    @property
    def rate(self) -> float:
        """Return how many documents a second it deals with."""
        # A run of a moment would seem infinitely fast.
        return self.done / max((self.counted_at - self.started_at).total_seconds(), 0.1)

    @property
    def left(self) -> timedelta | None:
        """Return how long it will still take; None where that cannot be known."""
        if self.state is not RunState.RUNNING or self.total is None or not self.done:
            return None
        return timedelta(seconds=max(self.total - self.done, 0) / self.rate)


class Undone(models.TextChoices):
    """Name what an undo made of the article of a run's item."""

    UNDONE = "undone", _("Undone")
    FORCED = "forced", _("Undone, though it was changed since")
    LEFT = "left", _("Left: it was changed since")


class RunItemQuerySet(models.QuerySet["RunItem"]):
    def holding(self, term: str) -> Self:
        """Return those whose key or file holds the term."""
        return self.filter(Q(external_id__icontains=term) | Q(file__icontains=term))

    def after(self, item: RunItem, *, by_key: bool) -> Self:
        """Return those that follow the item; in order of keys, or as they were stored."""
        if not by_key:
            return self.filter(pk__gt=item.pk)
        # The first condition is the one that an index can begin with.
        return self.filter(external_id__gte=item.external_id).exclude(
            external_id=item.external_id, pk__lte=item.pk
        )

    def before(self, item: RunItem, *, by_key: bool) -> Self:
        if not by_key:
            return self.filter(pk__lt=item.pk)
        return self.filter(external_id__lte=item.external_id).exclude(
            external_id=item.external_id, pk__gte=item.pk
        )


class RunItem(models.Model):
    """Record what became of one document in one run.

    `before` and `after` are the article's versions around it; `before` is 0 for a new article.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="items", db_index=False)
    outcome = models.CharField(max_length=10, choices=Outcome)
    file = models.TextField(blank=True)
    position = models.TextField(blank=True)
    external_id = models.CharField(max_length=500, blank=True)
    article = models.ForeignKey(
        "articles.Article", models.SET_NULL, null=True, blank=True, related_name="run_items"
    )
    before = models.PositiveIntegerField(default=0)
    after = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
    hint = models.TextField(blank=True)
    undone = models.CharField(max_length=10, blank=True, choices=Undone)
    chunk = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("The number of the part it came with, of a shared run.")
    )

    objects = RunItemQuerySet.as_manager()

    class Meta:
        ordering = ("run", "pk")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        verbose_name = _("document of an import")
        verbose_name_plural = _("documents of imports")
        indexes: ClassVar = [
            models.Index(fields=["run", "outcome", "id"], name="run_item_outcome"),
            # For the list in order of keys, and to know a key that came twice.
            models.Index(fields=["run", "external_id"], name="run_item_external_id"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=one_of("outcome", Outcome.values), name="run_item_outcome_known"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=NOT_TAKEN) | ~Q(reason=""), name="run_item_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.where}: {self.outcome}"

    @property
    def wrote_a_version(self) -> bool:
        """Return whether it changed its article's text; a publisher's notice does not."""
        return self.before != self.after

    @property
    def where(self) -> str:
        return f"{self.file}, {self.position}" if self.position else self.file
