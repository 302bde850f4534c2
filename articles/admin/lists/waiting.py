"""The articles of which something waits for an editor: a few of them, or most of all there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Conflict, Duplicate, LabelReview

# Up to so many rows that wait, their articles are looked up; of more, one is soon met on the way.
_FEW: Final = 2000


@dataclass(frozen=True, slots=True)
class Waiting:
    """A kind of rows that wait, the columns that lead to their articles, and who waits besides.

    `rows` is a model whose queryset knows which are `open`.
    """

    rows: Any
    sides: tuple[str, ...] = ("article",)
    # A column of the article itself that says so.
    own: str = ""

    def of(self, articles: QuerySet[Article]) -> QuerySet[Article]:
        """Return those of which something waits."""
        if len(keys := self._some_keys()) > _FEW:
            return articles.filter(self._condition)
        return articles.filter(pk__in=keys)

    def left_of(self, articles: QuerySet[Article]) -> QuerySet[Article]:
        """Return those of which nothing waits."""
        return articles.exclude(self._condition)

    def counted(self) -> Sequence[QuerySet[Any]]:
        """Return a row for each article that is waited for, out of the trash: none stands twice.

        `capped_count` counts them one after the other, so of what is left out the second time there
        are not many. They are left out as lists: PostgreSQL would read all articles for a join.
        """
        left_out = [Article.with_deleted.in_trash()]
        counted: list[QuerySet[Any]] = []
        if self.own:
            marked = Article.objects.filter(**{self.own: True})
            left_out.append(marked)
            counted.append(marked)
        for number, side in enumerate(self.sides):
            rows = self._open
            for articles in left_out:
                rows = rows.exclude(**{f"{side}__in": articles.order_by().values("pk")})
            for before in self.sides[:number]:
                rows = rows.exclude(**{f"{side}__in": self._open.values(before)})
            counted.append(rows.values(side).distinct())
        return counted

    @property
    def _open(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.rows.objects.open().order_by()
        return rows

    def _some_keys(self) -> set[int]:
        """Return the articles of which something waits, or of more than `_FEW` so many."""
        keys = {key for keys in self._open.values_list(*self.sides)[: _FEW + 1] for key in keys}
        if self.own:
            marked = Article.objects.filter(**{self.own: True}).order_by()
            keys |= set(marked.values_list("pk", flat=True)[: _FEW + 1])
        return keys

    @property
    def _condition(self) -> Q:
        """Return that of an article of which something waits, asked of each."""
        of_article = reduce(or_, (Q(**{side: OuterRef("pk")}) for side in self.sides))
        waits = Q(Exists(self._open.filter(of_article)))
        return waits | Q(**{self.own: True}) if self.own else waits


# A headline of the import's making is asked about as well.
REVIEWS: Final = Waiting(LabelReview, own="headline_provisional")
CONFLICTS: Final = Waiting(Conflict)
DUPLICATES: Final = Waiting(Duplicate, sides=("earlier", "later"))
