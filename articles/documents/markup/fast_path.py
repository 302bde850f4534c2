"""Read a simple fragment of HTML as `sanitiser` would, without a parser.

Nearly all markup that sources send is simple: text, line breaks, and tags that are closed in the
reverse order of their opening, with attributes in double quotes. Such a fragment has one reading,
at a tenth of what bleach costs. Everything else is left to bleach; the tests hold this module to
the results of bleach, to the letter.

Why there is one reading, by the standard that bleach's parser follows (WHATWG HTML, "Parsing"):

- Tokens. Text ends at a `<` only. A tag of lower-case letters whose attributes are parted by white
  space, are written once each, and have a value in double quotes with no `<` or `>` inside, or
  none at all, is read by no other states than those for such; it ends at its first `>`.
- Character references. One that ends with a semicolon and is in the standard's table, or is a
  number of a printable character, is read the same everywhere. A `&` that begins none of the names
  that need no semicolon, and no name with one, is itself.
- Tree. An end tag whose element is the innermost open one just closes it: the adoption agency
  algorithm finds no furthest block, and stops at its first step. So the list of active formatting
  elements holds none that is not open, and reconstructing them does nothing. As no mark is
  inside one of its own name, the Noah's Ark clause finds no three alike, and an `a` meets no `a`.
- Other names. Those that are no marks never reach the tree: `sanitiser` reports them and leaves
  their content. None here is hidden, and none could be words between angle brackets
  (`tags.is_words`), since each is closed under its own name.
"""

import re
from html.entities import html5
from typing import Final

from articles.documents.markup.inline import (
    ALIASES,
    BREAK,
    MARKS,
    Inline,
    Mark,
    collapsed,
    ordered_marks,
)
from articles.documents.markup.sanitiser import (
    MarkupTooComplex,
    Removal,
    check_bounds,
    detail,
    removal_of,
)
from articles.documents.markup.tags import BLOCKS, CELLS, INLINE, border_of
from articles.documents.urls.safe_url import safe_url

# What `sanitiser` drops or replaces before it reads, and the carriage returns that it rewrites.
_BARRED: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_TAG: Final = re.compile("<([^<>]*)>")
_OPENING: Final = re.compile(
    r'([a-z][a-z0-9]*+)((?:[ \t\n]++[a-z][a-z0-9_-]*+(?:="[^"]*+")?+)*+)[ \t\n]*+(/?)'
)
_ATTRIBUTE: Final = re.compile(r'([a-z][a-z0-9_-]*+)(?:="([^"]*+)")?+')
# More are hardly simple, and each is compared with all before it.
_MOST_ATTRIBUTES: Final = 50
_DEEPEST: Final = 50

_MARK_NAMES: Final = {**{name: name for name in MARKS}, **ALIASES}
_GONE: Final = (INLINE | BLOCKS | CELLS) - {BREAK}

_WITHOUT_SEMICOLON: Final = "|".join(sorted(name for name in html5 if not name.endswith(";")))
_CHARACTERS: Final = {
    name: text for name, text in html5.items() if name.endswith(";") and text not in "\t\n"
}
_REFERENCE: Final = (
    r"&(?:([A-Za-z][A-Za-z0-9]*+;)|#([1-9][0-9]{1,4});|#[xX]([1-9A-Fa-f][0-9A-Fa-f]{1,3});"
    rf"|((?!#|{_WITHOUT_SEMICOLON})[A-Za-z0-9]*+(?!;)%s))?"
)
_IN_TEXT: Final = re.compile(_REFERENCE % "")
# In a value, a name without its semicolon is no reference if more of a name or "=" follows.
_IN_VALUE: Final = re.compile(_REFERENCE % "|(?=[A-Za-z0-9]++=)")
_NUMBER, _HEXADECIMAL, _AMPERSAND = 2, 3, 4  # groups of these


class _NotSimple(Exception):
    """Raised where bleach must read the fragment."""


def fast_read(fragment: str) -> tuple[list[Inline], list[Removal]] | None:
    """Return what `sanitiser.sanitise` returns for the fragment, or None if it is not simple."""
    if not fragment.isprintable() and _BARRED.search(fragment):
        return None
    try:
        check_bounds(fragment)
        return _Reading().of(fragment)
    except (_NotSimple, MarkupTooComplex):
        return None


