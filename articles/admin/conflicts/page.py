"""The page "Source updates" of an article: an editor decides what was changed on both sides."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import store
from articles.admin.access import ArticleAccess, author_of
from articles.admin.conflicts.view import RefusedText, conflict_views, name_of
from articles.admin.numbers import integer
from articles.admin.page import desk_page
from articles.documents.revisions import manual_text
from articles.documents.revisions.conflict import describe_conflicts
from articles.documents.revisions.resolve import current_passages
from articles.models import Article, Conflict
from articles.models.article import State
from articles.models.conflict import ConflictQuerySet, Resolution
from articles.reporting.removals import describe_removals

# States of articles that readers see, or will, as they were before a decision.
_PUBLIC: Final = (State.LIVE, State.CHANGED, State.SCHEDULED)
_CHOICES: Final = (Resolution.OURS, Resolution.THEIRS, Resolution.MANUAL)


def describe_open_conflicts(article: Article) -> str:
    """Return what of an article waits for a decision: "headline, 2 paragraphs"; "" for nothing."""
    return describe_conflicts(map(store.conflict_of, _open_conflicts(article)))


def resolved_conflicts(article: Article) -> list[dict[str, Any]]:
    """Return what editors decided of an article, the latest first, for its history."""
    conflicts = Conflict.objects.resolved_by_editor().filter(article=article)
    latest = conflicts.select_related("resolved_by", "run").order_by("-resolved_at", "-pk")
    return [{"conflict": conflict, "name": name_of(conflict)} for conflict in latest]


def conflicts_page(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return the article's open conflicts; resolve one or all, if that is posted."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if request.method != "POST":
        return _page(desk, request, article)
    choice = request.POST.get("choice", "")
    if not desk.has_change_permission(request, article) or choice not in _CHOICES:
        raise PermissionDenied
    base = integer(request.POST.get("base", "")) or 0
    resolve = _resolve if "change" in request.POST else _resolve_all
    return resolve(desk, request, article, Resolution(choice), base)


def _page(
    desk: ArticleAccess,
    request: HttpRequest,
    article: Article,
    refused: RefusedText | None = None,
) -> HttpResponse:
    conflicts = list(_open_conflicts(article).select_related("run"))
    document = store.load(article)
    imported = store.imported_document(article) or document
    views = conflict_views(conflicts, document, imported, refused)
    is_shown = any(view.is_written for view in views)
    context = {
        "title": _("Source updates"),
        "page_class": "conflicts-page",
        "style": "articles/desk/conflicts.css",
        "original": article,
        "views": views,
        # Written for a part that needs no decision any more: to be copied.
        "left_over": refused.manual if refused and not is_shown else "",
        "may_decide": desk.has_change_permission(request, article),
    }
    return desk_page(desk, request, "conflict/conflicts.html", context)


def _resolve(
    desk: ArticleAccess, request: HttpRequest, article: Article, choice: Resolution, base: int
) -> HttpResponse:
    conflict = get_object_or_404(Conflict, article=article, pk=integer(request.POST["change"]))
    text = request.POST.get("manual", "").replace("\r\n", "\n")
    try:
        manual = _manual_text(article, conflict, text) if choice is Resolution.MANUAL else None
        saved = store.resolve_conflict(
            conflict,
            choice,
            base=base,
            author=author_of(request),
            manual=manual.passages if manual else (),
        )
    except manual_text.ManualTextRejected as rejected:
        return _page(desk, request, article, RefusedText(conflict.part, text, str(rejected)))
    except store.AlreadyResolved as resolved:
        desk.message_user(request, _describe_resolved(resolved.conflict), messages.WARNING)
    except store.StaleSave as stale:
        desk.message_user(request, _describe_stale(stale), messages.WARNING)
    else:
        _report(desk, request, article, choice, [conflict], saved)
        if manual and (removed := describe_removals(manual.removed)):
            desk.message_user(request, removed, messages.WARNING)
        return _to_what_is_left(article)
    refused = RefusedText(conflict.part, text) if choice is Resolution.MANUAL else None
    return _page(desk, request, desk.get_queryset(request).get(pk=article.pk), refused)


def _manual_text(article: Article, row: Conflict, text: str) -> manual_text.ManualText:
    conflict = store.conflict_of(row)
    return manual_text.from_text(text, conflict, current_passages(store.load(article), conflict))


def _resolve_all(
    desk: ArticleAccess, request: HttpRequest, article: Article, choice: Resolution, base: int
) -> HttpResponse:
    if choice is Resolution.MANUAL:
        raise PermissionDenied
    try:
        saved, conflicts = store.resolve_conflicts(
            article.pk, choice, base=base, author=author_of(request)
        )
    except store.StaleSave as stale:
        desk.message_user(request, _describe_stale(stale), messages.WARNING)
        return HttpResponseRedirect(request.path)
    if conflicts:
        _report(desk, request, article, choice, conflicts, saved)
    return _to_what_is_left(article)


def _report(
    desk: ArticleAccess,
    request: HttpRequest,
    article: Article,
    choice: Resolution,
    conflicts: list[Conflict],
    saved: store.Saved,
) -> None:
    """Tell the editor and the log what was decided, and what is left."""
    about = describe_conflicts(map(store.conflict_of, conflicts))
    values = {"decision": choice.label, "about": about}
    logged = _("Source updates. %(decision)s: %(about)s.") % values
    desk.log_change(request, article, logged)
    sentences = [_("%(decision)s: %(about)s.") % values]
    if saved.changed:
        sentences.append(_("Saved as version %(number)d.") % {"number": saved.version})
        if article.state in _PUBLIC:
            sentences.append(_("Readers see it only when it is published."))
    desk.message_user(request, " ".join(sentences), messages.SUCCESS)
    if not _open_conflicts(article).exists():
        text = _("No source update of “%(headline)s” waits for a decision any more.")
        desk.message_user(request, text % {"headline": article.headline}, messages.SUCCESS)


def _open_conflicts(article: Article) -> ConflictQuerySet:
    return Conflict.objects.open().filter(article=article)


def _to_what_is_left(article: Article) -> HttpResponse:
    """Redirect to what is left of this article; after its last, to the others."""
    if _open_conflicts(article).exists():
        page = reverse("admin:articles_article_source_updates", args=[article.pk])
        return HttpResponseRedirect(page)
    return HttpResponseRedirect(reverse("admin:articles_conflict_changelist"))


def _describe_stale(stale: store.StaleSave) -> str:
    text = _(
        "Not decided yet: version %(number)d of the article was saved meanwhile. "
        "Below is the article as it is now; decide once more."
    )
    return text % {"number": stale.article.version}


def _describe_resolved(conflict: Conflict) -> str:
    values = {
        "name": name_of(conflict),
        "decision": conflict.get_resolution_display(),
        "editor": conflict.resolved_by,
    }
    if conflict.resolved_by:
        text = _(
            "%(editor)s has decided this meanwhile (%(name)s: %(decision)s). Yours was not saved."
        )
    else:
        text = _("This was decided meanwhile (%(name)s: %(decision)s). Yours was not saved.")
    return text % values
