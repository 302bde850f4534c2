"""Version -> edition: what readers see from a moment on, and how it ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.datetimes import format_datetime
from articles.documents.article.model import ArticleDocument
from articles.listings.membership import drop_ended_from_listings
from articles.models import (
    Article,
    Correction,
    Edition,
    Paragraph,
    Section,
    SourceDocument,
    SourceNotice,
    Version,
)
from articles.models.article import State
from articles.models.edition import EditionQuerySet
from articles.models.masthead import renew_masthead
from articles.models.policy import Policies
from articles.models.source_notice import NoticeDecision
from articles.models.version import Reason
from articles.pictures.shown import Addressed
from articles.publishing.around.related import relate, relate_later
from articles.publishing.check.check import check_article
from articles.publishing.check.flaws import Check, Effect, Flaw, effect_of
from articles.publishing.copies import held_as_copies
from articles.publishing.corrections import (
    bring_corrections,
    keep_waiting,
    tell_corrections,
    waiting_of,
)
from articles.publishing.editions import editions_of, first_publications
from articles.publishing.links import (
    apply_due_links,
    lead_links_of_draft,
    store_linked,
    turn_links,
    url_hashes_of,
)
from articles.publishing.states import keep_live, keep_states
from articles.publishing.work import relate_soon, tell_soon
from articles.search.index import drop_ended_words
from articles.search.texts import words_for_readers

_NONE_AT_HAND: Final[Mapping[int, ArticleDocument]] = {}
# What an edition needs of its article.
_OF_ARTICLE: Final = (
    "article__slug", "article__source", "article__external_id", "article__version",
)  # fmt: skip


class PublishRefused(Exception):
    """Why an article is not published, in sentences for the editor."""


class SlugPublished(PublishRefused):
    """Another article is live, or will be, under the slug of the one to publish."""

    def __init__(self, other: Edition) -> None:
        text = _("“%(headline)s” is published at this address. Give this article another slug.")
        super().__init__(text % {"headline": other.headline})
        self.other = other


class NothingToShow(PublishRefused):
    """The article has no text, or none that is not noise: its page would be empty."""

    def __init__(self) -> None:
        super().__init__(_("It has no text that readers would see. Write some first."))


class MomentPassed(PublishRefused):
    """The article was to be published at a moment in the past."""

    def __init__(self, now: datetime) -> None:
        text = _(
            "That moment has passed: it is %(now)s now (time zone %(zone)s). "
            "Choose a later one, or leave it empty to publish at once."
        )
        super().__init__(
            text % {"now": format_datetime(now), "zone": timezone.get_current_timezone_name()}
        )


class EndsTooSoon(PublishRefused):
    """The article was to end before readers would see it, or in the past."""

    def __init__(self) -> None:
        super().__init__(
            _("It would end before it begins. Choose a later end, or leave it empty for none.")
        )


class UnderEmbargo(PublishRefused):
    """The article's publisher does not want anybody to see it yet."""

    def __init__(self, until: datetime) -> None:
        text = _(
            "It is under an embargo until %(moment)s. Schedule it for then or later; whoever may "
            "publish under an embargo can confirm to publish it now."
        )
        super().__init__(text % {"moment": format_datetime(until)})
        self.until = until


class Stopped(PublishRefused):
    """The check before going live found what stops an article on this site."""

    def __init__(self, findings: Sequence[Flaw]) -> None:
        super().__init__(" ".join(f"{finding}." for finding in findings))
        self.findings = findings


class NotLookedAt(PublishRefused):
    """The check found what nobody was shown yet; whoever was may go on."""

    def __init__(self, findings: Sequence[Flaw]) -> None:
        found = " ".join(f"{finding}." for finding in findings)
        super().__init__(_("%(found)s Publish again to go on all the same.") % {"found": found})
        self.findings = findings


