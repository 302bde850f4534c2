"""The act: what is to go -> gone from everything, and a record that does not repeat it.

One transaction under the lock of imports does it whole or not at all; a dry run does the very same
and takes it back. An import that runs meanwhile waits, and looks at its documents anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from articles import store
from articles.documents.redaction import (
    MOST_WORDS,
    Redaction,
    compared_words,
    mark_of,
    passage_mark,
)
from articles.erasure.record import keep_record
from articles.erasure.sweep import (
    Place,
    drop_short_lived,
    end_sessions,
    log_entries_of,
    run_items_of,
    sources_in_scope,
    sweep,
)
from articles.importing.rules.erasures import site_key
from articles.importing.write import import_lock
from articles.listings.change import listings_of_articles
from articles.models import (
    Article,
    Duplicate,
    Edition,
    Erasure,
    ErasureMark,
    ImportRun,
    Listing,
    NoiseRule,
    Picture,
    PictureAddress,
    RunItem,
    SourceDocument,
    Tombstone,
    Version,
)
from articles.models.duplicate import CopyVerdict
from articles.models.erasure import ErasureKind, MarkKind, new_key
from articles.pictures.use import articles_with_picture, pictures_of
from articles.pictures.withdraw import delete_picture
from articles.review.noise_proposals.occurrences import occurrences
from articles.search.rebuild import forget_deleted_words

# Of several lines, each is a passage of its own, and a word alone would go wherever it stands.
_FEWEST_WORDS_OF_A_LINE = 3
# What is left of a text that may not be empty.
ERASED = "erased"


class ErasureRefused(Exception):
    """Why nothing was erased, in a sentence for who asked."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, or would be: `places`, and the record of it, which a dry run keeps not."""

    places: Sequence[Place]
    erasure: Erasure | None

    @property
    def counts(self) -> dict[str, int]:
        return _counts(self.places)


def erase_article(
    article: Article, *, ground: str, by: AbstractBaseUser | None = None, dry_run: bool = False
) -> Erased:
    """Erase an article with its source documents, and keep imports from bringing it back.

    Raises `ErasureRefused`.
    """
    _check_ground(ground, _redaction(b"-", [article.headline]))
    with import_lock():
        article = Article.with_deleted.for_change().get(pk=article.pk)
        erasure = _record(ErasureKind.ARTICLE, ground, by)
        ErasureMark.objects.bulk_create(_marks_of(article, erasure))
        places = list(erase_rows(article, bytes.fromhex(erasure.key)))
        return _finished(erasure, places, dry_run=dry_run)


def erase_passage(
    passage: str,
    article: Article | None,
    *,
    ground: str,
    by: AbstractBaseUser | None = None,
    dry_run: bool = False,
) -> Erased:
    """Erase a passage, or a name, from one article, or from all; imports take it out, too.

    Raises `ErasureRefused`, where it stands nowhere as well.
    """
    lines = _lines(passage)
    with import_lock():
        erasure = _record(
            ErasureKind.PASSAGE if article else ErasureKind.PASSAGE_EVERYWHERE, ground, by
        )
        key = bytes.fromhex(erasure.key)
        redaction = _redaction(key, lines)
        _check_ground(ground, redaction)
        if article:
            article = Article.with_deleted.for_change().get(pk=article.pk)
            kind, name = (
                (MarkKind.KEY, article.external_id)
                if article.external_id
                else ("article", str(article.pk))
            )
            Erasure.objects.filter(pk=erasure.pk).update(scope=mark_of(key, kind, name))
        ErasureMark.objects.bulk_create(
            ErasureMark(erasure=erasure, kind=MarkKind.PASSAGE, words=words, mark=mark)
            for words, marks in redaction.marks.items()
            for mark in sorted(marks)
        )
        places = list(sweep(redaction, article, erasure))
        if not _is_found(places):
            raise ErasureRefused(
                _("This passage stands nowhere there. Write it as it stands, one form at a time.")
            )
        return _finished(erasure, places, dry_run=dry_run)


