"""Text -> the words by which it is found, the same for what is indexed and for what is typed.

Letters lose their case and their accents (Unicode Standard, 5.18 and UAX 15: NFKD, marks stripped,
casefold), so that cafe finds Café. Scripts that are written without spaces become pairs of letters
that overlap: a phrase of pairs finds any run of letters. Databases get words of letters, digits and
marks alone, parted by spaces, and have nothing of their own to decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from articles.models.words import FIELD_MARK

# In letters. What is longer is found in parts: a database refuses it whole (PostgreSQL: at 2 KB).
LONGEST_WORD: Final = 64

# What nearly all texts of Latin letters have besides: each is read as no more than the other is.
_TYPOGRAPHIC: Final = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"))
# What is left of NFKD that is neither ASCII nor an accent.
_NOT_LATIN: Final = re.compile("[^\x00-\x7f\u0300-\u036f\u00ad]")
# Letters and digits as words have them; all else parts words.
_WORDS_OF_ASCII: Final = bytes(
    ord(chr(code).lower()) if code < 0x80 and chr(code).isalnum() else ord(" ")
    for code in range(0x100)
)
# Stands before each of many texts that are read in one go: one by one they cost twice as much.
_MARK: Final = "\x1f"
_BEFORE_EACH: Final = f" {_MARK} "
_MARKED_WORDS_OF_ASCII: Final = bytes(
    ord(FIELD_MARK) if chr(code) == _MARK else word for code, word in enumerate(_WORDS_OF_ASCII)
)
_SPACES: Final = re.compile(b"  +")
# Quick, since most are of ASCII: the others are looked at one by one.
_ROUGH_WORD: Final = re.compile(rf"[a-z0-9\u0080-\U0010ffff]{{1,{LONGEST_WORD}}}")
# Accents and points of Latin, Greek, Cyrillic, Hebrew and Arabic, which writers leave out at will,
# Arabic's stretched line and what is not seen: soft hyphens, joiners, signs of direction. The vowel
# signs of other scripts are letters to their readers.
_STRIPPED: Final = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u20d0-\u20ff"
    "\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]+"
)
# Hangul syllables and voiced kana, which NFKD takes apart.
_TAKEN_APART: Final = re.compile("[\u1100-\u11ff\u3099\u309a]")
# Thai, Lao, Tibetan, Burmese, Khmer; kana, Bopomofo, Han; Hangul, whose words carry their endings.
_UNSPACED: Final = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3105-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_HAS_UNSPACED: Final = re.compile(f"[{_UNSPACED}]")
_UNSPACED_RUN: Final = re.compile(f"[{_UNSPACED}]+")
_RUN: Final = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
# Letters that stand for others at keyboards without them, which NFKD leaves; of Arabic and Persian
# as Lucene's ArabicNormalizer and PersianNormalizer have them.
_SPELLED: Final = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t",
        "ı": "i", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ہ": "ه",
    }
)  # fmt: skip


def _marks_of_words() -> str:
    """Return the marks of scripts in which they are part of a word: Python's `\\w` has none."""
    blocks = (range(0x0900, 0x1CD0), range(0xA800, 0xAC00))
    return "".join(
        chr(code)
        for block in blocks
        for code in block
        if unicodedata.category(chr(code)).startswith("M")
    )


_WORD: Final = re.compile(f"(?:[^\\W_]|[{_marks_of_words()}])+")
_WRITTEN: Final = re.compile(
    f"[{_UNSPACED}]+|(?:[^\\W_{_UNSPACED}]|[{_marks_of_words()}]|{_STRIPPED.pattern})+"
)


