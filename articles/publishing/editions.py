"""Versions -> editions, as they would be stored: what readers see of each. Few queries for many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Min

from articles.documents.article.metadata import stored_datetime
from articles.documents.article.model import ArticleDocument
from articles.documents.metadata.fields import web_url
from articles.documents.urls.canonical import url_hash
from articles.documents.urls.picture_file import picture_hash
from articles.models import Edition, SourceDocument, Version
from articles.pictures.shown import Addressed, ShownPicture, shown_pictures
from articles.pictures.use import pictures_of_paragraphs
from articles.publishing.around.minutes import minutes_of
from articles.publishing.body import edition_body
from articles.publishing.opening import without_words_twice
from articles.publishing.parts.pictures import focus_of
from articles.publishing.parts.players import frame_hosts_of
from articles.publishing.policies import apply_policies
from articles.search.texts import words_for_readers

# What lists need of a picture.
_LISTED: Final = ("avif", "jpeg", "src", "largest", "width", "height")


def first_publications(article_ids: Collection[int]) -> dict[int, datetime]:
    """Return when articles were first published, by their keys; others never were. One query."""
    editions = Edition.objects.not_cancelled().filter(article__in=article_ids).order_by()
    dates = editions.values("article").annotate(first=Min("first_published_at"))
    return {row["article"]: row["first"] for row in dates}


def editions_of(
    versions: Iterable[Version],
    begins: datetime,
    earlier: Mapping[int, datetime],
    by: AbstractBaseUser | None = None,
    *,
    addressed: Addressed | None = None,
) -> list[Edition]:
    """Return an edition of each version, live from `begins` on; none is stored.

    Two queries at most, and one more where any has a picture.
    `earlier` has when articles were first published, for those that were; `addressed` gives the
    addresses of pictures where they are not those for readers.
    """
    versions = list(versions)
    documents = [version.document() for version in versions]
    texts = list(zip(versions, map(without_words_twice, documents), strict=True))
    addresses = _source_addresses(
        {version.article.source_id for version, document in texts if not document.metadata.url}
    )
    used = [_pictures_in(document) for _, document in texts]
    pictures = shown_pictures(frozenset().union(*used), addressed)
    editions = [
        _edition(
            version,
            document,
            shas,
            pictures,
            document.metadata.url or addresses.get(version.article.source_id, ""),
            begins,
            earlier.get(version.article_id),
            by,
        )
        for (version, document), shas in zip(texts, used, strict=True)
    ]
    apply_policies(editions)
    for edition, document in zip(editions, documents, strict=True):
        edition.searched = words_for_readers(document)
        edition.minutes = minutes_of(edition.searched, edition.language)
    return editions


def draw_pictures(edition: Edition) -> None:
    """Set an edition's body, and its picture in lists, with what readers may see now.

    Links lead to where they came from.
    """
    document = without_words_twice(edition.version.document())
    shas = _pictures_in(document)
    pictures = shown_pictures(shas)
    edition.picture = _listed_picture(document, pictures) if shas else {}
    edition.body = edition_body(document, pictures)


def _pictures_in(document: ArticleDocument) -> frozenset[str]:
    """Return the pictures that a reader might see, by their SHA-256."""
    return pictures_of_paragraphs(p for section in document.sections for p in section.content)


def _picture_hashes(document: ArticleDocument) -> dict[str, int]:
    """Return the numbers of the addresses that pictures had at their source, by their SHA-256."""
    found = {
        each.attributes["picture"]: picture_hash(each.attributes["source"])
        for section in document.sections
        for each in section.content
        if each.attributes.keys() >= {"picture", "source"}
    }
    return {sha: number for sha, number in found.items() if number is not None}


def _listed_picture(
    document: ArticleDocument, pictures: Mapping[str, ShownPicture]
) -> dict[str, Any]:
    """Return what lists show of the first picture that readers may see."""
    for paragraph in document.paragraphs():
        picture = pictures.get(paragraph.attributes.get("picture", ""))
        if picture and not paragraph.noise:
            values = {name: getattr(picture, name) for name in _LISTED}
            return {**values, "focus": focus_of(paragraph, picture)}
    return {}


def _source_addresses(source_ids: Collection[int | None]) -> dict[int | None, str]:
    """Return the URL of each source at its publisher."""
    # None of their contents, which are whole documents.
    sources = SourceDocument.objects.filter(pk__in=[each for each in source_ids if each])
    return dict(sources.order_by().values_list("pk", "url"))


def _edition(
    version: Version,
    document: ArticleDocument,
    shas: frozenset[str],
    pictures: Mapping[str, ShownPicture],
    address: str,
    begins: datetime,
    earlier: datetime | None,
    by: AbstractBaseUser | None,
) -> Edition:
    number = url_hash(address)
    key_number = url_hash(version.article.external_id)
    edition = Edition(
        article=version.article,
        version=version,
        slug=version.article.slug,
        headline=document.headline.text,
        standfirst=document.standfirst.text,
        bylines=[*document.bylines, *document.metadata.agencies],
        language=document.language,
        publisher=document.metadata.publisher,
        url=web_url(document.metadata.url),
        topics=list(document.metadata.topics),
        rights=document.metadata.rights,
        kicker=document.metadata.kicker,
        dateline=document.metadata.dateline,
        sign_off=document.metadata.sign_off,
        picture=_listed_picture(document, pictures) if shas else {},
        frame_hosts=frame_hosts_of(document.paragraphs(), settings.PLAYERS),
        body=edition_body(document, pictures if shas else {}),
        first_published_at=earlier or _first_published(document, begins),
        is_dated=bool(document.metadata.published) or version.article.source_id is None,
        updated_at=begins if earlier else None,
        live_from=begins,
        url_hash=number,
        key_hash=None if key_number == number else key_number,
        published_by_id=by.pk if by else None,
    )
    edition.sha256s = shas
    edition.picture_hashes = _picture_hashes(document) if shas else {}
    return edition


def _first_published(document: ArticleDocument, begins: datetime) -> datetime:
    """Return when the article first appeared: at its publisher, if that is known and earlier."""
    return min(begins, stored_datetime(document.metadata.published) or begins)
