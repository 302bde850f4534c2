"""The buttons of the panel: publish, schedule, cancel; what the editor and the log are told."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import DateTimeField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.admin.access import ArticleAccess, author_of
from articles.admin.article.embargo import confirms_embargo
from articles.admin.article.save import SavingForm
from articles.datetimes import format_datetime
from articles.models import Article
from articles.publishing.publish import (
    PublishRefused,
    SlugPublished,
    cancel_schedule,
    publish,
)

# The fields of the form, and the parameters that keep them.
MOMENT: Final = "publish_at"
END: Final = "publish_until"
# Whatever moment the field holds.
NOW: Final = "_publish_now"


def publishes(request: HttpRequest) -> bool:
    """Return whether what is saved is to be published, too, now or in time."""
    return "_publish" in request.POST or NOW in request.POST


def publish_saved(
    desk: ArticleAccess, request: HttpRequest, article: Article, form: SavingForm
) -> None:
    """Publish what was just saved, at the moment that the form has; tell why, if it is not."""
    try:
        edition = publish(
            article,
            by=author_of(request),
            live_from=None if NOW in request.POST else form.cleaned_data.get(MOMENT),
            ends_at=form.cleaned_data.get(END),
            keeps_end=False,
            despite_copy="despite_copy" in request.POST,
            despite_embargo=confirms_embargo(request),
            seen=form.cleaned_data["seen"],
        )
    except PublishRefused as refused:
        text = _("Saved, but not published. %(reason)s") % {"reason": refused}
        desk.message_user(request, text, messages.ERROR)
        return
    if edition.live_from > timezone.now():
        moment = format_datetime(edition.live_from)
        text = _("It goes live on %(moment)s.") % {"moment": moment}
        logged = _("Scheduled for %(moment)s.") % {"moment": moment}
    else:
        link = format_html(
            '<a href="{}">{}</a>', edition.get_absolute_url(), _("see it on the site")
        )
        text = format_html(_("It is live: {link}."), link=link)
        logged = _("Published.")
    desk.message_user(request, text, messages.SUCCESS)
    desk.log_change(request, article, logged)


def cancel_scheduled(desk: ArticleAccess, request: HttpRequest, article: Article) -> None:
    """Cancel what is scheduled of an article."""
    try:
        cancelled = cancel_schedule(article)
    except SlugPublished as refused:
        text = _("Not cancelled. %(reason)s") % {"reason": refused}
        desk.message_user(request, text, messages.ERROR)
        return
    if cancelled:
        text = _("Cancelled: nothing is scheduled now.")
        desk.message_user(request, text, messages.SUCCESS)
        desk.log_change(request, article, _("Schedule cancelled."))


def chosen_moments(request: HttpRequest) -> dict[str, datetime]:
    """Return the moments that were chosen when the article was saved, and not scheduled by that."""
    found = {name: _moment(request.GET.get(name, "")) for name in (MOMENT, END)}
    return {name: moment for name, moment in found.items() if moment}


def unscheduled(request: HttpRequest, article: Article) -> str:
    """Return the query that keeps chosen moments in the form, if nothing is scheduled for them."""
    # Who publishes at once, or cancels, means no moment any more.
    is_over = NOW in request.POST or "_cancel_schedule" in request.POST
    names = (END,) if is_over else (MOMENT, END)
    kept = {name: request.POST.get(name, "") for name in names}
    moments = {name: moment for name, text in kept.items() if (moment := _moment(text))}
    open_now = article.editions.open_at(timezone.now())
    for name, column in ((MOMENT, "live_from"), (END, "ends_at")):
        if name in moments and open_now.filter(**{column: moments[name]}).exists():
            del moments[name]
    return "?" + urlencode({name: kept[name] for name in moments}) if moments else ""


def _moment(written: str) -> datetime | None:
    try:
        moment: datetime | None = DateTimeField(required=False).clean(written)
    except ValidationError:
        return None
    return moment
