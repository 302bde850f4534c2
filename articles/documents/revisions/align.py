"""Align two versions of a source's article: which part of the earlier became which of the later.

The later document gets the identifiers of the earlier: first where a text is the same, in order and
then wherever it moved to; then, between texts that are the same, where it is similar. A paragraph
that was split, or several that were joined, are recorded as a group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, product
from typing import Final

from articles.documents.article.ids import Identifiers
from articles.documents.article.kinds import TEXT_KINDS
from articles.documents.article.model import ArticleDocument, Paragraph, Section
from articles.documents.article.sequence import renamed
from articles.documents.revisions.words import split_words

# Shares of words in common, from 0 to 1. Between the same neighbours, texts are the same one
# rewritten if half of their words are; if each is the only one there, a fifth will do.
_ALIKE: Final = 0.5
_ALIKE_ALONE: Final = 0.2
_ALIKE_ELSEWHERE: Final = 0.6
# So much of a text comes out of another if it was split from it.
_CONTAINED: Final = 0.7
_FEWEST_WORDS: Final = 3
# So many pairs are compared in one article, in about a second; of what differs even more, only
# texts in the same position.
_MOST_PAIRS: Final = 15_000


@dataclass(frozen=True, slots=True)
class PartGroup:
    """Paragraphs of the earlier document that became these of the later, by identifier."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The later document under the identifiers of the earlier, and what was split and joined."""

    document: ArticleDocument
    groups: tuple[PartGroup, ...] = ()


def align(document: ArticleDocument, base: ArticleDocument) -> Alignment:
    """Return `document` with the identifiers of `base` where a part is the same, else new ones."""
    if document == base:
        return Alignment(document)
    paragraphs = _Matching(list(base.paragraphs()), list(document.paragraphs()))
    names = _names(document, base, paragraphs.pairs() | _section_pairs(base, document))
    return Alignment(
        renamed(document, names),
        tuple(
            PartGroup(group.before, tuple(names.get(uid, uid) for uid in group.after))
            for group in paragraphs.groups()
        ),
    )


def groups_of(document: ArticleDocument, base: ArticleDocument) -> tuple[PartGroup, ...]:
    """Return what was split and joined in a document made from `base`, by identifiers."""
    matching = _Matching(list(base.paragraphs()), list(document.paragraphs()), by_name=True)
    return tuple(matching.groups())


def united_groups(*groups: Iterable[PartGroup]) -> tuple[PartGroup, ...]:
    """Return groups of several documents made from one, joined where they share a paragraph."""
    found: list[PartGroup] = []
    for group in chain.from_iterable(groups):
        touching = [each for each in found if set(each.before) & set(group.before)]
        found = [each for each in found if each not in touching]
        members = (*touching, group)
        before = dict.fromkeys(uid for each in members for uid in each.before)
        after = dict.fromkeys(uid for each in members for uid in each.after)
        found.append(PartGroup(tuple(before), tuple(after)))
    return tuple(found)


def _names(
    document: ArticleDocument, base: ArticleDocument, pairs: dict[str, str]
) -> dict[str, str]:
    """Return new names for parts of the document: none twice, none of a deleted part."""
    identifiers = Identifiers([*_uids(base)])
    names = {}
    for uid in _uids(document):
        if uid in pairs:
            names[uid] = pairs[uid]
        elif not identifiers.claim(uid):
            names[uid] = identifiers.make(uid)
    return {uid: name for uid, name in names.items() if uid != name}


def _uids(document: ArticleDocument) -> Iterator[str]:
    for section in document.sections:
        yield section.uid
        yield from (paragraph.uid for paragraph in section.paragraphs)


@dataclass(slots=True)
class _Text:
    """A paragraph, its position, and its words."""

    paragraph: Paragraph
    position: int
    identity: object = None
    _words: Counter[str] | None = None

    def __post_init__(self) -> None:
        self.identity = self.paragraph.identity

    @property
    def uid(self) -> str:
        return self.paragraph.uid

    @property
    def words(self) -> Counter[str]:
        if self._words is None:
            self._words = count_words(self.paragraph.text)
        return self._words


def _are_of_one_kind(one: Paragraph, other: Paragraph) -> bool:
    return one.kind is other.kind or {one.kind, other.kind} <= TEXT_KINDS


def count_words(text: str) -> Counter[str]:
    """Return how often each word occurs in a text."""
    return Counter(split_words(text))


