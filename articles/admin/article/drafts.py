"""Text that is not saved yet: what the editor's script keeps of it, and gets back; and its list."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.access import ArticleAccess, author_of
from articles.admin.page import desk_page
from articles.documents.article.metadata import METADATA_FIELDS
from articles.drafts.keep import forget_saved, receive_draft
from articles.drafts.received import DraftRefused, is_key, read_draft
from articles.models import Article, WorkingDraft

# The hidden field that names the opening whose text is sent.
KEY: Final = "draft"
# What a draft holds: text, and what it was made from. The rest is decided at the moment of a save.
_KEPT: Final = (
    "headline", "headline_confirmed", "standfirst", "body", "bylines", "language", "slug",
    *METADATA_FIELDS, "base", "opened_slug", "reviewed",
)  # fmt: skip


def draft_view(desk: ArticleAccess, request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Keep or forget a draft of the user's own (POST), or return those that there are (GET).

    Without a primary key they are of articles that are not there yet.
    """
    article = desk.get_object(request, str(pk)) if pk else None
    if pk and article is None:
        raise Http404(_("There is no such article on the desk."))
    may = desk.has_change_permission(request, article) if pk else desk.has_add_permission(request)
    if not may:
        raise PermissionDenied
    if request.method == "POST":
        return _keep(request, pk)
    return JsonResponse(
        {
            "user": request.user.pk,
            # For a page that was opened before its user logged in again.
            "token": get_token(request),
            "drafts": [_offered(each) for each in _drafts(request, pk)],
        }
    )


def _keep(request: HttpRequest, pk: int | None) -> HttpResponse:
    # Another person may have logged in by now, in another tab of the same browser.
    if request.headers.get("X-Writer") != str(request.user.pk):
        return JsonResponse({"problem": _("Somebody else is logged in now.")}, status=409)
    try:
        draft = read_draft(request.body, _KEPT)
    except DraftRefused as refused:
        return JsonResponse({"problem": str(refused)}, status=400)
    kept_at = receive_draft(draft, owner=author_of(request), article_id=pk)
    return JsonResponse({"at": kept_at})


def _drafts(request: HttpRequest, pk: int | None) -> Any:
    return WorkingDraft.objects.of(author_of(request)).for_article(pk)


def _offered(draft: WorkingDraft) -> dict[str, Any]:
    # One that waits to be joined holds the rest of its form, too.
    fields = {name: draft.fields[name] for name in _KEPT if name in draft.fields}
    return {"key": draft.key, "at": draft.kept_at, "base": draft.base, "fields": fields}


def lead_to_drafts(form: Any, request: HttpRequest, article: Article | None) -> None:
    """Tell the editor's script where drafts are kept, for whom, and whether there are any."""
    pk = article.pk if article else None
    page = "admin:articles_article_draft" if pk else "admin:articles_article_new_draft"
    attrs = form.fields["body"].widget.attrs
    attrs["data-drafts"] = reverse(page, args=[pk] if pk else [])
    attrs["data-kept"] = " ".join(_KEPT)
    attrs["data-user"] = request.user.pk
    attrs["data-login"] = reverse("admin:login")
    if _drafts(request, pk).exists():
        attrs["data-has-drafts"] = ""
    # A form that comes back is the same opening.
    if is_key(key := request.POST.get(KEY)):
        attrs["data-draft"] = key


def forget_draft(request: HttpRequest) -> None:
    """Delete the draft of what was saved just now."""
    if key := request.POST.get(KEY):
        forget_saved(key, owner=author_of(request))


def drafts_page(desk: ArticleAccess, request: HttpRequest) -> HttpResponse:
    """Return the page that lists what the user has written and not saved, of all articles."""
    if not (desk.has_change_permission(request) or desk.has_add_permission(request)):
        raise PermissionDenied
    drafts = WorkingDraft.objects.of(author_of(request)).select_related("article")
    context = {"title": _("Unsaved text"), "drafts": drafts, "days": settings.DRAFT_DAYS}
    return desk_page(desk, request, "article/drafts.html", context)
