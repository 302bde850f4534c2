"""Runs inside the served site: makes an imported article unsure as a test needs it, and tells it.

The labels are the test's own, whatever the labeller says of the strings; all else is the site's.
"""

from __future__ import annotations

import json
from dataclasses import replace

from articles import store
from articles.documents.article.model import Line
from articles.documents.blocks import Block, blocks_of
from articles.documents.editing.origins import parts_by_origin
from articles.documents.labels import Label, LabelledBlock
from articles.documents.pipeline import ParsedDocument
from articles.documents.prepare import prepared
from articles.documents.reading import contents_of
from articles.documents.structure import structure
from articles.models import Article, LabelReview
from articles.models.version import Reason
from articles.review.label_reviews import raise_label_reviews
from tests.documents.make import make_labelled_block


def make_unsure(labels: list[str], alternatives: dict[str, dict[int, str]]) -> None:
    """Give the blocks of articles these labels; of no others any is in doubt.

    `alternatives` has those of the blocks in doubt, by the articles' keys.
    """
    LabelReview.objects.open().delete()
    # Nor is any headline asked about.
    Article.objects.update(headline_provisional=False)
    for key, of_block in alternatives.items():
        _make_unsure(key, labels, of_block)


def _make_unsure(key: str, labels: list[str], alternatives: dict[int, str]) -> None:
    article = Article.objects.get(external_id=key)
    kept = article.source
    assert kept
    source = kept.received()
    contents = contents_of(source)
    blocks = tuple(
        _labelled(block, label, alternatives.get(block.index))
        for block, label in zip(blocks_of(contents.pieces), labels, strict=True)
    )
    document = replace(structure(blocks, contents.metadata), headline_provisional=False)
    store.save(article.pk, document, base=article.version, reason=Reason.IMPORT)
    parsed = ParsedDocument(source, contents.metadata, blocks, document)
    raise_label_reviews([(prepared(parsed), article.pk, kept.pk)])


def _labelled(block: Block, label: str, alternative: str | None) -> LabelledBlock:
    if alternative is None:
        return make_labelled_block(block, Label(label))
    return make_labelled_block(block, Label(label), "Reads like it", 0.6, Label(alternative))


def save_meanwhile(key: str) -> None:
    """As an editor elsewhere would."""
    article = Article.objects.get(external_id=key)
    document = replace(store.load(article), standfirst=Line("Theirs."))
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)


def edit_fields(key: str) -> None:
    """Another headline and byline than the source's."""
    article = Article.objects.get(external_id=key)
    document = store.load(article)
    headline = replace(document.headline, text=document.headline.text.replace("A ", "Our ", 1))
    edited = replace(document, headline=headline, bylines=("Ilse Berg",))
    store.save(article.pk, edited, base=article.version, reason=Reason.EDIT)


def tell(key: str) -> None:
    """Print what an article has become: its edits, its answers, and where its blocks stand."""
    article = Article.objects.get(external_id=key)
    answered = article.label_reviews.reviewed().select_related("reviewed_by")
    told = {
        "edits": [str(v.created_by) for v in article.versions.filter(reason=Reason.EDIT)],
        "answers": {doubt.origin: doubt.reviewed_label for doubt in answered},
        "reviewed_by": sorted({str(doubt.reviewed_by) for doubt in answered}),
        "open": article.label_reviews.open().count(),
        "places": {o: place.label for o, place in parts_by_origin(store.load(article)).items()},
    }
    print(json.dumps(told))
