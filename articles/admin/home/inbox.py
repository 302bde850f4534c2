"""The inbox: what waits for an editor, of every kind, with the way to where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin.home.tasks import Task, TaskKind, count_tasks, kinds_for
from articles.counts import CappedCount

_OF_ONE_KIND: Final = 30
_OF_EACH: Final = 5


@dataclass(frozen=True, slots=True)
class ShownKind:
    kind: TaskKind
    number: CappedCount
    is_shown: bool


def inbox_view(request: HttpRequest) -> HttpResponse:
    """Show those that have waited longest: some of each kind, or those of the kind asked for."""
    kinds = kinds_for(request)
    if not kinds:
        raise PermissionDenied
    asked = next((kind for kind in kinds if kind.key == request.GET.get("kind")), None)
    counts = zip(kinds, count_tasks(kinds), strict=True)
    shown = [ShownKind(kind, number, kind is asked) for kind, number in counts]
    tasks = asked.first(_OF_ONE_KIND) if asked else _some_of_each(kinds)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Inbox"),
        "kinds": shown,
        "number": CappedCount(sum(each.number for each in shown)),
        "asked": asked,
        "tasks": tasks,
        "all_at": asked.all_at() if asked else "",
    }
    return TemplateResponse(request, "admin/articles/home/inbox.html", context)


def _some_of_each(kinds: list[TaskKind]) -> list[Task]:
    found = [task for kind in kinds for task in kind.first(_OF_EACH)]
    return sorted(found, key=lambda task: task.since)
