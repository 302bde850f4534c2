"""An editor's answer to a conflict -> the document as it reads then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.documents import markup
from articles.documents.article.ids import Identifiers
from articles.documents.article.metadata import with_values
from articles.documents.article.model import ArticleDocument, Kind, Line, Paragraph, Section
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
    """What the article reads now where the conflict is; nothing where it was deleted."""
    return passages_of(document, conflict.part, conflict.uids)


def with_current_origins(conflict: MergeConflict, imported: ArticleDocument) -> MergeConflict:
    """The conflict with the blocks that its texts are of now: they count anew in each source."""
    about = [*conflict.uids, *(passage.uid for passage in conflict.theirs)]
    uid = section_of(conflict.part)
    parts = [f"{uid}.heading", f"{uid}.byline"] if uid else [conflict.part]
    found = [each for part in parts for each in passages_of(imported, part, about)]
    origins = {(each.uid, each.kind): each.origin for each in found}
    theirs = (replace(each, origin=origins.get((each.uid, each.kind))) for each in conflict.theirs)
    return replace(conflict, theirs=tuple(theirs))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a conflict is in the article: under which heading, between which paragraphs of it."""

    heading: str = ""
    before: Paragraph | None = None
    after: Paragraph | None = None


def surroundings(
    document: ArticleDocument, conflict: MergeConflict, imported: ArticleDocument
) -> Surroundings:
    """What a reader sees around a conflict; of what was deleted, around where it would stand."""
    if not current_passages(document, conflict):
        document = resolve(document, conflict, conflict.theirs or conflict.base, imported)
    about = {section_of(conflict.part), *conflict.uids, *(each.uid for each in conflict.theirs)}
    parts = list(sequence_of(document).values())
    places = [place for place, part in enumerate(parts) if part.uid in about]
    if not places:
        return Surroundings()
    before, after = parts[: places[0]][::-1], parts[places[-1] + 1 :]
    headings = (part.heading.text for part in before if isinstance(part, Section))
    heading = "" if section_of(conflict.part) else next(headings, "")
    return Surroundings(heading, _neighbour(before), _neighbour(after))


def _neighbour(parts: Sequence[Part]) -> Paragraph | None:
    """The next that a reader sees, unless a heading stands between."""
    for part in parts:
        if isinstance(part, Section):
            return None
        if part.kind is not Kind.NOISE:
            return part
    return None


def resolve(
    document: ArticleDocument,
    conflict: MergeConflict,
    passages: Sequence[Passage],
    imported: ArticleDocument,
) -> ArticleDocument:
    """The document with these passages where the conflict is; with none, they are taken out.

    What the article no longer has is put where `imported`, the source's own document, has it.
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
    """They as one line, of the block that they have or stand in place of."""
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
    """A heading that the article does not have brings its byline; a line alone changes alone."""
    flow = sequence_of(document)
    lines = {
        label: _line([passage for passage in passages if passage.kind == label], conflict)
        for label in (Label.HEADING, Label.BYLINE)
    }
    section = flow.get(uid)
    if not isinstance(section, Section):
        added = Section(uid, lines[Label.HEADING], lines[Label.BYLINE])
        return replace(document, sections=sections_of(_inserted(flow, [added], imported, uid)))
    if conflict.part.endswith(".heading"):
        flow[uid] = replace(section, heading=lines[Label.HEADING])
    else:
        flow[uid] = replace(section, byline=lines[Label.BYLINE])
    return replace(document, sections=sections_of(flow.values()))


def _with_paragraphs(
    document: ArticleDocument,
    conflict: MergeConflict,
    passages: Sequence[Passage],
    imported: ArticleDocument,
) -> ArticleDocument:
    flow = sequence_of(document)
    about = set(conflict.uids)
    stood = [uid for uid, part in flow.items() if uid in about and isinstance(part, Paragraph)]
    added = _paragraphs(passages, conflict, [uid for uid in flow if uid not in stood])
    if not stood:
        anchor = conflict.theirs[0].uid if conflict.theirs else ""
        return replace(document, sections=sections_of(_inserted(flow, added, imported, anchor)))
    parts: list[Part] = []
    for uid, part in flow.items():
        if uid == stood[0]:
            parts += added
        elif uid not in stood:
            parts.append(part)
    return replace(document, sections=sections_of(parts))


def _paragraphs(
    passages: Sequence[Passage], conflict: MergeConflict, taken: Sequence[str]
) -> list[Paragraph]:
    """Paragraphs under the identifiers, and of the blocks, that they have or stand in place of."""
    identifiers = Identifiers(taken)
    origins = {passage.uid: passage.origin for passage in conflict.theirs}
    spare = [uid for uid in conflict.uids if uid not in {passage.uid for passage in passages}]
    found = []
    for passage in passages:
        uid = passage.uid or (spare.pop(0) if spare else "")
        if not uid or not identifiers.claim(uid):
            uid = identifiers.make(conflict.part, passage.markup)
        origin = origins.get(uid) if passage.origin is None else passage.origin
        found.append(Paragraph(uid, Kind(passage.kind), passage.markup, origin))
    return found


def _inserted(
    flow: dict[str, Part], added: Sequence[Part], imported: ArticleDocument, anchor: str
) -> list[Part]:
    """The flow with parts after what stands before `anchor` in the source's document."""
    before = ""
    for uid in sequence_of(imported):
        if uid == anchor:
            break
        before = uid if uid in flow else before
    parts: list[Part] = [] if before else list(added)
    for uid, part in flow.items():
        parts.append(part)
        if uid == before:
            parts += added
    return parts
