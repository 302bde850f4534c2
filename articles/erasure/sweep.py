"""Passages -> out of the rows that hold them: all of the site's, or those of one article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.erased import (
    redacted_attributes,
    redacted_document,
    redacted_name,
    redacted_names,
    redacted_source,
)
from articles.documents.markup import clean
from articles.documents.redaction import Redaction, mark_of
from articles.documents.revisions.conflict import Passage
from articles.documents.urls.canonical import url_hash
from articles.erasure.fields import FIELDS, How
from articles.erasure.listings import sweep_listings
from articles.erasure.site_pages import sweep_site_pages
from articles.models import (
    ArrangedGroup,
    ArrangedSlot,
    Article,
    Conflict,
    Correction,
    Edition,
    Erasure,
    ImportRun,
    LabelReview,
    Link,
    NoiseRule,
    Paragraph,
    Picture,
    PictureAddress,
    ReaderReport,
    Receipt,
    ReleaseSet,
    RunItem,
    SavedView,
    Section,
    SourceDocument,
    Tombstone,
    TrashedArticle,
    Upload,
    Version,
    WorkingDraft,
)
from articles.models.import_run import STORING
from articles.models.masthead import renew_masthead
from articles.models.noise_rule import line_digest
from articles.pictures.use import pictures_of
from articles.publishing.states import keep_states
from articles.search.rebuild import index_again
from articles.slugs import new_slug

# Their rows are changed field by field.
_PLAIN: Final[tuple[type[Model], ...]] = (
    Edition, Conflict, LabelReview, RunItem, ImportRun, NoiseRule, Tombstone, Picture,
    PictureAddress, SavedView, ArrangedGroup, ArrangedSlot, LogEntry, DBTaskResult, Receipt,
    ReaderReport, WorkingDraft, Version, Correction, ReleaseSet,
)  # fmt: skip
# Of no article alone.
_OF_THE_SITE: Final = (
    ImportRun, NoiseRule, PictureAddress, SavedView, ArrangedGroup, DBTaskResult, ReleaseSet,
)  # fmt: skip
_TO_ARTICLE: Final[dict[type[Model], str]] = {Receipt: "edition__article"}
_PARTS: Final[tuple[type[Model], ...]] = (Section, Paragraph, Link)
_TOGETHER: Final = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a row that holds what is erased; `table` is as `FIELDS` names it."""

    table: str
    key: object
    field: str


def sweep(redaction: Redaction, article: Article | None, erasure: Erasure) -> Iterator[Place]:
    """Take the passages out, and yield where they were. Under the import lock only."""
    # Before the articles: their keys lead to these rows.
    yield from _sweep_sources(redaction, article, erasure)
    for model in _PLAIN:
        yield from _sweep_rows(model, _in_scope(model, article), redaction)
    yield from (Place(*held) for held in sweep_listings(redaction, article))
    if article is None:
        yield from (Place(*held) for held in sweep_site_pages(redaction))
    articles = Article.with_deleted.order_by("pk").values_list("pk", flat=True)
    for key in [article.pk] if article else articles.iterator(_TOGETHER):
        yield from _sweep_article(key, redaction)
    # Sitemaps and what processes have of the masthead held them, too.
    renew_masthead()
    yield from end_sessions(redaction)
    yield from drop_short_lived()


def _sweep_article(key: int, redaction: Redaction) -> Iterator[Place]:
    changed = store.rewrite_versions(key, lambda each: redacted_document(each, redaction))
    for version in changed:
        yield Place(Version._meta.label, version, "content")
    if changed:
        yield Place(Article._meta.label, key, "text")
    article = Article.with_deleted.get(pk=key)
    if redaction.is_in(article.external_id):
        named = redacted_name(article.external_id, redaction)
        _write(Article, key, {"external_id": named})
        yield Place(Article._meta.label, key, "external_id")
    names = list(_sweep_slugs(article, redaction))
    if names or redaction.is_in(article.external_id):
        index_again(key)
    yield from names


def _sweep_slugs(article: Article, redaction: Redaction) -> Iterator[Place]:
    """Give the article, and its editions, a slug that does not hold a passage."""
    slug = article.slug
    if redaction.is_in(slug):
        slug = new_slug(article.headline, f"{article.pk}")
        _write(Article, article.pk, {"slug": slug})
        yield Place(Article._meta.label, article.pk, "slug")
    for edition in article.editions.only("slug"):
        if redaction.is_in(edition.slug):
            _write(Edition, edition.pk, {"slug": slug, "linked_at": timezone.now()})
            yield Place(Edition._meta.label, edition.pk, "slug")
    keep_states([article.pk])