class CopyLive(PublishRefused):
    """The article's story is live already as another article, or that one is to stand instead."""

    def __init__(self, other: Article) -> None:
        text = _(
            "“%(headline)s” carries the same story and is live or was chosen to stand. Compare the "
            "two and choose, or confirm that this one goes live as well."
        )
        super().__init__(text % {"headline": other.headline})
        self.other = other


def embargo_of(article: Article) -> datetime | None:
    """Return the moment before which the article's publisher lets nobody publish it."""
    if article.source_id is None:
        return None
    held = SourceDocument.objects.filter(pk=article.source_id, embargoed_until__gt=timezone.now())
    return held.values_list("embargoed_until", flat=True).first()


def check_moment(live_from: datetime | None) -> None:
    """Raise `MomentPassed` for a moment before this minute, which is as fine as editors choose."""
    now = timezone.now()
    if live_from and live_from < now.replace(second=0, microsecond=0):
        raise MomentPassed(now)


def check_end(ends_at: datetime | None, live_from: datetime | None) -> None:
    """Raise `EndsTooSoon` for an end that is not after the beginning, and after now."""
    now = timezone.now()
    if ends_at and ends_at <= max(live_from or now, now):
        raise EndsTooSoon


@transaction.atomic
def publish(
    article: Article,
    *,
    by: AbstractBaseUser | None = None,
    live_from: datetime | None = None,
    ends_at: datetime | None = None,
    keeps_end: bool = True,
    despite_embargo: bool = False,
    despite_copy: bool = False,
    seen: str | None = None,
    begins: datetime | None = None,
    number: int | None = None,
) -> Edition:
    """Publish the article's current version, or that of a number, now or from `live_from` on.

    `begins` is the moment of a set that it goes live with, which all of it shares.

    What was scheduled is cancelled, and what is live ends when the new edition begins; where it
    shows the same already, it stays. Corrections that wait go live with it. It ends at `ends_at`,
    if one is given; else when what is open of the article was to end, unless `keeps_end` is false.
    Who publishes what its publisher has retracted stands against that. Raises `PublishRefused`;
    `despite_embargo` is for a person who has the right and confirms, `despite_copy` for an editor
    who wants another copy of a story to be live. A person is held by what the check before going
    live finds; `seen` are the warnings that they were shown, as `Checked.seen` has them, where
    those are to be looked at first.
    """
    check_moment(live_from)
    check_end(ends_at, live_from)
    apply_due_links()
    now = timezone.now()
    begins = begins or max(live_from or now, now)
    article = Article.objects.for_change().get(pk=article.pk)
    _check_held(article, begins, despite_embargo=despite_embargo, despite_copy=despite_copy)
    version = Version.objects.get(article=article, number=number or article.version)
    version.article = article
    if by:
        _check(version, begins, seen, despite_embargo=despite_embargo)
        _stand_against_retractions(article, by)
    if keeps_end and ends_at is None:
        ends_at = _ends_of([article.pk], begins).get(article.pk)
    _cancel_scheduled(article.editions.all())
    _check_slug(article, article.slug, begins)
    live = article.editions.live()
    same = live.filter(version=version, slug=article.slug).first()
    if same and not waiting_of(article.pk).exists():
        live.update(live_until=ends_at, ends_at=ends_at)
        keep_states([article.pk])
        tell_soon([article.pk], at=ends_at or begins)
        return same
    ends = {article.pk: ends_at}
    editions = _publish_all([version], begins, by, ends, brings_corrections=True)
    if not editions:
        raise NothingToShow
    relate([article.pk])
    return editions[0]


def check_publishable(article: Article, begins: datetime) -> None:
    """Raise `PublishRefused` where publishing the newest version then would; write nothing."""
    _check_held(article, begins)
    version = Version.objects.get(article=article, number=article.version)
    version.article = article
    _check(version, begins, None, despite_embargo=False)
    _check_slug(article, article.slug, begins)
    if not _with_text(editions_of([version], begins, earlier={})):
        raise NothingToShow


