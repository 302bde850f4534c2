"""What waits for an editor, of whatever kind: how much of each, and what has waited longest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.lists.waiting import CONFLICTS, REVIEWS
from articles.admin.notices.decide import says
from articles.admin.part import may_see_articles
from articles.counts import CappedCount, capped_counts
from articles.datetimes import format_recent
from articles.models import (
    Article,
    Conflict,
    Duplicate,
    ImportRun,
    Job,
    LabelReview,
    NoiseRule,
    ReaderReport,
    SourceNotice,
)
from articles.models.article import State
from articles.models.job import JobState
from articles.publishing.states import settle_states

_LONGEST: Final = 160
_RECENT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: what it is about, what is wanted, and where that is done."""

    title: str
    address: str
    says: str
    since: datetime
    act: str
    act_address: str
    article: Article | None = None

    @property
    def when(self) -> str:
        return format_recent(self.since)

    @property
    def state(self) -> State | None:
        """Return the state of the article that it is about."""
        return State(self.article.kept_state) if self.article else None


@dataclass(frozen=True, slots=True)
class TaskKind:
    """A kind of tasks: who may see them, what waits, the first of it, and where all of it is."""

    key: str
    title: Any
    may_see: Callable[[HttpRequest], bool]
    # Querysets of what waits, none of which has a row of another.
    rows: Callable[[], Sequence[QuerySet[Any]]]
    first: Callable[[int], Sequence[Task]]
    all_at: Callable[[], str]
    is_failure: bool = False


def kinds_for(request: HttpRequest) -> list[TaskKind]:
    """Return the kinds of which the user may see something."""
    return [kind for kind in KINDS if kind.may_see(request)]


def count_tasks(kinds: Sequence[TaskKind]) -> list[CappedCount]:
    """Return how many tasks of each kind wait. One query."""
    return capped_counts([kind.rows() for kind in kinds])


def _list_of(model: str) -> Callable[[], str]:
    return lambda: reverse(f"admin:articles_{model}_changelist")


def _page_of(article: Article, page: str = "change") -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def _of_article(article: Article, says: str, since: datetime, act: str, page: str) -> Task:
    return Task(article.headline, _page_of(article), says, since, act, page, article)


def _conflicts(most: int) -> Sequence[Task]:
    trash = Article.with_deleted.in_trash().order_by().values("pk")
    first = Conflict.objects.first_of_each_article().exclude(article__in=trash)
    rows = first.select_related("article").order_by("created_at", "pk")[:most]
    text = _("The source changed what was edited here.")
    return [
        _of_article(
            row.article,
            text,
            row.created_at,
            _("Decide"),
            _page_of(row.article, "source_updates"),
        )
        for row in rows
    ]


def _notices(most: int) -> Sequence[Task]:
    rows = SourceNotice.objects.open().filter(article__deleted_at=None).select_related("article")
    return [
        _of_article(row.article, says(row), row.created_at, _("Decide"), _page_of(row.article))
        for row in rows.order_by("created_at", "pk")[:most]
    ]


def _reports(most: int) -> Sequence[Task]:
    rows = ReaderReport.objects.open().filter(article__deleted_at=None).select_related("article")
    return [
        _of_article(
            row.article,
            _("A reader: “%(text)s”") % {"text": Truncator(row.text).chars(_LONGEST)},
            row.created_at,
            _("Open"),
            _page_of(row.article),
        )
        for row in rows.order_by("created_at", "pk")[:most]
    ]


def _duplicates(most: int) -> Sequence[Task]:
    rows = Duplicate.objects.open().select_related("earlier", "later").order_by("found_at", "pk")
    return [
        _of_article(
            row.later,
            _("Likely a duplicate of “%(headline)s”: %(shared)d %% in common.")
            % {"headline": Truncator(row.earlier.headline).chars(90), "shared": row.shared},
            row.found_at,
            _("Compare"),
            _page_of(row.later, "duplicates"),
        )
        for row in rows[:most]
    ]


def _reviews(most: int) -> Sequence[Task]:
    """Return articles with blocks to look at, then those whose headlines are to be confirmed."""
    waiting: dict[int, int] = {}
    rows = LabelReview.objects.open().filter(article__deleted_at=None).order_by("pk")
    for key in rows.values_list("article_id", flat=True)[: 50 * most]:
        if key not in waiting and len(waiting) == most:
            break
        waiting[key] = waiting.get(key, 0) + 1
    provisional = Article.objects.filter(headline_provisional=True).order_by("-changed_at", "-pk")
    keys = [*waiting, *provisional.values_list("pk", flat=True)[:most]]
    articles = Article.objects.in_bulk(keys)
    found = [articles[key] for key in dict.fromkeys(keys) if key in articles][:most]
    return [
        _of_article(
            article,
            _to_look_at(waiting.get(article.pk, 0)),
            article.created_at,
            _("Open"),
            _page_of(article),
        )
        for article in found
    ]