def _sweep_rows(model: type[Model], rows: QuerySet[Any], redaction: Redaction) -> Iterator[Place]:
    label = model._meta.label
    covered = {
        each.name: _REDACTED[how]
        for each in model._meta.concrete_fields
        if (how := FIELDS.get(f"{label}.{each.name}")) in _REDACTED
    }
    for row in rows.order_by("pk").iterator(_TOGETHER):
        changes = {}
        for name, redacted in covered.items():
            old = getattr(row, name)
            new = redacted(redaction, old)
            if new != old:
                changes[name] = _fitting(model, name, new)
                yield Place(label, row.pk, name)
        if changes:
            _change(row, changes)


def _fitting(model: type[Model], name: str, value: Any) -> Any:
    """Return a text cut to its column: a mark may be longer than what it stands for."""
    longest = getattr(model._meta.get_field(name), "max_length", None)
    return value[:longest] if longest and isinstance(value, str) else value


def _change(row: Any, changes: dict[str, Any]) -> None:
    if isinstance(row, PictureAddress):
        row.delete()
        return
    if isinstance(row, NoiseRule):
        digest = line_digest(row.publisher, changes["text"])
        if NoiseRule.objects.filter(digest=digest).exists():
            row.delete()
            return
        changes["digest"] = digest
    if isinstance(row, Edition):
        # So that browsers ask for it anew.
        changes["linked_at"] = timezone.now()
        if changes.get("url"):
            changes["url_hash"] = url_hash(changes["url"])
    _write(type(row), row.pk, changes)


def _write(model: Any, key: object, values: Mapping[str, Any]) -> None:
    model._base_manager.filter(pk=key).update(**values)


def _passages(redaction: Redaction, rows: list[list[Any]]) -> list[list[Any]]:
    """Return what a conflict holds of either side: `[uid, kind, markup, origin]` each."""
    return [_passage(redaction, *row) for row in rows]


def _passage(redaction: Redaction, uid: str, kind: str, markup: str, *rest: Any) -> list[Any]:
    if redaction.is_in(markup or ""):
        markup = clean(redaction.redacted(markup)).markup
    passage = Passage.from_json([uid, kind, markup, *rest])
    if not passage.attributes:
        return passage.to_json()
    redacted = redacted_attributes(Kind(passage.kind), passage.attributes, redaction)
    return replace(passage, attributes=redacted).to_json()


_REDACTED: Final[dict[object, Callable[[Redaction, Any], Any]]] = {
    How.TEXT: Redaction.redacted,
    How.VALUES: Redaction.redacted_value,
    How.NAMES: lambda redaction, names: redacted_names(names, redaction),
    How.NAME: lambda redaction, name: redacted_name(name, redaction),
    How.PASSAGES: _passages,
}


def _sweep_sources(
    redaction: Redaction, article: Article | None, erasure: Erasure
) -> Iterator[Place]:
    for row in sources_in_scope(article).order_by("pk").iterator(_TOGETHER):
        source = row.received()
        redacted = redacted_source(source, redaction)
        values: dict[str, Any] = {
            name: new
            for name in ("url", "publisher")
            if (new := redaction.redacted(getattr(row, name))) != getattr(row, name)
        }
        repeats = redaction.redacted_value(row.repeats)
        if repeats != row.repeats:
            values["repeats"] = repeats
        if redacted == source and not values:
            continue
        if redacted is None:
            yield Place(SourceDocument._meta.label, row.pk, "content (dropped)")
            values |= _without_content(row, redaction)
        elif redacted != source:
            yield Place(SourceDocument._meta.label, row.pk, "content")
            values |= {
                "external_id": redacted.external_id,
                "file": redacted.file,
                "position": redacted.position,
                "content": redacted.content,
                "size": len(redacted.content),
                "digest": _free_digest(row, redacted.external_id, redacted.digest, redaction),
            }
        else:
            yield Place(SourceDocument._meta.label, row.pk, "metadata")
        if "url" in values:
            values["url_hash"] = url_hash(values["url"])
        # It is of bytes that had the passage.
        Receipt.objects.filter(digest=row.digest).update(digest="")
        _write(SourceDocument, row.pk, {**values, "erasure": erasure})