class _Reading:
    """One fragment while it is read; every method raises `_NotSimple` where bleach must read it."""

    def __init__(self) -> None:
        self._pieces: list[Inline] = []
        self._opened: list[tuple[str, Mark | None]] = []
        self._marks: tuple[Mark, ...] = ()
        self._removed: list[Removal] = []
        self._refused: list[Removal] = []

    def of(self, fragment: str) -> tuple[list[Inline], list[Removal]]:
        pieces = _TAG.split(fragment)
        self._text(pieces[0])
        for tag, text in zip(pieces[1::2], pieces[2::2], strict=True):
            self._tag(tag)
            self._text(text)
        if self._opened:
            raise _NotSimple
        # Targets are judged when all is read: what bleach's parser removes, it reports first.
        return self._pieces, self._removed + self._refused

    def _text(self, text: str) -> None:
        if "<" in text:
            raise _NotSimple
        if text:
            self._pieces.append(Inline(collapsed(_read(text, _IN_TEXT)), self._marks))

    def _tag(self, tag: str) -> None:
        if tag.startswith("/"):
            self._close(tag[1:])
        elif tag == BREAK:
            self._pieces.append(Inline("\n", self._marks))
        else:
            self._open(tag)

    def _close(self, name: str) -> None:
        if not self._opened or self._opened[-1][0] != name:
            raise _NotSimple
        self._opened.pop()
        if name in _MARK_NAMES:
            self._mark_what_follows()
        else:
            self._border(name)

    def _open(self, tag: str) -> None:
        found = _OPENING.fullmatch(tag)
        if not found:
            raise _NotSimple
        name = found[1]
        attributes = self._attributes(found[2]) if found[2] else {}
        if name == BREAK:
            self._report(name, attributes, ())
            self._pieces.append(Inline("\n", self._marks))
        elif found[3] or len(self._opened) == _DEEPEST:
            raise _NotSimple
        elif name in _MARK_NAMES:
            self._open_mark(name, attributes, tag)
        elif name in _GONE:
            self._removed.append(removal_of(name, attributes, f"<{tag}>"))
            self._opened.append((name, None))
            self._border(name)
        else:
            raise _NotSimple

    def _open_mark(self, name: str, attributes: dict[str, str], tag: str) -> None:
        mark_name = _MARK_NAMES[name]
        if any(_MARK_NAMES.get(other) == mark_name for other, _ in self._opened):
            raise _NotSimple
        self._report(name, attributes, MARKS[mark_name])
        self._opened.append((name, self._mark(mark_name, attributes, tag)))
        self._mark_what_follows()

    def _border(self, name: str) -> None:
        if border := border_of(name):
            self._pieces.append(Inline(border, self._marks))

    def _attributes(self, written: str) -> dict[str, str]:
        found = _ATTRIBUTE.findall(written)
        attributes = {name: _read(value, _IN_VALUE) for name, value in found}
        if len(attributes) < len(found) or len(found) > _MOST_ATTRIBUTES:
            raise _NotSimple
        return attributes

    def _report(self, name: str, attributes: dict[str, str], allowed: tuple[str, ...]) -> None:
        for attribute, value in attributes.items():
            if attribute not in allowed:
                removal = Removal("attribute", f"{name} {attribute}", detail(value))
                self._removed.append(removal)

    def _mark(self, name: str, attributes: dict[str, str], tag: str) -> Mark | None:
        if name == "a":
            return self._link(attributes, tag)
        kept = [(each, attributes.get(each, "")) for each in MARKS[name]]
        return Mark(name, tuple((each, value) for each, value in kept if value))

    def _link(self, attributes: dict[str, str], tag: str) -> Mark | None:
        target, title = attributes.get("href", ""), attributes.get("title", "")
        if not target:
            self._removed.append(Removal("tag", "a", detail(f"<{tag}>")))
        if "href" not in attributes:
            return None
        url = safe_url(target)
        if url is None:
            self._refused.append(Removal("link", "a href", detail(target)))
            return None
        return Mark("a", (("href", url), ("title", title)) if title else (("href", url),))

    def _mark_what_follows(self) -> None:
        marks = [mark for _, mark in self._opened if mark]
        self._marks = ordered_marks(marks) if len(marks) > 1 else tuple(marks)


def _read(text: str, reference: re.Pattern[str]) -> str:
    return reference.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    group = found.lastindex
    if group == _AMPERSAND:
        return found[0]
    if group in (_NUMBER, _HEXADECIMAL):
        return _printable(int(found[group], 10 if group == _NUMBER else 16))
    try:
        return _CHARACTERS[found[1]]
    except KeyError:
        raise _NotSimple from None


def _printable(number: int) -> str:
    if 0x20 <= number < 0x7F or 0xA0 <= number < 0xD800:
        return chr(number)
    raise _NotSimple