def _check_held(
    article: Article,
    begins: datetime,
    *,
    despite_embargo: bool = False,
    despite_copy: bool = False,
) -> None:
    embargo = embargo_of(article)
    if embargo and embargo > begins and not despite_embargo and _holds_embargoes():
        raise UnderEmbargo(embargo)
    if not despite_copy and (other := held_as_copies([article.pk]).get(article.pk)):
        raise CopyLive(other)


@transaction.atomic
def publish_new(
    article_ids: Collection[int], at_hand: Mapping[int, ArticleDocument] = _NONE_AT_HAND
) -> int:
    """Publish after an import what no editor has saved and what was never published.

    But nothing before the moment that its publisher gives it, nor what its publisher has retracted.
    `at_hand` are documents of articles, where they have just been written in this transaction.
    Returns the number of articles published.
    """
    if not article_ids:
        return 0
    imported = Version.objects.filter(
        article__in=article_ids,
        article__deleted_at=None,
        number=F("article__version"),
    )
    imported = imported.filter(_is_of_imports())
    return _publish_first(imported.filter(~_held(), article__editions__isnull=True), at_hand)


@transaction.atomic
def publish_updates(
    article_ids: Collection[int], at_hand: Mapping[int, ArticleDocument] = _NONE_AT_HAND
) -> int:
    """Publish the updates of live articles after an import; return the number published.

    `at_hand` are documents of articles, where they have just been written in this transaction.

    No editor's decision is undone: what was withdrawn, scheduled, cancelled, given another slug, or
    holds an editor's work that readers do not see yet, a correction too, is the editor's to
    publish.
    """
    if not article_ids:
        return 0
    apply_due_links()
    # Under a lock, so that what is judged here is what stands when it is published.
    locked = Article.objects.for_change().filter(pk__in=article_ids).order_by("pk")
    article_ids = [article.pk for article in locked.only("pk")]
    if not article_ids:
        return 0
    mine = Edition.objects.filter(article=OuterRef("pk"))
    versions = Version.objects.filter(
        ~_held(), article__in=article_ids, number=F("article__version")
    )
    before = Edition.objects.live().filter(
        article=OuterRef("article"), version__number=OuterRef("number") - 1
    )
    due = versions.filter(
        Q(reason=Reason.IMPORT)
        | (Q(reason=Reason.MERGE, source__isnull=False) & Exists(before))
        | (Q(reason=Reason.PICTURES) & Exists(before))
    )
    behind = Article.objects.in_state(State.CHANGED).filter(
        Exists(mine.live().filter(slug=OuterRef("slug"))),
        ~Exists(mine.scheduled()),
        ~Exists(Correction.objects.waiting().filter(article=OuterRef("pk"))),
        # What is all noise now shows readers an empty page: it waits for an editor.
        Exists(Paragraph.objects.content().filter(article=OuterRef("pk")))
        | Exists(Section.objects.filter(article=OuterRef("pk")).exclude(heading="", byline="")),
        pk__in=due.values("article"),
    )
    now = timezone.now()
    behind_ids = [article.pk for article in behind.only("pk")]
    current = _to_show(versions.filter(article__in=behind_ids), at_hand)
    return len(_relate_later(_publish_all(_without_taken(current, now), now)))


@transaction.atomic
def bring_back(earlier: Edition, version: Version, *, instead_of: Edition) -> Edition:
    """Publish an earlier edition again in the place of a live one; return the new edition.

    `version` reads as the earlier one's. Where earlier and live edition are the same, only the
    version is replaced: readers notice nothing.
    """
    apply_due_links()
    again = _bring_back(earlier, version, instead_of=instead_of)
    keep_states([again.article_id])
    tell_soon([again.article_id])
    return again


