"""Convert an article's sections to one sequence of parts in reading order, and back.

Merging works on the sequence: what is moved, added or deleted is one part of it, whichever section
it is in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from articles.documents import markup
from articles.documents.article.ids import Identifiers
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Paragraph, Section, SectionDraft

# A section in the sequence has no paragraphs: they follow it.
Part = Section | Paragraph


def sequence_of(document: ArticleDocument) -> dict[str, Part]:
    """Return every section, its paragraphs after it, by identifier."""
    sequence: dict[str, Part] = {}
    for section in document.sections:
        sequence[section.uid] = replace(section, paragraphs=())
        sequence.update((paragraph.uid, paragraph) for paragraph in section.paragraphs)
    return sequence


def sections_of(sequence: Iterable[Part]) -> tuple[Section, ...]:
    """Return the sections that a sequence makes; only the first may have no heading."""
    parts = list(sequence)
    identifiers = Identifiers(part.uid for part in parts)
    sections: list[SectionDraft] = []
    for part in parts:
        if isinstance(part, Section) and (part.heading or not sections):
            sections.append(SectionDraft(part.uid, part.heading, part.byline))
            continue
        if not sections:
            sections.append(SectionDraft(identifiers.make("section", part.uid)))
        if isinstance(part, Paragraph):
            sections[-1].paragraphs.append(part)
        elif part.byline:
            _add_byline(sections[-1], part, identifiers)
    return tuple(section.finished() for section in sections)


def _add_byline(section: SectionDraft, headless: Section, identifiers: Identifiers) -> None:
    """Keep the byline of a section whose heading was deleted."""
    line = headless.byline
    if not section.byline:
        section.byline = line
    else:
        # The section's own identifier is kept for it: it may come back.
        uid = identifiers.make("byline", headless.uid)
        section.paragraphs.append(Paragraph(uid, Kind.BODY, markup.escape(line.text), line.origin))


def merged_order(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], kept: Collection[str]
) -> list[str]:
    """Return the order of `kept`: a part moved or added by a side follows what it followed there.

    Where both sides moved the same part, ours decides.
    """
    moved_by_us, moved_by_them = _moved(base, ours), _moved(base, theirs)
    moved = moved_by_us | moved_by_them
    order = [key for key in base if key in kept and key not in moved]
    added = set(base)
    _insert(order, ours, {key for key in ours if key not in added} | moved_by_us, kept)
    _insert(order, theirs, {key for key in theirs if key not in added} | moved_by_them, kept)
    return order


def _moved(base: Sequence[str], side: Sequence[str]) -> set[str]:
    known, there = set(base), set(side)
    order = [key for key in base if key in there]
    return set(order) - longest_in_order([key for key in side if key in known], order)


def _insert(
    order: list[str], side: Sequence[str], wanted: Collection[str], kept: Collection[str]
) -> None:
    """Insert those of `wanted` that are to be kept, each after the nearest before it in `side`."""
    present = set(order)
    after: str | None = None
    for key in side:
        if key in wanted and key in kept and key not in present:
            order.insert(order.index(after) + 1 if after is not None else 0, key)
            present.add(key)
        if key in present:
            after = key


def longest_in_order(keys: Sequence[str], order: Sequence[str]) -> set[str]:
    """Return the most keys that are in this order already: patience sorting, in O(n log n)."""
    positions = {key: position for position, key in enumerate(order)}
    tops: list[int] = []
    on_top: list[str] = []
    below: dict[str, str | None] = {}
    for key in keys:
        pile = bisect_left(tops, positions[key])
        below[key] = on_top[pile - 1] if pile else None
        tops[pile : pile + 1] = [positions[key]]
        on_top[pile : pile + 1] = [key]
    found = set()
    last = on_top[-1] if on_top else None
    while last is not None:
        found.add(last)
        last = below[last]
    return found


def renamed(document: ArticleDocument, names: Mapping[str, str]) -> ArticleDocument:
    """Return the document with other identifiers for some of its sections and paragraphs."""
    if not names:
        return document
    return replace(
        document,
        sections=tuple(
            replace(
                section,
                uid=names.get(section.uid, section.uid),
                paragraphs=tuple(
                    # Faster than `replace`: a correction renames all that comes after it.
                    Paragraph(names[p.uid], p.kind, p.markup, p.origin, p.attributes, p.noise)
                    if p.uid in names
                    else p
                    for p in section.paragraphs
                ),
            )
            for section in document.sections
        ),
    )
