"""What is done with the articles selected in the list, once an editor has confirmed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from articles.admin.article.embargo import embargoed, may_break_embargo
from articles.admin.numbers import integer
from articles.models import Article
from articles.models.article import State
from articles.publishing.check.check import check_article

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

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


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What an editor is asked before something is done with the selected articles."""

    title: _StrPromise
    question: _StrPromise
    button: _StrPromise
    note: _StrPromise | str = ""

    def ask(
        self, request: HttpRequest, selected: QuerySet[Any], context: Mapping[str, Any]
    ) -> TemplateResponse:
        """Return the page that asks; what its `context` says beside goes before these words."""
        articles = list(selected)
        words = {
            "title": self.title,
            "question": self.question % {"number": len(articles)},
            "note": self.note,
            "button": self.button,
            "articles": [(article, _state_of(article), ()) for article in articles[:_SHOWN]],
            "more": max(len(articles) - _SHOWN, 0),
            "action": request.POST["action"],
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "first": articles[0].pk,
            "confirmed": ",".join(str(article.pk) for article in articles),
            "back": request.get_full_path(),
            "page_class": "confirm-page",
        }
        template = "admin/articles/article/confirm_selected.html"
        return TemplateResponse(request, template, {**words, **context})


PUBLISHING: Final = Confirmation(
    gettext_lazy("Publish selected articles"),
    ngettext_lazy(
        "Publish this article now, as it was last saved?",
        "Publish these %(number)d articles now, as they were last saved?",
        "number",
    ),
    gettext_lazy("Publish"),
)
WITHDRAWING: Final = Confirmation(
    gettext_lazy("Withdraw selected articles"),
    ngettext_lazy(
        "Withdraw this article from readers?",
        "Withdraw these %(number)d articles from readers?",
        "number",
    ),
    gettext_lazy("Withdraw"),
    gettext_lazy("Their pages will say that they are gone. What is scheduled is cancelled."),
)
TRASHING: Final = Confirmation(
    gettext_lazy("Put selected articles into the trash"),
    ngettext_lazy(
        "Put this article into the trash?",
        "Put these %(number)d articles into the trash?",
        "number",
    ),
    gettext_lazy("Put into the trash"),
    TRASHED,
)
PURGING: Final = Confirmation(
    gettext_lazy("Delete selected articles for good"),
    ngettext_lazy(
        "Delete this article for good?", "Delete these %(number)d articles for good?", "number"
    ),
    gettext_lazy("Delete for good"),
)


def publishing_context(request: HttpRequest, selected: QuerySet[Article]) -> dict[str, Any]:
    """Return what is to be known before the selected articles go live."""
    articles = list(selected)
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
    shown = [(each, _state_of(each), check_article(each)) for each in articles[:_SHOWN]]
    stopped = sum(bool(checked.stops) for _, _, checked in shown)
    stops = ngettext(
        "%(number)d of them is not published: something stops it.",
        "%(number)d of them are not published: something stops them.",
        stopped,
    )
    told = ((note, scheduled), (kept, held), (stops, stopped))
    notes = [words % {"number": number} for words, number in told if number]
    return {
        "note": " ".join(notes),
        "asks_embargo": held and may_break_embargo(request),
        "articles": [(each, state, checked.findings) for each, state, checked in shown],
    }


def _state_of(article: Article) -> State | None:
    """Return the state that the list worked out; that of the trash works out none."""
    return State(article.state) if hasattr(article, "state") else None
