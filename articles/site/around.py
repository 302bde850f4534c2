"""What stands around an article on its page: related articles, the one before and the one after.

Each is a value of the statement that finds the edition, as JSON: so a page stays one query, and
its entity tag tells when any of it has changed, or has begun or ended by its schedule.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
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
_OF_RELATED: Final = (*_OF_TURN, "first_published_at", "picture")


class Turn(NamedTuple):
    """The article before or after, as a link."""

    slug: str
    headline: str
    language: str

    @property
    def address(self) -> str:
        return reverse("article", args=[self.slug])


class Received(NamedTuple):
    """How an article came to us, as far as its readers are told."""

    publisher: str
    address: str
    received_at: datetime
    format: str
    digest: str
    paragraphs: int
    changed: int
    has_text: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an article; `related` are editions that teasers are made of."""

    related: Sequence[Edition] = ()
    earlier: Turn | None = None
    later: Turn | None = None
    received: Received | None = None

    @classmethod
    def of(cls, edition: Edition) -> Around:
        """Return what came with an edition by `beside_edition`."""
        related, earlier, later, received = (getattr(edition, name) for name in _SELECTED)
        return cls(
            [_edition(row) for row in json.loads(related or "[]")],
            Turn(*json.loads(earlier)) if earlier else None,
            Turn(*json.loads(later)) if later else None,
            received_of(received),
        )


def received_of(row: str | None) -> Received | None:
    """Return how an article came to us, given the row as JSON; None where nothing is told."""
    if not row:
        return None
    found = Received(*json.loads(row))
    moment = _moment(str(found.received_at))
    # SQLite has 0 and 1.
    return found._replace(received_at=moment, has_text=bool(found.has_text))


def stamp_around(row: Mapping[str, Any]) -> str:
    """Return a digest of all that came with an edition's row, for the entity tag of its page."""
    found = [str(row[name]) for name in (*_SELECTED, "listings")]
    return blake2b("\0".join(found).encode(), digest_size=8).hexdigest()


def beside_edition() -> dict[str, Combinable]:
    """Return what a page's statement selects beside the edition, by name."""
    return {name: selected() for name, selected in _SELECTED.items()}


def received_beside() -> Combinable:
    """Select how an edition's article came to us, as a row of JSON."""
    mine = Receipt.objects.filter(edition=OuterRef("pk"))
    return Subquery(mine.values(row=JSONArray(*map(F, Received._fields))))


class JSONArray(Func):
    """Make a JSON array of columns: names of keys would be parameters, and longer."""

    function = "JSON_ARRAY"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "JSON_BUILD_ARRAY(%(expressions)s)::text"
        return self.as_sql(compiler, connection, template=template, **context)


class JSONRows(Subquery):
    """Gather the rows of a query of one column, texts of JSON, in their order: `[…]`."""

    template = "(SELECT JSON_GROUP_ARRAY(JSON(subquery.row)) FROM (%(subquery)s) AS subquery)"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT JSON_AGG(subquery.row::json)::text FROM (%(subquery)s) AS subquery)"
        return self.as_sql(compiler, connection, template=template, **context)


def _related() -> Combinable:
    live = Edition.objects.live().filter(article__led_to_from__article=OuterRef("article"))
    likest = live.order_by("-article__led_to_from__likeness", "article__led_to_from__related_id")
    return JSONRows(likest.values(row=JSONArray(*map(F, _OF_RELATED)))[:_SHOWN])


def _earlier() -> Combinable:
    return _beside(" < ", [f"-{name}" for name in _PLACE])


def _later() -> Combinable:
    return _beside(" > ", _PLACE)


def _beside(sign: str, order: Sequence[str]) -> Combinable:
    place = row_comparison(list(map(F, _PLACE)), sign, list(map(OuterRef, _PLACE)))
    others = Edition.objects.live().filter(place).order_by(*order)
    return Subquery(others.values(row=JSONArray(*map(F, _OF_TURN)))[:1])


_SELECTED: Final[dict[str, Callable[[], Combinable]]] = {
    "related": _related,
    "earlier": _earlier,
    "later": _later,
    "received": received_beside,
}


def _edition(row: Sequence[Any]) -> Edition:
    """Return an edition with what a teaser shows of it."""
    slug, headline, language, published, picture = row
    return Edition(
        slug=slug,
        headline=headline,
        language=language,
        first_published_at=_moment(published),
        # SQLite has it as a text.
        picture=json.loads(picture) if isinstance(picture, str) else picture,
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