def _bring_back(earlier: Edition, version: Version, *, instead_of: Edition) -> Edition:
    now = timezone.now()
    Edition.objects.filter(pk=instead_of.pk).update(live_until=now)
    again = _copied(earlier)
    again.version, again.live_from, again.live_until = version, now, instead_of.live_until
    again.linked_at, again.ends_at = None, instead_of.ends_at
    if earlier != instead_of:
        again.updated_at = now
    store_linked([again], [instead_of.url_hash])
    return again


@transaction.atomic
def bring_back_withdrawn(edition: Edition) -> Edition:
    """Publish an edition again that was withdrawn.

    Raises `SlugPublished` where another article is live at its address. For an article of which
    nothing is live or scheduled.
    """
    now = timezone.now()
    apply_due_links()
    _check_slug(edition.article, edition.slug, now)
    again = _copied(edition)
    again.live_from, again.live_until, again.linked_at = max(edition.live_from, now), None, None
    again.ends_at = None
    store_linked([again])
    keep_states([again.article_id])
    tell_soon([again.article_id])
    return again


def _copied(edition: Edition) -> Edition:
    """Return an edition that is not stored yet, which shows what that one does."""
    again = copy(edition)
    again.pk, again._state.adding = None, True
    again.withdrawal, again.withdrawal_note, again.leads_to = "", "", ""
    policy = Policies.load().of(edition.publisher, edition.article.external_id)
    again.provenance = policy.provenance
    again.searched = words_for_readers(edition.version.document())
    tell_corrections([again], timezone.now())
    again.picture_hashes = dict(edition.pictures.values_list("sha256", "url_hash"))
    again.sha256s = frozenset(again.picture_hashes)
    return again


@transaction.atomic
def carry_over(article_ids: Collection[int]) -> None:
    """Link live editions to the articles' new versions, where those read as the ones before.

    Nothing has changed that is an editor's to publish.
    """
    behind = Edition.objects.live().filter(
        article__in=article_ids, version__number=F("article__version") - 1
    )
    editions = list(behind.select_related("version").order_by("article"))
    newest = Version.objects.filter(
        article__in=[each.article_id for each in editions], number=F("article__version")
    )
    versions = {version.article_id: version for version in newest}
    same = [each for each in editions if versions[each.article_id].content == each.version.content]
    if same:
        apply_due_links()
    for edition in same:
        _bring_back(edition, versions[edition.article_id], instead_of=edition)
    keep_states([edition.article_id for edition in same])


def _publish_first(versions: QuerySet[Version], at_hand: Mapping[int, ArticleDocument]) -> int:
    now = timezone.now()
    apply_due_links()
    # Under an embargo, or not out at its publisher's: an import after that moment publishes it.
    current = _to_show(versions.exclude(article__published_at__gt=now), at_hand)
    # What is all noise waits for an editor.
    shown = _with_text(editions_of(_without_taken(current, now), now, earlier={}))
    store_linked(shown, are_first=True)
    keep_live(shown)
    tell_soon([edition.article_id for edition in shown])
    return len(_relate_later(shown))


def _relate_later(editions: list[Edition]) -> list[Edition]:
    """Leave what is related to many to background work; return the editions."""
    if editions:
        relate_later([edition.article_id for edition in editions])
        relate_soon()
    return editions


