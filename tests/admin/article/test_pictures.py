"""Pictures as the desk shows them: before readers may see them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles import store
from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph
from articles.models import Article
from articles.models.version import Reason
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article
from tests.pictures.make import make_picture

pytestmark = pytest.mark.django_db


def picture(sha256: str, **attributes: Any) -> Paragraph:
    return Paragraph("p2", Kind.PICTURE, "The pier", None, Attributes(picture=sha256, **attributes))


def with_picture(sha256: str) -> Article:
    return make_article(make_document(make_section("s1", make_paragraph(), picture(sha256))))


def addresses(page: str) -> list[str]:
    found = re.findall(r'(?:src|srcset)="([^"]+)"', page)
    return [each.split()[0] for part in found for each in part.split(", ") if "pictur" in each]


def test_a_preview_shows_what_readers_may_not_see_yet(desk: Client) -> None:
    article = with_picture(make_picture().sha256)
    page = desk.get(reverse("admin:articles_article_preview", args=[article.pk])).content.decode()
    found = addresses(page)
    assert found
    assert {desk.get(each).status_code for each in found} == {200}


def test_a_versions_page_shows_the_picture_beside_the_one_before(desk: Client) -> None:
    before, after = make_picture().sha256, make_picture().sha256
    article = with_picture(before)
    document = store.load(article)
    [section] = document.sections
    changed = replace(section, paragraphs=(section.paragraphs[0], picture(after)))
    changed_document = replace(document, sections=(changed,))
    store.save(article.pk, changed_document, base=1, reason=Reason.EDIT)
    page = desk.get(reverse("admin:articles_article_version", args=[article.pk, 2])).content
    shown = addresses(page.decode())
    assert any(before in each for each in shown)
    assert any(after in each for each in shown)
    assert "Another file" in page.decode()
