"""A conflict as its page shows it: what both began with, ours, theirs, and what is around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import METADATA_FIELDS
from articles.documents.article.model import ArticleDocument
from articles.documents.article.sequence import merged_order, sequence_of
from articles.documents.labels import Label
from articles.documents.labels.names import LABEL_NAMES
from articles.documents.revisions import manual_text
from articles.documents.revisions.compared import attribute_notes, main_markup
from articles.documents.revisions.conflict import BYLINES, HEADLINE, MergeConflict, Passage
from articles.documents.revisions.marked_words import BREAK, DiffMark, DiffWords, compare
from articles.documents.revisions.resolve import Surroundings, current_passages, surroundings
from articles.models import Conflict

_FIELDS: Final = {
    HEADLINE: LABEL_NAMES[Label.HEADLINE],
    "standfirst": LABEL_NAMES[Label.STANDFIRST],
    BYLINES: gettext_noop("Bylines"),
    "language": gettext_noop("Language"),
    **{name: field.label for name, field in METADATA_FIELDS.items()},
}
_OF_SECTION: Final = {
    "heading": LABEL_NAMES[Label.HEADING],
    "byline": gettext_noop("Section byline"),
}
_KINDS: Final = {kind.value: LABEL_NAMES[kind] for kind in Kind} | {
    Kind.BODY.value: gettext_noop("Paragraph")
}

_LABELS: Final = {str(label): name for label, name in LABEL_NAMES.items()}

Passages = Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Column:
    """One of the three texts. `note` says in words what its words cannot show."""

    title: str
    words: tuple[DiffWords, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A conflict as its page shows it.

    `manual` is the text in the field, `error` why it was not taken; then the field is open.
    """

    conflict: Conflict
    name: str
    columns: tuple[Column, ...]
    surroundings: Surroundings
    manual: str
    is_line: bool
    is_list: bool
    may_be_written: bool = True
    is_written: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class RefusedText:
    """A text that an editor sent and that was not taken: for which part, and why not."""

    part: str
    manual: str
    error: str = ""


def conflict_views(
    conflicts: Sequence[Conflict],
    document: ArticleDocument,
    imported: ArticleDocument,
    refused: RefusedText | None = None,
) -> list[ConflictView]:
    """Return conflicts in the order of the article."""
    places = {uid: place for place, uid in enumerate(_uids(document, imported))}
    ordered = sorted(conflicts, key=lambda conflict: _place(conflict, places))
    return [_view(conflict, document, imported, refused) for conflict in ordered]


def _uids(document: ArticleDocument, imported: ArticleDocument) -> list[str]:
    """Return every part in reading order; one that was deleted is where its source has it."""
    ours, theirs = sequence_of(document), sequence_of(imported)
    return [*_FIELDS, *merged_order(list(theirs), list(ours), list(theirs), ours | theirs)]


def _place(row: Conflict, places: dict[str, int]) -> tuple[int, int]:
    theirs = [passage.uid for passage in store.conflict_of(row).theirs]
    names = [row.part, row.part.rpartition(".")[0], *row.uids, *theirs]
    return min((places[name] for name in names if name in places), default=len(places)), row.pk


def _view(
    row: Conflict,
    document: ArticleDocument,
    imported: ArticleDocument,
    refused: RefusedText | None,
) -> ConflictView:
    conflict = store.conflict_of(row)
    ours = current_passages(document, conflict)
    mine = refused if refused and refused.part == row.part else None
    return ConflictView(
        row,
        name_of(row),
        _columns(conflict, ours, document),
        surroundings(document, conflict, imported),
        manual=mine.manual if mine else manual_text.to_text(row.part, ours),
        is_line=manual_text.is_line(row.part),
        is_list=manual_text.is_list(row.part),
        may_be_written=manual_text.may_be_written(conflict),
        is_written=mine is not None,
        error=mine.error if mine else "",
    )


def name_of(row: Conflict) -> str:
    """Return what a stored conflict is about."""
    return name_of_conflict(store.conflict_of(row))


