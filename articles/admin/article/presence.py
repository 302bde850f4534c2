"""Who else has an article open, and what they saved: asked for by the page every few seconds."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.access import ArticleAccess, author_of
from articles.admin.article.changes_named import authors_of, describe_changes
from articles.admin.numbers import integer
from articles.models import Article, Version
from articles.presence import Presence, here, left, who_is_at


def presence_view(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Note where the user is in an article; return who else is there and what was saved."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not desk.has_view_permission(request, article):
        raise PermissionDenied
    user, sent = author_of(request), request.POST
    if "left" in sent:
        left(pk, user, sent.get("tab", ""))
        return HttpResponse(status=204)
    idle = integer(sent.get("idle", "")) or 0
    here(pk, user, sent.get("tab", ""), sent.get("part", ""), idle)
    return JsonResponse(
        {
            "people": _people_beside(request, pk, sent.get("tab", "")),
            "version": article.version,
            "news": _news(request, article),
        }
    )


def _people_beside(request: HttpRequest, pk: int, tab: str) -> list[dict[str, Any]]:
    """Return who else has an article open, or the user in another tab, as the page shows them."""
    mine = (request.user.pk, tab)
    return [
        _shown(each, is_you=each.person == request.user.pk)
        for each in who_is_at(pk)
        if (each.person, each.tab) != mine
    ]


def _shown(presence: Presence, *, is_you: bool) -> dict[str, Any]:
    words = presence.name.split()
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
    return {
        "name": _("You, in another tab") if is_you else presence.name,
        "short": _("You, in another tab") if is_you else words[0],
        "initials": initials,
        "part": presence.part,
        "is_writing": presence.is_writing,
    }


def _news(request: HttpRequest, article: Article) -> dict[str, str] | None:
    """Return what was saved since the version that the form has, and was not told of yet."""
    has = integer(request.POST.get("version", "")) or 0
    told = integer(request.POST.get("told", "")) or 0
    if not has or article.version <= max(has, told):
        return None
    newer = Version.objects.filter(article=article.pk, number__gte=has)
    before, *versions = newer.select_related("created_by", "run").order_by("number")
    if before.number != has or not versions:
        return None
    current = versions[-1]
    text = _("%(who)s saved version %(number)d: %(what)s.") % {
        "who": capfirst(authors_of(versions, author_of(request))),
        "number": current.number,
        "what": describe_changes(before.document(), current.document(), quoted=True)
        or _("nothing that shows"),
    }
    page = reverse("admin:articles_article_version", args=[article.pk, current.number])
    return {"text": text, "address": page}
