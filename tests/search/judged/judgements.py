"""The judged set: texts invented for it and the seeds, and queries with the articles each is for.

A file a language, a line for each article and query. A judgement is a person's, by the sense: who
types "port" asks for ports, not for portraits, in whatever form the word stands; what is in
quotation marks is asked for as it stands. `best` is what the query is for, `good` what is worth a
look; what is neither was found wrongly. A seed is named seeds/ and the number of its file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
SEEDS: Final = Path(__file__).parents[3] / "seeds"
LANGUAGES: Final = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
    "russian": "ru",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class JudgedText:
    """An invented article; its name is that of its language and its own."""

    name: str
    language: str
    headline: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """What somebody types, and the names of the articles that it is for."""

    language: str
    typed: str
    best: frozenset[str]
    good: frozenset[str]

    @property
    def relevant(self) -> frozenset[str]:
        return self.best | self.good


def judged_texts() -> list[JudgedText]:
    return [
        JudgedText(
            _named(row["article"], language), tag, row["headline"], row["author"], row["text"]
        )
        for language, tag in LANGUAGES.items()
        for row in _rows(language)
        if "article" in row
    ]


def judged_queries() -> list[JudgedQuery]:
    return [
        JudgedQuery(
            language,
            row["query"],
            frozenset(_named(name, language) for name in row["best"]),
            frozenset(_named(name, language) for name in row.get("good", ())),
        )
        for language in LANGUAGES
        for row in _rows(language)
        if "query" in row
    ]


def _rows(language: str) -> list[dict[str, Any]]:
    lines = (HERE / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _named(name: str, language: str) -> str:
    """Return the name of an article among those of all languages."""
    return name if "/" in name else f"{language}/{name}"
