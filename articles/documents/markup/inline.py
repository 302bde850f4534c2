"""Convert inlines, texts with their marks, to canonical markup and back.

Canonical markup is the only form in which markup is stored. The same content has one spelling:
equal neighbours are one inline, marks nest in the order of `MARKS`, white space is one space. The
editor writes by the same rule, so what it saves unchanged is equal to what it was given.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

# Everything that markup may hold besides text and `<br>`: a tag with its attributes, outermost
# first. The importer, the editor's schema and toolbar, and the templates are fed from here.
MARKS: Final[Mapping[str, tuple[str, ...]]] = {
    "a": ("href", "title"),
    "abbr": ("title",),
    "strong": (),
    "em": (),
    "u": (),
    "s": (),
    "sub": (),
    "sup": (),
    "code": (),
    "cite": (),
    "q": (),
    "mark": (),
    "small": (),
}
BREAK: Final = "br"
ALIASES: Final[Mapping[str, str]] = {
    "b": "strong",
    "i": "em",
    "del": "s",
    "strike": "s",
    "ins": "u",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "acronym": "abbr",
}

# Where a block of the source began or ended: a line break, unless one is there already. No input
# can hold it, since control characters are dropped and `&#0;` means U+FFFD.
BLOCK_BORDER: Final = "\x00"

_RANK: Final = {tag: rank for rank, tag in enumerate(MARKS)}
_WHITE: Final = " \n" + BLOCK_BORDER
_GAP: Final = re.compile(f"[{_WHITE}]{{2,}}")
# Single spaces, which are most, stay as they are and need no replacing.
_SPACE: Final = re.compile(r"[ \t\n\r\f\v\x1c-\x1f]{2,}|[\t\n\r\f\v\x1c-\x1f]")

_TEXT_CHARACTER: Final = r"[^<>&\x00-\x1f\ud800-\udfff]"
_VALUE: Final = r'(?:[^"<>&\x00-\x08\x0b-\x1f\ud800-\udfff]|&(?:amp|lt|gt|quot);)++'
_OPENING: Final = "|".join(
    tag + "".join(rf'(?: {name}="{_VALUE}"){"" if name == "href" else "?+"}' for name in names)
    for tag, names in MARKS.items()
)
# Possessive, so that it is linear: what one branch has taken is never tried by another.
_CANONICAL: Final = re.compile(
    rf"(?:{_TEXT_CHARACTER}++|&(?:amp|lt|gt);|<br>|<(?:{_OPENING})>|</(?:{'|'.join(MARKS)})>)*+"
)
_TAG: Final = re.compile(r"<(/?)([a-z]+)([^>]*)>")
_ATTRIBUTE: Final = re.compile(r' ([a-z]+)="([^"]*)"')
_LINK: Final = re.compile(r"<a( [^>]*)>(.*?)</a>", re.DOTALL)


class Mark(NamedTuple):
    """A mark of an inline: its tag and its attributes."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def opening(self) -> str:
        if not self.attributes:
            return f"<{self.tag}>"
        values = [f' {name}="{escape_value(value)}"' for name, value in self.attributes]
        return f"<{self.tag}{''.join(values)}>"


class Inline(NamedTuple):
    """Text with one set of marks, in the order of `MARKS`; a newline in it is a `<br>`."""

    text: str
    marks: tuple[Mark, ...] = ()


def escape(text: str) -> str:
    """Return a plain text as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_value(value: str) -> str:
    """Return a text as the value of an attribute in double quotes."""
    return escape(value).replace('"', "&quot;")


def unescape(written: str) -> str:
    """Undo `escape` and `escape_value`; other entities do not occur in canonical markup."""
    if "&" not in written:
        return written
    written = written.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return written.replace("&amp;", "&")


def collapsed(text: str) -> str:
    """Return text with each stretch of ASCII white space as one space; wider spaces stay."""
    # At a glance: what is printable has no white space of ASCII but the space.
    if "  " not in text and text.isprintable():
        return text
    return _SPACE.sub(" ", text)


def ordered_marks(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks in the order of `MARKS`."""
    return tuple(sorted(marks, key=lambda mark: _RANK[mark.tag]))


