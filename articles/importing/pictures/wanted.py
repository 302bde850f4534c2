"""Articles that name pictures by their addresses and have none of ours yet, where a policy allows.

Each batch is asked for anew, so that a run goes on where another was killed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from django.db.models import Q

from articles.documents.article.kinds import Kind
from articles.models import Article, Paragraph, Picture, PictureAddress, Policy, RunItem
from articles.models.article import ParagraphQuerySet
from articles.models.import_run import RunKind, Undone
from articles.models.picture_address import AddressState, digest_of_address
from articles.models.policy import Pictures, Policies

# Articles of one transaction, and so many as wait for it when a run is killed.
TOGETHER: Final = 20
# As JSON has them: within a value, the quotes are escaped.
_HAS_ADDRESS: Final = '"source":'
_HAS_PICTURE: Final = '"picture":'


@dataclass(frozen=True, slots=True)
class Whose:
    """Which articles: those of a publisher, those that a run dealt with; of neither, all."""

    publisher: str = ""
    run: int | None = None

    @classmethod
    def of(cls, arguments: Mapping[str, Any]) -> Self:
        """Return that of a run's arguments; one that tries another again has its articles."""
        return cls(arguments.get("publisher", ""), arguments.get("of") or arguments.get("retry"))

    def articles(self) -> Q:
        """Return the condition for paragraphs of its articles."""
        found = Q(article__deleted_at=None)
        if self.publisher:
            found &= Q(article__source__publisher=self.publisher) | Q(
                article__publisher=self.publisher
            )
        if self.run:
            items = RunItem.objects.filter(run=self.run).order_by()
            found &= Q(article__in=items.values("article"))
        return found


EVERYTHING: Final = Whose()


@dataclass(frozen=True, slots=True)
class WantedPictures:
    """An article, and the addresses of its pictures that are to be fetched or are here already."""

    article: int
    key: str
    headline: str
    addresses: Sequence[str]


def wanted_pictures(scope: Whose = EVERYTHING) -> Iterator[Sequence[WantedPictures]]:
    """Yield articles with what they want, in batches; those that a run was undone in are left."""
    policies = Policies.load()
    if not Policy.objects.filter(pictures=Pictures.FETCHED).exists():
        return
    last = 0
    while keys := _next_articles(last, scope):
        last = keys[-1]
        if batch := _batch(keys, policies):
            yield batch


def _next_articles(after: int, scope: Whose) -> list[int]:
    rows = without_picture(scope).filter(article__gt=after)
    keys = rows.order_by("article_id").values_list("article_id", flat=True)
    return list(keys.distinct()[:TOGETHER])


def without_picture(scope: Whose = EVERYTHING) -> ParagraphQuerySet:
    """Return the pictures that name an address and are not here."""
    named = Paragraph.objects.content().filter(
        scope.articles(), kind=Kind.PICTURE.value, attributes__contains=_HAS_ADDRESS
    )
    return named.exclude(attributes__contains=_HAS_PICTURE)


def _batch(keys: Collection[int], policies: Policies) -> list[WantedPictures]:
    articles = Article.objects.filter(pk__in=keys).select_related("source").order_by("pk")
    allowed = [each for each in articles if _may_have(each, policies)]
    left = undone_articles(keys)
    named = _addresses([each.pk for each in allowed if each.pk not in left])
    known = known_addresses([address for found in named.values() for address in found])
    found = []
    for article in allowed:
        due = [each for each in named.get(article.pk, ()) if may_be_had(known.get(each))]
        if due:
            found.append(WantedPictures(article.pk, article.external_id, article.headline, due))
    return found


def _may_have(article: Article, policies: Policies) -> bool:
    publisher = article.source.publisher if article.source else article.publisher
    return policies.of(publisher, article.external_id).pictures == Pictures.FETCHED


def undone_articles(keys: Collection[int]) -> set[int]:
    """Return the articles whose pictures somebody took back: they stay without."""
    items = RunItem.objects.filter(
        article__in=keys, run__kind=RunKind.PICTURES, undone__in=(Undone.UNDONE, Undone.FORCED)
    )
    return {key for key in items.order_by().values_list("article_id", flat=True) if key}


def _addresses(keys: Collection[int]) -> dict[int, list[str]]:
    """Return the addresses of each article's pictures, each once, in their order."""
    rows = without_picture().filter(article__in=keys).order_by("article", "position")
    found: dict[int, list[str]] = {}
    for article, attributes in rows.values_list("article_id", "attributes"):
        source = json.loads(attributes).get("source")
        if source and source not in found.setdefault(article, []):
            found[article].append(source)
    return found


def known_addresses(addresses: Sequence[str]) -> dict[str, PictureAddress]:
    """Return what is known of addresses, but of pictures that are not here any more."""
    digests = {digest_of_address(each): each for each in addresses}
    rows = list(PictureAddress.objects.filter(digest__in=digests))
    here = _pictures_here([row.sha256 for row in rows if row.sha256])
    return {
        digests[row.digest]: row
        for row in rows
        if row.state != AddressState.FETCHED or row.sha256 in here
    }


def _pictures_here(sha256s: Collection[str]) -> set[str]:
    if not sha256s:
        return set()
    rows = Picture.objects.filter(sha256__in=sha256s).order_by()
    return set(rows.values_list("sha256", flat=True))


def may_be_had(known: PictureAddress | None) -> bool:
    """Return whether the picture of an address is here, or may be asked for now."""
    return known is None or known.is_due or known.state == AddressState.FETCHED


def fetched_pictures(known: Mapping[str, PictureAddress]) -> dict[str, str]:
    """Return the SHA-256 of those pictures that were fetched, by their addresses."""
    return {
        address: row.sha256 for address, row in known.items() if row.state == AddressState.FETCHED
    }
