"""Compare texts word by word: words with the change of each, and what became of links and styles.

Markup goes in. Out come words as people read them, and notes on what words do not show: a link that
leads elsewhere, a word that is bold now.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate, groupby
from typing import Final

from articles.documents import markup
from articles.documents.markup import Mark
from articles.documents.messages import gettext, gettext_noop
from articles.documents.revisions.words import WORD

# Comparing takes time in proportion to the product of both lengths; of longer texts, all between
# what both begin and end with is shown whole.
MOST_WORDS: Final = 2_000
# Of longer stretches with hardly a word in common, marks on single words say nothing.
_FEW_WORDS: Final = 8
_LEAST_SHARED: Final = 0.2

# A number with its signs, a word or a mark, with the space before it.
_TOKEN: Final = re.compile(rf"\s*(?:\d+(?:[.,:]\d+)+|{WORD}|[^\w\s])|\s+")

# The separator of paragraphs that are compared as one text.
BREAK: Final = "\n\n"

# Of a link or an explanation, what changed is said beside its words.
LINK: Final = "a"
_EXPLAINED: Final = "abbr"
STYLES: Final = {
    "strong": gettext_noop("bold"),
    "em": gettext_noop("italic"),
    "u": gettext_noop("underlined"),
    "s": gettext_noop("struck through"),
    "sub": gettext_noop("subscript"),
    "sup": gettext_noop("superscript"),
    "code": gettext_noop("code"),
    "cite": gettext_noop("title of a work"),
    "q": gettext_noop("quoted"),
    "mark": gettext_noop("highlighted"),
    "small": gettext_noop("small"),
}
_LONGEST_QUOTE: Final = 60


class DiffMark(StrEnum):
    """The change of some words; the values are the elements that show it."""

    SAME = ""
    INSERTED = "ins"
    DELETED = "del"
    # The same words, but with another link or style.
    RESTYLED = "mark"


@dataclass(frozen=True, slots=True)
class DiffWords:
    """Words with one change; `styles` are the tags that they stand in, and `were` those before."""

    mark: DiffMark
    text: str
    styles: tuple[str, ...] = ()
    were: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DiffNote:
    """What words do not show: what it is about, and what became of that."""

    label: str
    words: tuple[DiffWords, ...] = ()

    def __str__(self) -> str:
        """Return it as a line: "link changed, “Hesk”: https://old → https://new"."""
        before, after = earlier_text(self.words), later_text(self.words)
        if before and after and before != after:
            return f"{self.label}: {before} → {after}"
        return f"{self.label}: {after or before}" if after or before else self.label


@dataclass(frozen=True, slots=True)
class WordDiff:
    """Texts compared: their words, and what became of links and of styles."""

    words: tuple[DiffWords, ...]
    links: tuple[DiffNote, ...] = ()
    styles: tuple[DiffNote, ...] = ()

    @property
    def notes(self) -> tuple[DiffNote, ...]:
        """Return all that the words do not show."""
        return self.links + self.styles

    @property
    def has_other_words(self) -> bool:
        """Return whether any word came or went."""
        return any(each.mark in (DiffMark.INSERTED, DiffMark.DELETED) for each in self.words)


def diff_words(before: Sequence[str], after: Sequence[str]) -> tuple[DiffWords, ...]:
    """Return the changes of paragraphs' words, given as markup, with a `BREAK` between two."""
    return compare(before, after).words


def compare(before: Sequence[str], after: Sequence[str]) -> WordDiff:
    """Return the changes of paragraphs, given as markup, in words and in notes."""
    old, new = _words_of(before), _words_of(after)
    steps = _steps(old, new)
    return WordDiff(
        tuple(_joined(_marked(old, new, steps))),
        tuple(_notes_of_links(old, new, steps)),
        tuple(_notes_of_styles(old, new, steps)),
    )


def replaced(before: str, after: str) -> tuple[DiffWords, ...]:
    """Return the one text struck and the other in its place."""
    both = DiffWords(DiffMark.DELETED, before), DiffWords(DiffMark.INSERTED, after)
    return tuple(words for words in both if words.text)


def earlier_text(words: Iterable[DiffWords]) -> str:
    """Return the text as it was."""
    return "".join(each.text for each in words if each.mark is not DiffMark.INSERTED)


def later_text(words: Iterable[DiffWords]) -> str:
    """Return the text as it is now."""
    return "".join(each.text for each in words if each.mark is not DiffMark.DELETED)


def earlier_words(words: Iterable[DiffWords]) -> tuple[DiffWords, ...]:
    """Return the words of the earlier side alone, as they were styled."""
    return tuple(
        replace(each, styles=each.were) if each.mark is DiffMark.RESTYLED else each
        for each in words
        if each.mark is not DiffMark.INSERTED
    )


def later_words(words: Iterable[DiffWords]) -> tuple[DiffWords, ...]:
    """Return the words of the later side alone."""
    return tuple(each for each in words if each.mark is not DiffMark.DELETED)


