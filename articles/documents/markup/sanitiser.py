"""Sanitise a fragment of HTML: return pieces of text with allowed marks, and what was removed.

The only module that knows bleach. Its parser reads the fragment and its sanitiser decides what may
stay; its serialiser is not used, because `inline` spells the content in the one canonical form.
"""

import html
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from bleach import html5lib_shim
from bleach.html5lib_shim import BleachHTMLParser, BleachHTMLTokenizer
from bleach.sanitizer import BleachSanitizerFilter

from articles.documents.markup.inline import (
    ALIASES,
    BLOCK_BORDER,
    BREAK,
    MARKS,
    Inline,
    Mark,
    collapsed,
    ordered_marks,
)
from articles.documents.markup.tags import BLOCKS, HIDDEN, MARKED, border_of, is_words
from articles.documents.urls.safe_url import SCHEMES, safe_url

# No fragment within these takes longer than a quarter of a second, and most far less. The largest
# of 13,240 real ones has 12,446 characters, 158 tags (end tags counted) and 55 entities.
MAX_LENGTH: Final = 60_000
MAX_TAGS: Final = 3_000
MAX_ENTITIES: Final = 6_000
MAX_NESTING: Final = 100
MAX_ATTRIBUTES: Final = 100

_MAX_DETAIL: Final = 200

# A `<` that starts no tag, or that only a parser would take for the start of one.
_LITERAL: Final = re.compile(
    r"<(?![a-z/!?])"  # p < 0.05, I <3 this city
    r"|<(?=/[^a-z])"  # prices </>
    r"|<(?=!doctype|\?(?!xml))"  # the <!DOCTYPE html> line, <?php echo 1 ?>
    r"|<(?=[a-z][^<>\"'=]*<)",  # when a<b and b<c
    re.IGNORECASE,
)
# `&#` with thousands of digits is a ValueError to bleach; twenty digits are U+FFFD all the same.
_LEADING_ZEROS: Final = re.compile("(&#x?)0{8,}", re.IGNORECASE)
_LONG_NUMBER: Final = re.compile("(&#x[0-9a-f]{20})[0-9a-f]+|(&#[0-9]{20})[0-9]+", re.IGNORECASE)

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_BARRED: Final = re.compile("[\x00-\x08\x0e-\x1b\ud800-\udfff]")
_ODD_SPACES: Final = dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F), " ")

_SHIM: Final[Any] = html5lib_shim  # its type stubs leave out the next two
_WALKER: Final = _SHIM.getTreeWalker("etree")
_KINDS: Final[Mapping[str, int]] = _SHIM.constants.tokenTypes
_TEXT: Final = _KINDS["Characters"]
_SPACE: Final = _KINDS["SpaceCharacters"]
_END_TAG: Final = _KINDS["EndTag"]
_ERROR: Final = _KINDS["ParseError"]
_UNFINISHED_TAG: Final = re.compile(
    "eof-in-(?:tag|attr)|(?:name|tag|value)-but-got-eof|unexpected-EOF"
)

_Token = dict[str, Any]


class MarkupTooComplex(ValueError):
    """Raised for a fragment that would take too long; names the bound and what exceeds it."""

    def __init__(self, what: str, found: int, bound: int) -> None:
        super().__init__(f"{found:,} {what}, more than the {bound:,} allowed")


@dataclass(frozen=True, slots=True)
class Removal:
    """Something of the source that the clean markup does not have.

    `what` is "tag", "attribute", "link", "parameter", "character" or "comment", or that of a
    `source.Remark`; `name` is the tag (and its attribute), the parameter of a URL, or the
    character; `detail` is for people: the refused URL, the URL as it was, the text that was removed
    too.
    """

    what: str
    name: str
    detail: str = ""


def sanitise(fragment: str) -> tuple[list[Inline], list[Removal]]:
    """Return the pieces of `fragment` in order, not yet canonical, and what was removed.

    Raises `MarkupTooComplex`.
    """
    check_bounds(fragment)
    removed: list[Removal] = []
    tree = _THREAD.parser.read(_prepared(fragment, removed), removed)
    shown = _shown(_WALKER(tree), removed)
    return list(_pieces(_Sanitiser(shown, removed), removed)), removed


def check_bounds(fragment: str) -> None:
    """Raise `MarkupTooComplex` for what could take too long to read."""
    if len(fragment) <= MAX_TAGS:
        return  # too short to exceed any
    for what, found, bound in (
        ("characters", len(fragment), MAX_LENGTH),
        ("tags", fragment.count("<"), MAX_TAGS),
        ("entities", fragment.count("&"), MAX_ENTITIES),
    ):
        if found > bound:
            raise MarkupTooComplex(what, found, bound)


