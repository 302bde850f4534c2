"""A change of a source as its page asks it: what both began with, ours, theirs, and around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from articles import store
from articles.documents.article.metadata import METADATA_FIELDS
from articles.documents.article.model import ArticleDocument, Kind
from articles.documents.article.sequence import merged_order, sequence_of
from articles.documents.labels import Label
from articles.documents.labels.names import LABEL_NAMES
from articles.documents.revisions import manual_text
from articles.documents.revisions.conflict import BYLINES, HEADLINE, MergeConflict, Passage
from articles.documents.revisions.diff import BREAK, DiffMark, DiffWords, diff_words, markup_tags
from articles.documents.revisions.resolve import Surroundings, current_passages, surroundings
from articles.models import Conflict

_FIELDS: Final = {
    HEADLINE: LABEL_NAMES[Label.HEADLINE],
    "standfirst": LABEL_NAMES[Label.STANDFIRST],
    BYLINES: "Bylines",
    "language": "Language",
    **{name: field.label for name, field in METADATA_FIELDS.items()},
}
_OF_SECTION: Final = {"heading": LABEL_NAMES[Label.HEADING], "byline": "Section byline"}
_KINDS: Final = {kind.value: LABEL_NAMES[kind] for kind in Kind} | {Kind.BODY.value: "Paragraph"}

Passages = Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Column:
    """One of the three texts. `note` says in words what its words cannot show."""

    title: str
    words: tuple[DiffWords, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`manual` is the text in the field, `error` why it was not taken; then the field is open."""

    change: Conflict
    name: str
    columns: tuple[Column, ...]
    surroundings: Surroundings
    manual: str
    is_line: bool
    is_list: bool
    is_written: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """What an editor sent that was not taken: the part that it was for, the text, and why not."""

    part: str
    manual: str
    error: str = ""


def questions_of(
    changes: Sequence[Conflict],
    document: ArticleDocument,
    imported: ArticleDocument,
    refused: Refused | None = None,
) -> list[Question]:
    """Changes in the order of the article."""
    places = {uid: place for place, uid in enumerate(_uids(document, imported))}
    ordered = sorted(changes, key=lambda change: _place(change, places))
    return [_question(change, document, imported, refused) for change in ordered]


def _uids(document: ArticleDocument, imported: ArticleDocument) -> list[str]:
    """Every part in reading order; what the article no longer has is where its source has it."""
    ours, theirs = sequence_of(document), sequence_of(imported)
    return [*_FIELDS, *merged_order(list(theirs), list(ours), list(theirs), ours | theirs)]


def _place(change: Conflict, places: dict[str, int]) -> tuple[int, int]:
    theirs = [passage.uid for passage in store.conflict_of(change).theirs]
    names = [change.part, change.part.rpartition(".")[0], *change.uids, *theirs]
    return min((places[name] for name in names if name in places), default=len(places)), change.pk


def _question(
    change: Conflict,
    document: ArticleDocument,
    imported: ArticleDocument,
    refused: Refused | None,
) -> Question:
    conflict = store.conflict_of(change)
    ours = current_passages(document, conflict)
    mine = refused if refused and refused.part == change.part else None
    return Question(
        change,
        name_of(change),
        _columns(conflict, ours, document),
        surroundings(document, conflict, imported),
        manual=mine.manual if mine else manual_text.to_text(change.part, ours),
        is_line=manual_text.is_line(change.part),
        is_list=manual_text.is_list(change.part),
        is_written=mine is not None,
        error=mine.error if mine else "",
    )


def name_of(change: Conflict) -> str:
    """ "Headline", "Paragraph", "List item", "3 paragraphs": what a change is about."""
    if manual_text.is_line(change.part):
        return _FIELDS.get(change.part) or _OF_SECTION[change.part.rpartition(".")[2]]
    conflict = store.conflict_of(change)
    number = max(len(conflict.base), len(conflict.theirs), len(conflict.uids))
    kinds = {passage.kind for passage in (*conflict.base, *conflict.theirs)}
    if number > 1:
        return f"{number} paragraphs"
    return _KINDS[kinds.pop()] if len(kinds) == 1 else _KINDS[Kind.BODY]


def _columns(
    conflict: MergeConflict, ours: Passages, document: ArticleDocument
) -> tuple[Column, ...]:
    base, theirs = conflict.base, conflict.theirs
    confirmed = conflict.part == HEADLINE and not document.headline_provisional
    same = "As it was, and confirmed." if confirmed else ""
    texts = (
        ("What both began with", _began(conflict, ours), "" if base else "Nothing stood there."),
        ("Ours, as it stands now", _words(base, ours), _note(conflict, ours, "here", same)),
        ("The source’s", _words(base, theirs), _note(conflict, theirs, "in the source")),
    )
    is_line = manual_text.is_line(conflict.part)
    return tuple(
        Column(title, tuple(_with_breaks_shown(each, is_line) for each in words), note)
        for title, words, note in texts
    )


def _began(conflict: MergeConflict, ours: Passages) -> tuple[DiffWords, ...]:
    """As markup if the others are."""
    base = _markup(conflict.base)
    sides = (_markup(side) for side in (ours, conflict.theirs) if side)
    if any(markup_tags(side) != markup_tags(base) for side in sides):
        return (DiffWords(DiffMark.SAME, BREAK.join(base)),)
    return diff_words(base, base)


def _words(base: Passages, side: Passages) -> tuple[DiffWords, ...]:
    """The side with what it changed marked; where nothing stood before, all of it is new."""
    before = base if base and side else side
    return diff_words(_markup(before), _markup(side))


def _with_breaks_shown(words: DiffWords, is_line: bool) -> DiffWords:
    """Lines are one below another; of paragraphs a break that came or went is seen by its mark."""
    shown = {DiffMark.SAME: BREAK, DiffMark.INSERTED: f" ¶{BREAK}", DiffMark.DELETED: " ¶ "}[
        words.mark
    ]
    return DiffWords(words.mark, words.text.replace(BREAK, "\n" if is_line else shown))


def _markup(passages: Passages) -> list[str]:
    return [passage.markup for passage in passages]


def _note(conflict: MergeConflict, side: Passages, where: str, same: str = "") -> str:
    base = conflict.base
    if not side:
        return f"Deleted {where}." if base else "Nothing stands there."
    if manual_text.is_line(conflict.part):
        return same if store.read_same(base, side) else ""
    notes = []
    if base and len(base) < len(side):
        notes.append(f"Split into {len(side)} paragraphs.")
    if len(side) < len(base):
        notes.append("Joined into one paragraph." if len(side) == 1 else f"{len(side)} are left.")
    if base and _kinds(side) != _kinds(base):
        notes.append(f"{_kinds(side)}, no longer {_kinds(base)}.")
    return " ".join(notes)


def _kinds(passages: Passages) -> str:
    return ", ".join(dict.fromkeys(LABEL_NAMES[Kind(passage.kind)] for passage in passages))
