"""Who looks after an article: taken by whoever says "I have it"."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import store
from articles.admin.access import ArticleAccess, author_of, may_take
from articles.models import Article


def take_view(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Make the user the owner of an article; a right of editors, and of reporters where none is."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not may_take(request, article):
        raise PermissionDenied
    before = store.take_over(article.pk, by=author_of(request))
    if before is None:
        text = _("You have it now.")
    else:
        text = _("You have it now; before, %(owner)s did.") % {"owner": before}
    desk.log_change(request, article, _("Taken over."))
    desk.message_user(request, text, messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def describe_owner(request: HttpRequest, article: Article) -> str:
    """Return who looks after an article, in a sentence."""
    if article.owner is None:
        return _("Nobody has it yet.")
    if article.owner == request.user:
        return _("You have it.")
    return _("%(owner)s has it.") % {"owner": article.owner}
