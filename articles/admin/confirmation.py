"""What is asked of an editor before something is done with several articles at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

from articles.admin.numbers import integer
from articles.models import Article
from articles.models.article import State

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_Row = TypeVar("_Row", bound=Article)

CONFIRMED: Final = "confirmed"
MOST_SHOWN: Final = 100


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
            "articles": [(article, known_state(article), ()) for article in articles[:MOST_SHOWN]],
            "more": max(len(articles) - MOST_SHOWN, 0),
            "action": request.POST["action"],
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "first": articles[0].pk,
            "confirmed": ",".join(str(article.pk) for article in articles),
            "back": request.get_full_path(),
            "page_class": "confirm-page",
        }
        template = "admin/articles/article/confirm_selected.html"
        return TemplateResponse(request, template, {**words, **context})


def known_state(article: Article) -> State | None:
    """Return the state that the list worked out; that of the trash works out none."""
    return State(article.state) if hasattr(article, "state") else None
