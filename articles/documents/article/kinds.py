"""The kinds of paragraphs, and the attributes that each may have: declared once, for everybody.

Readers, merge, editor, table of exchange and page go by this declaration; tests hold them to it. A
new kind, or a new attribute, begins here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from articles.documents import markup
from articles.documents.article.attributes import NO_ATTRIBUTES, Attributes
from articles.documents.article.table import are_rows, checked_rows, words_of_rows
from articles.documents.messages import gettext, gettext_noop
from articles.documents.urls.local_file import local_file
from articles.documents.urls.safe_url import safe_url

LONGEST_TEXT: Final = 10_000
LONGEST_LINES: Final = 200_000
_IDENTIFIER: Final = re.compile(r"[\w.:-]{1,128}", re.ASCII)


class Kind(StrEnum):
    """The kind of a paragraph.

    - `BODY`, `LIST_ITEM`, `QUOTE`, `SUBHEADING`: text, which is their markup.
    - `PICTURE`, `TABLE`: their markup is the caption.
    - `EMBED`: something of another site, its markup what stands under it.
    - `PREFORMATTED`: text whose spaces and lines count, in an attribute.
    - `RULE`: a line between paragraphs, without any words.
    - `BOX`: the title of a box; the paragraphs in it name it.
    """

    BODY = "body"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    SUBHEADING = "subheading"
    PICTURE = "picture"
    TABLE = "table"
    EMBED = "embed"
    PREFORMATTED = "preformatted"
    RULE = "rule"
    BOX = "box"


class AttributeType(StrEnum):
    """What the value of an attribute is."""

    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    URL = "url"
    FILE = "file"
    IDENTIFIER = "identifier"
    POINT = "point"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a kind: its name in JSON and in the editor's HTML, and what it may hold.

    `label` is its name on the desk. `has_words`: what it holds is read by people, as text is.
    `least` and `most` bound a number, and what a number is that is not given is `least`.
    """

    name: str
    type: AttributeType = AttributeType.TEXT
    label: str = ""
    has_words: bool = False
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0

    def accepts(self, value: Any) -> bool:
        """Return whether it is a value as a document holds it."""
        match self.type:
            case AttributeType.NUMBER:
                return type(value) is int and self.least <= value <= self.most
            case AttributeType.FLAG:
                return value is True
            case AttributeType.POINT:
                return (
                    isinstance(value, tuple)
                    and len(value) == 2
                    and all(type(each) in (int, float) and 0 <= each <= 1 for each in value)
                )
            case AttributeType.ROWS:
                return are_rows(value)
        return isinstance(value, str) and bool(value) and self._accepts_text(value)

    def _accepts_text(self, value: str) -> bool:
        match self.type:
            case AttributeType.CHOICE:
                return value in self.choices
            case AttributeType.IDENTIFIER:
                return bool(_IDENTIFIER.fullmatch(value))
            case AttributeType.LINES:
                return len(value) <= LONGEST_LINES
            case AttributeType.FILE:
                return local_file(value) == value
        return len(value) <= LONGEST_TEXT

    def cleaned(self, value: Any) -> Any:
        """Return the value as a document holds it, of one from outside; None if it is none."""
        match self.type:
            case AttributeType.TEXT if isinstance(value, str):
                value = " ".join(value.replace("\0", "").split())[:LONGEST_TEXT]
            case AttributeType.LINES if isinstance(value, str):
                value = _lines(value)
            case AttributeType.URL if isinstance(value, str):
                value = _web_url(value)
            case AttributeType.FILE:
                value = local_file(value)
            case AttributeType.NUMBER if isinstance(value, str | int):
                value = _number(value)
            case AttributeType.FLAG:
                value = value in (True, "", "true", self.name) or None
            case AttributeType.POINT:
                value = _point(value)
            case AttributeType.ROWS if isinstance(value, list | tuple):
                value = checked_rows(value)
        return value if value is not None and self.accepts(value) else None

    def words(self, value: Any) -> Iterator[str]:
        """Yield the words of its value, as texts that people see."""
        if self.type is AttributeType.ROWS:
            yield from words_of_rows(value)
        elif self.has_words:
            yield value


@dataclass(frozen=True, slots=True)
class KindRules:
    """What holds for a kind.

    `is_text`: its markup is the text itself, so that one such kind can become another. Others are
    recognised in another version by the first of `known_by` that they have, and stand though they
    have no words.
    """

    attributes: Mapping[str, Attribute]
    is_text: bool = True
    known_by: tuple[str, ...] = ()


def _rules(
    *attributes: Attribute, is_text: bool = True, known_by: tuple[str, ...] = ()
) -> KindRules:
    every = (*attributes, _IN_BOX)
    return KindRules({each.name: each for each in every}, is_text, known_by)


_IN_BOX: Final = Attribute("box", AttributeType.IDENTIFIER, gettext_noop("in the box"))

