"""What an editor wrote -> a static page: the same HTML, and the same cleaning, as an article's."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from articles.documents.article.model import ArticleDocument, Line
from articles.documents.editing.html import from_html, to_html
from articles.models import Masthead, Picture, StaticPage
from articles.models.masthead import renew_masthead
from articles.pictures.shown import shown_pictures
from articles.pictures.use import pictures_of_paragraphs
from articles.publishing.body import edition_body
from articles.publishing.language import site_language


def static_document(title: str, html: str) -> ArticleDocument:
    """Return what was written as a document. Raises `BodyRejected`."""
    document = ArticleDocument(headline=Line(title), language=site_language())
    sections = from_html(html, document).sections
    return ArticleDocument(Line(title), language=site_language(), sections=sections)


@transaction.atomic
def save_static_page(page: StaticPage, document: ArticleDocument) -> None:
    """Store a page with this text, and what it shows of pictures, for readers."""
    used = pictures_of_paragraphs(document.paragraphs())
    page.written = to_html(document)
    page.markup = edition_body(document, shown_pictures(used))
    page.save()
    page.pictures.set(Picture.objects.filter(sha256__in=used))


@transaction.atomic
def show_pictures_around(sha256s: Collection[str]) -> None:
    """Bring the masthead and static pages up to date with these pictures."""
    for page in StaticPage.objects.filter(pictures__sha256__in=sha256s).distinct():
        save_static_page(page, static_document(page.title, page.written))
    if Masthead.objects.filter(logo__sha256__in=sha256s).exists():
        renew_masthead()