def _without_content(row: SourceDocument, redaction: Redaction) -> dict[str, Any]:
    """Return what is left of a document that cannot be rewritten with certainty."""
    named = redacted_source(replace(row.received(), content=b"", format=""), redaction)
    assert named
    return {
        "external_id": named.external_id,
        "file": named.file,
        "position": named.position,
        "content": b"",
        "size": 0,
        "digest": mark_of(redaction.key, "digest", row.digest),
    }


def _free_digest(row: SourceDocument, key: str, digest: str, redaction: Redaction) -> str:
    """Return the digest of what it is now, so that the same bytes are unchanged when they come in.

    Of two documents that differed in what was erased alone, one has it.
    """
    others = SourceDocument.objects.filter(external_id=key, digest=digest).exclude(pk=row.pk)
    return mark_of(redaction.key, "digest", row.digest) if others.exists() else digest


def sources_in_scope(article: Article | None) -> QuerySet[SourceDocument]:
    """Return an article's source documents, all that it followed or that have its key; or all."""
    if article is None:
        return SourceDocument.objects.all()
    followed = Version.objects.filter(article=article, source__isnull=False).values("source")
    mine = Q(pk__in=followed) | Q(pk=article.source_id)
    if article.external_id:
        mine |= Q(external_id=article.external_id)
    return SourceDocument.objects.filter(mine)


def _in_scope(model: type[Model], article: Article | None) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._base_manager.all()
    if article is None or model in _OF_THE_SITE:
        return rows
    if model is RunItem:
        return run_items_of(article)
    if model is Tombstone:
        return rows.filter(external_id=article.external_id)
    if model is Picture:
        return pictures_of(article)
    if model is LogEntry:
        return rows.exclude(_logged_of_any(), ~_logged_of(article))
    return rows.filter(**{_TO_ARTICLE.get(model, "article"): article})


def run_items_of(article: Article) -> QuerySet[RunItem]:
    """Return what runs recorded of an article, or of its key."""
    mine = Q(article=article)
    if article.external_id:
        mine |= Q(external_id=article.external_id)
    return RunItem.objects.filter(mine)


def log_entries_of(article: Article) -> QuerySet[LogEntry]:
    """Return what the desk's log has of an article and of its parts."""
    return LogEntry.objects.filter(_logged_of(article))


def _logged_of(article: Article) -> Q:
    mine = Q(content_type__in=_types(Article, TrashedArticle), object_id=str(article.pk))
    for model, rows in (
        (Section, article.sections.all()),
        (Paragraph, article.paragraphs.all()),
        (Link, Link.objects.filter(paragraph__article=article)),
    ):
        keys = [str(key) for key in rows.order_by().values_list("pk", flat=True)]
        mine |= Q(content_type__in=_types(model), object_id__in=keys)
    return mine


def _logged_of_any() -> Q:
    return Q(content_type__in=_types(Article, TrashedArticle, *_PARTS))


def _types(*models: type[Model]) -> list[ContentType]:
    return [ContentType.objects.get_for_model(each, for_concrete_model=False) for each in models]


def end_sessions(redaction: Redaction) -> Iterator[Place]:
    """End the sessions that hold a passage, in a message that was not shown yet."""
    for session in Session.objects.order_by("pk").iterator(_TOGETHER):
        if redaction.is_in(str(session.get_decoded())):
            yield Place(Session._meta.label, "", "session_data")
            session.delete()


def drop_short_lived() -> Iterator[Place]:
    """Delete uploads that wait, previews and what is kept of ended jobs: they may hold anything.

    They last an hour, a day or two weeks.
    """
    previews = ImportRun.objects.exclude(kind__in=STORING)
    for key in Upload.objects.order_by("pk").values_list("pk", flat=True):
        yield Place(Upload._meta.label, key, "content")
    Upload.objects.all().delete()
    for key in previews.order_by("pk").values_list("pk", flat=True):
        yield Place(ImportRun._meta.label, key, "preview")
    previews.delete()
    ended = DBTaskResult.objects.finished()
    for job in ended.order_by("pk").values_list("pk", flat=True):
        yield Place(DBTaskResult._meta.label, job, "job")
    ended.delete()


def table_name(label: str) -> str:
    """Return the name of a table for people."""
    return str(apps.get_model(label)._meta.verbose_name)
