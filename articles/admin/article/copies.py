"""The page "Duplicates" of an article: what carries the same story, and which of them stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import store
from articles.admin.access import ArticleAccess, author_of
from articles.admin.article.comparison import Stretch, stretches_of
from articles.admin.numbers import integer
from articles.admin.page import desk_page
from articles.documents.revisions.align import align
from articles.models import Article, Duplicate
from articles.models.article import State
from articles.models.duplicate import CopyVerdict
from articles.publishing.publish import withdraw
from articles.reporting.words import describe_carried
from articles.review.duplicates import decide_duplicate

# Posted instead of a verdict: the one that is there is taken back.
ASK_AGAIN = "again"
_LIVE = (State.LIVE, State.CHANGED)
_SEEN = (*_LIVE, State.SCHEDULED)


@dataclass(frozen=True, slots=True)
class CarriedCopy:
    """Another article that carries the story of the one that is looked at."""

    duplicate: Duplicate
    article: Article
    description: str
    is_lost: bool
    stands: bool

    @property
    def is_copy(self) -> bool:
        """Return whether it is one, as far as editors say."""
        return self.duplicate.verdict != CopyVerdict.DIFFERENT

    @property
    def is_open(self) -> bool:
        return not self.duplicate.verdict


def copies_of(article: Article | None) -> list[CarriedCopy]:
    """Return the copies of an article, those that wait for an editor first.

    With them are those of which an editor said that they are none.
    """
    if article is None:
        return []
    pairs = Duplicate.objects.of([article.pk]).out_of_trash()
    pairs = pairs.select_related("decided_by", "run").order_by("found_at", "pk")
    duplicates = sorted(pairs, key=lambda pair: bool(pair.verdict))
    ids = [each.other_id(article.pk) for each in duplicates]
    others = Article.objects.with_state().in_bulk(ids) if ids else {}
    return [
        CarriedCopy(
            duplicate,
            others[other],
            describe_carried(others[other]),
            duplicate.is_lost_by(article.pk),
            duplicate.is_lost_by(other),
        )
        for duplicate, other in zip(duplicates, ids, strict=True)
        if other in others
    ]


def duplicates_page(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return the article beside its copies; record which of two stands, if that is posted."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if request.method == "POST":
        return _decide(desk, request, article)
    copies = copies_of(article)
    wanted = integer(request.GET.get("with", ""))
    shown = next((each for each in copies if each.article.pk == wanted), None) or next(
        iter(copies), None
    )
    context = {
        "title": _("Duplicates"),
        "page_class": "duplicates-page",
        "style": "articles/desk/duplicates.css",
        "original": article,
        "description": describe_carried(article),
        "copies": copies,
        "shown": shown,
        "stretches": _compared(article, shown.article) if shown else [],
        "may_decide": desk.has_change_permission(request, article),
        "may_publish": desk.has_publish_permission(request, article),
        "is_seen": State(article.state) in _SEEN,
        "is_live": State(article.state) in _LIVE,
        "seen": _SEEN,
        "live": _LIVE,
    }
    return desk_page(desk, request, "duplicate/duplicates.html", context)


def _compared(article: Article, other: Article) -> list[Stretch]:
    """Return both texts; paragraphs that read alike stand beside each other."""
    mine = store.load(article)
    return stretches_of(mine, align(store.load(other), mine).document)


def _decide(desk: ArticleAccess, request: HttpRequest, article: Article) -> HttpResponse:
    choice = request.POST.get("choice", "")
    duplicate = get_object_or_404(
        Duplicate.objects.of([article.pk]), pk=integer(request.POST.get("duplicate", ""))
    )
    known = choice in CopyVerdict.values or choice == ASK_AGAIN
    if not known or not desk.has_change_permission(request, article):
        raise PermissionDenied
    verdict = CopyVerdict(choice) if choice != ASK_AGAIN else None
    lost = _loser(duplicate, verdict)
    if lost and State(lost.state) in _SEEN and not desk.has_publish_permission(request, lost):
        raise PermissionDenied
    with transaction.atomic():
        ended = withdraw(lost) if lost else 0
        decide_duplicate(duplicate, verdict, author_of(request))
    _report(desk, request, article, duplicate, verdict, lost if ended else None)
    page = reverse("admin:articles_article_duplicates", args=[article.pk])
    return HttpResponseRedirect(page)


def _loser(duplicate: Duplicate, verdict: CopyVerdict | None) -> Article | None:
    """Return the article that does not stand, if one is chosen, with its state."""
    lost = {CopyVerdict.EARLIER: duplicate.later_id, CopyVerdict.LATER: duplicate.earlier_id}
    if verdict not in lost:
        return None
    return Article.objects.with_state().filter(pk=lost[verdict]).first()


def _report(
    desk: ArticleAccess,
    request: HttpRequest,
    article: Article,
    duplicate: Duplicate,
    verdict: CopyVerdict | None,
    withdrawn: Article | None,
) -> None:
    """Tell the editor, and the log of both articles."""
    other = Article.objects.with_state().get(pk=duplicate.other_id(article.pk))
    stands = _standing(duplicate, verdict, (article, other))
    words = _words_of(verdict, stands)
    for mine, its in ((article, other), (other, article)):
        values = {"decision": words, "headline": its.headline}
        desk.log_change(
            request, mine, _("Duplicates. %(decision)s: “%(headline)s” is the other.") % values
        )
    sentences = [_("%(decision)s.") % {"decision": words}]
    level = messages.SUCCESS
    if withdrawn:
        text = _("“%(headline)s” is withdrawn: readers no longer see it.")
        sentences.append(text % {"headline": withdrawn.headline})
        desk.log_change(request, withdrawn, _("Withdrawn."))
        if stands and State(stands.state) not in _LIVE:
            sentences.append(_("The one that stands is not live: publish it for readers to see."))
            level = messages.WARNING
    desk.message_user(request, " ".join(sentences), level)


def _standing(
    duplicate: Duplicate, verdict: CopyVerdict | None, both: tuple[Article, Article]
) -> Article | None:
    """Return the one of the two that was chosen to stand, if one was."""
    chosen = {CopyVerdict.EARLIER: duplicate.earlier_id, CopyVerdict.LATER: duplicate.later_id}
    return next((each for each in both if verdict in chosen and each.pk == chosen[verdict]), None)


def _words_of(verdict: CopyVerdict | None, stands: Article | None) -> str:
    if stands:
        return _("“%(headline)s” stands") % {"headline": stands.headline}
    return str(verdict.label) if verdict else _("To be decided again")
