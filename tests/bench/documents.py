"""Folders of documents, no two alike: like the seeds, and marked up as real pages are.

Those like the seeds have 6 KB, 38 strings, 4 of them marked up.
"""

from __future__ import annotations

import json
import re
from ast import literal_eval
from pathlib import Path
from random import Random
from typing import Final

_SYLLABLES = (
    "al bre cor dan el fen gar hol in jor ker lun mar nes or pel quin ros sul tor ul ven wis yar"
)
_SHORT = "a an and as at but by for from he in it its of on she that the they this to was were with"

# What is counted in 700 pages of 500 publishers: of a hundred strings so many are like this.
_SHAPES: Final = {
    "{text}": 38,
    "\n\t{text}\n": 9,
    "{text} & {words}": 3,
    '{text} <a href="{url}" target="_blank">{words}</a> {text}': 16,
    '<a href="{url}" class="{class}">{words}</a>': 7,
    "<strong>{words}:</strong> {text}": 9,
    "<b>{words}</b>": 2,
    '<span style="font-weight: 400;">{text}</span>': 6,
    '\n  <span class="{class}">{words}</span>\n  ': 4,
    "{text} <em>{words}</em> {text}": 3,
    "{text}<br>{text}": 2,
    '<img loading="lazy" class="{class}" width="974" src="{url}.jpg" alt="{words}" data-id="7">': 2,
    '<picture><source srcset="{url}.webp 1x"><img src="{url}.jpg"></picture>{words}': 0.3,
    "<!-- {words} -->{text}": 0.7,
    '<a href="{url}"><i class="icon-{class}"></i> {words}</a>': 1.5,
    '<div class="{class}"><button type="button"><svg><use href="#a"></use></svg></button></div>': 1,
}
_TAGS: Final = {"p": 57, "li": 22, "h3": 9, "h2": 7, "h4": 3, "figcaption": 2}


def make_folder(folder: Path, count: int, first: int = 0) -> int:
    """Write `count` documents, numbered from `first`; return their size in bytes."""
    folder.mkdir()
    return sum(
        (folder / f"{number:06}.txt").write_bytes(document(number))
        for number in range(first, first + count)
    )


def document(number: int) -> bytes:
    return repr(_strings(Random(number))).encode()


def make_pages(folder: Path, count: int, first: int = 0, *, as_blocks: bool) -> None:
    """Write documents as scrapers make them of pages: 46 strings of `p`, or 78 blocks with tags."""
    folder.mkdir()
    for number in range(first, first + count):
        random = Random(number)
        if as_blocks:
            tags = random.choices(list(_TAGS), list(_TAGS.values()), k=78)
            blocks = [{"tag": tag, "html": _shaped(random, tag)} for tag in tags]
            (folder / f"blocks-{number:06}.json").write_text(json.dumps(blocks), encoding="utf-8")
        else:
            strings = [_shaped(random, "p") for _ in range(46)]
            (folder / f"p-{number:06}.txt").write_text(repr(strings), encoding="utf-8")


def change_all(folder: Path) -> None:
    """Correct a paragraph of every document, add one to it, take one out."""
    for path in folder.iterdir():
        strings: list[str] = literal_eval(path.read_text(encoding="utf-8"))
        strings[5] += " This was corrected."
        strings.insert(8, "A new paragraph stands here, and it is as long as a sentence may be.")
        del strings[12]
        path.write_text(repr(strings), encoding="utf-8")


def make_document(path: Path, paragraphs: int) -> None:
    """Write one document of that many paragraphs."""
    random = Random(paragraphs)
    path.write_text(repr([_paragraph(random) for _ in range(paragraphs)]), encoding="utf-8")


def _strings(random: Random) -> list[str]:
    """In the order of a real scrape: noise, standfirst, text, a second section, noise."""
    return [
        "This video cannot be played on your device",
        f"Watch: {_sentence(random, 7)}",
        f'<b class="{_class(random)}">{_sentence(random, 28)}</b>',
        *(_paragraph(random) for _ in range(5)),
        f"{_sentence(random, 12)} {_link(random)} {_sentence(random, 9)}",
        *(_paragraph(random) for _ in range(7)),
        f"<b>{_words(random, 6).capitalize()}</b>",
        f"Analysis by {_name(random)}, {_words(random, 2)} correspondent",
        *(_paragraph(random) for _ in range(18)),
        f"Read more: {_link(random)}",
        f"© {random.randint(2015, 2026)} {_name(random)}. All rights reserved.",
    ]


def _shaped(random: Random, tag: str) -> str:
    """Return a string of one of `_SHAPES`, as long as such a tag's are."""
    [shape] = random.choices(list(_SHAPES), list(_SHAPES.values()))
    longest = 35 if tag == "p" else 12

    def filled(found: re.Match[str]) -> str:
        match found[1]:
            case "text":
                return _sentence(random, random.randint(4, longest))
            case "words":
                return _words(random, random.randint(2, 7))
            case "url":
                return _url(random)
            case _:
                return _class(random)

    return re.sub(r"\{(\w+)\}", filled, shape)


def _paragraph(random: Random) -> str:
    said = f'"{_sentence(random, 8)[:-1]}," said {_name(random)}. ' if random.random() < 0.2 else ""
    return said + _sentence(random, random.randint(16, 40))


def _link(random: Random) -> str:
    return f'<a href="{_url(random)}" class="{_class(random)}">{_words(random, 5)}</a>'


def _url(random: Random) -> str:
    return f"https://{_word(random)}.example/{_word(random)}/{random.randint(1, 10**6)}"


def _sentence(random: Random, length: int) -> str:
    return f"{_words(random, length).capitalize()}."


def _words(random: Random, count: int) -> str:
    short = _SHORT.split()
    return " ".join(
        random.choice(short) if random.random() < 0.4 else _word(random) for _ in range(count)
    )


def _word(random: Random) -> str:
    return "".join(random.choices(_SYLLABLES.split(), k=random.choice((1, 2, 2, 3))))


def _name(random: Random) -> str:
    return f"{_word(random).capitalize()} {_word(random).capitalize()}"


def _class(random: Random) -> str:
    return f"ssrcss-{random.getrandbits(24):06x}-Text e{random.getrandbits(20):05x}"
