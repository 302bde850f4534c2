"""An article with many pictures, to compare its page with one of the same text without any."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph
from articles.models import Edition, Picture
from articles.publishing.publish import publish
from tests.make import make_article

PICTURES = 20


def make_pictured(plain: Edition) -> Edition:
    """Publish the text of an edition with pictures, none of whose files is there."""
    document = plain.version.document()
    [first, *others] = document.sections
    pictures = tuple(_picture(number) for number in range(PICTURES))
    with_pictures = replace(first, paragraphs=(*first.paragraphs, *pictures))
    document = replace(document, sections=(with_pictures, *others))
    return publish(make_article(document, slug="pictured"))


def _picture(number: int) -> Paragraph:
    key = sha256(str(number).encode()).hexdigest()
    Picture.objects.create(sha256=key, content_type="image/jpeg", width=2400, height=1600, size=1)
    attributes = Attributes(picture=key, alt="A ferry at its quay", credit="Pia Lowen")
    return Paragraph(f"picture{number}", Kind.PICTURE, "The quay.", attributes=attributes)
