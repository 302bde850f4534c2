r"""Erased passages: found in any text that may hold them, however they are written, and taken out.

A passage is known by a keyed hash of its words, so that who reads the record does not read the
passage. Texts are compared word by word: case, punctuation, white space, Unicode normalisation and
marks on letters do not matter, nor whether a text is written with HTML entities or tags, with the
escapes of JSON (`\u00e9`) or with those of addresses (`%C3%A9`).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from typing import Any, Final, NamedTuple

# Stands where a passage stood. No format gives these characters a meaning.
MARK: Final = "(...)"
# Of a passage in words: a longer one is erased sentence by sentence.
MOST_WORDS: Final = 400
_MOST_REMEMBERED: Final = 100_000

# Scripts that are written without spaces: each of their characters is a word.
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Letters, digits and the vowel signs of Indic scripts.
_WORD: Final = re.compile(f"[{_UNSPACED}]|(?:(?![{_UNSPACED}])(?:[^\\W_]|[\u0900-\u0dff]))+")
# The same where there are none of these.
_PLAIN_WORD: Final = re.compile(r"[^\W_]+")
_NOT_PLAIN: Final = re.compile(f"[{_UNSPACED}\u0900-\u0dff]")
# Between two words of a passage, these go with it; what else stands there may hold a file together.
_GAP: Final = re.compile(r"[ \t\u00a0]*")

_BACKSLASHED: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2}|\\[nrtbf]|\\[\"'/\\]"
)
_PERCENT: Final = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_TAG: Final = re.compile(r"<!--|-->|<[/!?a-zA-Z][^<>]*>")
_NAMES_IN_TAG: Final = re.compile(r"^<[/!?]?[\w:-]*|[\w:-]+(?=\s*=)")
# Marks on letters that Latin, Greek, Cyrillic, Hebrew and Arabic can do without.
_MARKS: Final = frozenset(
    chr(number)
    for first, last in (
        (0x300, 0x36F),
        (0x591, 0x5C7),
        (0x610, 0x61A),
        (0x64B, 0x65F),
        (0x670, 0x670),
    )
    for number in range(first, last + 1)
)

Decode = Callable[[re.Match[str]], str]


class _Normal(dict[int, str]):
    """Characters by number, as they are compared; worked out once each."""

    def __missing__(self, number: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(number)).casefold()
        decomposed = unicodedata.normalize("NFKD", decomposed)
        kept = "".join(
            char for char in decomposed if char not in _MARKS and unicodedata.category(char) != "Cf"
        )
        self[number] = kept
        return kept


_NORMAL: Final = _Normal()


def _backslashed(found: re.Match[str]) -> str:
    written = found[0]
    if written[1] in "uUx":
        parts = re.findall(r"[uUx]([0-9a-fA-F]+)", written)
        units = b"".join(
            int(part, 16).to_bytes(4 if len(part) == 8 else 2, "big") for part in parts
        )
        return units.decode("utf-32-be" if len(parts[0]) == 8 else "utf-16-be", "replace")
    return {"n": "\n", "r": "\r", "t": "\t", "b": " ", "f": " "}.get(written[1], written[1])


def _percent(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace")


def _entity(found: re.Match[str]) -> str:
    return html.unescape(found[0])


def _values(found: re.Match[str]) -> str:
    """Return a tag as long as it was, of which only the values of attributes are left."""
    return _NAMES_IN_TAG.sub(lambda name: " " * len(name[0]), found[0])


def _instead(text: str, _: re.Match[str]) -> str:
    return text


# What is written in other characters; each twice, since one program's output is another's input.
_DECODED: Final[tuple[tuple[re.Pattern[str], Decode], ...]] = (
    (_BACKSLASHED, _backslashed),
    (_BACKSLASHED, _backslashed),
    (_PERCENT, _percent),
    (_ENTITY, _entity),
    (_ENTITY, _entity),
)
# Tags end a word or stand in the midst of one, and their attributes may be read.
_READINGS: Final[tuple[Decode, ...]] = (partial(_instead, ""), partial(_instead, " "), _values)
_MAY_BE_WRITTEN: Final = re.compile(r"[\\%&<]")


def compared_words(text: str) -> list[str]:
    """Return the words of a text as they are compared, of a text that is written plainly."""
    text = text.lower() if text.isascii() else text.translate(_NORMAL)
    return (_WORD if _NOT_PLAIN.search(text) else _PLAIN_WORD).findall(text)


def mark_of(key: bytes, kind: str, text: str) -> str:
    """Return the keyed BLAKE2b digest, 16 bytes as hex, by which something erased is known."""
    return blake2b(
        f"{kind}\0{text}".encode("utf-8", "replace"), digest_size=16, key=key
    ).hexdigest()


def passage_mark(key: bytes, words: Sequence[str]) -> str:
    """Return the mark of a passage's words; it begins with eight bits of the first word's."""
    return mark_of(key, "word", words[0])[:2] + mark_of(key, "passage", " ".join(words))


class _Beginnings(dict[str, bool]):
    """Whether a word may begin a passage: of most texts no word does, and words recur."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__()
        self._key = redaction.key
        self._first = {mark[:2] for marks in redaction.marks.values() for mark in marks}

    def __missing__(self, word: str) -> bool:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        self[word] = mark_of(self._key, "word", word)[:2] in self._first
        return self[word]