def _to_look_at(number: int) -> str:
    if not number:
        return _("Its headline is provisional.")
    text = ngettext("%(number)d block needs a look.", "%(number)d blocks need a look.", number)
    return text % {"number": number}


def _changed(most: int) -> Sequence[Task]:
    settle_states()
    rows = Article.objects.filter(kept_state=State.CHANGED).order_by("-changed_at", "-pk")
    text = _("Readers do not see the last changes yet.")
    return [_of_article(row, text, row.changed_at, _("Open"), _page_of(row)) for row in rows[:most]]


def _noise(most: int) -> Sequence[Task]:
    rows = NoiseRule.objects.proposed().order_by("pk")[:most]
    text = _("It stands in many articles: always noise, or text?")
    page = reverse("admin:articles_noiserule_changelist")
    return [
        Task(
            Truncator(row.text).chars(90),
            page,
            text,
            row.created_at,
            _("Decide"),
            reverse("admin:articles_noiserule_change", args=[row.pk]),
        )
        for row in rows
    ]


def _failures(most: int) -> Sequence[Task]:
    return sorted([*_stopped_runs(most), *_failed_jobs(most)], key=lambda task: task.since)[:most]


def _stopped() -> Any:
    # What stopped longer ago has been run again, or was not wanted.
    recent = timezone.now() - _RECENT
    stopped = ImportRun.objects.storing().stopped().filter(started_at__gt=recent)
    return stopped.order_by("-started_at", "-pk")


def _stopped_runs(most: int) -> Iterator[Task]:
    for run in _stopped()[:most]:
        page = reverse("admin:articles_importrun_change", args=[run.pk])
        text = _("It stopped before its end: what is stored is whole. Run it again.")
        yield Task(run.name, page, text, run.counted_at, _("Open"), page)


def _failed_jobs(most: int) -> Iterator[Task]:
    for job in Job.objects.in_state(JobState.FAILED).order_by("-enqueued_at")[:most]:
        page = reverse("admin:articles_job_change", args=[job.pk])
        since = job.finished_at or job.enqueued_at
        yield Task(job.name.capitalize(), page, _("It failed."), since, _("Open"), page)


def _may(*rights: str) -> Callable[[HttpRequest], bool]:
    return lambda request: any(request.user.has_perm(f"articles.{right}") for right in rights)


def _noise_page(request: HttpRequest) -> bool:
    return admin.site.get_model_admin(NoiseRule).has_view_permission(request)


# In the order in which an editor had better look at them.
KINDS: Final = (
    TaskKind(
        "reports", gettext_lazy("Errors that readers reported"), may_see_articles,
        lambda: [ReaderReport.objects.open().filter(article__deleted_at=None)],
        _reports, _list_of("readerreport"),
    ),
    TaskKind(
        "notices", gettext_lazy("Publishers’ notices"), may_see_articles,
        lambda: [SourceNotice.objects.open().filter(article__deleted_at=None)],
        _notices, _list_of("sourcenotice"),
    ),
    TaskKind(
        "source", gettext_lazy("Source changed"), may_see_articles,
        CONFLICTS.counted,
        _conflicts, _list_of("conflict"),
    ),
    TaskKind(
        "look", gettext_lazy("Needs a look"), may_see_articles,
        REVIEWS.counted,
        _reviews, lambda: reverse("admin:articles_article_changelist") + "?look=needed",
    ),
    TaskKind(
        "duplicates", gettext_lazy("Likely duplicates"), may_see_articles,
        lambda: [Duplicate.objects.open()],
        _duplicates, _list_of("duplicate"),
    ),
    TaskKind(
        "changed", gettext_lazy("Changed since published"), may_see_articles,
        lambda: [Article.objects.filter(kept_state=State.CHANGED)],
        _changed,
        lambda: reverse("admin:articles_article_changelist") + "?state=changed",
    ),
    TaskKind(
        "noise", gettext_lazy("Noise to confirm"), _noise_page,
        lambda: [NoiseRule.objects.proposed()],
        _noise, _list_of("noiserule"),
    ),
    TaskKind(
        "failed", gettext_lazy("Failed"), _may("view_job", "change_job", "view_importrun"),
        lambda: [Job.objects.in_state(JobState.FAILED), _stopped()],
        _failures,
        lambda: reverse("admin:articles_job_changelist") + f"?state={JobState.FAILED.value}",
        is_failure=True,
    ),
)  # fmt: skip
