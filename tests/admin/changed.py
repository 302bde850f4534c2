"""Articles whose source changed what an editor had changed, as imports and a save make them."""

from __future__ import annotations

from dataclasses import replace

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Line
from articles.documents.source import SourceMetadata
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, Conflict
from articles.models.version import Reason
from tests.documents.make import SENTENCE, make_source

OURS = "The second paragraph, by hand."
THIRD = (
    "And the captain, who had slept until noon, could tell nobody at the quay what had happened."
)
THEIRS = "The second paragraph, corrected."


def bring(*strings: str, key: str = "ferry.txt", title: str = "A ferry") -> Article:
    metadata = SourceMetadata(title=title, publisher="The Harbour")
    list(import_documents([make_source(*strings, external_id=key, metadata=metadata)], Options()))
    return Article.objects.get(external_id=key)


def save_by_hand(article: Article, headline: str | None, second: str | None) -> None:
    document = store.load(article)
    if headline is not None:
        document = replace(document, headline=Line(headline, document.headline.origin))
    row = article.paragraphs.get(position=1)
    if second is not None:
        document = document.with_paragraph(row.uid, Kind(row.kind), second)
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)


def make_changed(key: str = "ferry.txt") -> Article:
    """At version 3: its headline and its second paragraph wait for a decision."""
    article = bring(SENTENCE, "The second paragraph.", THIRD, key=key)
    save_by_hand(article, f"Our ferry {key}", OURS)
    return bring(SENTENCE, THEIRS, THIRD, key=key, title="Their ferry")


def open_changes(article: Article) -> list[Conflict]:
    """The headline's, then the paragraph's."""
    return list(Conflict.objects.open().filter(article=article).order_by("pk"))
