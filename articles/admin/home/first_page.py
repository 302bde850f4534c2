"""The desk's first page: what waits, what goes out today, what was changed, who is at work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.access import author_of, may_import
from articles.admin.article.figures import figured
from articles.admin.home.tasks import count_tasks, kinds_for
from articles.admin.part import may_see_articles
from articles.counts import CappedCount, capped_count
from articles.datetimes import format_recent
from articles.models import Article, Edition
from articles.presence import OpenArticle, open_now
from articles.publishing.states import settle_states
from articles.search.query import Query

_RECENT: Final = 6
_GOING_OUT: Final = 8
_AT_WORK: Final = 12


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line of what waits: how much, what has waited longest, since when."""

    title: Any
    address: str
    number: CappedCount
    first: str = ""
    since: str = ""
    is_failure: bool = False


def first_page(request: HttpRequest) -> dict[str, Any]:
    """Return what the first page shows to its user."""
    today = capfirst(date_format(timezone.localtime(), "l j F"))
    context: dict[str, Any] = {
        "title": today,
        "subtitle": None,
        "queues": list(queues_for(request)),
        "may_import": may_import(request),
        "may_write": request.user.has_perm("articles.add_article"),
    }
    if may_see_articles(request):
        settle_states()
        context |= {
            "recent": _recent(request),
            "going_out": list(_going_out()),
            "open_now": _open_to_others(request),
            "zone": timezone.get_current_timezone_name(),
        }
    return context


def queues_for(request: HttpRequest) -> Iterator[WaitingLine]:
    """Yield the lines of what waits, the user's own articles among them."""
    if may_see_articles(request):
        yield _mine(request)
    inbox = reverse("admin:inbox")
    kinds = kinds_for(request)
    for kind, number in zip(kinds, count_tasks(kinds), strict=True):
        first = kind.first(1) if number else ()
        yield WaitingLine(
            kind.title,
            f"{inbox}?kind={kind.key}",
            number,
            first[0].title if first else "",
            format_recent(first[0].since) if first else "",
            kind.is_failure,
        )


def _recent(request: HttpRequest) -> list[Any]:
    newest = Article.objects.order_by("-changed_at", "-pk").values_list("pk", flat=True)
    articles: list[Any] = figured(list(newest[:_RECENT]), author_of(request), Query())
    for article in articles:
        article.when = format_recent(article.changed_at)
    return articles


def _open_to_others(request: HttpRequest) -> list[OpenArticle]:
    """Return what colleagues have open."""
    return [each for each in open_now() if each.person != request.user.pk][:_AT_WORK]


def _mine(request: HttpRequest) -> WaitingLine:
    own = Article.objects.filter(owner=author_of(request).pk).order_by("-changed_at", "-pk")
    address = reverse("admin:articles_article_changelist") + "?mine=1"
    newest = own.first()
    if newest is None:
        return WaitingLine(_("Mine"), address, CappedCount(0))
    return WaitingLine(
        _("Mine"), address, capped_count(own), newest.headline, format_recent(newest.changed_at)
    )


def _going_out() -> Iterator[Edition]:
    """Yield the editions that begin later today, the next one first."""
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    ahead = Edition.objects.scheduled().filter(live_from__lt=midnight).defer("body")
    yield from ahead.order_by("live_from", "pk")[:_GOING_OUT]
