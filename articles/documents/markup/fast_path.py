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
- Other names. Those that are no marks never reach the tree: `sanitiser` reports them, wherever they
  are and whether or not they are closed, and leaves their content. What could be words between
  angle brackets is left to it (`tags.is_words`).
- What is hidden. A script, a style sheet or the like is raw text up to the first end tag of its
  name; a drawing or a video without marks in it is closed by its own, and has only text for a
  tree. Comments leave the tree as it is. These are reported as they are met in the tree, behind
  all that is reported by the tokenizer.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
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
    closed_names,
    detail,
    removal_of,
    source_of,
)
from articles.documents.markup.tags import BLOCKS, CELLS, HIDDEN, border_of, is_words
from articles.documents.urls.safe_url import safe_url

# What `sanitiser` drops or replaces before it reads, and the carriage returns that it rewrites.
_BARRED: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_TAG: Final = re.compile("<([^<>]*)>")
# A colon at its end would make it words (`tags.is_words`).
_NAME: Final = r"[a-z](?:[a-z0-9:_-]*[a-z0-9])?"
_CLOSING: Final = re.compile(f"/{_NAME}")
_ATTRIBUTE_NAME: Final = "[A-Za-z_:@][A-Za-z0-9_:@.-]*+"
_OPENING: Final = re.compile(
    rf"({_NAME})((?:[ \t\n]++{_ATTRIBUTE_NAME}(?:=(?:\"[^\"]*+\"|'[^']*+'))?+)*+)[ \t\n]*+(/?)"
)
_ATTRIBUTE: Final = re.compile(rf"({_ATTRIBUTE_NAME})(?:=(?:\"([^\"]*+)\"|'([^']*+)'))?+")
_COMMENT: Final = re.compile("!--((?:[^-]|-(?!-))*+)--")
# More are hardly simple, and each is compared with all before it.
_MOST_ATTRIBUTES: Final = 50

_MARK_NAMES: Final = {**{name: name for name in MARKS}, **ALIASES}

# Of what is hidden: raw text up to the end tag, and elements with a tree inside them.
_RAW: Final = frozenset({"iframe", "noscript", "script", "style"})
_TREES: Final = frozenset({"audio", "svg", "video"})
_NO_TEXT_IN_TREES: Final = BLOCKS | CELLS
_SPACES: Final = "\t\n\f\r "

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
        return _Reading(fragment).whole()
    except (_NotSimple, MarkupTooComplex):
        return None


