"""Merge a re-parsed document into the article, keeping the labels that editors confirmed.

A merge of a changed document leaves kinds alone where the words are the same; here the kinds are
what may have changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from articles.documents.article.model import ArticleDocument, Paragraph
from articles.documents.revisions.merge import Merged, MergeRules, merge, with_kind_of


def merge_reparsed(
    base: ArticleDocument,
    ours: ArticleDocument,
    theirs: ArticleDocument,
    rules: MergeRules,
    is_confirmed: Callable[[Paragraph], bool],
) -> Merged:
    """Merge `theirs`, parsed anew from the document of `base`, into `ours`.

    An equal result changes nothing at all. `is_confirmed` returns whether an editor confirmed the
    kind of a paragraph of `ours`.
    """
    if theirs == base:
        return Merged(ours, base)
    merged = merge(base, ours, theirs, rules, relabels=True)
    if merged.imported == base:
        return Merged(ours, base)
    return replace(merged, document=_with_kinds_of(ours, merged.document, base, is_confirmed))


def _with_kinds_of(
    ours: ArticleDocument,
    document: ArticleDocument,
    base: ArticleDocument,
    is_confirmed: Callable[[Paragraph], bool],
) -> ArticleDocument:
    """Return the document with the kinds that are an editor's work.

    A text that an editor rewrote keeps its kind, since its new label is another text's; so does one
    whose kind an editor confirmed, whether or not the source had the same meanwhile.
    """
    imported = {p.uid: p.markup for p in base.paragraphs()}
    kept = {
        (p.uid, p.markup): p
        for p in ours.paragraphs()
        if is_confirmed(p) or imported.get(p.uid) != p.markup
    }
    return document.with_each_paragraph(lambda p: with_kind_of(p, kept.get((p.uid, p.markup), p)))
