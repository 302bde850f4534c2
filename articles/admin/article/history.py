"""The article's history: its versions, each with its page, each to be restored."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import store
from articles.admin.access import ArticleAccess, author_of
from articles.admin.article.comparison import Stretch, side_by_side
from articles.admin.conflicts.page import resolved_conflicts
from articles.admin.numbers import integer
from articles.admin.page import desk_page
from articles.models import Article, Version
from articles.models.version import Reason


def history_context(article: Article | None) -> dict[str, Any]:
    """Return what the list of versions shows of an article; of none: nothing."""
    versions = (
        Version.objects.filter(article=article)
        .select_related("created_by", "run")
        .prefetch_related("editions")
        .defer("content", "imported")
    )
    resolved = resolved_conflicts(article) if article else []
    return {"versions": versions, "now": timezone.now(), "resolved": resolved}


def version_page(desk: ArticleAccess, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Return the page of a version; restore it, if that is posted."""
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    version = get_object_or_404(
        Version.objects.select_related("created_by", "run"), article=article, number=number
    )
    if request.method == "POST":
        return _restore(desk, request, article, version)
    if not desk.has_view_permission(request, article):
        raise PermissionDenied
    may_change = desk.has_change_permission(request, article)
    context = {
        "title": _("Version %(number)d") % {"number": version.number},
        "page_class": "version-page",
        "original": article,
        "version": version,
        "document": version.document(),
        "stretches": _changes_of(version),
        "may_restore": number != article.version and may_change,
    }
    return desk_page(desk, request, "article/version.html", context)


def _restore(
    desk: ArticleAccess, request: HttpRequest, article: Article, version: Version
) -> HttpResponse:
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    try:
        saved = store.save(
            article.pk,
            store.with_origins_of_source(article, version.document(), version.number),
            base=integer(request.POST.get("base", "")) or 0,
            reason=Reason.RESTORE,
            author=author_of(request),
            parser_version=version.parser_version,
        )
    except store.StaleSave as stale:
        text = _("Not restored: version %(number)d was saved meanwhile.")
        values = {"number": stale.article.version}
        desk.message_user(request, text % values, messages.ERROR)
        return HttpResponseRedirect(request.path)
    if saved.changed:
        logged = _("Restored version %(number)d.") % {"number": version.number}
        desk.log_change(request, article, logged)
    text = _("Version %(number)d is restored, as version %(newest)d.")
    values = {"number": version.number, "newest": saved.version}
    desk.message_user(request, text % values, messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _changes_of(version: Version) -> list[Stretch]:
    """Return what the version changed of the one before; nothing for the first."""
    before = Version.objects.filter(article=version.article_id, number=version.number - 1).first()
    return side_by_side(before.document(), version.document()) if before else []