class _Reading:
    """One fragment while it is read; every method raises `_NotSimple` where bleach must read it."""

    def __init__(self, fragment: str) -> None:
        self._fragment = fragment
        self._pieces: list[Inline] = []
        self._opened: list[tuple[str, Mark | None]] = []
        self._marks: tuple[Mark, ...] = ()
        self._removed: list[Removal] = []
        # What bleach's parser removes it reports before all that is met in its tree.
        self._removed_in_tree: list[Removal] = []
        before, *rest = _TAG.split(fragment)
        self._before = before
        # Each tag with the text behind it.
        self._rest: Iterator[tuple[str, str]] = zip(rest[::2], rest[1::2], strict=True)

    def whole(self) -> tuple[list[Inline], list[Removal]]:
        """Return the pieces of the fragment and what was removed."""
        self._text(self._before)
        for tag, behind in self._rest:
            self._text(self._tag(tag, behind))
        if self._opened:
            raise _NotSimple
        return self._pieces, self._removed + self._removed_in_tree

    def _text(self, text: str) -> None:
        if "<" in text:
            raise _NotSimple
        if text:
            self._pieces.append(Inline(collapsed(_read(text, _IN_TEXT)), self._marks))

    def _tag(self, tag: str, behind: str) -> str:
        """Read a tag, and what it hides; return the text behind that."""
        if tag.startswith("/"):
            self._close(tag)
        elif tag == BREAK:
            self._pieces.append(Inline("\n", self._marks))
        elif tag.startswith("!"):
            self._removed_in_tree.append(Removal("comment", "comment", detail(_comment(tag))))
        else:
            return self._open(tag, behind)
        return behind

    def _close(self, tag: str) -> None:
        name = tag[1:]
        if name in _MARK_NAMES:
            if not self._opened or self._opened[-1][0] != name:
                raise _NotSimple
            self._opened.pop()
            self._mark_what_follows()
        elif name in HIDDEN or name == BREAK or not _CLOSING.fullmatch(tag):
            raise _NotSimple
        else:
            self._border(name)

    def _open(self, tag: str, behind: str) -> str:
        name, attributes, closes_itself = _opening(tag)
        if name == BREAK:
            self._report(name, attributes, ())
            self._pieces.append(Inline("\n", self._marks))
        elif name in _MARK_NAMES:
            if closes_itself:
                raise _NotSimple
            self._open_mark(name, attributes, tag)
        elif name in HIDDEN:
            if closes_itself:
                raise _NotSimple
            return self._hide(name, attributes, behind)
        else:
            self._check_is_tag(name, attributes, closes_itself)
            self._removed.append(removal_of(name, attributes, f"<{tag}>"))
            self._border(name)
        return behind

    def _check_is_tag(self, name: str, attributes: Mapping[str, str], closes_itself: bool) -> None:
        """Raise `_NotSimple` for what may be words between angle brackets."""
        if any(attributes.values()):
            return
        closed = name in self._closed_names
        if closes_itself and not closed:
            return
        if is_words(name, attributes, closed=closed, stands_alone=True):
            raise _NotSimple

    @cached_property
    def _closed_names(self) -> frozenset[str]:
        return closed_names(self._fragment)

    def _hide(self, name: str, attributes: Mapping[str, str], text: str) -> str:
        """Report what a browser does not show; return the text behind it."""
        if name in _RAW:
            texts, behind = self._raw_text(name, text)
        elif name in _TREES:
            texts, behind = self._texts_of_tree(name, text)
        else:
            raise _NotSimple
        shown = [stripped for each in texts if (stripped := each.strip(_SPACES))]
        details = detail(" ".join([*source_of(attributes), *shown]))
        self._removed_in_tree.append(Removal("tag", name, details))
        return behind

    def _raw_text(self, name: str, text: str) -> tuple[list[str], str]:
        """Return the raw text up to the end tag, and the text behind that."""
        written = [text]
        for tag, behind in self._rest:
            if tag == f"/{name}":
                raw = "".join(written)
                # Its end tag in another spelling; a script in a comment; what `sanitiser` rewrites.
                if f"</{name}" in raw.lower() or "<!--" in raw or "&#" in raw:
                    raise _NotSimple
                return [raw], behind
            written += ("<", tag, ">", behind)
        raise _NotSimple

    def _texts_of_tree(self, name: str, text: str) -> tuple[list[str], str]:
        """Return the texts in an element without marks, and the text behind it."""
        texts = [_only_text(text)]
        inside = name
        for tag, behind in self._rest:
            if tag == f"/{name}" == f"/{inside}":
                return texts, behind
            if tag == "title" and inside == "svg":
                inside = tag
                texts.append("")
            elif tag == "/title" == f"/{inside}":
                inside = name
                texts.append("")
            elif inside != name:
                raise _NotSimple
            else:
                self._check_is_gone(tag)
            texts[-1] += _only_text(behind)
        raise _NotSimple

    def _check_is_gone(self, tag: str) -> None:
        """Raise `_NotSimple` for a tag that is more than nothing inside a tree."""
        if tag.startswith("/"):
            if not _CLOSING.fullmatch(tag):
                raise _NotSimple
            name = tag[1:]
        else:
            name, attributes, closes_itself = _opening(tag)
            self._check_is_tag(name, attributes, closes_itself)
        if name in _MARK_NAMES or name in HIDDEN or name == BREAK or name in _NO_TEXT_IN_TREES:
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
            self._removed_in_tree.append(Removal("link", "a href", detail(target)))
            return None
        return Mark("a", (("href", url), ("title", title)) if title else (("href", url),))

    def _mark_what_follows(self) -> None:
        marks = [mark for _, mark in self._opened if mark]
        self._marks = ordered_marks(marks) if len(marks) > 1 else tuple(marks)


def _opening(tag: str) -> tuple[str, dict[str, str], bool]:
    """Return a start tag's name and attributes, and whether it closes itself."""
    found = _OPENING.fullmatch(tag)
    if not found:
        raise _NotSimple
    return found[1], _attributes(found[2]) if found[2] else {}, bool(found[3])


def _attributes(written: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(written)
    attributes = {name.lower(): _read(one or other, _IN_VALUE) for name, one, other in found}
    if len(attributes) < len(found) or len(found) > _MOST_ATTRIBUTES:
        raise _NotSimple
    return attributes


def _comment(tag: str) -> str:
    """Return what a comment says."""
    found = _COMMENT.fullmatch(tag)
    if not found or "&#" in tag:  # which `sanitiser` may rewrite
        raise _NotSimple
    return found[1]


def _only_text(text: str) -> str:
    if "<" in text:
        raise _NotSimple
    return _read(text, _IN_TEXT)


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