def left_copies(article: Article) -> list[Article]:
    """Return the other articles that carry its story, which are not erased with it."""
    pairs = Duplicate.objects.of([article.pk]).exclude(verdict=CopyVerdict.DIFFERENT)
    others = [pair.other_id(article.pk) for pair in pairs]
    return list(Article.with_deleted.filter(pk__in=others).order_by("pk"))


def _is_found(places: Iterable[Place]) -> bool:
    """Return whether a place holds it; what is short-lived goes in any case."""
    return any(place.field != "preview" and "Upload" not in place.table for place in places)


def _record(kind: ErasureKind, ground: str, by: AbstractBaseUser | None) -> Erasure:
    if not ground.strip():
        raise ErasureRefused(_("Name the ground, such as a court's file number."))
    key = site_key().hex() or new_key()
    return Erasure.objects.create(
        kind=kind, ground=ground.strip(), created_by_id=by.pk if by else None, key=key
    )


def _finished(erasure: Erasure, places: Sequence[Place], *, dry_run: bool) -> Erased:
    if dry_run:
        transaction.set_rollback(True)
        return Erased(places, None)
    forget_deleted_words()
    erasure.refresh_from_db()
    erasure.counts = _counts(places)
    erasure.save(update_fields=["counts"])
    transaction.on_commit(keep_record)
    return Erased(places, erasure)


def _counts(places: Iterable[Place]) -> dict[str, int]:
    """Return how many rows of each table; documents without their content are counted apart."""
    rows = {(place.table, str(place.key)) for place in places}
    counts = Counter(table for table, _key in rows)
    dropped = sum("dropped" in place.field for place in places)
    return dict(sorted(counts.items())) | ({"content dropped": dropped} if dropped else {})


def _lines(passage: str) -> list[str]:
    lines = [line for line in passage.splitlines() if compared_words(line)]
    if not lines:
        raise ErasureRefused(_("Write the passage to erase: there is no word in it."))
    if any(len(compared_words(line)) > MOST_WORDS for line in lines):
        text = _("A passage has %(number)s words at most. Erase it in parts.")
        raise ErasureRefused(text % {"number": MOST_WORDS})
    if len(lines) > 1 and any(
        len(compared_words(line)) < _FEWEST_WORDS_OF_A_LINE for line in lines
    ):
        raise ErasureRefused(
            _(
                "Each line of a passage is erased wherever it stands, and one of these has too few "
                "words for that. Erase them one at a time."
            )
        )
    return lines


def article_name(number: int, created_at: datetime) -> str:
    """Return what an article is marked by, which no other ever has, in any back-up of the site."""
    return f"{number} {created_at.astimezone(UTC).isoformat()}"


def _redaction(key: bytes, passages: Iterable[str]) -> Redaction:
    marks: dict[int, set[str]] = {}
    for words in filter(None, map(compared_words, passages)):
        marks.setdefault(len(words), set()).add(passage_mark(key, words))
    return Redaction(key, {words: frozenset(found) for words, found in marks.items()})


def _check_ground(ground: str, redaction: Redaction) -> None:
    if redaction.is_in(ground):
        raise ErasureRefused(
            _("The ground repeats what is erased, and it is kept. Write it in other words.")
        )


def _marks_of(article: Article, erasure: Erasure) -> list[ErasureMark]:
    """Return what imports will know the article by."""
    key = bytes.fromhex(erasure.key)
    sources = list(
        sources_in_scope(article).order_by().values_list("external_id", "digest", "url_hash")
    )
    hashes = {number for *_, number in sources if number is not None}
    hashes |= {number for number in article.editions.values_list("url_hash", flat=True) if number}
    texts = {
        MarkKind.ARTICLE: {article_name(article.pk, article.created_at)},
        MarkKind.KEY: {article.external_id, *(name for name, *_ in sources)} - {""},
        MarkKind.CONTENT: {digest for _, digest, _ in sources},
        MarkKind.URL: {str(number) for number in hashes},
    }
    return [
        ErasureMark(erasure=erasure, kind=kind, mark=mark_of(key, kind, text))
        for kind, found in texts.items()
        for text in sorted(found)
    ]


