"""A folder of documents like the seeds: 6 KB, 38 strings, 4 of them marked up, no two alike."""

from __future__ import annotations

from ast import literal_eval
from pathlib import Path
from random import Random

_SYLLABLES = (
    "al bre cor dan el fen gar hol in jor ker lun mar nes or pel quin ros sul tor ul ven wis yar"
)
_SHORT = "a an and as at but by for from he in it its of on she that the they this to was were with"


def make_folder(folder: Path, count: int, first: int = 0) -> int:
    """Write `count` documents, numbered from `first`; return their size in bytes."""
    folder.mkdir()
    return sum(
        (folder / f"{number:06}.txt").write_bytes(document(number))
        for number in range(first, first + count)
    )


def document(number: int) -> bytes:
    return repr(_strings(Random(number))).encode()


def change_some(folder: Path, every: int) -> None:
    """Correct a paragraph of every so-manieth document, add one to it, take one out."""
    for path in sorted(folder.iterdir())[::every]:
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


def _paragraph(random: Random) -> str:
    said = f'"{_sentence(random, 8)[:-1]}," said {_name(random)}. ' if random.random() < 0.2 else ""
    return said + _sentence(random, random.randint(16, 40))


def _link(random: Random) -> str:
    url = f"https://{_word(random)}.example/{_word(random)}/{random.randint(1, 10**6)}"
    return f'<a href="{url}" class="{_class(random)}">{_words(random, 5)}</a>'


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
