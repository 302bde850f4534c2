"""Articles that link to each other by their addresses, and what their pages hold."""

from __future__ import annotations

from articles import store
from articles.documents.source import SourceMetadata
from articles.models import Article, Edition
from tests.documents.make import SENTENCE
from tests.make import make_imported

FERRY = "https://harbour.example/ferry"
CREW = "https://harbour.example/crew"


def make_at(url: str, *leads_to: str, slug: str = "") -> Article:
    """An imported article of this address, with a link to each of the others."""
    links = " ".join(f'<a href="{each}" title="So">here</a>' for each in leads_to)
    article = make_imported(f"{SENTENCE} {links}".strip(), metadata=SourceMetadata(url=url))
    if slug:
        store.rename(article.pk, slug)
        article.refresh_from_db()
    return article


def body(article: Article) -> str:
    found: str = Edition.objects.live().get(article=article).body
    return found


def led(to: str, original: str) -> str:
    return f'<a data-original="{original}" href="{to}" title="So">here</a>'


def out(original: str) -> str:
    return f'<a rel="noopener" href="{original}" title="So">here</a>'


def page_of(article: Article) -> str:
    return Edition.objects.live().get(article=article).get_absolute_url()