KINDS: Final[Mapping[Kind, KindRules]] = {
    Kind.BODY: _rules(),
    Kind.LIST_ITEM: _rules(
        Attribute("list", AttributeType.CHOICE, gettext_noop("list"), choices=("ol", "ul")),
        Attribute("level", AttributeType.NUMBER, gettext_noop("level"), least=1, most=9),
        Attribute("start", AttributeType.NUMBER, gettext_noop("number"), least=0, most=1_000_000),
        # A further paragraph of the item before it, without a number or a bullet of its own.
        Attribute("continued", AttributeType.FLAG, gettext_noop("continued")),
    ),
    Kind.QUOTE: _rules(
        Attribute("pull", AttributeType.FLAG, gettext_noop("pull quote")),
        Attribute("by", label=gettext_noop("who said it"), has_words=True),
    ),
    Kind.SUBHEADING: _rules(
        Attribute("level", AttributeType.NUMBER, gettext_noop("level"), least=3, most=4),
    ),
    Kind.PICTURE: _rules(
        Attribute("picture", AttributeType.IDENTIFIER),
        Attribute("source", AttributeType.URL, gettext_noop("address")),
        # As its document writes it; no reader sees it.
        Attribute("file", AttributeType.FILE, gettext_noop("file beside the document")),
        Attribute("alt", label=gettext_noop("text alternative"), has_words=True),
        Attribute("decorative", AttributeType.FLAG, gettext_noop("decorative")),
        Attribute("credit", label=gettext_noop("credit"), has_words=True),
        Attribute("focus", AttributeType.POINT, gettext_noop("focus")),
        Attribute("gallery", AttributeType.IDENTIFIER, gettext_noop("gallery")),
        is_text=False,
        known_by=("source", "file", "picture"),
    ),
    Kind.TABLE: _rules(
        Attribute("head", AttributeType.NUMBER, gettext_noop("heading rows"), most=20),
        Attribute("rows", AttributeType.ROWS, gettext_noop("rows"), has_words=True),
        is_text=False,
        known_by=("rows",),
    ),
    Kind.EMBED: _rules(
        Attribute("url", AttributeType.URL, gettext_noop("address")),
        Attribute("provider", AttributeType.IDENTIFIER, gettext_noop("provider")),
        Attribute("id", AttributeType.IDENTIFIER),
        Attribute("title", label=gettext_noop("title"), has_words=True),
        Attribute("author", label=gettext_noop("author"), has_words=True),
        Attribute("text", AttributeType.LINES, gettext_noop("text"), has_words=True),
        is_text=False,
        known_by=("url",),
    ),
    Kind.PREFORMATTED: _rules(
        Attribute("text", AttributeType.LINES, gettext_noop("text"), has_words=True),
        is_text=False,
        known_by=("text",),
    ),
    Kind.RULE: _rules(is_text=False),
    Kind.BOX: _rules(),
}

# Those whose markup is the text itself.
TEXT_KINDS: Final = frozenset(kind for kind, rules in KINDS.items() if rules.is_text)


class InvalidAttribute(ValueError):
    """Raised for an attribute that a kind does not have, or a value that it cannot hold."""


def cleaned_attributes(kind: Kind, values: Mapping[str, Any]) -> Attributes:
    """Return the attributes of this kind among values from outside, without what is none."""
    if not values:
        return NO_ATTRIBUTES
    found = {
        name: attribute.cleaned(values[name])
        for name, attribute in KINDS[kind].attributes.items()
        if name in values
    }
    return Attributes((name, value) for name, value in found.items() if value is not None)


def checked_attributes(kind: Kind, values: Mapping[str, Any]) -> Attributes:
    """Return attributes as they stand in a document; raise `InvalidAttribute` for another."""
    attributes = Attributes(values)
    declared = KINDS[kind].attributes
    for name, value in attributes.items():
        if name not in declared:
            raise InvalidAttribute(
                gettext("a paragraph of the kind {kind} has no {name!r}").format(
                    kind=kind.value, name=name
                )
            )
        if not declared[name].accepts(value):
            raise InvalidAttribute(
                gettext("{value:.60} is no value for {name!r} of the kind {kind}").format(
                    value=repr(value), name=name, kind=kind.value
                )
            )
    return attributes


def attribute_words(kind: Kind, attributes: Attributes) -> Iterator[str]:
    """Yield the words that attributes hold, as texts that people see."""
    for name, attribute in KINDS[kind].attributes.items():
        if attribute.has_words and name in attributes:
            yield from attribute.words(attributes[name])


def _lines(text: str) -> str:
    """Return lines without spaces at their ends, and without empty ones around them."""
    lines = [line.rstrip() for line in text.replace("\0", "").splitlines()]
    return "\n".join(lines).strip("\n")[:LONGEST_LINES]


def _web_url(text: str) -> str:
    url = safe_url(text) or ""
    return url if url.lower().startswith(("http://", "https://")) else ""


def _point(value: Any) -> tuple[float, ...] | None:
    """Return two numbers, given as such or as a text with a space between."""
    parts = value.split() if isinstance(value, str) else value
    try:
        return tuple(round(float(each), 4) for each in parts)
    except (TypeError, ValueError):
        return None


def _number(value: str | int) -> int | None:
    if isinstance(value, bool):
        return None
    try:
        return int(value)
    except ValueError:
        return None


def visible_words(kind: Kind, text: str, attributes: Attributes) -> tuple[str, ...]:
    """Return what people read of a paragraph: the text of its markup, then its attributes'."""
    own = markup.visible_text(text)
    words = (own, *attribute_words(kind, attributes)) if attributes else (own,)
    return tuple(filter(None, words))


def stands_by_itself(kind: Kind, attributes: Attributes) -> bool:
    """Return whether what is no text has all that it needs: a picture its file or address."""
    known_by = KINDS[kind].known_by
    return not known_by or any(attributes.get(name) for name in known_by)
