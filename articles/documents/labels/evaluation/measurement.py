"""Label documents that have gold labels, and compare the two."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from articles.documents import markup
from articles.documents.blocks import Block, blocks_with_text
from articles.documents.labels import Label, LabelledBlock
from articles.documents.labels.evaluation.corpus import STRUCTURE_GOLD, LabelledDocument
from articles.documents.labels.evaluation.gold import GOLD_OF, Gold, article_or_noise
from articles.documents.labels.evaluation.score import Answer, Answers, Score, score
from articles.documents.labels.evaluation.variants import variants_of
from articles.documents.labels.labelling import UnlabelledDocument, label_documents
from articles.documents.labels.model import Model
from articles.documents.source import DocumentRejected, Rejection

# The order of a page's forms in a report, the plainest first; others follow by their names.
_VARIANTS: Final = ("p-only", "bold-heads", "flat", "blocks")
# As an import does.
AT_ONCE: Final = 200
# The tag of BCP 47 for an undetermined language.
_NO_LANGUAGE: Final = "und"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A block that was labelled wrongly, and why."""

    id: str
    index: int
    said: Label
    gold: Gold
    confidence: float
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A labelled document with the labeller's answer for each string, and the time it took."""

    document: LabelledDocument
    blocks: tuple[LabelledBlock, ...]
    seconds: float = 0.0

    @property
    def said(self) -> tuple[Gold, ...]:
        """Return the label that was given to each string, as gold data names it."""
        return tuple(GOLD_OF[item.label] for item in self.blocks)

    def answers(self) -> Answers:
        """Return the scored blocks."""
        answers = tuple(answer for answer, _ in self._scored())
        return Answers(self.document.publisher, self.document.language, answers)

    def mistakes(self) -> Iterator[Mistake]:
        """Yield the scored blocks that were labelled wrongly."""
        for answer, item in self._scored():
            if not answer.right:
                yield Mistake(
                    id=self.document.id,
                    index=item.block.index,
                    said=item.label,
                    gold=answer.gold,
                    confidence=item.confidence,
                    reason=item.reason,
                    text=item.block.text,
                )

    def _scored(self) -> Iterator[tuple[Answer, LabelledBlock]]:
        triples = zip(self.document.gold, self.said, self.blocks, strict=True)
        for gold, said, item in triples:
            if gold is not Gold.OPTIONAL and _has_text(item.block):
                answer = Answer(gold, said, item.confidence, item.is_unsure)
                yield _folded(answer) if self.document.binary else answer, item


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The score of the documents of one kind of gold in one form; `language` is "" for all."""

    kind: str
    variant: str
    language: str
    score: Score


class Measurement:
    """The totals of documents measured and rejected, with the texts of the first mistakes."""

    def __init__(self, *, most_mistakes: int = 0) -> None:
        self.documents = 0
        self.seconds = 0.0
        self.mistakes: list[Mistake] = []
        self.rejections: list[Rejection] = []
        self._most_mistakes = most_mistakes
        self._groups: dict[tuple[str, str], list[Answers]] = {}
        self._classes: dict[str, Sequence[Gold]] = {}

    def add(self, found: Measured | Rejection) -> None:
        """Count one document, or one rejection."""
        if isinstance(found, Rejection):
            self.rejections.append(found)
            return
        document = found.document
        self.documents += 1
        self.seconds += found.seconds
        self.mistakes += islice(found.mistakes(), self._most_mistakes - len(self.mistakes))
        self._classes[document.kind] = document.classes
        self._groups.setdefault((document.kind, document.variant), []).append(found.answers())

    @property
    def seconds_a_document(self) -> float:
        """Return the mean time to label a document."""
        return self.seconds / max(1, self.documents)

    def scores(self, *, by_language: bool = False) -> Iterator[GroupScore]:
        """Yield a score for each kind of gold and form, then those of its languages if wanted."""
        for kind, variant in sorted(self._groups, key=_sort_key):
            documents = self._groups[kind, variant]
            labels = self._classes[kind]
            yield GroupScore(kind, variant, "", score(documents, labels))
            for language, own in _by_language(documents) if by_language else ():
                yield GroupScore(kind, variant, language, score(own, labels))


def measure_all(
    rows: Iterable[LabelledDocument | Rejection],
    clock: Callable[[], float],
    *,
    variants: Collection[str] = (),
    with_metadata: bool = False,
    model: Model | None = None,
) -> Iterator[Measured | Rejection]:
    """Measure each document in the named forms, or in all; pass on each rejection.

    `clock` counts seconds; reading and cleaning are not included. With `with_metadata` the labeller
    sees the document's title, which a document in the seed's shape does not have. Documents are
    labelled in batches, as in an import, but without the lines that several of them share.
    """
    found = _prepared(rows, variants, with_metadata)
    while batch := list(islice(found, AT_ONCE)):
        ready = [item for item in batch if isinstance(item, _Prepared)]
        started = clock()
        labelled = label_documents([item.unlabelled for item in ready], model)
        seconds = (clock() - started) / max(1, len(ready))
        answers = iter(labelled)
        for item in batch:
            if isinstance(item, Rejection):
                yield item
            else:
                yield Measured(item.document, next(answers), seconds)


@dataclass(frozen=True, slots=True)
class _Prepared:
    document: LabelledDocument
    unlabelled: UnlabelledDocument


def _prepared(
    rows: Iterable[LabelledDocument | Rejection], variants: Collection[str], with_metadata: bool
) -> Iterator[_Prepared | Rejection]:
    for row in rows:
        if isinstance(row, Rejection):
            yield row
            continue
        for document in variants_of(row):
            if variants and document.variant not in variants:
                continue
            try:
                yield _prepare(document, with_metadata)
            except DocumentRejected as rejected:
                yield rejected.at(document.file, f"{document.position} ({document.id})")


def _prepare(document: LabelledDocument, with_metadata: bool) -> _Prepared:
    """Clean a document; raise `DocumentRejected` where an import would."""
    # A document in the seed's shape has no title.
    title = markup.one_line(document.metadata.title) if with_metadata else ""
    return _Prepared(document, UnlabelledDocument(blocks_with_text(document.pieces), title))


def _has_text(block: Block) -> bool:
    """Return whether the block is scored; zero-width characters alone are noise to find."""
    return bool(block.text or markup.visible_text(block.markup).strip())


def _folded(answer: Answer) -> Answer:
    gold, said = article_or_noise(answer.gold), article_or_noise(answer.said)
    return replace(answer, gold=gold, said=said)


def _sort_key(group: tuple[str, str]) -> tuple[bool, str, int, str]:
    """Return the order of a group: gold that distinguishes all labels comes first."""
    kind, variant = group
    position = _VARIANTS.index(variant) if variant in _VARIANTS else len(_VARIANTS)
    return kind != STRUCTURE_GOLD, kind, position, variant


def _by_language(documents: Sequence[Answers]) -> list[tuple[str, list[Answers]]]:
    """Return the documents of each language, the language with the most documents first."""
    found: dict[str, list[Answers]] = {}
    for document in documents:
        found.setdefault(document.language or _NO_LANGUAGE, []).append(document)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