def _prepared(fragment: str, removed: list[Removal]) -> str:
    fragment = without_controls(fragment, removed)
    fragment = _LONG_NUMBER.sub(r"\1\2", _LEADING_ZEROS.sub(r"\g<1>0", fragment))
    return _LITERAL.sub("&lt;", fragment)


def without_controls(text: str, removed: list[Removal]) -> str:
    """Remove C0 controls and lone surrogates, which no text may hold; odd spaces become spaces."""
    if not _CONTROL.search(text):
        return text
    removed += (Removal("character", f"U+{ord(found):04X}") for found in _BARRED.findall(text))
    return _BARRED.sub("", text).translate(_ODD_SPACES)


def _shown(tokens: Iterable[_Token], removed: list[Removal]) -> Iterator[_Token]:
    """Yield all tokens but comments and what a browser hides, which are reported."""
    hidden: list[str] = []
    details: list[str] = []
    for token in tokens:
        match token["type"]:
            case "Comment":
                removed.append(Removal("comment", "comment", detail(token["data"])))
            case "StartTag" if hidden or token["name"] in HIDDEN:
                hidden.append(token["name"])
                details += source_of({name: value for (_, name), value in token["data"].items()})
            case "EndTag" if hidden:
                name = hidden.pop()
                if not hidden:
                    removed.append(Removal("tag", name, detail(" ".join(details))))
                    details.clear()
            case "Characters" if hidden:
                details.append(token["data"])
            case _ if not hidden:
                yield token


def _pieces(tokens: Iterable[_Token], removed: list[Removal]) -> Iterator[Inline]:
    """Yield sanitised tokens as inlines; of marks with the same tag the innermost counts."""
    opened: list[Mark | None] = []
    marks: tuple[Mark, ...] = ()
    for token in tokens:
        match token["type"]:
            case "StartTag":
                opened.append(_mark(token["name"], token["data"], removed))
                marks = _effective(opened)
            case "EndTag":
                opened.pop()
                marks = _effective(opened)
            case "EmptyTag":
                yield Inline("\n", marks)
            case _:
                texts = token["data"].split(BLOCK_BORDER)
                text = BLOCK_BORDER.join(without_controls(each, removed) for each in texts)
                yield Inline(collapsed(text), marks)


def _effective(opened: list[Mark | None]) -> tuple[Mark, ...]:
    return ordered_marks({mark.tag: mark for mark in opened if mark}.values())


def _mark(
    tag: str, attributes: Mapping[tuple[None, str], str], removed: list[Removal]
) -> Mark | None:
    values = {name: _value(attributes.get((None, name), ""), removed) for name in MARKS[tag]}
    if tag == "a" and not values["href"]:
        return None
    return Mark(tag, tuple((name, value) for name, value in values.items() if value))


def _value(value: str, removed: list[Removal]) -> str:
    return without_controls(value.replace("\r\n", "\n").replace("\r", "\n"), removed)


def closed_names(fragment: str) -> frozenset[str]:
    """Return the names that an end tag closes, wherever it is."""
    return frozenset(re.findall(r"</([^\s/>]+)", fragment.lower()))


def removal_of(name: str, attributes: Mapping[str, str], tag: str) -> Removal:
    """Return the report of a tag that is removed without its content."""
    return Removal("tag", name, detail(" ".join(source_of(attributes) or [tag])))


def source_of(attributes: Mapping[str, str]) -> list[str]:
    """Return what an image or the like showed, for people."""
    return [attributes[name] for name in ("alt", "src", "data") if attributes.get(name)]


def detail(text: str) -> str:
    """Return what a report shows people of the text."""
    return collapsed(text.replace("&lt;", "<")).strip()[:_MAX_DETAIL]  # as before `_prepared`


class _Sanitiser(BleachSanitizerFilter):
    """The allow-list of marks, with the project's own rule for links."""

    def __init__(self, source: Any, removed: list[Removal]) -> None:
        super().__init__(
            source,
            allowed_tags=[*MARKS, BREAK],
            attributes={tag: list(names) for tag, names in MARKS.items()},
            allowed_protocols=SCHEMES,
            strip_disallowed_tags=True,
        )
        self.removed = removed

    def sanitize_characters(self, token: Any) -> Any:
        return token  # bleach reads entities here; the parser already has

    def sanitize_uri_value(self, value: str, allowed_protocols: object) -> str | None:
        """Return the URL by our own rule: bleach lets `javascript:1` and `//host` through."""
        url = safe_url(value)
        if url is None:
            self.removed.append(Removal("link", "a href", detail(value)))
        return url