def _publish_all(
    versions: Sequence[Version],
    begins: datetime,
    by: AbstractBaseUser | None = None,
    ends: Mapping[int, datetime | None] | None = None,
    *,
    brings_corrections: bool = False,
) -> list[Edition]:
    """Publish current versions of locked articles in the place of what is live of them.

    Whose slugs are free, and nothing of which is scheduled. Returns the editions, but for those
    without a text: what is live of such an article stays. `ends` are those chosen for articles;
    without it each ends when what is live of it was to.
    """
    earlier = first_publications([version.article_id for version in versions])
    shown = _with_text(editions_of(versions, begins, earlier, by))
    tell_corrections(shown, begins, with_waiting=brings_corrections)
    ids = [edition.article_id for edition in shown]
    before = url_hashes_of(ids)
    ends = _ends_of(ids, begins) if ends is None else ends
    for edition in shown:
        edition.ends_at = edition.live_until = ends.get(edition.article_id)
    # Or when they were to end, if that is before.
    first = Least(Coalesce("ends_at", Value(begins)), Value(begins))
    Edition.objects.live().filter(article__in=ids).update(live_until=first)
    store_linked(shown, before)
    if brings_corrections:
        bring_corrections(shown)
    if begins <= timezone.now() and not any(edition.ends_at for edition in shown):
        keep_live(shown)
    else:
        keep_states(ids)
    tell_soon(ids, at=begins)
    for edition in shown:
        if edition.ends_at:
            tell_soon([edition.article_id], at=edition.ends_at)
    return shown


def _holds_embargoes() -> bool:
    return effect_of(Check.EMBARGO) is Effect.STOP


def _check(version: Version, begins: datetime, seen: str | None, *, despite_embargo: bool) -> None:
    """Raise for what stops a version, and for what was not seen where that is asked for."""
    checked = check_article(version.article, begins, version)
    stops = [each for each in checked.stops if not despite_embargo or each.check != Check.EMBARGO]
    if stops:
        raise Stopped(stops)
    if seen is not None and (unseen := checked.unseen(seen)):
        raise NotLookedAt(unseen)


def _ends_of(article_ids: Collection[int], begins: datetime) -> dict[int, datetime]:
    """Return the ends, after a moment, that were chosen for what is open of articles."""
    open_now = Edition.objects.open_at(timezone.now())
    chosen = open_now.filter(article__in=article_ids, ends_at__gt=begins).order_by("live_from")
    rows = chosen.values_list("article_id", "ends_at")
    return {article_id: end for article_id, end in rows if end}


def _without_taken(versions: Sequence[Version], now: datetime) -> list[Version]:
    """Return versions but those at whose addresses readers know, or will know, another article.

    That is an editor's to sort out. It is a query of its own: within that for the versions, a
    database without statistics of its new tables plans it to be asked anew for each of them.
    """
    taken = _slugs_of_others(
        {version.article.slug: version.article_id for version in versions}, now
    )
    return [version for version in versions if version.article.slug not in taken]


def _to_show(versions: QuerySet[Version], at_hand: Mapping[int, ArticleDocument]) -> list[Version]:
    """Return versions with what an edition needs of them and of their articles, and no more."""
    needed = versions.order_by("article").select_related("article")
    if not at_hand:
        return list(needed.only("content", *_OF_ARTICLE))
    found = list(needed.only(*_OF_ARTICLE))
    others = [version.pk for version in found if version.article_id not in at_hand]
    contents = _contents_of(others) if others else {}
    for version in found:
        if version.pk in contents:
            version.content = contents[version.pk]
        else:
            version.at_hand = at_hand[version.article_id]
    return found


def _contents_of(version_ids: Collection[int]) -> dict[int, Any]:
    found = Version.objects.filter(pk__in=version_ids).order_by()
    return dict(found.values_list("pk", "content"))


@transaction.atomic
def withdraw(article: Article) -> int:
    """End what is live and cancel what is scheduled; return the number of editions ended."""
    return withdraw_many([article.pk])


@transaction.atomic
def withdraw_many(article_ids: Collection[int]) -> int:
    """End and cancel the editions of articles; return the number ended."""
    apply_due_links()
    locked = Article.objects.for_change().filter(pk__in=article_ids).order_by("pk")
    found = [article.pk for article in locked.only("pk")]
    addresses = url_hashes_of(found)
    editions = Edition.objects.filter(article__in=found)
    # Of an earlier withdrawal nothing is told any more; but what is gone already stays as it is.
    going = editions.filter(article__in=list(editions.live().values_list("article", flat=True)))
    going.exclude(withdrawal="").update(withdrawal="", withdrawal_note="", leads_to="")
    ended = editions.live().update(live_until=timezone.now())
    cancelled = _cancel_scheduled(editions)
    drop_ended_words(found)
    drop_ended_from_listings(found)
    turn_links(addresses)
    keep_states(found)
    tell_soon(found)
    return ended + cancelled


