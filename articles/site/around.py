"""What stands around an article on its page: related articles, the one before and the one after.

Each is a value of the statement that finds the edition, as JSON: so a page stays one query, and
its entity tag tells when any of it has changed, or has begun or ended by its schedule.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from django.db.models import F, Func, OuterRef, Subquery, TextField
from django.db.models.expressions import Combinable
from django.urls import reverse

from articles.keyset import row_comparison
from articles.models.edition import Edition
from articles.models.receipt import Receipt

# Side by side, as a card each.
_SHOWN: Final = 3
_PLACE: Final = ("first_published_at", "pk")
_OF_TURN: Final = ("slug", "headline", "language")
_OF_RECEIPT: Final = (
    "publisher", "address", "received_at", "format", "digest", "paragraphs", "changed", "has_text",
)  # fmt: skip
_OF_RELATED: Final = (*_OF_TURN, "kicker", "first_published_at", "picture")


class Turn(NamedTuple):
    """The article before or after, as a link."""

    slug: str
    headline: str
    language: str

    @property
    def address(self) -> str:
        return reverse("article", args=[self.slug])


class JSONArray(Func):
    """Make a JSON array of columns: names of keys would be parameters, and longer."""

    function = "JSON_ARRAY"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            function="JSON_BUILD_ARRAY",
            template="%(function)s(%(expressions)s)::text",
            **context,
        )


class JSONRows(Subquery):
    """Gather the rows of a query of one column, texts of JSON, in their order: `[…]`."""

    template = "(SELECT JSON_GROUP_ARRAY(JSON(found.row)) FROM (%(subquery)s) AS found)"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT JSON_AGG(found.row::json)::text FROM (%(subquery)s) AS found)"
        return self.as_sql(compiler, connection, template=template, **context)


def beside_edition() -> dict[str, Combinable]:
    """Return what a page's statement selects beside the edition, by name.

    All of it is a part of the page's entity tag.
    """
    return {
        "related": _related(),
        "earlier": _beside(" < "),
        "later": _beside(" > "),
        "received": _received(),
    }


def _related() -> Combinable:
    live = Edition.objects.live().filter(article__led_to_from__article=OuterRef("article"))
    likest = live.order_by("-article__led_to_from__likeness", "article__led_to_from__related_id")
    rows = likest.values(row=JSONArray(*map(F, _OF_RELATED)))
    return JSONRows(rows[:_SHOWN])


def _beside(sign: str) -> Combinable:
    live = Edition.objects.live()
    others = live.filter(row_comparison(list(map(F, _PLACE)), sign, list(map(OuterRef, _PLACE))))
    order = _PLACE if sign == " > " else [f"-{name}" for name in _PLACE]
    return Subquery(others.order_by(*order).values(row=JSONArray(*map(F, _OF_TURN)))[:1])


def _received() -> Combinable:
    mine = Receipt.objects.filter(edition=OuterRef("pk"))
    return Subquery(mine.values(row=JSONArray(*map(F, _OF_RECEIPT))))
