"""What is done with the articles selected in the list, once an editor has confirmed it."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.article.embargo import embargoed, may_break_embargo
from articles.admin.numbers import integer
from articles.models import Article
from articles.models.article import State

_Row = TypeVar("_Row", bound=Article)

CONFIRMED: Final = "confirmed"
_SHOWN: Final = 100
TRASHED: Final = gettext_lazy(
    "Readers no longer see what is there, and imports do not bring it back. It can be restored."
)


def confirmed_of(request: HttpRequest, selected: QuerySet[_Row]) -> QuerySet[_Row] | None:
    """Return the articles that were shown and confirmed; None before they are."""
    if CONFIRMED not in request.POST:
        return None
    # One field, since a form may not have as many as articles can be selected.
    numbers = map(integer, request.POST[CONFIRMED].split(","))
    return selected.filter(pk__in=[number for number in numbers if number is not None])


def confirm_publishing(
    request: HttpRequest, selected: QuerySet[Article], context: dict[str, Any]
) -> TemplateResponse:
    """Ask before the selected articles go live."""
    articles = list(selected)
    question = ngettext(
        "Publish this article now, as it was last saved?",
        "Publish these %(number)d articles now, as they were last saved?",
        len(articles),
    )
    scheduled = sum(State(article.state) is State.SCHEDULED for article in articles)
    note = ngettext(
        "%(number)d of them is scheduled for later: it goes live now instead.",
        "%(number)d of them are scheduled for later: they go live now instead.",
        scheduled,
    )
    held = embargoed(articles)
    kept = ngettext(
        "%(number)d of them is under an embargo, and is not published before its end.",
        "%(number)d of them are under an embargo, and are not published before its end.",
        held,
    )
    notes = [
        words % {"number": number} for words, number in ((note, scheduled), (kept, held)) if number
    ]
    words = {
        "title": _("Publish selected articles"),
        "question": question % {"number": len(articles)},
        "note": " ".join(notes),
        "asks_embargo": held and may_break_embargo(request),
        "button": _("Publish"),
    }
    return _ask(request, articles, {**context, **words})


def confirm_withdrawing(
    request: HttpRequest, selected: QuerySet[Article], context: dict[str, Any]
) -> TemplateResponse:
    """Ask before the selected articles are taken from their readers."""
    articles = list(selected)
    question = ngettext(
        "Withdraw this article from readers?",
        "Withdraw these %(number)d articles from readers?",
        len(articles),
    )
    words = {
        "title": _("Withdraw selected articles"),
        "question": question % {"number": len(articles)},
        "note": _("Their pages will say that they are gone. What is scheduled is cancelled."),
        "button": _("Withdraw"),
    }
    return _ask(request, articles, {**context, **words})


def confirm_deleting(
    request: HttpRequest, selected: QuerySet[Article], context: dict[str, Any]
) -> TemplateResponse:
    """Ask before the selected articles go into the trash."""
    articles = list(selected)
    question = ngettext(
        "Put this article into the trash?",
        "Put these %(number)d articles into the trash?",
        len(articles),
    )
    words = {
        "title": _("Put selected articles into the trash"),
        "question": question % {"number": len(articles)},
        "note": TRASHED,
        "button": _("Put into the trash"),
    }
    return _ask(request, articles, {**context, **words})


def confirm_purging(
    request: HttpRequest, selected: QuerySet[Any], context: dict[str, Any]
) -> TemplateResponse:
    """Ask before articles that are in the trash are deleted for good."""
    articles = list(selected)
    question = ngettext(
        "Delete this article for good?",
        "Delete these %(number)d articles for good?",
        len(articles),
    )
    words = {
        "title": _("Delete selected articles for good"),
        "question": question % {"number": len(articles)},
        "button": _("Delete for good"),
    }
    return _ask(request, articles, {**context, **words})


def _ask(
    request: HttpRequest, articles: list[Article], context: dict[str, Any]
) -> TemplateResponse:
    words = {
        "articles": [(article, _state_of(article)) for article in articles[:_SHOWN]],
        "more": max(len(articles) - _SHOWN, 0),
        "action": request.POST["action"],
        "checkbox_name": ACTION_CHECKBOX_NAME,
        "first": articles[0].pk,
        "confirmed": ",".join(str(article.pk) for article in articles),
        "back": request.get_full_path(),
        "page_class": "confirm-page",
    }
    template = "admin/articles/article/confirm_selected.html"
    return TemplateResponse(request, template, {**context, **words})


def _state_of(article: Article) -> State | None:
    """Return the state that the list worked out; that of the trash works out none."""
    return State(article.state) if hasattr(article, "state") else None
