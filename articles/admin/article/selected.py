"""What is done with the articles selected in the list, once an editor has confirmed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from articles.admin.article.embargo import embargoed, may_break_embargo
from articles.admin.confirmation import MOST_SHOWN, Confirmation, known_state
from articles.models import Article
from articles.models.article import State
from articles.publishing.check.check import check_article

if TYPE_CHECKING:
    pass

_Row = TypeVar("_Row", bound=Article)

TRASHED: Final = gettext_lazy(
    "Readers no longer see what is there, and imports do not bring it back. It can be restored."
)


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
    shown = [(each, known_state(each), check_article(each)) for each in articles[:MOST_SHOWN]]
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