def written_words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text as they are written: a run without spaces is one."""
    return _WRITTEN.finditer(text)


def is_unspaced(text: str) -> bool:
    """Return whether a word begins with a letter of a script that is written without spaces."""
    return bool(_HAS_UNSPACED.match(text))


def index_words(text: str) -> list[str]:
    """Return the words of a text for an index, in their order.

    The last letter of a run without spaces stands alone, too: a single letter is looked up as the
    beginning of a word.
    """
    if (latin := _latin_words(text)) is not None:
        return latin.decode("ascii").split()
    words = _any_words(text)
    if not _HAS_UNSPACED.search(text):
        return words
    return [part for word in words for run in _RUN.findall(word) for part in _indexed_parts(run)]


def index_lines(texts: Iterable[str]) -> str:
    """Return the words of texts for an index, parted by spaces, with a mark before each text's."""
    lines = [text if text.isascii() else " ".join(index_words(text)) for text in texts]
    text = _BEFORE_EACH.join(("", *lines))
    if text.isascii() and text.count(_MARK) == len(lines):
        # A slug is long, but none of its words is.
        data = text.encode().translate(_MARKED_WORDS_OF_ASCII)
        if not _may_have_long_word(data):
            return _SPACES.sub(b" ", data).strip().decode("ascii")
    return " ".join(chain.from_iterable((FIELD_MARK, *_words_of_line(each)) for each in lines))


def _words_of_line(line: str) -> list[str]:
    """Return the words of a line of ASCII, or those of which a line is made already."""
    return index_words(line) if line.isascii() else line.split()


def typed_words(text: str) -> tuple[list[str], bool]:
    """Return the words to look for, one after the other, and whether the last is a beginning."""
    found: list[str] = []
    is_beginning = False
    for run in (run for word in _words(text) for run in _RUN.findall(word)):
        is_unspaced = bool(_HAS_UNSPACED.match(run))
        is_beginning = is_unspaced and len(run) == 1
        found.extend(_pairs(run) if is_unspaced and not is_beginning else [run])
    return found, is_beginning


def _words(text: str) -> list[str]:
    latin = _latin_words(text)
    return _any_words(text) if latin is None else latin.decode("ascii").split()


def _latin_words(text: str) -> bytes | None:
    """Return `_any_words`, parted by spaces, at a third of the cost.

    None where there is more than Latin letters, or might be a word that is parted.
    """
    if not text.isascii():
        for sign, plain in _TYPOGRAPHIC:
            text = text.replace(sign, plain)
        if not text.isascii():
            text = unicodedata.normalize("NFKD", text)
            if _NOT_LATIN.search(text):
                return None
    data = text.encode("ascii", "ignore")
    if _may_have_long_word(data):
        return None
    return b" ".join(data.translate(_WORDS_OF_ASCII).split())


def _may_have_long_word(data: bytes) -> bool:
    """Return whether more bytes than a word may have come without a space between them."""
    space = -1
    while len(data) - space > LONGEST_WORD + 1:
        space = data.rfind(b" ", space + 1, space + LONGEST_WORD + 2)
        if space < 0:
            return True
    return False


def folded_text(text: str) -> str:
    """Return a text without case and accents, and without what is not seen."""
    bare = _STRIPPED.sub("", unicodedata.normalize("NFKD", text))
    if _TAKEN_APART.search(bare):
        bare = unicodedata.normalize("NFC", bare)
    return bare.casefold()


def text_of_spaced_words(text: str) -> str:
    """Return a text with the words of `index_words`, but for those of runs without spaces.

    Between its words is more than spaces: it is for a pattern that looks for some of them.
    """
    return _UNSPACED_RUN.sub(" ", folded_text(text).translate(_SPELLED))


def _any_words(text: str) -> list[str]:
    found: list[str] = []
    for word in _ROUGH_WORD.findall(folded_text(text)):
        if word.isascii():
            found.append(word)
        else:
            found.extend(_WORD.findall(word.translate(_SPELLED)))
    return found


def _indexed_parts(run: str) -> list[str]:
    return [*_pairs(run), run[-1]] if _HAS_UNSPACED.match(run) else [run]


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)]
