"""What two people both changed, as questions that a form is sent with, and their answers.

An answer counts for the very texts that were asked about: where theirs has changed since, the
question comes again, with what was written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from articles.documents import markup
from articles.documents.article.model import ArticleDocument
from articles.documents.revisions import manual_text
from articles.documents.revisions.conflict import FIELDS, MergeConflict, Passage, Passages
from articles.documents.revisions.merge import Merged
from articles.documents.revisions.merge_edits import is_of_texts, with_answer

SLUG: Final = "slug"
# The names of a question's fields begin so; its part follows.
_FIELDS: Final = ("take.", "text.", "seen.")
OURS: Final = "ours"
THEIRS: Final = "theirs"


@dataclass(frozen=True, slots=True)
class Question:
    """A part that both changed: `take` is the side chosen so far, `written` a text of one's own.

    `error` says why what was written could not be taken.
    """

    conflict: MergeConflict
    take: str = ""
    written: str | None = None
    error: str = ""

    @property
    def part(self) -> str:
        """Return the key of the part, by which its fields are named."""
        return self.conflict.part

    @property
    def may_be_written(self) -> bool:
        """Return whether a text of one's own can stand there."""
        if self.part == SLUG or not is_of_texts(self.conflict):
            return False
        return manual_text.may_be_written(self.conflict)

    @property
    def checked(self) -> str:
        """Return the side that is chosen at first; none where one side deleted it."""
        is_of_two = self.conflict.ours and self.conflict.theirs
        return self.take or (OURS if is_of_two else "")

    @property
    def text(self) -> str:
        """Return the text in the field."""
        return self.our_text if self.written is None else self.written

    @property
    def our_text(self) -> str:
        """Return our text as the field has it."""
        return self._text(self.conflict.ours)

    @property
    def their_text(self) -> str:
        """Return their text as the field has it."""
        return self._text(self.conflict.theirs)

    @property
    def is_own(self) -> bool:
        """Return whether the text in the field is neither side's: then it is what is meant."""
        sides = (_plain(self.our_text), _plain(self.their_text))
        return self.may_be_written and self.written is not None and self.written not in sides

    def _text(self, passages: Passages) -> str:
        return manual_text.to_text(self.part, passages) if self.may_be_written else ""

    @property
    def seen(self) -> str:
        """Return what identifies the texts that are asked about."""
        sides = (self.conflict.base, self.conflict.ours, self.conflict.theirs)
        texts = [[passage.to_json() for passage in side] for side in sides]
        return hashlib.sha256(json.dumps([self.part, texts]).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Settled:
    """A merged document with the answers in it, and the questions that are left."""

    document: ArticleDocument
    questions: tuple[Question, ...]
    removed: tuple[markup.Removal, ...] = ()


def settle(merged: Merged, theirs: ArticleDocument, sent: Mapping[str, Any]) -> Settled:
    """Put the answers that were sent into the merged document."""
    document, removed = merged.document, list[markup.Removal]()
    questions = []
    for conflict in merged.conflicts:
        question = _answered(Question(conflict), sent)
        chosen, question = _chosen(question)
        if chosen is None:
            questions.append(question)
        elif chosen.passages != conflict.ours:
            document = with_answer(document, conflict, chosen.passages, theirs)
            removed += chosen.removed
    if questions:
        # Each is asked about the document that is merged, not about one that is half decided.
        document = merged.document
        questions = [_answered(Question(each), sent) for each in merged.conflicts]
        questions = [_chosen(each)[1] for each in questions]
    return Settled(document, tuple(questions), tuple(removed))


def ask_of_slug(before: str, ours: str, theirs: str, sent: Mapping[str, Any]) -> Question:
    """Return the question which of two addresses an article gets, with the answer so far."""
    sides = [(Passage("", SLUG, slug),) for slug in (before, ours, theirs)]
    return _answered(Question(MergeConflict(SLUG, (), *sides)), sent)


def is_of_question(name: str) -> bool:
    """Return whether a field of a form is one of a question."""
    return name.startswith(_FIELDS)


def _answered(question: Question, sent: Mapping[str, Any]) -> Question:
    """Return the question with what was sent for it; what was written is kept in any case."""
    part = question.part
    written = sent.get(f"text.{part}")
    if written is not None:
        written = _plain(written)
    question = replace(question, written=written)
    if sent.get(f"seen.{part}") != question.seen:
        return question if question.is_own else replace(question, written=None)
    take = sent.get(f"take.{part}", "")
    return replace(question, take=take if take in {OURS, THEIRS} else "")


def _chosen(question: Question) -> tuple[manual_text.ManualText | None, Question]:
    """Return what stands from now on, None if that is open; and the question, with any error."""
    conflict, written = question.conflict, question.written
    if question.take and question.is_own:
        try:
            return manual_text.from_text(written or "", conflict, conflict.ours), question
        except manual_text.ManualTextRejected as rejected:
            return None, replace(question, error=str(rejected))
    if not question.take:
        return None, question
    passages = conflict.theirs if question.take == THEIRS else conflict.ours
    return manual_text.ManualText(passages), question


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def describe_questions(questions: Sequence[Question]) -> str:
    """Return the sentence that says that nothing is saved until they are answered."""
    if all(question.part == SLUG or question.part in FIELDS for question in questions):
        return _("Not saved yet: somebody changed the same fields while you were writing.")
    return _("Not saved yet: somebody changed the same paragraphs while you were writing.")
