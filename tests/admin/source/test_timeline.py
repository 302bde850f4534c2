"""The versions of a source on its pages."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.admin.source.timeline import timeline_of
from articles.documents.source import PublishingStatus, SourceMetadata
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, SourceDocument
from tests.admin.page import address
from tests.documents.make import SENTENCE, make_source
from tests.make import EDITOR, make_editor


def bring(version: int, status: PublishingStatus = PublishingStatus.USABLE) -> None:
    metadata = SourceMetadata(title="A ferry", version=version, status=status)
    source = make_source(SENTENCE, f"In version {version}.", metadata=metadata)
    list(import_documents([source], Options()))


def entries(page: str) -> list[str]:
    [timeline] = re.findall(r'<section class="source-timeline".*?</section>', page, re.DOTALL)
    items = re.findall(r"<li.*?</li>", timeline, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", item).split()) for item in items]


def test_versions_stand_in_their_order_with_what_became_of_each(desk: Client) -> None:
    for version in (2, 1, 3):
        bring(version)
    bring(4, PublishingStatus.CANCELED)
    page = desk.get(address(Article.objects.get(), "source")).content.decode()
    fourth, third, second, first = entries(page)
    assert "Version 4 Canceled" in fourth
    assert "its publisher has canceled it" in fourth
    assert third.startswith("Version 3 followed")
    assert second.endswith("Created")
    assert first.endswith("Outdated: is version 1; version 2 is here")


def test_a_version_that_was_never_followed_has_its_page(desk: Client) -> None:
    for version in (2, 1):
        bring(version)
    article = Article.objects.get()
    outdated = SourceDocument.objects.get(version=1)
    page = desk.get(address(article, "source"), {"source": outdated.pk}).content.decode()
    assert "In version 1." in page
    desk.force_login(make_editor(*EDITOR, "view_sourcedocument"))
    shown = reverse("admin:articles_sourcedocument_change", args=[outdated.pk])
    assert len(entries(desk.get(shown).content.decode())) == 2


def test_the_source_of_another_article_is_not_shown(desk: Client) -> None:
    bring(1)
    article = Article.objects.get()
    list(import_documents([make_source(SENTENCE, external_id="other")], Options()))
    other = SourceDocument.objects.get(external_id="other")
    assert desk.get(address(article, "source"), {"source": other.pk}).status_code == 404


def test_a_timeline_takes_two_queries(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for version in range(1, 6):
        bring(version)
    article = Article.objects.get()
    with django_assert_num_queries(2):
        timeline_of(article.external_id, article)
