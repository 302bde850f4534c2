"""Texts and documents that the database holds compressed come back as they were."""

from __future__ import annotations

import json
import zlib

import pytest
from django.core import serializers
from django.db import connection

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.source import compressed
from articles.models import Edition, Version
from articles.publishing.publish import publish
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article

pytestmark = pytest.mark.django_db

LONG = "The ferry to Hesk was late – 渡轮, said Zoë 😀. " * 200


def make_long() -> Version:
    document = make_document(make_section("s", make_paragraph("p", LONG.strip(), kind=Kind.BODY)))
    article = make_article(document)
    publish(article)
    assert store.load(article) == document
    return Version.objects.get(article=article)


def test_any_zlib_reads_what_is_stored() -> None:
    assert zlib.decompress(compressed(LONG.encode())).decode() == LONG


@pytest.mark.parametrize(
    ("model", "column"), [(Version, "content"), (Edition, "body")], ids=["version", "edition"]
)
def test_a_long_text_takes_a_fraction_of_its_room(
    model: type[Version | Edition], column: str
) -> None:
    version = make_long()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT length({column}) FROM {model._meta.db_table}")
        assert cursor.fetchone()[0] * 5 < len(json.dumps(version.content, ensure_ascii=False))
    assert LONG.strip() in Edition.objects.get().body


def test_they_are_saved_and_loaded_as_any_other_field() -> None:
    version = make_long()
    assert version.imported is None
    written = serializers.serialize("json", [version, Edition.objects.get()])
    Edition.objects.update(body="")
    Version.objects.update(content={}, imported={"a": ["ä"]})
    assert Version.objects.get().imported == {"a": ["ä"]}
    for each in serializers.deserialize("json", written):
        each.save()
    assert Version.objects.get().content == version.content
    assert Version.objects.get().imported is None
    assert LONG.strip() in Edition.objects.get().body
