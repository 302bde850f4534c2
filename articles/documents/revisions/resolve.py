"""Resolve a conflict: put the passages that an editor chose into the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.documents import markup
from articles.documents.article.ids import Identifiers
from articles.documents.article.metadata import with_values
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.sequence import Part, sections_of, sequence_of
from articles.documents.labels import Label
from articles.documents.revisions.conflict import (
    FIELDS,
    MergeConflict,
    Passage,
    passages_of,
    section_of,
)


def current_passages(document: ArticleDocument, conflict: MergeConflict) -> tuple[Passage, ...]:
    """Return what the article reads now where the conflict is; nothing where it was deleted."""
    return passages_of(document, conflict.part, conflict.uids)


def with_current_origins(conflict: MergeConflict, imported: ArticleDocument) -> MergeConflict:
    """Re-map the conflict's block indices to the current source: each source counts anew."""
    about = [*conflict.uids, *(passage.uid for passage in conflict.theirs)]
    uid = section_of(conflict.part)
    parts = [f"{uid}.heading", f"{uid}.byline"] if uid else [conflict.part]
    found = [each for part in parts for each in passages_of(imported, part, about)]
    origins = {(each.uid, each.kind): each.origin for each in found}
    theirs = (replace(each, origin=origins.get((each.uid, each.kind))) for each in conflict.theirs)
    return replace(conflict, theirs=tuple(theirs))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The surroundings of a conflict: the heading above it, the paragraphs before and after."""

    heading: str = ""
    before: Paragraph | None = None
    after: Paragraph | None = None


def surroundings(
    document: ArticleDocument, conflict: MergeConflict, imported: ArticleDocument
) -> Surroundings:
    """Return what a reader sees around a conflict; if it was deleted, around where it would be."""
    if not current_passages(document, conflict):
        document = resolve(document, conflict, conflict.theirs or conflict.base, imported)
    about = {section_of(conflict.part), *conflict.uids, *(each.uid for each in conflict.theirs)}
    parts = list(sequence_of(document).values())
    positions = [position for position, part in enumerate(parts) if part.uid in about]
    if not positions:
        return Surroundings()
    before, after = parts[: positions[0]][::-1], parts[positions[-1] + 1 :]
    headings = (part.heading.text for part in before if isinstance(part, Section))
    heading = "" if section_of(conflict.part) else next(headings, "")
    return Surroundings(heading, _neighbour(before), _neighbour(after))


def _neighbour(parts: Sequence[Part]) -> Paragraph | None:
    """Return the next paragraph that a reader sees, unless a heading comes first."""
    for part in parts:
        if isinstance(part, Section):
            return None
        if not part.noise:
            return part
    return None


def resolve(
    document: ArticleDocument,
    conflict: MergeConflict,
    passages: Sequence[Passage],
    imported: ArticleDocument,
) -> ArticleDocument:
    """Return the document with these passages in the conflict's part; with none, it is deleted.

    A part that the article no longer has is inserted where `imported`, the source's own document,
    has it.
    """
    if conflict.part in FIELDS:
        return _with_field(document, conflict, passages)
    if uid := section_of(conflict.part):
        return _with_section_lines(document, uid, conflict, passages, imported)
    return _with_paragraphs(document, conflict, passages, imported)


def _with_field(
    document: ArticleDocument, conflict: MergeConflict, passages: Sequence[Passage]
) -> ArticleDocument:
    line = _line(passages, conflict)
    texts = tuple(filter(None, (markup.visible_text(passage.markup) for passage in passages)))
    match conflict.part:
        case "headline":
            # An article has one: where the source has none, the editor's stays.
            headline = line or document.headline
            return replace(document, headline=headline, headline_provisional=False)
        case "standfirst":
            return replace(document, standfirst=line)
        case "bylines":
            return replace(document, bylines=texts)
        case "language":
            return replace(document, language=line.text)
    return replace(document, metadata=with_values(document.metadata, conflict.part, texts))


def _line(passages: Sequence[Passage], conflict: MergeConflict) -> Line:
    """Return the passages as one line, with their origin or that of the line they replace."""
    if not passages:
        return Line()
    origins = [each.origin for each in conflict.theirs if each.kind == passages[0].kind]
    origin = passages[0].origin
    return Line(_text(passages), next(iter(origins), None) if origin is None else origin)


def _text(passages: Sequence[Passage]) -> str:
    return " ".join(markup.visible_text(passage.markup) for passage in passages).replace("\n", " ")


def _with_section_lines(
    document: ArticleDocument,
    uid: str,
    conflict: MergeConflict,
    passages: Sequence[Passage],
    imported: ArticleDocument,
) -> ArticleDocument:
    """Return the document with these lines: a heading that it lacks brings its byline along."""
    sequence = sequence_of(document)
    lines = {
        label: _line([passage for passage in passages if passage.kind == label], conflict)
        for label in (Label.HEADING, Label.BYLINE)
    }
    section = sequence.get(uid)
    if not isinstance(section, Section):
        added = Section(uid, lines[Label.HEADING], lines[Label.BYLINE])
        return replace(document, sections=sections_of(_inserted(sequence, [added], imported, uid)))
    if conflict.part.endswith(".heading"):
        sequence[uid] = replace(section, heading=lines[Label.HEADING])
    else:
        sequence[uid] = replace(section, byline=lines[Label.BYLINE])
    return replace(document, sections=sections_of(sequence.values()))


def _with_paragraphs(
    document: ArticleDocument,
    conflict: MergeConflict,
    passages: Sequence[Passage],
    imported: ArticleDocument,
) -> ArticleDocument:
    sequence = sequence_of(document)
    about = set(conflict.uids)
    present = [
        uid for uid, part in sequence.items() if uid in about and isinstance(part, Paragraph)
    ]
    added = _paragraphs(passages, conflict, [uid for uid in sequence if uid not in present])
    if not present:
        anchor = conflict.theirs[0].uid if conflict.theirs else ""
        return replace(document, sections=sections_of(_inserted(sequence, added, imported, anchor)))
    parts: list[Part] = []
    for uid, part in sequence.items():
        if uid == present[0]:
            parts += added
        elif uid not in present:
            parts.append(part)
    return replace(document, sections=sections_of(parts))


def _paragraphs(
    passages: Sequence[Passage], conflict: MergeConflict, taken: Sequence[str]
) -> list[Paragraph]:
    """Return paragraphs with their identifiers and origins, or those of the ones they replace."""
    identifiers = Identifiers(taken)
    origins = {passage.uid: passage.origin for passage in conflict.theirs}
    spare = [uid for uid in conflict.uids if uid not in {passage.uid for passage in passages}]
    found = []
    for passage in passages:
        uid = passage.uid or (spare.pop(0) if spare else "")
        if not uid or not identifiers.claim(uid):
            uid = identifiers.make(conflict.part, passage.markup)
        origin = origins.get(uid) if passage.origin is None else passage.origin
        found.append(replace(passage, uid=uid, origin=origin).as_paragraph())
    return found


def _inserted(
    sequence: dict[str, Part], added: Sequence[Part], imported: ArticleDocument, anchor: str
) -> list[Part]:
    """Return the sequence with the parts inserted after what precedes `anchor` in `imported`."""
    before = ""
    for uid in sequence_of(imported):
        if uid == anchor:
            break
        before = uid if uid in sequence else before
    parts: list[Part] = [] if before else list(added)
    for uid, part in sequence.items():
        parts.append(part)
        if uid == before:
            parts += added
    return parts
