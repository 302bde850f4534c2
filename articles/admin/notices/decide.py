"""A publisher's notice as the article's pages show it, and an editor's decision on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.access import ArticleAccess, author_of
from articles.importing.decide_notice import AlreadyDecided, choices_of, decide_notice
from articles.models import Article, SourceNotice
from articles.models.article import State
from articles.models.import_run import Outcome
from articles.models.source_notice import NoticeDecision, NoticeKind

# States of articles that readers see, or will.
_SHOWN: Final = (State.LIVE, State.CHANGED, State.SCHEDULED)


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A notice as the article's page shows it; `is_shown`: readers see the article."""

    row: SourceNotice
    says: str
    may_decide: bool
    is_shown: bool


def shown_notices(desk: ArticleAccess, request: HttpRequest, article: Article) -> list[ShownNotice]:
    """Return what the article's publisher says of it that waits for an editor."""
    notices = SourceNotice.objects.open().filter(article=article)
    is_shown = State(article.state) in _SHOWN
    return [
        ShownNotice(each, says(each), _may_decide(desk, request, article, each), is_shown)
        for each in notices
    ]


def _may_decide(
    desk: ArticleAccess, request: HttpRequest, article: Article, notice: SourceNotice
) -> bool:
    if notice.is_retraction:
        return desk.has_publish_permission(request, article)
    return desk.has_change_permission(request, article)


def notice_view(desk: ArticleAccess, request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """Decide the notice as posted, and lead back to the article."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    row = get_object_or_404(SourceNotice.objects.select_related("source"), article=pk, pk=notice)
    choice = request.POST.get("choice", "")
    may_decide = _may_decide(desk, request, article, row)
    if not may_decide or choice not in choices_of(row):
        raise PermissionDenied
    _decide(desk, request, row, NoticeDecision(choice))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))


def _decide(
    desk: ArticleAccess, request: HttpRequest, notice: SourceNotice, choice: NoticeDecision
) -> None:
    author = author_of(request)
    assert isinstance(author, User)
    try:
        result = decide_notice(notice, choice, author)
    except AlreadyDecided as decided:
        text = _("This was decided meanwhile: %(decision)s. Yours was not saved.")
        names = {"decision": decided.notice.get_decision_display()}
        desk.message_user(request, text % names, messages.WARNING)
        return
    if result and result.outcome in (Outcome.REJECTED, Outcome.DETACHED, Outcome.DELETED):
        text = _("That version is not taken: it %(reason)s.") % {"reason": result.reason}
        desk.message_user(request, text, messages.ERROR)
        return
    named: dict[str, Any] = {
        "notice": notice.get_kind_display(), "decision": choice.label,
    }  # fmt: skip
    text = _("%(notice)s. %(decision)s.") % named
    desk.message_user(request, text, messages.SUCCESS)
    desk.log_change(request, notice.article, text)


def says(notice: SourceNotice) -> str:
    """Return what a notice says, and what has become of it, in a sentence."""
    if notice.kind == NoticeKind.CANCELED:
        if notice.edition_id:
            return _("Its publisher has canceled this article, so it was withdrawn from readers.")
        return _("Its publisher has canceled this article.")
    if notice.kind == NoticeKind.AHEAD:
        return _("A version came in that is dated in the future. The article stays as it is.")
    what = (
        _("Its publisher withholds this article.")
        if notice.kind == NoticeKind.WITHHELD
        else _("Its publisher has made this article a draft again.")
    )
    if notice.edition_id:
        return _("%(what)s So it was withdrawn from readers.") % {"what": what}
    return what