def similarity(left: Counter[str], right: Counter[str]) -> float:
    """Return the share of words that two texts have in common (Sørensen and Dice)."""
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


class _Matching:
    """A matching of the paragraphs of two documents; each has one partner, or is in one's group."""

    def __init__(
        self, before: Sequence[Paragraph], after: Sequence[Paragraph], *, by_name: bool = False
    ) -> None:
        """Match texts of one identifier if `by_name`; else search for the most similar."""
        self.before = [_Text(paragraph, position) for position, paragraph in enumerate(before)]
        self.after = [_Text(paragraph, position) for position, paragraph in enumerate(after)]
        # Positions after -> before, one to one.
        self.partner: dict[int, int] = {}
        # Position of a text with a partner -> those of what it was split into, or joined from.
        self.split: dict[int, list[int]] = {}
        self.joined: dict[int, list[int]] = {}
        self._pairs_left = _MOST_PAIRS
        if by_name:
            self._match_names()
            self._match_parts(self.before, self.after)
            return
        for gap in self._match_same():
            self._match_alike(*gap)
        self._match_elsewhere()

    def _match_names(self) -> None:
        positions = {text.uid: text.position for text in self.before}
        self.partner = {
            text.position: positions[text.uid] for text in self.after if text.uid in positions
        }

    def pairs(self) -> dict[str, str]:
        """Return the identifier that each paragraph of the later document had in the earlier."""
        return {self.after[new].uid: self.before[old].uid for new, old in self.partner.items()}

    def groups(self) -> Iterator[PartGroup]:
        """Yield what was split and joined, in the order of the earlier document."""
        partner = {old: new for new, old in self.partner.items()}
        for old in sorted({*self.split, *self.joined}):
            before = sorted([old, *self.joined.get(old, ())])
            after = sorted([partner[old], *self.split.get(old, ())])
            yield PartGroup(
                tuple(self.before[position].uid for position in before),
                tuple(self.after[position].uid for position in after),
            )

    def _match_same(self) -> list[tuple[list[_Text], list[_Text]]]:
        """Match what is the same, in order, then anywhere; return what is left between the former.

        Text is the same by its markup, whatever kind of text it is.
        """
        old = [text.identity for text in self.before]
        new = [text.identity for text in self.after]
        gaps = []
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
            if tag == "equal":
                self.partner.update(zip(range(j1, j2), range(i1, i2), strict=True))
            else:
                gaps.append((range(i1, i2), range(j1, j2)))
        self._match_moved()
        taken = set(self.partner.values())
        return [
            (
                [self.before[position] for position in left if position not in taken],
                [self.after[position] for position in right if position not in self.partner],
            )
            for left, right in gaps
        ]

    def _match_moved(self) -> None:
        waiting: dict[object, list[int]] = {}
        for text in reversed(self._free_before()):
            waiting.setdefault(text.identity, []).append(text.position)
        for text in self._free_after():
            if positions := waiting.get(text.identity):
                self.partner[text.position] = positions.pop()

    def _match_alike(self, before: list[_Text], after: list[_Text]) -> None:
        """Match similar texts between the same neighbours on both sides."""
        if not before or not after:
            return
        self._match_best(before, after, _ALIKE)
        self._match_parts(before, after)
        left = self._free(before, self._taken_before())
        right = self._free(after, self._taken_after())
        if len(left) == len(right) == 1:
            self._match_best(left, right, _ALIKE_ALONE)

    def _match_elsewhere(self) -> None:
        self._match_best(self._free_before(), self._free_after(), _ALIKE_ELSEWHERE)

    def _match_best(self, before: Sequence[_Text], after: Sequence[_Text], least: float) -> None:
        number = len(before) * len(after)
        pairs: Iterable[tuple[_Text, _Text]] = product(before, after)
        if number > self._pairs_left:
            pairs, number = zip(before, after, strict=False), min(len(before), len(after))
        self._pairs_left -= number
        # A caption is no text that became a picture.
        pairs = ((old, new) for old, new in pairs if _are_of_one_kind(old.paragraph, new.paragraph))
        found = [
            (
                -similarity(old.words, new.words),
                abs(old.position - new.position),
                old.position,
                new.position,
            )
            for old, new in pairs
        ]
        taken = set(self.partner.values())
        for like, _, old, new in sorted(found):
            if -like >= least and old not in taken and new not in self.partner:
                self.partner[new] = old
                taken.add(old)

    def _match_parts(self, before: list[_Text], after: list[_Text]) -> None:
        """Find what else a matched text was split into, or was joined from."""
        free_before = self._free(before, self._taken_before())
        free_after = self._free(after, self._taken_after())
        if not free_before and not free_after:
            return
        for new in [text for text in after if text.position in self.partner]:
            old = self.before[self.partner[new.position]]
            if old.identity == new.identity:
                continue
            if pieces := _come_from(old, new, free_after):
                self.split[old.position] = pieces
                free_after = [text for text in free_after if text.position not in pieces]
            elif pieces := _come_from(new, old, free_before):
                self.joined[old.position] = pieces
                free_before = [text for text in free_before if text.position not in pieces]

    def _taken_before(self) -> set[int]:
        return {
            *self.partner.values(),
            *(p for positions in self.joined.values() for p in positions),
        }

    def _taken_after(self) -> set[int]:
        return {
            *self.partner,
            *(position for positions in self.split.values() for position in positions),
        }

    @staticmethod
    def _free(texts: Iterable[_Text], taken: set[int]) -> list[_Text]:
        return [text for text in texts if text.position not in taken]

    def _free_before(self) -> list[_Text]:
        return self._free(self.before, self._taken_before())

    def _free_after(self) -> list[_Text]:
        return self._free(self.after, self._taken_after())


