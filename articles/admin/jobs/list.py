"""Background work on the desk: what runs, waits, has failed and why; tried again, cancelled."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tasks_db.models import DBTaskResult

from articles.admin.part import ReadOnlyPage
from articles.datetimes import format_datetime
from articles.models import Job, Worker
from articles.models.job import JobState
from articles.reporting import words
from articles.reporting.jobs import cancel_job, run_about, try_job_again

# A table of the queue's own words for the queue's own makers.
admin.site.unregister(DBTaskResult)


class JobStateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state.value, capfirst(words.format_job_state(state))) for state in JobState]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Job]) -> QuerySet[Job]:
        for state in JobState:
            if state == self.value():
                return Job.objects.in_state(state) & queryset
        return queryset


@admin.register(Job)
class JobAdmin(ReadOnlyPage[Job]):
    list_display = ("work", "state_mark", "asked_at", "took", "why")
    list_filter = (JobStateFilter,)
    fields = (
        "work", "state_mark", "about", "asked_at", "took", "attempts_", "workers", "result", "why",
        "details",
    )  # fmt: skip
    readonly_fields = fields
    ordering = ("-enqueued_at", "-pk")
    actions = ("try_selected_again", "cancel_selected")

    class Media:
        css: ClassVar = {"all": ["articles/desk/runs.css", "articles/desk/jobs.css"]}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        # They are few: what ended is deleted after a while, and none has a number to page by.
        return ChangeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Job]:
        """Return the jobs with how far a worker is with each."""
        worker = Worker.objects.filter(job=OuterRef("pk"))
        done, total = (Subquery(worker.values(name)[:1]) for name in ("done", "total"))
        jobs: QuerySet[Job] = super().get_queryset(request)
        return jobs.annotate(done=done, total=total)

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_job")

    def has_view_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return super().has_view_permission(request, obj) or self.has_manage_permission(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"about": _about(), **(extra_context or {})})

    @admin.display(description=gettext_lazy("work"))
    def work(self, job: Job) -> str:
        return capfirst(job.name)

    @admin.display(description=gettext_lazy("state"))
    def state_mark(self, job: Job) -> SafeString:
        mark = format_html(
            '<span class="state job-{}">{}</span>',
            job.state.value,
            capfirst(words.format_job_state(job.state)),
        )
        done, total = getattr(job, "done", None), getattr(job, "total", None)
        if job.state is not JobState.RUNNING or not total:
            return mark
        return format_html(
            '{} <progress aria-label="{}" max="{}" value="{}"></progress> '
            '<span class="run-note">{} %</span>',
            mark, _("Done"), total, done, min(100 * (done or 0) // total, 99),
        )  # fmt: skip

    @admin.display(description=gettext_lazy("asked for"), ordering="enqueued_at")
    def asked_at(self, job: Job) -> str:
        return format_datetime(job.enqueued_at)

    @admin.display(description=gettext_lazy("took"))
    def took(self, job: Job) -> str:
        if not (job.started_at and job.finished_at):
            return ""
        return words.format_duration(job.finished_at - job.started_at)

    @admin.display(description=gettext_lazy("why"))
    def why(self, job: Job) -> str:
        """Return what a job failed of, when it is tried again, who cancelled it."""
        return words.describe_failure(job)

    @admin.display(description=gettext_lazy("about"))
    def about(self, job: Job) -> SafeString | str:
        """Return its run, or its arguments."""
        if run := run_about(job):
            page = reverse("admin:articles_importrun_change", args=[run])
            return format_html('<a href="{}">{}</a>', page, _("Run %(number)s") % {"number": run})
        return json.dumps(job.args_kwargs, ensure_ascii=False)

    @admin.display(description=gettext_lazy("attempts"))
    def attempts_(self, job: Job) -> int:
        return job.attempts

    @admin.display(description=gettext_lazy("workers"))
    def workers(self, job: Job) -> str:
        return ", ".join(job.worker_ids)

    @admin.display(description=gettext_lazy("result"))
    def result(self, job: Job) -> str:
        return "" if job.return_value is None else str(job.return_value)

    @admin.display(description=gettext_lazy("details for developers"))
    def details(self, job: Job) -> SafeString:
        return format_html("<pre>{}</pre>", job.traceback)

    @admin.action(description=gettext_lazy("Try again"), permissions=["manage"])
    def try_selected_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        text = _("Only what failed or was cancelled can be tried again.")
        self._report(request, sum(_do(queryset, try_job_again)), text)

    @admin.action(description=gettext_lazy("Cancel"), permissions=["manage"])
    def cancel_selected(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        by = request.user.get_username()
        text = _("Only what waits or runs can be cancelled.")
        self._report(request, sum(_do(queryset, partial(cancel_job, by=by))), text)

    def _report(self, request: HttpRequest, number: int, otherwise: str) -> None:
        if not number:
            self.message_user(request, otherwise, messages.WARNING)
            return
        text = ngettext("Done, for %(number)d job.", "Done, for %(number)d jobs.", number)
        self.message_user(request, text % {"number": number}, messages.SUCCESS)


def _do(jobs: QuerySet[Job], act: Callable[[Job], bool]) -> list[bool]:
    return [act(job) for job in jobs]


def _about() -> str:
    """Return whether anybody works, and what to do if not."""
    if missing := words.describe_no_worker():
        return " ".join(missing)
    number = Worker.objects.alive().count()
    text = ngettext("%(number)d worker answers.", "%(number)d workers answer.", number)
    return text % {"number": number}
