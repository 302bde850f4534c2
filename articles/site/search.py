"""The page on which readers search what is published."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles.counts import CAP, CappedCount
from articles.keyset import Keyset
from articles.models.edition import Edition, EditionQuerySet
from articles.publishing.masthead import stamp_of, with_masthead
from articles.publishing.teasers import ROW, TEASER_FIELDS, Said, teaser_with
from articles.search.find import best_matching, matching_counted
from articles.search.marked import Marked, marked, passage
from articles.search.query import Field, Query, parse_query
from articles.search.suggest import meant
from articles.site.response import page_response

FOUND_ON_A_PAGE: Final = 20
# Of so many of what was found first, names are proposed to narrow it down.
_PROPOSING: Final = 100
_PROPOSED: Final = 40
_LONGEST: Final = 1_000
_NEWEST_FIRST: Final = Keyset("-place")
_SHOWN: Final = (*TEASER_FIELDS, "body")
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form asks for: each a parameter of the address, empty where nothing is said."""

    q: str = ""
    topic: str = ""
    author: str = ""
    publisher: str = ""
    since: str = ""
    until: str = ""
    order: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Asked:
        names = cls.__dataclass_fields__
        return cls(**{name: parameters.get(name, "").strip()[:_LONGEST] for name in names})

    @property
    def query(self) -> Query:
        names = {
            Field.TOPIC: self.topic,
            Field.AUTHOR: self.author,
            Field.PUBLISHER: self.publisher,
        }
        return parse_query(self.q).narrowed(names, self.since, self.until)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.topic or self.author or self.publisher or self.since or self.until)

    def address(self, **changes: str) -> str:
        """Return the address of the same with some parameters changed."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__} | changes
        parameters = QueryDict(mutable=True)
        parameters.update({name: value for name, value in values.items() if value})
        return f"{reverse('search')}?{parameters.urlencode()}"


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of what was found, and the addresses beside it; empty where there are none."""

    editions: Sequence[Edition]
    number: CappedCount
    newer: str = ""
    older: str = ""


@require_safe
def search_page(request: HttpRequest) -> HttpResponseBase:
    """Return a page of the live editions that are found; the form alone where nothing is asked."""
    asked = Asked.of(request.GET)
    query = asked.query
    context: dict[str, Any] = {"asked": asked, "query": query}
    context["feed_query"] = asked.address(order="").removeprefix(reverse("search"))
    stamp = None
    if query:
        live = Edition.objects.live()
        by_date = asked.order == "newest" or not query.terms
        if by_date:
            page, first = _newest(live, query, asked, request.GET)
        else:
            page, first = _best(live, query, asked, request.GET)
        stamp = stamp_of(page.editions)
        context |= {
            "page": page,
            "found": [_found(edition, query) for edition in page.editions],
            "by_date": by_date,
            "most": CAP,
            "best_first": asked.address(order=""),
            "newest_first": asked.address(order="newest"),
            "proposed": _proposed(first),
        }
        if not page.number and (better := meant(live, parse_query(asked.q))):
            context |= {"meant": better, "meant_address": asked.address(q=better.typed)}
    return page_response(request, "articles/site/search.html", context, stamp=stamp)


def _newest(
    live: EditionQuerySet, query: Query, asked: Asked, parameters: Mapping[str, str]
) -> tuple[FoundPage, QuerySet[Edition]]:
    """Return a page, and the first of what was found."""
    found, number = matching_counted(live, query)
    rows = with_masthead(found.annotate(place=F("words__index__place")).only(*_SHOWN))
    page = _NEWEST_FIRST.page(rows, parameters, FOUND_ON_A_PAGE)
    here = asked.address()
    newer, older = page.previous_cursor, page.next_cursor
    shown = FoundPage(
        page.rows,
        number,
        newer="" if newer is None else f"{here}&before={newer}",
        older="" if older is None else f"{here}&after={older}",
    )
    return shown, found[:_PROPOSING]


def _best(
    live: EditionQuerySet, query: Query, asked: Asked, parameters: Mapping[str, str]
) -> tuple[FoundPage, QuerySet[Edition]]:
    """Return a page, and the best of what was found."""
    keys = best_matching(live, query)
    found = CappedCount(len(keys))
    keys = keys[:CAP]
    start = (_number(parameters.get("page", "")) - 1) * FOUND_ON_A_PAGE
    shown = keys[start : start + FOUND_ON_A_PAGE]
    editions = with_masthead(live.only(*_SHOWN).order_by()).in_bulk(shown)
    here, number = asked.address(), start // FOUND_ON_A_PAGE + 1
    page = FoundPage(
        [editions[key] for key in shown if key in editions],
        found,
        newer=f"{here}&page={number - 1}" if number > 1 else "",
        older=f"{here}&page={number + 1}" if start + FOUND_ON_A_PAGE < len(keys) else "",
    )
    return page, live.filter(pk__in=keys[:_PROPOSING]).order_by()


def _number(text: str) -> int:
    last = CAP // FOUND_ON_A_PAGE
    is_number = text.isascii() and text.isdigit() and int(text[:9]) > 0
    # All digits of a very long one Python refuses to read.
    return min(int(text[:9]), last) if is_number else 1


def _found(edition: Edition, query: Query) -> SafeString:
    text = html.unescape(_TAG.sub(" ", edition.body))
    # A field's words are in no particular passage.
    words = Query(terms=tuple(term for term in query.terms if not term.field))
    found = passage(edition.standfirst, words) or passage(" ".join(text.split()), words)
    found = found or [Marked(edition.standfirst, is_found=False)]
    said = Said(_written(marked(edition.headline, query)), _written(found))
    return teaser_with(edition, ROW, said)


def _written(marks: Sequence[Marked]) -> SafeString:
    """Return a text as HTML. In Python: a template costs more for a mark than all else of a row."""
    parts = (format_html("<mark>{}</mark>", text) if found else text for text, found in marks)
    return format_html_join("", "{}", ((part,) for part in parts))


def _proposed(first: QuerySet[Edition]) -> dict[str, list[str]]:
    """Return names of topics, authors and publishers, by which the form proposes to narrow down."""
    rows = first.values_list("topics", "bylines", "publisher")
    topics, authors, publishers = zip(*rows, strict=True) if rows else ((), (), ())
    return {
        "topics": _distinct(chain.from_iterable(topics)),
        "authors": _distinct(chain.from_iterable(authors)),
        "publishers": _distinct(publishers),
    }


def _distinct(names: Iterable[str]) -> list[str]:
    return sorted(set(filter(None, names)), key=str.casefold)[:_PROPOSED]
