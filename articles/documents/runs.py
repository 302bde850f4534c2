"""Runs of text with their marks <-> canonical markup, the only form in which markup is stored.

The same content has one spelling: equal neighbours are one run, marks nest in the order of `MARKS`,
white space is one space. The editor writes its document by the same rule, so what it saves unchanged
is equal to what it was given.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

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
_GAP: Final = re.compile(f"[{_WHITE}]{{2,}}|{BLOCK_BORDER}")
_SPACE: Final = re.compile(r"[ \t\n\r\f\v\x1c-\x1f]+")


@dataclass(frozen=True, slots=True)
class Mark:
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def opening(self) -> str:
        written = (f' {name}="{escape_value(value)}"' for name, value in self.attributes)
        return f"<{self.tag}{''.join(written)}>"


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one set of marks, in the order of `MARKS`; a newline in it is a `<br>`."""

    text: str
    marks: tuple[Mark, ...] = ()


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_value(value: str) -> str:
    return escape(value).replace('"', "&quot;")


def unescape(written: str) -> str:
    """Undo `escape` and `escape_value`; other entities do not occur in canonical markup."""
    if "&" not in written:
        return written
    written = written.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return written.replace("&amp;", "&")


def collapsed(text: str) -> str:
    """Make every stretch of ASCII white space one space; no-break and wider spaces stay."""
    return _SPACE.sub(" ", text)


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: _RANK[mark.tag]))


def canonical(pieces: Iterable[Run]) -> tuple[Run, ...]:
    """Make the runs of one content the same, however its pieces were cut.

    A gap across pieces becomes one space or its line breaks, in the run where it first came.
    """
    tidied = _trimmed(_without_wide_gaps(pieces))
    if any(run.marks and _is_blank(run) for run in tidied):
        tidied = _without_marked_gaps(tidied)
    return _merged(tidied)


def written(runs: Iterable[Run]) -> str:
    """Spell runs as markup; a mark that two neighbours share is not closed between them."""
    out: list[str] = []
    opened: tuple[Mark, ...] = ()
    for run in runs:
        if run.marks != opened:
            shared = _shared(opened, run.marks)
            out += (f"</{mark.tag}>" for mark in reversed(opened[shared:]))
            out += (mark.opening for mark in run.marks[shared:])
            opened = run.marks
        out.append(escape(run.text).replace("\n", "<br>"))
    out += (f"</{mark.tag}>" for mark in reversed(opened))
    return "".join(out)


def _shared(left: tuple[Mark, ...], right: tuple[Mark, ...]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _without_wide_gaps(pieces: Iterable[Run]) -> list[Run]:
    out: list[Run] = []
    for piece in pieces:
        text = _GAP.sub(_narrow, piece.text)
        if out and out[-1].text[-1] in _WHITE:
            last = out[-1]
            stem, rest = last.text.rstrip(_WHITE), text.lstrip(_WHITE)
            gap = last.text[len(stem) :] + text[: len(text) - len(rest)]
            out[-1] = Run(stem + _GAP.sub(_narrow, gap), last.marks)
            text = rest
        if text:
            out.append(Run(text, piece.marks))
    return out


def _narrow(gap: re.Match[str]) -> str:
    breaks = gap[0].count("\n")
    return "\n" * breaks or ("\n" if BLOCK_BORDER in gap[0] else " ")


def _trimmed(runs: list[Run]) -> list[Run]:
    if runs and runs[0].text[0] in _WHITE:
        runs[0] = Run(runs[0].text.lstrip(_WHITE), runs[0].marks)
    if runs and runs[-1].text[-1:] in ("", *_WHITE):
        runs[-1] = Run(runs[-1].text.rstrip(_WHITE), runs[-1].marks)
    return [run for run in runs if run.text]


def _is_blank(run: Run) -> bool:
    return not run.text.strip(_WHITE)


def _without_marked_gaps(runs: list[Run]) -> list[Run]:
    """Take from white space each mark that reaches no text on either side of it."""
    from_left = _reaching(runs)
    from_right = reversed(_reaching(reversed(runs)))
    return [
        Run(run.text, tuple(mark for mark in run.marks if mark in left or mark in right))
        for run, left, right in zip(runs, from_left, from_right, strict=True)
    ]


def _reaching(runs: Iterable[Run]) -> list[set[Mark]]:
    reaching: list[set[Mark]] = []
    carried: set[Mark] = set()
    for run in runs:
        carried = carried & set(run.marks) if _is_blank(run) else set(run.marks)
        reaching.append(carried)
    return reaching


def _merged(runs: list[Run]) -> tuple[Run, ...]:
    if all(left.marks != right.marks for left, right in pairwise(runs)):
        return tuple(runs)
    out: list[Run] = []
    for run in runs:
        if out and out[-1].marks == run.marks:
            out[-1] = Run(out[-1].text + run.text, run.marks)
        else:
            out.append(run)
    return tuple(out)
