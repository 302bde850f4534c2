"""Links from a part of an article, wherever it is listed, to its block on the source's page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Article, SourceDocument


def block_address(article: Article, block: int, source: SourceDocument | None = None) -> str:
    """Return the address of a block on the page of the article's source, or of an older one."""
    query: dict[str, int] = {"block": block}
    if source and source.pk != article.source_id:
        query = {"source": source.pk, **query}
    page = reverse("admin:articles_article_source", args=[article.pk])
    return f"{page}?{urlencode(query)}#block-{block}"


def source_link(article: Article, target: str, block: int | None) -> SafeString | str:
    """Return a link "Block 7"; where the source has none, one to where the part came from."""
    if article.source_id is None:
        return ""
    if block is not None:
        name = _("Block %(number)s") % {"number": block}
        return format_html('<a href="{}">{}</a>', block_address(article, block), name)
    page = reverse("admin:articles_article_source", args=[article.pk])
    query = urlencode({"part": target})
    return format_html('<a href="{}?{}">{}</a>', page, query, _("Not in its source"))


def decide_link(article: Article, target: str) -> SafeString | str:
    """Return a link to the page that makes a noise rule of a part's line."""
    if article.source_id is None:
        return ""
    page = reverse("admin:articles_noiserule_decide")
    query = urlencode({"article": article.pk, "part": target})
    return format_html('<a href="{}?{}">{}</a>', page, query, _("Always noise…"))


def decide_address(source: SourceDocument, block: int) -> str:
    """Return the address of that page for a block of a source."""
    page = reverse("admin:articles_noiserule_decide")
    return f"{page}?{urlencode({'source': source.pk, 'block': block})}"
