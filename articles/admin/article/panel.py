"""What stands beside an article's text: where it is between the desk and its readers, and facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.access import ArticleAccess
from articles.admin.article.publishing import END, MOMENT
from articles.datetimes import format_recent
from articles.documents.revisions.diff import diff_rows
from articles.models import Article, Edition
from articles.models.article import State
from articles.publishing.check.check import Checked, check_article


@dataclass(frozen=True, slots=True)
class Strip:
    """What readers have, what they will have, and how much of the text is in neither."""

    article: Article | None
    live: Edition | None = None
    ahead: Edition | None = None
    ended: Edition | None = None
    # In how many parts the text differs from what is scheduled, and from what is live.
    not_scheduled: int = 0
    not_live: int = 0

    @property
    def is_published(self) -> bool:
        return bool(self.live or self.ahead or self.ended)

    @property
    def differs_from_live(self) -> bool:
        """Return whether the text is another version than readers have."""
        if self.live is None or self.article is None:
            return False
        return self.live.version.number != self.article.version

    @property
    def live_word(self) -> str:
        return str(State.CHANGED.label if self.not_live else State.LIVE.label)

    @property
    def live_since(self) -> str:
        return _said(self.live.live_from if self.live else None)

    @property
    def live_until(self) -> str:
        """Return when it ends, where that was chosen: else the next edition takes its place."""
        return _said(self.live.ends_at if self.live else None)

    @property
    def begins(self) -> str:
        return _said(self.ahead.live_from if self.ahead else None)

    @property
    def ends(self) -> str:
        return _said(self.ahead.ends_at if self.ahead else None)

    @property
    def ended_at(self) -> str:
        return _said(self.ended.live_until if self.ended else None)


def strip_of(article: Article | None) -> Strip:
    """Return the strip of an article; of one that is being written, an empty one."""
    if article is None:
        return Strip(None)
    now = timezone.now()
    editions = article.editions.not_cancelled().select_related("version")
    # They follow one another: what is ahead, what is live or was last.
    newest = list(
        editions.defer("body", "version__content", "version__imported").order_by("-live_from")[:2]
    )
    ahead = next((each for each in newest if each.live_from > now), None)
    last = next((each for each in newest if each is not ahead), None)
    live = last if last and (last.live_until is None or last.live_until > now) else None
    ended = None if live else last
    return Strip(
        article,
        live,
        ahead,
        ended,
        not_scheduled=_changes_since(article, ahead),
        not_live=0 if ahead else _changes_since(article, live),
    )


def _changes_since(article: Article, edition: Edition | None) -> int:
    """Return in how many parts the article differs from an edition's version."""
    if edition is None:
        return 0
    if edition.version.number == article.version:
        return int(edition.slug != article.slug)
    now = article.versions.get(number=article.version).document()
    rows = diff_rows(edition.version.document(), now)
    return sum(row.change != "same" for row in rows) or 1


def panel_context(
    article: Article | None, shown: AdminForm, chosen: Mapping[str, datetime]
) -> dict[str, Any]:
    """Return what the panel shows beside an article's form.

    `chosen` are the moments that were sent with the text, where nothing is scheduled for them.
    """
    form, strip = shown.form, strip_of(article)
    told = told_of(strip)
    form.initial.update({**_moments(strip), **chosen})
    if checked := told["checked"]:
        form.initial["seen"] = checked.seen
    times = [form[MOMENT], form[END]]
    return {
        **told,
        "times": times,
        "times_open": bool(chosen) or any(field.errors for field in times),
        "folds": list(folds_of(shown)),
    }


def told_of(strip: Strip) -> dict[str, Any]:
    """Return what the first part of the panel shows."""
    return {
        "strip": strip,
        "is_live": strip.live is not None,
        "words": button_words(strip),
        "zone": timezone.get_current_timezone_name(),
        "checked": _checked(strip),
    }


def _checked(strip: Strip) -> Checked | None:
    """Return what is to be looked at before an article goes live; of a new one, nothing."""
    if strip.article is None:
        return None
    return check_article(strip.article, strip.ahead.live_from if strip.ahead else None)


def _moments(strip: Strip) -> dict[str, datetime]:
    """Return what the fields of the moments say as the page is opened."""
    newest = strip.ahead or strip.live
    moments = {
        MOMENT: strip.ahead.live_from if strip.ahead else None,
        END: newest.ends_at if newest else None,
    }
    return {name: moment for name, moment in moments.items() if moment}


def button_words(strip: Strip) -> dict[str, str]:
    """Return what the button that publishes reads: without a moment in its field, and with one."""
    now = _("Publish changes") if strip.live else _("Publish")
    return {"now": now, "later": _("Update schedule") if strip.ahead else _("Schedule")}


def folds_of(form: AdminForm) -> Iterator[tuple[Any, str]]:
    """Yield the fields of the second fieldset, each with what it holds, in a line."""
    for line in list(form)[1]:
        for field in line:
            yield field, _shown(field)


def _shown(field: Any) -> str:
    value = field.contents() if field.is_readonly else field.field.value()
    lines = value.splitlines() if isinstance(value, str) else value
    return ", ".join(lines or ())


def _said(moment: datetime | None) -> str:
    return format_recent(moment) if moment else ""


def panel_page(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return what the panel says of the article as it is saved, for a page that stays open."""
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not desk.has_view_permission(request, article):
        raise PermissionDenied
    context = {**told_of(strip_of(article)), "original": article}
    template = "admin/articles/article/panel/told.html"
    return TemplateResponse(request, template, context, headers={"Cache-Control": "no-store"})