def name_of_conflict(conflict: MergeConflict) -> str:
    """Return what a conflict is about: "Headline", "Paragraph", "List item", "3 paragraphs"."""
    part = conflict.part
    if manual_text.is_line(part):
        return _(_FIELDS.get(part) or _OF_SECTION[part.rpartition(".")[2]])
    number = max(len(conflict.base), len(conflict.theirs), len(conflict.uids))
    kinds = {passage.kind for passage in (*conflict.base, *conflict.theirs)} & _KINDS.keys()
    if number > 1:
        return ngettext("%(number)d paragraph", "%(number)d paragraphs", number) % {
            "number": number
        }
    return _(_KINDS[kinds.pop()] if len(kinds) == 1 else _KINDS[Kind.BODY])


def _columns(
    conflict: MergeConflict, ours: Passages, document: ArticleDocument
) -> tuple[Column, ...]:
    confirmed = conflict.part == HEADLINE and not document.headline_provisional
    same = _("As it was, and confirmed.") if confirmed else ""
    our_note = _note(conflict, ours, _("Deleted here."), same)
    their_note = _note(conflict, conflict.theirs, _("Deleted in the source."))
    titles = (_("What both began with"), _("Ours, current"), _("The source’s"))
    return _titled(conflict, ours, titles, (our_note, their_note))


def columns_of_two(
    conflict: MergeConflict, titles: tuple[str, str, str], deleted: tuple[str, str]
) -> tuple[Column, ...]:
    """Return what was before, ours and theirs, of two people's texts, under these titles."""
    notes = (
        _note(conflict, conflict.ours, deleted[0]),
        _note(conflict, conflict.theirs, deleted[1]),
    )
    return _titled(conflict, conflict.ours, titles, notes)


def _titled(
    conflict: MergeConflict, ours: Passages, titles: Sequence[str], notes: Sequence[str]
) -> tuple[Column, ...]:
    base, theirs = conflict.base, conflict.theirs
    nothing = "" if base else _("There was nothing here.")
    words = (_words(base, base), _words(base, ours), _words(base, theirs))
    is_line = manual_text.is_line(conflict.part)
    return tuple(
        Column(title, tuple(_with_breaks_shown(word, is_line) for word in each), note)
        for title, each, note in zip(titles, words, (nothing, *notes), strict=True)
    )


def _words(base: Passages, side: Passages) -> tuple[DiffWords, ...]:
    """Return the side with its changes marked; where nothing was before, all of it is new."""
    before = base if base and side else side
    return compare(_markup(before), _markup(side)).words


def _with_breaks_shown(words: DiffWords, is_line: bool) -> DiffWords:
    """Show the breaks of a list as lines; of paragraphs, mark those that came or went."""
    shown = {DiffMark.INSERTED: f" ¶{BREAK}", DiffMark.DELETED: " ¶ "}.get(words.mark, BREAK)
    return replace(words, text=words.text.replace(BREAK, "\n" if is_line else shown))


def _markup(passages: Passages) -> list[str]:
    return [
        main_markup(passage.as_paragraph()) if passage.is_paragraph else passage.markup
        for passage in passages
    ]


def _note(conflict: MergeConflict, side: Passages, deleted: str, same: str = "") -> str:
    base = conflict.base
    if not side:
        return deleted if base else _("There is nothing here.")
    every = (*base, *side)
    if all(passage.is_paragraph for passage in every):
        return " ".join(_paragraph_notes(base, side))
    if any(passage.is_paragraph for passage in every):
        return " ".join(_kind_note(base, side))
    return same if store.read_same(base, side) else ""


def _kind_note(base: Passages, side: Passages) -> Iterator[str]:
    if base and _kinds(side) != _kinds(base):
        yield _("%(kinds)s, no longer %(before)s.") % {
            "kinds": _kinds(side),
            "before": _kinds(base),
        }


def _paragraph_notes(base: Passages, side: Passages) -> Iterator[str]:
    number = len(side)
    if base and len(base) < number:
        yield _("Split into %(number)d paragraphs.") % {"number": number}
    if number < len(base):
        yield (
            _("Joined into one paragraph.")
            if number == 1
            else _("%(number)d are left.") % {"number": number}
        )
    yield from _kind_note(base, side)
    if base:
        yield from map(str, compare(_markup(base), _markup(side)).notes)
    for one, other in zip(base, side, strict=False):
        yield from map(str, attribute_notes(one.as_paragraph(), other.as_paragraph()))


def _kinds(passages: Passages) -> str:
    return ", ".join(dict.fromkeys(_(_LABELS[passage.kind]) for passage in passages))
