"""Links from a part of an article, wherever it is listed, to its block on the source's page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article, SourceDocument


def block_address(article: Article, block: int, source: SourceDocument | None = None) -> str:
    """The block's place on the page of the source that the article follows, or of an older one."""
    query: dict[str, int] = {"block": block}
    if source and source.pk != article.source_id:
        query = {"source": source.pk, **query}
    page = reverse("admin:articles_article_source", args=[article.pk])
    return f"{page}?{urlencode(query)}#block-{block}"


def source_link(article: Article, target: str, block: int | None) -> SafeString | str:
    """ "Block 7"; where the source has none, to what an earlier one had, or who wrote it."""
    if article.source_id is None:
        return ""
    if block is not None:
        return format_html('<a href="{}">Block {}</a>', block_address(article, block), block)
    page = reverse("admin:articles_article_source", args=[article.pk])
    query = urlencode({"part": target})
    return format_html('<a href="{}?{}">Not in it</a>', page, query)


def ruling_link(article: Article, target: str) -> SafeString | str:
    """A link to the page that calls a part's line noise once and for all."""
    if article.source_id is None:
        return ""
    page = reverse("admin:articles_noiserule_decide")
    query = urlencode({"article": article.pk, "part": target})
    return format_html('<a href="{}?{}">Always noise…</a>', page, query)


def block_ruling(source: SourceDocument, block: int) -> str:
    """The same of a block of a source."""
    page = reverse("admin:articles_noiserule_decide")
    return f"{page}?{urlencode({'source': source.pk, 'block': block})}"
