"""Links between published articles: to the page here while it is live, else where they came from.

An edition's body holds its links as readers follow them, and beside each that was turned to a page
here the address that it had. So a link is turned and turned back without the article, and a page
costs no query for it. What is not live is not known here: no draft can be led to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles.bulk import datetime_value, insert, json_value, reserve_keys, update
from articles.documents.source import compressed
from articles.documents.urls.canonical import url_hash
from articles.listings.membership import add_to_listings, drop_ended_from_listings, find_listings
from articles.locks import publish_lock
from articles.models import Article, Edition
from articles.models.edition import EditionLink, EditionQuerySet
from articles.pictures.use import add_edition_pictures
from articles.publishing.around.receipts import add_receipts
from articles.publishing.render import linked, numbers_in
from articles.search.index import add_edition_words, drop_ended_words

_TOGETHER: Final = 500
_EDITION_FIELDS: Final = (
    "id", "article", "version", "slug", "headline", "standfirst", "bylines", "language",
    "publisher", "url", "topics", "rights", "kicker", "dateline", "sign_off", "picture",
    "frame_hosts", "listings", "minutes", "corrections", "body", "first_published_at",
    "updated_at", "live_from", "live_until", "url_hash", "key_hash", "linked_at", "links_due",
    "feeds", "canonical", "is_dated", "published_by", "ends_at", "end_due", "withdrawal",
    "withdrawal_note", "leads_to",
)  # fmt: skip


def store_linked(
    editions: Sequence[Edition],
    instead_of: Iterable[int | None] = (),
    *,
    are_first: bool = False,
) -> None:
    """Store new editions with their pictures and their links to pages here, and turn others' links.

    `instead_of` are the addresses of the editions that ended for them. `are_first`: their articles
    have had none, so nothing has ended for them. In a transaction only.
    """
    if not are_first:
        ended_for = [edition.article_id for edition in editions]
        drop_ended_words(ended_for)
        drop_ended_from_listings(ended_for)
    found = [(edition, numbers_in(edition.body)) for edition in editions]
    now = timezone.now()
    for edition in editions:
        edition.links_due = edition.live_from > now
        edition.end_due = edition.ends_at is not None
    listed = find_listings(editions)
    _insert(editions)
    insert(
        EditionLink,
        ("edition", "url_hash"),
        [(edition.pk, number) for edition, numbers in found for number in sorted(numbers)],
    )
    add_edition_words(editions)
    add_receipts(editions)
    add_to_listings(editions, listed)
    add_edition_pictures(
        {edition.pk: edition.sha256s for edition in editions},
        {edition.pk: edition.picture_hashes for edition in editions},
    )
    _lead(editions, set().union(*(numbers for _, numbers in found)))
    addresses = {edition.url_hash for edition in editions if edition.live_from <= now}
    turn_links(addresses.union(instead_of))


def _insert(editions: Sequence[Edition]) -> None:
    """Store new editions and give each its primary key."""
    keys = reserve_keys(Edition, len(editions))
    for edition, key in zip(editions, keys, strict=True):
        edition.pk, edition._state.adding = key, False
    insert(Edition, _EDITION_FIELDS, [_row(edition) for edition in editions])


def _row(edition: Edition) -> tuple[object, ...]:
    return (
        edition.pk,
        edition.article_id,
        edition.version_id,
        edition.slug,
        edition.headline,
        edition.standfirst,
        json_value(edition.bylines),
        edition.language,
        edition.publisher,
        edition.url,
        json_value(edition.topics),
        edition.rights,
        edition.kicker,
        edition.dateline,
        edition.sign_off,
        json_value(edition.picture),
        json_value(edition.frame_hosts),
        json_value(edition.listings),
        edition.minutes,
        json_value(edition.corrections),
        _packed(edition.body),
        datetime_value(edition.first_published_at),
        datetime_value(edition.updated_at),
        datetime_value(edition.live_from),
        datetime_value(edition.live_until),
        edition.url_hash,
        edition.key_hash,
        datetime_value(edition.linked_at),
        edition.links_due,
        edition.feeds,
        edition.canonical,
        edition.is_dated,
        edition.published_by_id,
        datetime_value(edition.ends_at),
        edition.end_due,
        edition.withdrawal,
        edition.withdrawal_note,
        edition.leads_to,
    )


def _packed(body: str) -> bytes:
    """Return a body as the database keeps it."""
    return compressed(body.encode())


def turn_links(addresses: Iterable[int | None]) -> None:
    """Update where links to these addresses lead in open editions. Under the publish lock only."""
    for some in _parts(number for number in set(addresses) if number is not None):
        holders = EditionLink.objects.filter(url_hash__in=some).order_by().values("edition")
        open_now = Edition.objects.open_at(timezone.now()).filter(pk__in=holders).order_by("pk")
        while editions := list(open_now.only("body")[:_TOGETHER]):
            _lead(editions, set(some), linked_at=True)
            open_now = open_now.filter(pk__gt=editions[-1].pk)


def apply_due_links() -> None:
    """Take the publish lock, and turn links to what went live or ended by its schedule since.

    Every act of publishing begins so.
    """
    publish_lock()
    now = timezone.now()
    begun = Edition.objects.filter(links_due=True, live_from__lte=now).order_by()
    ended = Edition.objects.filter(end_due=True, live_until__lte=now).order_by()
    # Each by its own index.
    found = list(begun.values_list("pk", "article").union(ended.values_list("pk", "article")))
    if not found:
        return
    turned = Edition.objects.filter(pk__in=[key for key, _ in found])
    turned.update(links_due=False)
    turned.filter(live_until__lte=now).update(end_due=False)
    of_articles = Edition.objects.filter(article__in={article for _, article in found})
    turn_links(of_articles.order_by().values_list("url_hash", flat=True).distinct())


def url_hashes_of(article_ids: Collection[int]) -> set[int]:
    """Return the addresses that articles are known to readers by, now or in time."""
    editions = Edition.objects.open_at(timezone.now()).filter(
        article__in=article_ids, url_hash__isnull=False
    )
    return {number for number in editions.values_list("url_hash", flat=True) if number}


def live_leading_to(article_ids: Collection[int]) -> EditionQuerySet:
    """Return the live editions of other articles whose text leads to any of these, newest first.

    By the address at its source, which is turned to the page here, or by that of the page itself.
    """
    known = Edition.objects.open_at(timezone.now()).filter(article__in=article_ids).order_by()
    numbers: set[int | None] = set()
    for slug, *addresses in known.values_list("slug", "url_hash", "key_hash"):
        page = reverse("article", args=[slug])
        hosts = (host for host in settings.ALLOWED_HOSTS if host[:1].isalnum())
        numbers.update(addresses, (url_hash(f"https://{host}{page}") for host in hosts))
    found = [number for number in numbers if number is not None]
    holders = EditionLink.objects.filter(url_hash__in=found).order_by()
    leading = Edition.objects.live_newest_first().filter(pk__in=holders.values("edition"))
    return leading.exclude(article__in=article_ids).only("slug", "headline", "language", "article")


def lead_links_of_draft(edition: Edition) -> None:
    """Set where the links of an edition that is not stored would lead."""
    numbers = numbers_in(edition.body)
    edition.body = linked(edition.body, _pages(numbers), numbers)


def articles_at_urls(addresses: Collection[int]) -> dict[int, Article]:
    """Return the oldest article, drafts too, whose source has each of these addresses."""
    articles = Article.objects.filter(source__url_hash__in=addresses)
    found: dict[int, Article] = {}
    for article in articles.select_related("source").defer("source__content").order_by("pk"):
        if article.source and article.source.url_hash is not None:
            found.setdefault(article.source.url_hash, article)
    return found


def _lead(editions: Iterable[Edition], numbers: set[int], *, linked_at: bool = False) -> None:
    """Write the bodies of stored editions whose links to these addresses lead elsewhere now."""
    pages = _pages(numbers)
    now = timezone.now()
    changed = []
    for edition in editions:
        body = linked(edition.body, pages, numbers)
        if body != edition.body:
            edition.body = body
            changed.append((_packed(body), datetime_value(now if linked_at else None), edition.pk))
    update(Edition, ("body", "linked_at"), changed)


def _pages(numbers: Collection[int]) -> dict[int, str]:
    """Return the page here of each address that has one; of several articles, that of the first."""
    return {number: reverse("article", args=[slug]) for number, slug in _slugs(numbers)}


def _slugs(numbers: Collection[int]) -> Iterator[tuple[int, str]]:
    live = Edition.objects.live().order_by("-article_id", "live_from", "pk")
    for some in _parts(numbers):
        pages = live.filter(url_hash__in=some).values_list("url_hash", "slug")
        yield from ((number, slug) for number, slug in pages if number is not None)


def _parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Yield so many at a time as a statement takes well."""
    found = sorted(numbers)
    for start in range(0, len(found), _TOGETHER):
        yield found[start : start + _TOGETHER]
