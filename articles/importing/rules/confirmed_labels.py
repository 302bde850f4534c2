"""The labels that editors confirmed, which another reading of the same documents leaves alone.

A label review is a row. That a paragraph was given another kind is read from the history: three
documents alone do not show it, once a rule and an editor have decided the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import F

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Paragraph
from articles.models import LabelReview, Version


@dataclass(slots=True)
class ConfirmedLabels:
    """What editors confirmed of one article: `blocks` of its source by their indices, and `labels`
    of paragraphs by their identifiers: the kind, and whether they are noise.
    """

    blocks: set[int] = field(default_factory=set)
    labels: dict[str, tuple[Kind, bool]] = field(default_factory=dict)

    def holds_for(self, paragraph: Paragraph) -> bool:
        """Return whether an editor confirmed what a paragraph of the article is."""
        is_given = self.labels.get(paragraph.uid) == (paragraph.kind, paragraph.noise)
        return is_given or paragraph.origin in self.blocks


def confirmed_labels_in(article_ids: Collection[int]) -> Mapping[int, ConfirmedLabels]:
    """Return what editors confirmed, by article. Three queries at most."""
    found = {article: ConfirmedLabels() for article in article_ids}
    answered = LabelReview.objects.reviewed().filter(article__in=found, source=F("article__source"))
    for article, origin in answered.order_by().values_list("article_id", "origin"):
        found[article].blocks.add(origin)
    edited = Version.objects.filter(article__in=found, run=None, number__gt=1).order_by()
    if edits := set(edited.values_list("article_id", "number")):
        _read_history(edits, found)
    return found


def _read_history(edits: Collection[tuple[int, int]], found: Mapping[int, ConfirmedLabels]) -> None:
    """Take in what the versions that editors saved have other than those before them."""
    rows = (
        Version.objects.filter(article__in={article for article, _ in edits})
        .order_by("article", "number")
        .values_list("article_id", "number", "content")
    )
    before: dict[str, tuple[Kind, bool]] = {}
    for article, number, content in rows.iterator(chunk_size=200):
        document = ArticleDocument.from_json(content)
        labels = {p.uid: (p.kind, p.noise) for p in document.paragraphs()}
        if (article, number) in edits:
            found[article].labels.update(
                (uid, label) for uid, label in labels.items() if before.get(uid, label) != label
            )
        before = labels