def erase_rows(article: Article, key: bytes) -> Iterable[Place]:
    """Delete the article and all that names it, and yield where that was."""
    headlines = {each.document().headline.text for each in article.versions.all()}
    about = _redaction(key, [*headlines, article.external_id])
    yield from (Place(NoiseRule._meta.label, rule, "text") for rule in _erase_rules(article))
    for item in run_items_of(article):
        yield Place(RunItem._meta.label, item.pk, "external_id")
        RunItem.objects.filter(pk=item.pk).update(
            external_id="",
            file=item.file if item.position else "",
            reason=ERASED if item.reason else "",
            hint="",
        )
    entries = log_entries_of(article)
    yield from (Place(entries.model._meta.label, pk, "object_repr") for pk in _keys(entries))
    entries.update(object_repr=ERASED, change_message="")
    tombstones = Tombstone.objects.filter(external_id=article.external_id)
    yield from (Place(Tombstone._meta.label, pk, "headline") for pk in _keys(tombstones))
    tombstones.delete()
    yield from end_sessions(about)
    yield from drop_short_lived()
    yield from _erase_arguments(article, key)
    sources = list(_keys(sources_in_scope(article)))
    for label, rows in (
        (Version._meta.label, article.versions.all()),
        (Edition._meta.label, article.editions.all()),
    ):
        yield from (Place(label, pk, "content") for pk in _keys(rows))
    yield Place(Article._meta.label, article.pk, "text")
    pictures = list(pictures_of(article))
    _erase_addresses(article, pictures)
    listings = listings_of_articles([article.pk])
    store.discard([article.pk])
    # With the last article that names somebody, the name goes.
    left = set(Listing.objects.filter(pk__in=listings).values_list("pk", flat=True))
    yield from (Place(Listing._meta.label, pk, "name") for pk in sorted(listings - left))
    yield from _erase_pictures(pictures)
    yield from (Place(SourceDocument._meta.label, pk, "content") for pk in sources)
    SourceDocument.objects.filter(pk__in=sources).delete()


def _erase_addresses(article: Article, pictures: Iterable[Picture]) -> None:
    """Delete what is known of the addresses of its pictures: it tells only when to ask again."""
    named = [
        paragraph.attributes.get("source", "")
        for version in article.versions.all()
        for paragraph in version.document().paragraphs()
    ]
    PictureAddress.objects.of(named).delete()
    PictureAddress.objects.filter(sha256__in=[each.sha256 for each in pictures]).delete()


def _erase_pictures(pictures: Iterable[Picture]) -> Iterable[Place]:
    """Delete the pictures that only this article had; those of others stay theirs."""
    for picture in pictures:
        if not articles_with_picture(picture.sha256):
            yield Place(Picture._meta.label, picture.pk, "original")
            delete_picture(picture)


def _keys(rows: object) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))  # type: ignore[attr-defined]


def _erase_arguments(article: Article, key: bytes) -> Iterable[Place]:
    """Take the article's key, and its own files, out of what runs were asked for and left out."""
    files = sources_in_scope(article).filter(position="").values_list("file", flat=True)
    named = _redaction(key, {article.external_id, *files})
    for run in ImportRun.objects.order_by("pk") if named else ():
        changes = {
            name: new
            for name in ("arguments", "left_out")
            if (new := named.redacted_value(getattr(run, name))) != getattr(run, name)
        }
        if changes:
            yield Place(ImportRun._meta.label, run.pk, ", ".join(changes))
            ImportRun.objects.filter(pk=run.pk).update(**changes)


def _erase_rules(article: Article) -> list[int]:
    """Delete the noise rules of lines that stand in no other article."""
    texts = {
        text
        for version in Version.objects.filter(article=article)
        for text in (
            *(paragraph.text for paragraph in version.document().paragraphs()),
            *(line.text for line in version.document().lines()),
        )
    }
    rules = list(NoiseRule.objects.filter(text__in=texts))
    elsewhere = {
        each.text
        for each in occurrences([rule.text for rule in rules])
        if each.article_id != article.pk
    }
    gone = [rule.pk for rule in rules if rule.text not in elsewhere]
    NoiseRule.objects.filter(pk__in=gone).delete()
    return gone
