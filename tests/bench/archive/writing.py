"""Invented articles, no two alike: words of a text are as common and as rare as in any language."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Final

from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section

_SYLLABLES: Final = {
    "en": "al bre cor dan el fen gar hol in jor ker lun mar nes or pel quin ros sul tor ul ven wis",
    "ru": "ал бре ка дан ел фен гар хол ин жор кер лун мар нес ор пел кин рос сул тор ул вен",
    "ar": "ال بر كا دن فن غر هل جر لن مر نس ور بل قن رس سل تر ون يس",
    "zh": "政 府 海 港 市 民 新 闻 桥 船 山 河 天 地 人 国 电 车 学 校 水 火",
}
# Of a hundred articles so many are in this language; what has no syllables of its own has those
# of English.
_LANGUAGES: Final = {"en": 60, "en-GB": 10, "de": 10, "fr": 8, "ru": 5, "ar": 4, "zh": 3}
_VOCABULARY: Final = 30_000
# By its place among the commonest words, one that more than half of all articles have.
_COMMON_PLACE: Final = 40
PUBLISHERS: Final = tuple(f"The {place} Courier" for place in range(1, 51))
_HOSTS: Final = 400
_AUTHORS: Final = 400
_TOPICS: Final = 60
_PARAGRAPHS: Final = 14
_SECTIONS: Final = 3
# In so few articles, however many there are.
RARE: Final = "quillonade"
RARE_IN: Final = 3


class Writing:
    """Write the article of a number: the same each time."""

    def __init__(self) -> None:
        random = Random("vocabulary")
        self._words = {
            language: [_word(random, syllables.split()) for _ in range(_VOCABULARY)]
            for language, syllables in _SYLLABLES.items()
        }
        # The second commonest word is half as common as the first, and so on (Zipf).
        self._weights = list(accumulate(1 / place for place in range(1, _VOCABULARY + 1)))
        self._authors = [_name(random) for _ in range(_AUTHORS)]
        self._topics = [self._words["en"][place].title() for place in range(500, 500 + _TOPICS)]
        self._hosts = [f"{_word(random, _SYLLABLES['en'].split())}.example" for _ in range(_HOSTS)]

    @property
    def common(self) -> str:
        return self._words["en"][_COMMON_PLACE]

    def article(self, number: int, published: datetime, *, with_rare: bool) -> ArticleDocument:
        random = Random(number)
        [language] = random.choices(list(_LANGUAGES), list(_LANGUAGES.values()))
        words = self._words.get(language[:2], self._words["en"])
        headline = " ".join(self._some(random, words, random.randint(5, 10))).capitalize()
        metadata = Metadata(
            publisher=random.choice(PUBLISHERS),
            url=f"https://{random.choice(self._hosts)}/{number}",
            published=published.isoformat(timespec="seconds"),
            updated=(published + timedelta(minutes=random.randint(1, 300))).isoformat(),
            topics=tuple(dict.fromkeys(random.choices(self._topics, k=random.randint(1, 3)))),
        )
        return ArticleDocument(
            headline=Line(f"{headline} {RARE}" if with_rare else headline, 0),
            headline_provisional=random.random() < 0.1,
            standfirst=Line(self._sentence(random, words, 22), 1),
            bylines=tuple(dict.fromkeys(random.choices(self._authors, k=random.randint(1, 2)))),
            language=language,
            metadata=metadata,
            sections=tuple(self._section(random, words, place) for place in range(_SECTIONS)),
        )

    def _section(self, random: Random, words: list[str], place: int) -> Section:
        first = 2 + place * (_PARAGRAPHS // _SECTIONS + 1)
        heading = " ".join(self._some(random, words, 4)).capitalize() if place else ""
        blocks = range(first, first + _PARAGRAPHS // _SECTIONS)
        paragraphs = tuple(self._paragraph(random, words, block) for block in blocks)
        return Section(f"s{place}", Line(heading, first - 1), paragraphs=paragraphs)

    def _paragraph(self, random: Random, words: list[str], block: int) -> Paragraph:
        text = self._sentence(random, words, random.randint(20, 55))
        if random.random() < 0.15:
            address = f"https://{random.choice(self._hosts)}/{random.randint(1, 10**6)}"
            text += f' <a href="{address}">{self._sentence(random, words, 4)}</a>'
        noise = random.random() < 0.04
        return Paragraph(f"p{block}", Kind.BODY, text, block, noise=noise)

    def _sentence(self, random: Random, words: list[str], length: int) -> str:
        return f"{' '.join(self._some(random, words, length)).capitalize()}."

    def _some(self, random: Random, words: list[str], count: int) -> list[str]:
        return random.choices(words, cum_weights=self._weights, k=count)


def _word(random: Random, syllables: list[str]) -> str:
    return "".join(random.choices(syllables, k=random.choice((1, 2, 2, 3, 3))))


def _name(random: Random) -> str:
    syllables = _SYLLABLES["en"].split()
    return f"{_word(random, syllables).title()} {_word(random, syllables).title()}"