@transaction.atomic
def cancel_schedule(article: Article) -> int:
    """Cancel what is scheduled and let what is live stay; return the number of editions cancelled.

    Raises `SlugPublished` if another article is to be published at the live edition's address.
    """
    apply_due_links()
    article = Article.objects.for_change().get(pk=article.pk)
    cancelled = _cancel_scheduled(article.editions.all())
    if cancelled and (live := article.editions.live().first()):
        _check_slug(article, live.slug, timezone.now())
        article.editions.live().update(live_until=F("ends_at"))
    keep_states([article.pk])
    return cancelled


@transaction.atomic
def erase(editions: QuerySet[Edition]) -> None:
    """Delete editions, as if nobody had ever published them."""
    apply_due_links()
    found = list(editions.order_by().values_list("article_id", "url_hash"))
    tell_soon({article_id for article_id, _ in found})
    editions.delete()
    # Nothing of them is left by which stored pages and sitemaps would know.
    renew_masthead()
    turn_links({url_hash for _, url_hash in found})
    keep_states({article_id for article_id, _ in found})


def _cancel_scheduled(editions: EditionQuerySet) -> int:
    keep_waiting(editions.scheduled())
    return editions.scheduled().update(live_until=F("live_from"))


def _with_text(editions: Iterable[Edition]) -> list[Edition]:
    return [edition for edition in editions if edition.body.strip()]


def _stand_against_retractions(article: Article, by: AbstractBaseUser) -> None:
    SourceNotice.objects.retracting().filter(article=article).update(
        decision=NoticeDecision.STANDS, decided_at=timezone.now(), decided_by=by.pk
    )


def _is_of_imports() -> Q:
    """Return the condition of a version that no editor had a hand in: pictures may have come."""
    edited = Version.objects.filter(article=OuterRef("article")).exclude(
        reason__in=(Reason.IMPORT, Reason.PICTURES)
    )
    return Q(reason=Reason.IMPORT) | Q(~Exists(edited), reason=Reason.PICTURES)


def _held() -> Exists:
    """Return the condition of an article that no import publishes: embargoed, or retracted."""
    return Exists(
        Article.objects.filter(pk=OuterRef("article")).filter(
            Q(source__embargoed_until__gt=timezone.now())
            | Exists(SourceNotice.objects.retracting().filter(article=OuterRef("pk")))
        )
    )


def _check_slug(article: Article, slug: str, begins: datetime) -> None:
    others = Edition.objects.open_at(begins).filter(slug=slug).exclude(article=article)
    if other := others.first():
        raise SlugPublished(other)


def _slugs_of_others(articles: Mapping[str, int], begins: datetime) -> set[str]:
    """Return those slugs, each given with its article, under which another is or will be live."""
    open_then = Edition.objects.open_at(begins).filter(slug__in=articles).order_by()
    rows = open_then.values_list("slug", "article_id")
    return {slug for slug, article_id in rows if article_id != articles[slug]}


def draft_edition(article: Article, document: ArticleDocument, addressed: Addressed) -> Edition:
    """Return what readers would see if `document` were published now. It is not stored.

    `addressed` gives the addresses of its pictures: readers may not see them yet.
    """
    unsaved = Version(article=article, content=document.to_json())
    earlier = first_publications([article.pk])
    [edition] = editions_of([unsaved], timezone.now(), earlier, addressed=addressed)
    lead_links_of_draft(edition)
    tell_corrections([edition], edition.live_from, with_waiting=True)
    return edition
