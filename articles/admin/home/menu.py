"""The desk's menu: three pages that editors work on; all others stand under Settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.access import may_import
from articles.admin.home.tasks import count_tasks, kinds_for
from articles.admin.part import may_see_articles
from articles.models import ImportRun


@dataclass(frozen=True, slots=True)
class MenuItem:
    title: str
    address: str
    request: HttpRequest
    counts_tasks: bool = False

    @property
    def is_current(self) -> bool:
        """Return whether the page that is shown is this one, or stands below it."""
        return self.request.path.startswith(self.address)

    @property
    def number(self) -> int:
        """Return how many tasks wait; asked where the menu is drawn, and nowhere else."""
        if not self.counts_tasks:
            return 0
        return sum(count_tasks(kinds_for(self.request)))


def menu_for(request: HttpRequest) -> Iterator[MenuItem]:
    """Yield the pages that the user may open."""
    if may_see_articles(request):
        yield MenuItem(_("Articles"), reverse("admin:articles_article_changelist"), request)
    if kinds_for(request):
        yield MenuItem(_("Inbox"), reverse("admin:inbox"), request, counts_tasks=True)
    runs: Any = admin.site.get_model_admin(ImportRun)
    if runs.has_view_permission(request):
        yield MenuItem(_("Imports"), reverse("admin:articles_importrun_changelist"), request)
    elif may_import(request):
        yield MenuItem(_("Imports"), reverse("admin:articles_importrun_import"), request)
