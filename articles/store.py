"""ArticleDocument <-> rows: the one place that writes article content.

Import, desk, restore and merge all end here: a new document, saved against the version that it was
made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.documents import markup
from articles.documents.article import ArticleDocument
from articles.models import Article, ImportRun, Link, Paragraph, Section, Version
from articles.models.version import Reason
from articles.rows import datetime_value, insert, json_value, reserve_keys

Row = TypeVar("Row", Section, Paragraph)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the article's version now, and whether there was anything to write."""

    version: int
    changed: bool


class StaleSave(Exception):
    """The article was saved by someone else since; `current` is what stands there now."""

    def __init__(self, base: int, article: Article, current: ArticleDocument) -> None:
        super().__init__(f"made from version {base}, but version {article.version} stands")
        self.base = base
        self.article = article
        self.current = current


@dataclass(frozen=True, slots=True)
class NewArticle:
    document: ArticleDocument
    slug: str
    key: str = ""
    source_id: int | None = None


def load(article: Article) -> ArticleDocument:
    """The article as it stands. One query."""
    return Version.objects.get(article=article, number=article.version).document()


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
) -> Saved:
    """Save `document`, which was made from version `base`; raise `StaleSave` if that is history.

    An equal document writes nothing. With `source_id` the article follows that source from now on.
    """
    article = Article.objects.select_for_update().get(pk=article_id)
    current = load(article)
    if article.version != base:
        raise StaleSave(base, article, current)
    if source_id is not None:
        Article.objects.filter(pk=article_id).update(source=source_id)
        article.source_id = source_id
    if document == current:
        return Saved(article.version, changed=False)
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
    return Saved(article.version, changed=True)


def create(
    new: NewArticle,
    *,
    reason: Reason,
    author: AbstractBaseUser | None = None,
    run: ImportRun | None = None,
) -> Article:
    """Store one new article."""
    [key] = create_many([new], reason=reason, author=author, run=run)
    return Article.objects.get(pk=key)


@transaction.atomic
def create_many(
    articles: Sequence[NewArticle],
    *,
    reason: Reason,
    author: AbstractBaseUser | None = None,
    run: ImportRun | None = None,
) -> Sequence[int]:
    """Store new articles, each with its rows and first version; gives their primary keys."""
    keys = reserve_keys(Article, len(articles))
    now = datetime_value(timezone.now())
    author_id = author.pk if author else None
    run_id = run.pk if run else None
    rows = _Rows()
    for key, new in zip(keys, articles, strict=True):
        rows.add(key, new, now, author_id, run_id, reason)
    rows.insert()
    return keys


class _Rows:
    """The rows of many new articles, table by table."""

    ARTICLE = (
        "id", "headline", "headline_origin", "headline_provisional", "standfirst",
        "standfirst_origin", "bylines", "language", "slug", "key", "source", "version",
        "created_at", "changed_at", "changed_by",
    )  # fmt: skip
    SECTION = (
        "id", "article", "uid", "position", "heading", "heading_origin", "byline", "byline_origin",
    )  # fmt: skip
    PARAGRAPH = (
        "id", "article", "section", "uid", "position", "kind", "markup", "text", "origin",
    )  # fmt: skip
    LINK = ("paragraph", "position", "url", "host", "text", "title")
    VERSION = ("article", "number", "content", "reason", "created_at", "created_by", "run")

    def __init__(self) -> None:
        self.articles: list[Sequence[Any]] = []
        self.versions: list[Sequence[Any]] = []
        self.documents: list[tuple[int, ArticleDocument]] = []

    def add(
        self,
        key: int,
        new: NewArticle,
        now: Any,
        author_id: Any,
        run_id: int | None,
        reason: Reason,
    ) -> None:
        document = new.document
        self.articles.append(
            (
                key,
                document.headline.text,
                document.headline.origin,
                document.headline_provisional,
                document.standfirst.text,
                document.standfirst.origin,
                json_value(list(document.bylines)),
                document.language,
                new.slug,
                new.key,
                new.source_id,
                1,
                now,
                now,
                author_id,
            )
        )
        content = json_value(document.to_json())
        self.versions.append((key, 1, content, reason.value, now, author_id, run_id))
        self.documents.append((key, document))

    def insert(self) -> None:
        sections, paragraphs, links = self._parts()
        insert(Article, self.ARTICLE, self.articles)
        insert(Section, self.SECTION, sections)
        insert(Paragraph, self.PARAGRAPH, paragraphs)
        insert(Link, self.LINK, links)
        insert(Version, self.VERSION, self.versions)

    def _parts(self) -> tuple[list[Sequence[Any]], list[Sequence[Any]], list[Sequence[Any]]]:
        documents = self.documents
        section_keys = iter(reserve_keys(Section, sum(len(d.sections) for _, d in documents)))
        paragraph_keys = iter(
            reserve_keys(
                Paragraph, sum(len(s.paragraphs) for _, d in documents for s in d.sections)
            )
        )
        sections: list[Sequence[Any]] = []
        paragraphs: list[Sequence[Any]] = []
        links: list[Sequence[Any]] = []
        for article_key, document in documents:
            position = 0
            for number, section in enumerate(document.sections):
                section_key = next(section_keys)
                heading, byline = section.heading, section.byline
                sections.append(
                    (
                        section_key, article_key, section.uid, number,
                        heading.text, heading.origin, byline.text, byline.origin,
                    )
                )  # fmt: skip
                for paragraph in section.paragraphs:
                    key = next(paragraph_keys)
                    paragraphs.append(
                        (
                            key, article_key, section_key, paragraph.uid, position,
                            paragraph.kind.value, paragraph.markup, paragraph.text,
                            paragraph.origin,
                        )
                    )  # fmt: skip
                    links.extend(_link_rows(key, paragraph.markup))
                    position += 1
        return sections, paragraphs, links


def _link_rows(paragraph_key: int, paragraph_markup: str) -> Iterable[Sequence[Any]]:
    return [
        (paragraph_key, position, link.url, host_of(link.url), link.text, link.title)
        for position, link in enumerate(markup.links(paragraph_markup))
    ]


def host_of(url: str) -> str:
    """The host of a link's address, lower-case, "" where it has none."""
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""


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
    links = [values for row in changed for values in _link_rows(row.pk, row.markup)]
    insert(Link, _Rows.LINK, links)


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
