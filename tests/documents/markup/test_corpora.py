"""Markup that others wrote to break sanitisers, and markup that no sanitiser should break."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nh3

from articles.documents import markup
from articles.documents.markup import MARKS, clean


def rows(file: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, file.read_text(encoding="utf-8").splitlines())


@cache
def cleaned_payloads(folder: Path) -> dict[str, str]:
    return {row["id"]: clean(row["payload"]).markup for row in rows(folder / "hostile-dev.jsonl")}


def second_opinion(fragment: str) -> str:
    cleaned = nh3.clean(
        fragment,
        tags={*MARKS, "br"},
        attributes={tag: set(names) for tag, names in MARKS.items() if names},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return cleaned.replace("&nbsp;", "\u00a0")


def kept_urls(urls: list[str]) -> list[str]:
    trimmed = (url.strip() for url in urls)
    return [f"https:{url}" if url.startswith("//") else url for url in trimmed if url]


def test_benign_markup_shows_the_same_words_and_links(markup_corpus: Path) -> None:
    for row in rows(markup_corpus / "benign.jsonl"):
        cleaned = clean(row["html"]).markup
        found = markup.links_in(cleaned)
        titles = [
            value
            for run in markup.inlines(cleaned)
            for mark in run.marks
            for name, value in mark.attributes
            if name == "title"
        ]

        assert markup.visible_text(cleaned).split() == row["text"].split(), row["id"]
        assert [link.url for link in found] == kept_urls(row["hrefs"]), row["id"]
        assert titles == row["titles"], row["id"]


def test_nothing_passes_that_another_sanitiser_would_stop(markup_corpus: Path) -> None:
    for key, cleaned in cleaned_payloads(markup_corpus).items():
        seen_by_nh3 = cleaned.removeprefix("\ufeff")  # which it takes for a byte order mark

        assert second_opinion(seen_by_nh3) == seen_by_nh3, key


def test_hostile_markup_keeps_to_the_declaration(markup_corpus: Path) -> None:
    for key, cleaned in cleaned_payloads(markup_corpus).items():
        for mark in (mark for run in markup.inlines(cleaned) for mark in run.marks):
            assert {name for name, _ in mark.attributes} <= set(MARKS[mark.tag]), key
        for link in markup.links_in(cleaned):
            assert markup.safe_url(link.url) == link.url, key


def test_hostile_markup_cleaned_twice_is_the_same(markup_corpus: Path) -> None:
    for key, cleaned in cleaned_payloads(markup_corpus).items():
        assert clean(cleaned).markup == cleaned, key