class _Decoded(NamedTuple):
    """A text, and for each of its characters where it begins and ends as it is written."""

    text: str
    starts: list[int]
    ends: list[int]

    def decoded(self, pattern: re.Pattern[str], decode: Decode) -> _Decoded:
        texts, starts, ends, at = [], [], [], 0
        for found in pattern.finditer(self.text):
            begin, end = found.span()
            new = decode(found)
            texts += [self.text[at:begin], new]
            if len(new) == end - begin:
                starts += self.starts[at:end]
                ends += self.ends[at:end]
            else:
                starts += self.starts[at:begin] + [self.starts[begin]] * len(new)
                ends += self.ends[at:begin] + [self.ends[end - 1]] * len(new)
            at = end
        if not at:
            return self
        starts += self.starts[at:]
        ends += self.ends[at:]
        return _Decoded("".join([*texts, self.text[at:]]), starts, ends)

    def normal(self) -> _Decoded:
        texts, starts, ends = [], [], []
        for char, start, end in zip(self.text, self.starts, self.ends, strict=True):
            normal = _NORMAL[ord(char)]
            texts.append(normal)
            starts += [start] * len(normal)
            ends += [end] * len(normal)
        return _Decoded("".join(texts), starts, ends)


@dataclass(frozen=True, slots=True)
class Redaction:
    """Erased passages that are to be taken out: their `marks` by their number of words."""

    key: bytes
    marks: Mapping[int, frozenset[str]] = field(default_factory=dict)
    _beginnings: _Beginnings = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_beginnings", _Beginnings(self))

    def __bool__(self) -> bool:
        return bool(self.marks)

    def is_in(self, text: str) -> bool:
        """Return whether a text holds one of the passages, however it is written."""
        if not self.marks:
            return False
        return any(next(self._found(compared_words(read)), None) for read in _readings(text))

    def redacted(self, text: str) -> str:
        """Return the text with a mark in the place of each passage; what is between its words
        and may hold a file together, such as tags, stays.
        """
        if not self.is_in(text):
            return text
        written = _Decoded(text, list(range(len(text))), list(range(1, len(text) + 1)))
        for pattern, decode in _DECODED:
            written = written.decoded(pattern, decode)
        spans = sorted({span for read in _READINGS for span in self._spans(written, read)})
        return _without(text, spans)

    def redacted_value(self, value: Any) -> Any:
        """Return a value of JSON, with the passages taken out of all its texts."""
        if isinstance(value, str):
            return self.redacted(value)
        if isinstance(value, list):
            return [self.redacted_value(each) for each in value]
        if isinstance(value, dict):
            return {self.redacted(name): self.redacted_value(each) for name, each in value.items()}
        return value

    def without(self, text: str) -> str:
        """Return a text that is a name, such as a slug, without its words that are a passage's."""
        return re.sub(r"[-_]*\(\.\.\.\)", "", self.redacted(text)).strip("-_ ")

    def _spans(self, written: _Decoded, read: Decode) -> Iterator[tuple[int, int, int]]:
        """Yield each word of a passage: its start, its end, and whether it is the first (0)."""
        shown = written.decoded(_TAG, read).normal()
        words = list(_WORD.finditer(shown.text))
        for first, number in self._found([word[0] for word in words]):
            for place, word in enumerate(words[first : first + number]):
                yield shown.starts[word.start()], shown.ends[word.end() - 1], min(place, 1)

    def _found(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield the first word of each passage, and the passage's number of words."""
        begins = self._beginnings
        for first, word in enumerate(words):
            if not begins[word]:
                continue
            for number, marks in self.marks.items():
                found = words[first : first + number]
                if len(found) == number and passage_mark(self.key, found) in marks:
                    yield first, number


def _readings(text: str) -> Iterator[str]:
    """Yield what a text may say."""
    if not _MAY_BE_WRITTEN.search(text):
        yield text
        return
    for pattern, decode in _DECODED:
        text = pattern.sub(decode, text)
    if not _TAG.search(text):
        yield text
        return
    for read in _READINGS:
        yield _TAG.sub(read, text)


def _without(text: str, spans: Sequence[tuple[int, int, int]]) -> str:
    """Return the text without these words: a mark for each first, and no spaces between."""
    parts: list[str] = []
    at = 0
    for start, end, place in spans:
        if end <= at:
            continue
        between = text[at : max(start, at)]
        if not (place and parts and _GAP.fullmatch(between)):
            parts.append(between)
        if not place:
            parts.append(MARK)
        at = end
    return "".join([*parts, text[at:]])
