"""The article's history: its versions, what differs between any two, and what can be restored."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles import store
from articles.admin.access import ArticleAccess, author_of
from articles.admin.article.comparison import Stretch, stretches_of
from articles.admin.article.versions import Side, find_side
from articles.admin.conflicts.page import resolved_conflicts
from articles.admin.numbers import integer
from articles.admin.page import desk_page
from articles.documents.article.model import ArticleDocument
from articles.documents.markup import one_line
from articles.documents.revisions.restore import NothingToRestore, part_restored
from articles.models import Article, Version
from articles.models.version import Reason

# So many versions are on one page of the history.
SHOWN: Final = 50
_STYLE: Final = "articles/desk/history.css"


def history_context(desk: ArticleAccess, request: HttpRequest, article: Article) -> dict[str, Any]:
    """Return what the history shows of an article: its versions, and two of them compared."""
    versions = _versions_before(article, integer(request.GET.get("before", "")))
    before, after = _sides(request, article)
    stretches = stretches_of(before.document, after.document) if before and after else []
    return {
        "style": _STYLE,
        "versions": versions[:SHOWN],
        "earlier": versions[SHOWN - 1].number if len(versions) > SHOWN else None,
        "before": before,
        "after": after,
        "stretches": stretches,
        "differs": any(not each.is_same for each in stretches),
        "in_columns": request.GET.get("show") == "columns",
        "now": timezone.now(),
        "today": timezone.localdate(),
        "may_restore": desk.has_change_permission(request, article),
        "is_published": article.editions.begun().exists(),
        "is_imported": bool(article.source_id),
        "resolved": resolved_conflicts(article),
    }


def compare_page(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return two versions compared; bring back one part of the first, if that is posted."""
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if request.method == "POST":
        return _restore_part(desk, request, article)
    if not desk.has_view_permission(request, article):
        raise PermissionDenied
    context = {
        "title": _("Versions compared"),
        "page_class": "history-page",
        "original": article,
        **history_context(desk, request, article),
    }
    return desk_page(desk, request, "article/compare.html", context)


def version_page(desk: ArticleAccess, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Return the page of a version; restore it, if that is posted."""
    article, version = _version(desk, request, pk, number)
    if request.method == "POST":
        return _restore(desk, request, article, version)
    if not desk.has_view_permission(request, article):
        raise PermissionDenied
    may_change = desk.has_change_permission(request, article)
    context = {
        "title": _("Version %(number)d") % {"number": version.number},
        "page_class": "version-page",
        "style": _STYLE,
        "original": article,
        "version": version,
        "document": version.document(),
        "stretches": _changes_of(version),
        "may_restore": number != article.version and may_change,
    }
    return desk_page(desk, request, "article/version.html", context)


def name_version(desk: ArticleAccess, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give a version the name that is posted, or take it away; what it holds stays as it is."""
    article, version = _version(desk, request, pk, number)
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    if request.method == "POST":
        _name(desk, request, article, version)
    return HttpResponseRedirect(reverse("admin:articles_article_history", args=[pk]))


def _name(desk: ArticleAccess, request: HttpRequest, article: Article, version: Version) -> None:
    longest = Version._meta.get_field("name").max_length
    name = one_line(request.POST.get("name", ""))[:longest]
    if name != version.name:
        store.set_version_name(version, name)
        values = {"number": version.number, "name": name}
        text = (
            _("Version %(number)d is called “%(name)s” now.")
            if name
            else _("Version %(number)d has no name any more.")
        )
        desk.log_change(request, article, text % values)
        desk.message_user(request, text % values, messages.SUCCESS)


def _version(
    desk: ArticleAccess, request: HttpRequest, pk: int, number: int
) -> tuple[Article, Version]:
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    versions = Version.objects.select_related("created_by", "run")
    return article, get_object_or_404(versions, article=article, number=number)


def _versions_before(article: Article, number: int | None) -> list[Version]:
    """Return a page of versions, the newest first, and one more if there is another page."""
    versions = Version.objects.filter(article=article)
    if number:
        versions = versions.filter(number__lt=number)
    versions = versions.select_related("created_by", "run").prefetch_related("editions")
    return list(versions.defer("content", "imported").order_by("-number")[: SHOWN + 1])


def _sides(request: HttpRequest, article: Article) -> tuple[Side | None, Side | None]:
    """Return the two that are asked for; else what is live, or the one before, and the newest."""
    chosen = [request.GET.get(name, "") for name in ("from", "to")]
    after = _found(article, chosen[1]) if chosen[1] else find_side(article, str(article.version))
    if chosen[0]:
        return _found(article, chosen[0]), after
    live = find_side(article, "live")
    if live and after and live.version != after.version:
        return live, after
    return find_side(article, str((after.version.number if after else 1) - 1)), after


def _found(article: Article, value: str) -> Side:
    side = find_side(article, value)
    if side is None:
        raise Http404(_("The article has no such version."))
    return side


def _restore(
    desk: ArticleAccess, request: HttpRequest, article: Article, version: Version
) -> HttpResponse:
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    document = store.with_origins_of_source(article, version.document(), version.number)
    saved = _saved(desk, request, article, document, version.parser_version)
    if saved is None:
        return HttpResponseRedirect(request.path)
    if saved.changed:
        logged = _("Restored version %(number)d.") % {"number": version.number}
        desk.log_change(request, article, logged)
    text = _("Version %(number)d is restored, as version %(newest)d.")
    values = {"number": version.number, "newest": saved.version}
    desk.message_user(request, text % values, messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _restore_part(desk: ArticleAccess, request: HttpRequest, article: Article) -> HttpResponse:
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    side = _found(article, request.POST.get("from", ""))
    then = store.with_origins_of_source(article, side.document, side.version.number)
    try:
        document = part_restored(store.load(article), then, request.POST.get("part", ""))
    except NothingToRestore:
        raise Http404(_("Neither version has this part.")) from None
    saved = _saved(desk, request, article, document)
    if saved and saved.changed:
        values = {"number": side.version.number, "newest": saved.version}
        logged = _("Restored a part of version %(number)d.") % values
        desk.log_change(request, article, logged)
        text = _("It is as in version %(number)d again, saved as version %(newest)d.") % values
        desk.message_user(request, text, messages.SUCCESS)
    elif saved:
        desk.message_user(request, _("It reads like that already."), messages.INFO)
    page = reverse("admin:articles_article_compare", args=[article.pk])
    query = {"from": side.value, "to": str(saved.version if saved else article.version)}
    return HttpResponseRedirect(f"{page}?{urlencode(query)}")


def _saved(
    desk: ArticleAccess,
    request: HttpRequest,
    article: Article,
    document: ArticleDocument,
    parser_version: int | None = None,
) -> store.Saved | None:
    """Save what is restored; where another version came in between, say so and return None."""
    try:
        return store.save(
            article.pk,
            document,
            base=integer(request.POST.get("base", "")) or 0,
            reason=Reason.RESTORE,
            author=author_of(request),
            parser_version=parser_version,
        )
    except store.StaleSave as stale:
        text = _("Not restored: version %(number)d was saved meanwhile.")
        values = {"number": stale.article.version}
        desk.message_user(request, text % values, messages.ERROR)
        return None


def _changes_of(version: Version) -> list[Stretch]:
    """Return what the version changed of the one before; nothing for the first."""
    before = Version.objects.filter(article=version.article_id, number=version.number - 1).first()
    return stretches_of(before.document(), version.document()) if before else []
