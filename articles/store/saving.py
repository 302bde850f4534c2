"""An article that stands -> the article as a new document has it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.documents.article import ArticleDocument
from articles.documents.places import with_origins_of_only
from articles.models import Article, ImportRun, Link, Paragraph, Section, Version
from articles.models.version import Reason
from articles.rows import insert
from articles.slugs import taken_slugs
from articles.store.answering import Answered, answer_doubts
from articles.store.creating import LINK_FIELDS, link_rows

Row = TypeVar("Row", Section, Paragraph)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the article's version now, whether there was anything to write, answers."""

    version: int
    changed: bool
    answered: Answered = Answered()


class StaleSave(Exception):
    """The article was saved by someone else since; `current` is what stands there now."""

    def __init__(self, base: int, article: Article, current: ArticleDocument) -> None:
        super().__init__(f"made from version {base}, but version {article.version} stands")
        self.base = base
        self.article = article
        self.current = current


class SlugTaken(Exception):
    """Another article has the slug, or readers know another article by it."""


def load(article: Article) -> ArticleDocument:
    """The article as it stands. One query."""
    return Version.objects.get(article=article, number=article.version).document()


def of_its_source(article: Article, document: ArticleDocument, made_from: int) -> ArticleDocument:
    """`document`, made from that version, as one whose blocks are of the article's source.

    An import may have brought another source since, in which the same number is another block.
    """
    imported = Version.objects.filter(
        article=article, reason=Reason.IMPORT, number__gt=made_from
    ).order_by("-number")
    last = imported.first()
    return with_origins_of_only(document, last.document()) if last else document


@transaction.atomic
def save(
    article_id: int,
    document: ArticleDocument,
    *,
    base: int,
    reason: Reason,
    author: AbstractBaseUser | None = None,
    run: ImportRun | None = None,
    source_id: int | None = None,
    looked_at: Collection[int] = (),
) -> Saved:
    """Save `document`, which was made from version `base`; raise `StaleSave` if that is history.

    An equal document makes no version. With `source_id` the article follows that source from now
    on. `looked_at` names the blocks whose labels the author vouches for, as they stand now.
    """
    article = Article.objects.select_for_update().get(pk=article_id)
    current = load(article)
    if article.version != base:
        raise StaleSave(base, article, current)
    if source_id is not None:
        Article.objects.filter(pk=article_id).update(source=source_id)
        article.source_id = source_id
    answered = Answered()
    if reason is not Reason.IMPORT:
        answered = answer_doubts(article, document, looked_at, author)
    if document == current:
        return Saved(article.version, changed=False, answered=answered)
    article.version += 1
    article.changed_at = timezone.now()
    article.changed_by_id = author.pk if author else None
    _write_lines(article, document)
    _write_sections_and_paragraphs(article, document)
    Version.objects.create(
        article=article,
        number=article.version,
        content=document.to_json(),
        reason=reason,
        created_at=article.changed_at,
        created_by_id=article.changed_by_id,
        run=run,
    )
    return Saved(article.version, changed=True, answered=answered)


@transaction.atomic
def rename(article_id: int, slug: str, *, author: AbstractBaseUser | None = None) -> None:
    """Give an article another slug; readers see it when it is published. Raises `SlugTaken`."""
    article = Article.objects.select_for_update().get(pk=article_id)
    if slug == article.slug:
        return
    if slug in taken_slugs([slug], apart_from=article):
        raise SlugTaken(slug)
    article.slug = slug
    article.changed_at = timezone.now()
    article.changed_by_id = author.pk if author else None
    article.save(update_fields=["slug", "changed_at", "changed_by"])


def _write_lines(article: Article, document: ArticleDocument) -> None:
    article.headline = document.headline.text
    article.headline_origin = document.headline.origin
    article.headline_provisional = document.headline_provisional
    article.standfirst = document.standfirst.text
    article.standfirst_origin = document.standfirst.origin
    article.bylines = list(document.bylines)
    article.language = document.language
    article.save()


def _write_sections_and_paragraphs(article: Article, document: ArticleDocument) -> None:
    """Bring the rows in line with the document, touching only what differs.

    Paragraphs go before the sections that go: one may have moved out of a section to be deleted.
    """
    kept = {paragraph.uid for paragraph in document.paragraphs()}
    article.paragraphs.exclude(uid__in=kept).delete()
    sections = _write_sections(article, document)
    _write_paragraphs(article, document, sections)
    article.sections.exclude(uid__in=sections).delete()


def _write_sections(article: Article, document: ArticleDocument) -> dict[str, Section]:
    rows = {row.uid: row for row in article.sections.all()}
    wanted = {}
    for position, section in enumerate(document.sections):
        row = rows.get(section.uid)
        wanted[section.uid] = Section(
            pk=row.pk if row else None,
            article=article,
            uid=section.uid,
            position=position,
            heading=section.heading.text,
            heading_origin=section.heading.origin,
            byline=section.byline.text,
            byline_origin=section.byline.origin,
        )
    _write(
        article.sections,
        rows,
        wanted,
        ["heading", "heading_origin", "byline", "byline_origin"],
        ["position"],
    )
    return wanted


def _write_paragraphs(
    article: Article, document: ArticleDocument, sections: Mapping[str, Section]
) -> None:
    rows = {row.uid: row for row in article.paragraphs.all()}
    wanted: dict[str, Paragraph] = {}
    for section in document.sections:
        for paragraph in section.paragraphs:
            row = rows.get(paragraph.uid)
            wanted[paragraph.uid] = Paragraph(
                pk=row.pk if row else None,
                article=article,
                section=sections[section.uid],
                uid=paragraph.uid,
                position=len(wanted),
                kind=paragraph.kind,
                markup=paragraph.markup,
                text=paragraph.text,
                origin=paragraph.origin,
            )
    _write(
        article.paragraphs,
        rows,
        wanted,
        ["kind", "markup", "text", "origin"],
        ["position", "section_id"],
    )
    _write_links(rows, wanted)


def _write_links(rows: dict[str, Paragraph], wanted: dict[str, Paragraph]) -> None:
    changed = [
        row for uid, row in wanted.items() if uid not in rows or rows[uid].markup != row.markup
    ]
    Link.objects.filter(paragraph__in=[row.pk for row in changed]).delete()
    links = [values for row in changed for values in link_rows(row.pk, row.markup)]
    insert(Link, LINK_FIELDS, links)


def _write(
    manager: Any,
    rows: Mapping[str, Row],
    wanted: Mapping[str, Row],
    content: Sequence[str],
    place: Sequence[str],
) -> None:
    """Insert and update `wanted` over `rows`, both by uid; what is equal is not written."""
    old = [(rows[uid], row) for uid, row in wanted.items() if uid in rows]
    if len(old) < len(rows) or any(_differ(before, row, place) for before, row in old):
        # No position may be held twice even for a moment: all step aside, beyond every place that
        # is held or wanted, then take their places.
        beyond = max(len(wanted), *(row.position + 1 for row in rows.values()))
        manager.update(position=F("position") + beyond)
        fields = [name.removesuffix("_id") for name in place]
        manager.bulk_update([row for _, row in old], fields)
    changed = [row for before, row in old if _differ(before, row, content)]
    if changed:
        manager.bulk_update(changed, content)
    manager.bulk_create([row for uid, row in wanted.items() if uid not in rows])


def _differ(before: Row, after: Row, names: Sequence[str]) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in names)
