"""Documents with pictures, for tests of what is recorded of them."""

from __future__ import annotations

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument
from tests.documents.make import make_document, make_paragraph, make_section

ONE, OTHER = "1" * 64, "2" * 64


def pictured(*sha256s: str, noise: bool = False) -> ArticleDocument:
    parts = [
        make_paragraph(
            f"f{n}", "Fog.", kind=Kind.PICTURE, attributes={"picture": sha256}, noise=noise
        )
        for n, sha256 in enumerate(sha256s)
    ]
    return make_document(make_section("s1", make_paragraph("p1", "A text."), *parts))