def canonical_inlines(pieces: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return the inlines of a content, the same however its pieces were cut.

    A gap across pieces becomes one space or its line breaks, in the inline where it first came.
    """
    trimmed = _trimmed(_without_wide_gaps(pieces))
    if any(inline.marks and _is_blank(inline) for inline in trimmed):
        trimmed = _without_marked_gaps(trimmed)
    return _merged(trimmed)


def to_markup(items: Iterable[Inline]) -> str:
    """Return inlines as markup; a mark that two neighbours share is not closed between them."""
    out: list[str] = []
    opened: tuple[Mark, ...] = ()
    for inline in items:
        if inline.marks != opened:
            shared = _shared(opened, inline.marks)
            out += [f"</{mark.tag}>" for mark in reversed(opened[shared:])]
            out += [mark.opening for mark in inline.marks[shared:]]
            opened = inline.marks
        out.append(escape(inline.text).replace("\n", "<br>"))
    out += [f"</{mark.tag}>" for mark in reversed(opened)]
    return "".join(out)


def _shared(left: tuple[Mark, ...], right: tuple[Mark, ...]) -> int:
    count = 0
    if not left or not right:
        return count
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _without_wide_gaps(pieces: Iterable[Inline]) -> list[Inline]:
    out: list[Inline] = []
    for piece in pieces:
        text = _narrowed(piece.text)
        if out and out[-1].text[-1] in _WHITE:
            last = out[-1]
            stem, rest = last.text.rstrip(_WHITE), text.lstrip(_WHITE)
            gap = last.text[len(stem) :] + text[: len(text) - len(rest)]
            out[-1] = Inline(stem + _GAP.sub(_narrow, gap), last.marks)
            text = rest
        if text:
            out.append(Inline(text, piece.marks))
    return out


def _narrowed(text: str) -> str:
    if "  " not in text and text.isprintable():
        return text
    return _GAP.sub(_narrow, text)


def _narrow(gap: re.Match[str]) -> str:
    breaks = gap[0].count("\n")
    return "\n" * breaks or (BLOCK_BORDER if BLOCK_BORDER in gap[0] else " ")


def _trimmed(items: list[Inline]) -> list[Inline]:
    if items:
        items[0] = Inline(items[0].text.lstrip(_WHITE), items[0].marks)
        items[-1] = Inline(items[-1].text.rstrip(_WHITE), items[-1].marks)
    return [_with_breaks(inline) for inline in items if inline.text]


def _with_breaks(inline: Inline) -> Inline:
    if BLOCK_BORDER in inline.text:
        return Inline(inline.text.replace(BLOCK_BORDER, "\n"), inline.marks)
    return inline


def _is_blank(inline: Inline) -> bool:
    return not inline.text.strip(_WHITE)


def _without_marked_gaps(items: list[Inline]) -> list[Inline]:
    """Remove from white space each mark that reaches no text on either side of it."""
    from_left = _reaching(items)
    from_right = reversed(_reaching(reversed(items)))
    return [
        Inline(inline.text, tuple(mark for mark in inline.marks if mark in left or mark in right))
        for inline, left, right in zip(items, from_left, from_right, strict=True)
    ]


def _reaching(items: Iterable[Inline]) -> list[set[Mark]]:
    reaching: list[set[Mark]] = []
    carried: set[Mark] = set()
    for inline in items:
        carried = carried & set(inline.marks) if _is_blank(inline) else set(inline.marks)
        reaching.append(carried)
    return reaching


def _merged(items: list[Inline]) -> tuple[Inline, ...]:
    if len(items) < 2 or all(left.marks != right.marks for left, right in pairwise(items)):
        return tuple(items)
    out: list[Inline] = []
    for inline in items:
        if out and out[-1].marks == inline.marks:
            out[-1] = Inline(out[-1].text + inline.text, inline.marks)
        else:
            out.append(inline)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class LinkInMarkup:
    """A link of clean markup."""

    url: str
    text: str
    title: str


def visible_text(markup: str) -> str:
    """Return the visible text of clean markup; a `<br>` is a newline."""
    if "<" in markup:
        markup = _TAG.sub("", markup.replace("<br>", "\n"))
    return unescape(markup) if "&" in markup else markup


def links_in(markup: str) -> tuple[LinkInMarkup, ...]:
    """Return the links of clean markup, in order; as the outermost mark they never nest."""
    if "<a " not in markup:
        return ()
    return tuple(_link(match[1], match[2]) for match in _LINK.finditer(markup))


def _link(written_in_tag: str, content: str) -> LinkInMarkup:
    found = dict(_attributes(written_in_tag))
    return LinkInMarkup(found["href"], visible_text(content), found.get("title", ""))


def _attributes(written_in_tag: str) -> tuple[tuple[str, str], ...]:
    found = _ATTRIBUTE.findall(written_in_tag)
    return tuple((name, unescape(value)) for name, value in found)


def inlines(markup: str) -> tuple[Inline, ...]:
    """Return the inlines of clean markup."""
    return tuple(_read(markup))


def _read(markup: str) -> Iterator[Inline]:
    opened: list[Mark] = []
    text = ""
    at = 0
    for tag in _TAG.finditer(markup):
        text += unescape(markup[at : tag.start()])
        at = tag.end()
        if tag[2] == BREAK:
            text += "\n"
            continue
        if text:
            yield Inline(text, tuple(opened))
            text = ""
        if tag[1]:
            opened.pop()
        else:
            opened.append(Mark(tag[2], _attributes(tag[3])))
    text += unescape(markup[at:])
    if text:
        yield Inline(text, tuple(opened))


def is_canonical(markup: str) -> bool:
    """Return whether `markup` is, to the letter, the canonical markup of its content.

    URLs aside, which `urls.safe_url` judges.
    """
    if not _CANONICAL.fullmatch(markup):
        return False
    try:
        found = inlines(markup)
    except IndexError:  # an end tag too many
        return False
    return to_markup(canonical_inlines(map(_ordered, found))) == markup


def _ordered(inline: Inline) -> Inline:
    if len(inline.marks) < 2:
        return inline
    return Inline(inline.text, ordered_marks({mark.tag: mark for mark in inline.marks}.values()))