class _Parser(BleachHTMLParser):
    """The parser of fragments, which reports to `removed`."""

    removed: list[Removal]

    def __init__(self) -> None:
        parsed = MARKED | HIDDEN | {BREAK}
        super().__init__(
            tags=parsed, strip=True, consume_entities=True, namespaceHTMLElements=False
        )

    def read(self, fragment: str, removed: list[Removal]) -> Any:
        self.removed = removed
        return self.parseFragment(fragment)

    def _parse(self, stream: str, *_args: Any, **_options: Any) -> None:
        self.innerHTMLMode, self.container, self.scripting = True, "div", True
        self.tokenizer = _Tokenizer(stream, self)
        self.reset()
        self.mainLoop()

    def parseError(self, *_args: Any) -> None:  # noqa: N802
        """Ignore errors: nobody reads them, and their positions are quadratic to find."""


class _Tokenizer(BleachHTMLTokenizer):
    """The tokenizer: aliases renamed, foreign tags and attributes reported and removed."""

    parser: _Parser
    currentToken: Any  # noqa: N815
    tokenQueue: Any  # noqa: N815

    def __init__(self, fragment: str, parser: _Parser) -> None:
        super().__init__(consume_entities=True, stream=fragment, parser=parser)
        self.fragment = fragment

    def __iter__(self) -> Iterator[Any]:
        """Yield tokens with text in one piece, for the tree appends to it in quadratic time.

        bleach's own `__iter__` is bypassed: what it reads again, it reads in quadratic time too.
        """
        text: list[str] = []
        tokens: Iterator[Any] = super(BleachHTMLTokenizer, self).__iter__()
        for token in tokens:
            if token["type"] in (_TEXT, _SPACE):
                text.append(token["data"])
            elif token["type"] != _ERROR:
                yield from _in_one_piece(text)
                yield token
            elif _UNFINISHED_TAG.search(token["data"]):
                text.append(self.stream.get_tag())
        yield from _in_one_piece(text)

    def attributeNameState(self) -> bool:  # noqa: N802
        """Stop early: each new attribute is compared with all before it."""
        if len(self.currentToken["data"]) > MAX_ATTRIBUTES:
            raise MarkupTooComplex("attributes", len(self.currentToken["data"]), MAX_ATTRIBUTES)
        return super().attributeNameState()

    def emitCurrentToken(self) -> None:  # noqa: N802
        super(BleachHTMLTokenizer, self).emitCurrentToken()
        if len(self.parser.tree.openElements) > MAX_NESTING:
            raise MarkupTooComplex("nested tags", len(self.parser.tree.openElements), MAX_NESTING)
        token = self.tokenQueue.pop()
        read = self._end_tag if token["type"] == _END_TAG else self._start_tag
        self.tokenQueue.append(read(token["name"], token))

    def _end_tag(self, name: str, token: _Token) -> _Token:
        if name in MARKED or name in HIDDEN or name == BREAK:
            return token | {"name": ALIASES.get(name, name)}
        return self._border(name)

    def _start_tag(self, name: str, token: _Token) -> _Token:
        attributes = token["data"]
        closed = name in self._closed_names
        if not token["selfClosing"] or closed:
            if is_words(name, attributes, closed=closed, stands_alone=name in self._lone_names):
                return _text_token(html.unescape(self.stream.get_tag()))
            if name in HIDDEN:
                return token
        if name in MARKED or name == BREAK:
            data = self._allowed(name, attributes)
            return token | {"name": ALIASES.get(name, name), "data": data}
        self._report(removal_of(name, attributes, self.stream.get_tag()))
        return self._border(name)

    @cached_property
    def _closed_names(self) -> frozenset[str]:
        return closed_names(self.fragment)

    @cached_property
    def _lone_names(self) -> frozenset[str]:
        return frozenset(re.findall(r"(?<=\s)<([^\s/>]+)>(?=\s)", self.fragment.lower()))

    def _allowed(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """Return the attributes that the mark may have, and report the rest."""
        allowed = MARKS.get(ALIASES.get(tag, tag), ())
        for name, value in attributes.items():
            if name not in allowed:
                self._report(Removal("attribute", f"{tag} {name}", detail(value)))
        if tag == "a" and not attributes.get("href"):
            self._report(Removal("tag", tag, detail(self.stream.get_tag())))
        return {name: attributes[name] for name in allowed if name in attributes}

    def _border(self, name: str) -> _Token:
        hidden_block = name in BLOCKS and self._is_hidden()
        return _text_token("" if hidden_block else border_of(name))

    def _report(self, removal: Removal) -> None:
        if not self._is_hidden():
            self.parser.removed.append(removal)

    def _is_hidden(self) -> bool:
        return any(element.name in HIDDEN for element in self.parser.tree.openElements)


def _in_one_piece(text: list[str]) -> Iterator[_Token]:
    if text:
        yield _text_token("".join(text))
        text.clear()


def _text_token(text: str) -> _Token:
    return {"type": _TEXT, "data": text}


class _Thread(threading.local):
    """A parser for each thread: it is slow to make and keeps state while it reads."""

    def __init__(self) -> None:
        self.parser = _Parser()


_THREAD: Final = _Thread()
