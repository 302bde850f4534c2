"""What a decision would change in articles, as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.documents.revisions.diff import DiffRow, differences
from articles.importing.incoming import Result
from articles.models import Article
from articles.noise.decide import NoiseDecision, Occurrences, preview_decision

# So many are looked at to count what would change, in about a second.
MOST_COUNTED: Final = 300
# So many differences of an article are shown.
_MOST_ROWS: Final = 6


@dataclass(frozen=True, slots=True)
class PreviewedArticle:
    """Hold an article of the preview: what would differ, or why nothing would."""

    pk: int
    headline: str
    rows: Sequence[DiffRow] = ()
    more: int = 0
    stays: str = ""


@dataclass(frozen=True, slots=True)
class DecisionPreview:
    """Hold the articles of a page, and how many would change and stay, unless they are too many."""

    articles: Sequence[PreviewedArticle]
    change: int | None
    stay: int | None


STAYS: Final = gettext_lazy("Stays as it is: an editor changed or confirmed it.")


def preview_articles(
    decision: NoiseDecision, found: Occurrences, page: Sequence[int]
) -> DecisionPreview:
    """Look at all that may change if they are few, else at those of the page."""
    is_counted = len(found.may_change) <= MOST_COUNTED
    seen = preview_decision(decision, found.may_change if is_counted else page)
    changes = {result.article: reread for result, reread in seen.changes}
    refused = {result.article: result for result in seen.rejected}
    headlines = dict(Article.objects.filter(pk__in=page).values_list("pk", "headline"))
    shown = []
    for pk in page:
        rows: Sequence[DiffRow] = ()
        if reread := changes.get(pk):
            rows = differences(*reread)
        stays = "" if rows else _why(refused.get(pk))
        more = max(len(rows) - _MOST_ROWS, 0)
        shown.append(PreviewedArticle(pk, headlines.get(pk, ""), rows[:_MOST_ROWS], more, stays))
    if not is_counted:
        return DecisionPreview(shown, None, None)
    change = sum(bool(differences(*reread)) for reread in changes.values())
    return DecisionPreview(shown, change, len(found.may_change) - change)


def _why(refused: Result | None) -> str:
    if refused is None:
        return str(STAYS)
    return _("Stays as it is: its source %(reason)s.") % {"reason": refused.reason}
