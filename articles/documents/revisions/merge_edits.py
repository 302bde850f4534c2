"""Merge what two editors made of one version: both are people, whom nothing may be lost of.

`base` is the version that both began from, `theirs` the one that was saved meanwhile, `ours` the
text that comes now. It is the merge of re-import but for what only a source is told: that a kind
changes with its document, that what an editor took out is no question, and that editors' names of
parts stand where both added some. Words that went from one part into another keep both together:
whoever chooses a text chooses all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from articles.documents.article.ids import Identifiers
from articles.documents.article.kinds import TEXT_KINDS
from articles.documents.article.model import ArticleDocument, Line, Paragraph
from articles.documents.article.sequence import (
    Part,
    merged_order,
    renamed,
    sections_of,
    sequence_of,
)
from articles.documents.labels import Label
from articles.documents.revisions.align import Alignment, united_groups
from articles.documents.revisions.conflict import (
    HEADLINE,
    PARAGRAPH,
    MergeConflict,
    Passages,
    line_passages,
    part_passages,
)
from articles.documents.revisions.merge import (
    Merged,
    MergeRules,
    Merging,
    Three,
    part_content,
    part_text,
    with_kind_of,
)
from articles.documents.revisions.merge_paragraph import merged_paragraph, merged_value
from articles.documents.revisions.moved_words import moved_words
from articles.documents.revisions.resolve import resolve


def merge_edits(
    base: ArticleDocument,
    ours: ArticleDocument,
    theirs: ArticleDocument,
    *,
    same_source: bool = True,
) -> Merged:
    """Merge two editors' changes of one version; what both changed is a conflict, kept as in ours.

    No text of either side is dropped unless the other side deleted it and this one left it as it
    was; whatever else is not in the document is in a conflict. With `same_source` a block has the
    same number in all three.
    """
    if ours in (base, theirs):
        return Merged(theirs, theirs)
    ours = _with_names_of(theirs, base, ours)
    groups = united_groups(moved_words(theirs, base), moved_words(ours, base))
    merging = _MergingEdits(Three(base, ours, theirs), Alignment(theirs, groups), MergeRules())
    merging.same_source = same_source
    return merging.result()


def with_answer(
    document: ArticleDocument,
    conflict: MergeConflict,
    passages: Passages,
    theirs: ArticleDocument,
) -> ArticleDocument:
    """Return the merged document with what was chosen in a conflict: theirs, or what was written.

    Ours is in it already.
    """
    if is_of_texts(conflict):
        return resolve(document, conflict, passages, theirs)
    return _with_parts_of(theirs, document, conflict)


def is_of_texts(conflict: MergeConflict) -> bool:
    """Return whether it is of lines alone or of paragraphs alone, not of a heading become text."""
    every = (*conflict.base, *conflict.ours, *conflict.theirs)
    is_line = not conflict.part.startswith(PARAGRAPH)
    return all(passage.is_paragraph is not is_line for passage in every)


def _with_parts_of(
    theirs: ArticleDocument, document: ArticleDocument, conflict: MergeConflict
) -> ArticleDocument:
    """Return the document with the parts of a conflict as they are in theirs."""
    passages = (*conflict.base, *conflict.ours, *conflict.theirs)
    about = {*conflict.uids, *(passage.uid for passage in passages)}
    new, old = sequence_of(theirs), sequence_of(document)
    kept = {uid: part for uid, part in new.items() if uid in about}
    left = {uid: part for uid, part in old.items() if uid not in about}
    order = merged_order(list(old), list(old), list(new), [*left, *kept])
    return replace(document, sections=sections_of((left | kept)[uid] for uid in order))


def _with_names_of(
    theirs: ArticleDocument, base: ArticleDocument, ours: ArticleDocument
) -> ArticleDocument:
    """Return ours; what both added in one place is called as in theirs, what only we did apart."""
    old, new = sequence_of(base), sequence_of(theirs)
    known: dict[object, list[str]] = {}
    for uid, place in reversed(list(_added(new, old))):
        known.setdefault(place, []).append(uid)
    identifiers = Identifiers([*old, *new, *sequence_of(ours)])
    names: dict[str, str] = {}
    for uid, place in _added(sequence_of(ours), old):
        if same := known.get(place):
            names[uid] = same.pop()
        elif uid in new:
            names[uid] = identifiers.make(uid)
    changed = {uid: name for uid, name in names.items() if uid != name}
    return _with_boxes(renamed(ours, changed), changed) if changed else ours


def _added(sequence: Mapping[str, Part], old: Mapping[str, Part]) -> Iterator[tuple[str, object]]:
    """Yield each part that is new, with what it says and which older one it follows."""
    after = ""
    for uid, part in sequence.items():
        if uid in old:
            after = uid
        else:
            yield uid, (after, part_text(part))


def _with_boxes(document: ArticleDocument, names: Mapping[str, str]) -> ArticleDocument:
    def boxed(paragraph: Paragraph) -> Paragraph:
        box = names.get(paragraph.attributes.get("box", ""))
        if box is None:
            return paragraph
        return replace(paragraph, attributes=paragraph.attributes.with_values(box=box))

    return document.with_each_paragraph(boxed)


class _MergingEdits(Merging):
    """A merge whose sides are both editors'."""

    same_source = True

    def _headline(self) -> tuple[Line, bool]:
        """Return the headline; who confirms it, and who changes it, do not contradict."""
        lines = self.documents.each(lambda each: each.headline)
        passages = lines.each(lambda line: line_passages(line, Label.HEADLINE))
        text = self._chosen(HEADLINE, lines.each(lambda line: line.text), passages)
        states = self.documents.each(lambda each: each.headline_provisional)
        return self._line(text, lines), merged_value(*states)[0]

    def _origin(self, ours: int | None) -> int | None:
        return ours if self.same_source else super()._origin(ours)

    def _contents_of_group(self, found: Three[dict[str, Part]]) -> Three[list[object]]:
        return found.each(lambda parts: [part_content(part) for part in parts.values()])

    def _stays_out(self, base: Paragraph, theirs: Paragraph) -> bool:
        """Return whether they left it alone, its kind too: a change against a deletion is asked."""
        return part_content(base) == part_content(theirs)

    def _merged(self, uid: str, parts: Three[Part | None]) -> Part | None:
        """Merge a part; a heading that became text, or the other way, is one thing or the other."""
        if len({type(part) for part in parts if part is not None}) == 1:
            return super()._merged(uid, parts)
        passages = parts.each(lambda part: tuple(part_passages(part)))
        chosen = self._chosen(f"{PARAGRAPH}{uid}", parts.each(part_content), passages, (uid,))
        return None if chosen is None else self._side(chosen, parts)

    def _merged_paragraph(self, sides: Three[Paragraph]) -> Part:
        """Merge a paragraph, of whose kind, being noise, markup and attributes each is asked."""
        uid = sides.ours.uid
        both = _both(sides)
        passages = both.each(lambda each: tuple(part_passages(each)))
        chosen = self._chosen(f"{PARAGRAPH}{uid}", both.each(part_content), passages, (uid,))
        kept = both.theirs if chosen == part_content(both.theirs) else both.ours
        return replace(kept, origin=sides.theirs.origin)


def _both(sides: Three[Paragraph]) -> Three[Paragraph]:
    """Return a paragraph as it is where ours is kept of what both changed, and where theirs is."""
    kinds = sides.each(lambda each: each.kind)
    if len(set(kinds)) > 1 and not set(kinds) <= TEXT_KINDS:
        # What became another thing altogether has nothing to merge with.
        return sides
    merged = merged_paragraph(*sides)
    noise = merged_value(*sides.each(lambda each: each.noise))
    found = [
        with_kind_of(each, replace(_of_kind(kind, sides), noise=is_noise))
        for each, kind, is_noise in zip(
            (merged.ours, merged.theirs), merged_value(*kinds), noise, strict=True
        )
    ]
    return Three(sides.base, *found)


def _of_kind(kind: object, sides: Three[Paragraph]) -> Paragraph:
    return next(each for each in (sides.ours, sides.theirs, sides.base) if each.kind is kind)