def _come_from(whole: _Text, piece: _Text, others: Iterable[_Text]) -> list[int]:
    """Return the positions next to `piece` of further texts whose words `whole` holds."""
    rest = whole.words - piece.words
    by_position = {text.position: text for text in others}
    found: list[int] = []
    for step in (1, -1):
        position = piece.position + step
        while (text := by_position.get(position)) and _is_part(text, whole, rest):
            rest = rest - text.words
            found.append(position)
            position += step
    return found


def _is_part(text: _Text, whole: _Text, rest: Counter[str]) -> bool:
    is_text = {text.paragraph.kind, whole.paragraph.kind} <= TEXT_KINDS
    return is_text and _is_contained(text.words, rest)


def _is_contained(words: Counter[str], rest: Counter[str]) -> bool:
    total = words.total()
    return total >= _FEWEST_WORDS and (words & rest).total() >= _CONTAINED * total


def _section_pairs(base: ArticleDocument, document: ArticleDocument) -> dict[str, str]:
    """Return the identifier that each section had: by its heading, else by a similar one."""
    before, after = list(base.sections), list(document.sections)
    pairs: dict[str, str] = {}
    old = [section.heading.text for section in before]
    new = [section.heading.text for section in after]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            pairs.update(
                (after[j].uid, before[i].uid)
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
            )
        elif tag == "replace":
            pairs.update(_alike_sections(before[i1:i2], after[j1:j2]))
    pairs |= _moved_sections(before, after, pairs)
    return pairs | _opening_section(before, after, pairs)


def _opening_section(
    before: Sequence[Section], after: Sequence[Section], pairs: dict[str, str]
) -> dict[str, str]:
    """Return the pair of an article's first section that got its heading, or lost it."""
    if not before or not after:
        return {}
    old, new = before[0], after[0]
    is_known = new.uid in pairs or old.uid in pairs.values()
    return {} if is_known or (old.heading and new.heading) else {new.uid: old.uid}


def _moved_sections(
    before: Sequence[Section], after: Sequence[Section], pairs: dict[str, str]
) -> dict[str, str]:
    taken = set(pairs.values())
    waiting = {s.heading.text: s.uid for s in reversed(before) if s.uid not in taken}
    return {
        section.uid: waiting.pop(section.heading.text)
        for section in after
        if section.uid not in pairs and section.heading.text in waiting
    }


def _alike_sections(before: Sequence[Section], after: Sequence[Section]) -> dict[str, str]:
    if len(before) * len(after) > _MOST_PAIRS:
        return {}
    least = _ALIKE_ALONE if len(before) == len(after) == 1 else _ALIKE
    found = sorted(
        (-similarity(count_words(old.heading.text), count_words(new.heading.text)), i, j)
        for (i, old), (j, new) in product(enumerate(before), enumerate(after))
    )
    pairs: dict[str, str] = {}
    for like, i, j in found:
        old, new = before[i].uid, after[j].uid
        if -like >= least and old not in pairs.values() and new not in pairs:
            pairs[new] = old
    return pairs