def quoted(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """Return the beginning of a text in quotation marks, on one line."""
    line = markup.one_line(text)
    if len(line) > longest:
        cut = line[: longest - 1]
        line = f"{cut.rpartition(' ')[0] or cut}…"
    return gettext("“{text}”").format(text=line)


@dataclass(slots=True)
class _Word:
    """A word with the space before it, and the marks that any of it has."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def styles(self) -> tuple[str, ...]:
        return tuple(mark.tag for mark in self.marks) if self.marks else ()


# A stretch of one side and of the other; `same` if their words are.
_Step = tuple[bool, int, int, int, int]


def _words_of(texts: Sequence[str]) -> list[_Word]:
    """Return the words of texts; the first after a break has its space before it as any other."""
    words: list[_Word] = []
    for number, text in enumerate(texts):
        if number:
            words.append(_Word(BREAK))
        words += _words_of_one(text, " " if number else "")
    return words


def _words_of_one(text: str, space: str) -> list[_Word]:
    if "<" not in text:
        return [_Word(token) for token in _TOKEN.findall(space + markup.visible_text(text))]
    inlines = markup.inlines(text)
    ends = list(accumulate(len(inline.text) for inline in inlines))
    words, place = [], 0
    for found in _TOKEN.finditer(space + "".join(inline.text for inline in inlines)):
        token = found[0]
        # White space has no style of its own.
        start = found.end() - len(token.lstrip()) - len(space)
        while place < len(ends) - 1 and ends[place] <= start:
            place += 1
        marks = inlines[place].marks if place < len(inlines) else ()
        last = place
        while last < len(ends) - 1 and ends[last] < found.end() - len(space):
            last += 1
            marks = (*marks, *(mark for mark in inlines[last].marks if mark not in marks))
        words.append(_Word(token, marks))
    return words


def _steps(old: list[_Word], new: list[_Word]) -> list[_Step]:
    before, after = [word.text for word in old], [word.text for word in new]
    start = _shared_start(before, after)
    end = _shared_start(before[start:][::-1], after[start:][::-1])
    stop, new_stop = len(before) - end, len(after) - end
    steps: list[_Step] = [(True, 0, start, 0, start)] if start else []
    steps += _inner(before[start:stop], after[start:new_stop], start)
    if end:
        steps.append((True, stop, len(before), new_stop, len(after)))
    return steps


def _shared_start(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _inner(before: Sequence[str], after: Sequence[str], offset: int) -> list[_Step]:
    if not before and not after:
        return []
    whole = [(False, offset, offset + len(before), offset, offset + len(after))]
    if not before or not after or max(len(before), len(after)) > MOST_WORDS:
        return whole
    codes = SequenceMatcher(None, before, after, autojunk=True).get_opcodes()
    if min(len(before), len(after)) > _FEW_WORDS:
        shared = sum(_length(before[i:j]) for tag, i, j, _, _ in codes if tag == "equal")
        if shared < _LEAST_SHARED * min(_length(before), _length(after)):
            return whole
    return [(tag == "equal", *(place + offset for place in places)) for tag, *places in codes]  # type: ignore[misc]


def _length(words: Sequence[str]) -> int:
    return sum(map(len, words))


def _marked(old: list[_Word], new: list[_Word], steps: list[_Step]) -> Iterator[DiffWords]:
    for same, start, end, new_start, new_end in steps:
        if same:
            for was, word in zip(old[start:end], new[new_start:new_end], strict=True):
                mark = DiffMark.SAME if was.marks == word.marks else DiffMark.RESTYLED
                were = was.styles if mark else ()
                yield DiffWords(mark, word.text, word.styles, were)
            continue
        for word in old[start:end]:
            yield DiffWords(DiffMark.DELETED, word.text, word.styles)
        for word in new[new_start:new_end]:
            yield DiffWords(DiffMark.INSERTED, word.text, word.styles)


def _joined(words: Iterable[DiffWords]) -> Iterator[DiffWords]:
    for _, group in groupby(words, key=lambda each: (each.mark, each.styles, each.were)):
        alike = list(group)
        yield replace(alike[0], text="".join(each.text for each in alike))


@dataclass(slots=True)
class _Link:
    """A link or an explanation on some words, by their places."""

    mark: Mark
    places: list[int] = field(default_factory=list)
    text: str = ""


def _links(words: list[_Word]) -> list[_Link]:
    found: list[_Link] = []
    for place, word in enumerate(words):
        for mark in word.marks:
            if mark.tag not in (LINK, _EXPLAINED):
                continue
            last = next((each for each in reversed(found[-2:]) if each.mark == mark), None)
            if last and last.places[-1] == place - 1:
                last.places.append(place)
                last.text += word.text
            else:
                found.append(_Link(mark, [place], word.text))
    return found


def _notes_of_links(old: list[_Word], new: list[_Word], steps: list[_Step]) -> Iterator[DiffNote]:
    """Yield what became of addresses: no link may change its target unseen."""
    before, after = _links(old), _links(new)
    if [(each.mark, each.text) for each in before] == [(each.mark, each.text) for each in after]:
        return
    pairs = _paired(before, after, steps)
    for link in after:
        was = pairs.get(id(link))
        if was is None:
            yield _note_of_link(link.text, None, link.mark)
        elif was.mark != link.mark:
            yield _note_of_link(link.text, was.mark, link.mark)
    taken = set(map(id, pairs.values()))
    for link in before:
        if id(link) not in taken:
            yield _note_of_link(link.text, link.mark, None)


# What tells of a link which one of the other side it may be.
_Keys = Callable[["_Link"], Iterable[object]]


def _paired(before: list[_Link], after: list[_Link], steps: list[_Step]) -> dict[int, _Link]:
    """Return for links of the later side, by their `id`, those that they were.

    First by words that both are on, then where the words of both are in one change, then the same
    link on the same words elsewhere.
    """
    pairs: dict[int, _Link] = {}
    _pair(pairs, before, after, _same_places(steps), lambda link: link.places)
    _pair(pairs, before, after, _changes(steps, 1), _changes(steps, 3))
    _pair(pairs, before, after, _itself, _itself)
    return pairs


def _pair(
    pairs: dict[int, _Link], before: list[_Link], after: list[_Link], old: _Keys, new: _Keys
) -> None:
    taken = set(map(id, pairs.values()))
    waiting: dict[object, list[_Link]] = {}
    for link in before:
        if id(link) not in taken:
            for key in old(link):
                waiting.setdefault((link.mark.tag, key), []).append(link)
    for link in after:
        if id(link) in pairs:
            continue
        found = (was for key in new(link) for was in waiting.get((link.mark.tag, key), ()))
        was = next((each for each in found if id(each) not in taken), None)
        if was:
            taken.add(id(was))
            pairs[id(link)] = was


def _itself(link: _Link) -> Iterable[object]:
    return [(link.mark, link.text.strip())]


def _same_places(steps: list[_Step]) -> _Keys:
    moved = {
        start + place: new_start + place
        for same, start, end, new_start, _ in steps
        if same
        for place in range(end - start)
    }
    return lambda link: [moved[place] for place in link.places if place in moved]


def _changes(steps: list[_Step], side: int) -> _Keys:
    """Return what tells the changes that a link's words are in; `side` is its place in a step."""
    return lambda link: [
        number
        for number, step in enumerate(steps)
        if not step[0] and step[side] <= link.places[0] < step[side + 1]
    ]


def _note_of_link(text: str, was: Mark | None, now: Mark | None) -> DiffNote:
    about = quoted(text)
    old, new = (dict(mark.attributes) if mark else {} for mark in (was, now))
    if (was or now or Mark("")).tag == _EXPLAINED:
        label = gettext("Explanation of {text}").format(text=about)
        return DiffNote(label, replaced(old.get("title", ""), new.get("title", "")))
    addresses = old.get("href", ""), new.get("href", "")
    if addresses[0] == addresses[1]:
        label = gettext("Title of the link {text}").format(text=about)
        return DiffNote(label, replaced(old.get("title", ""), new.get("title", "")))
    if was and now:
        label = gettext("Link changed, {text}").format(text=about)
    elif now:
        label = gettext("Link added, {text}").format(text=about)
    else:
        label = gettext("Link gone, {text}").format(text=about)
    return DiffNote(label, replaced(*addresses))


def _notes_of_styles(old: list[_Word], new: list[_Word], steps: list[_Step]) -> Iterator[DiffNote]:
    """Yield which of the words that stayed have another style."""
    for same, start, end, new_start, new_end in steps:
        if not same:
            continue
        pairs = zip(old[start:end], new[new_start:new_end], strict=True)
        for change, group in groupby(pairs, key=_change_of_style):
            if any(change):
                text = "".join(word.text for _, word in group)
                yield from _in_words(*change, text)


def _change_of_style(pair: tuple[_Word, _Word]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the styles that came, and those that went."""
    was, now = pair
    if was.marks == now.marks:
        return (), ()
    came = tuple(tag for tag in now.styles if tag in STYLES and tag not in was.styles)
    went = tuple(tag for tag in was.styles if tag in STYLES and tag not in now.styles)
    return came, went


def _in_words(came: Iterable[str], went: Iterable[str], text: str) -> Iterator[DiffNote]:
    for tags, form in (
        (came, gettext("Now {style}: {text}")),
        (went, gettext("No longer {style}: {text}")),
    ):
        if tags:
            styles = ", ".join(gettext(STYLES[tag]) for tag in tags)
            yield DiffNote(form.format(style=styles, text=quoted(text)))
