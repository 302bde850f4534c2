"""Promise 1 of the design for what is no text: it stays one, or a removal says why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from articles.documents.article.kinds import Kind
from articles.documents.pipeline import ParsedDocument, parse_document
from articles.documents.source import Source
from tests.documents.real_pages import sources

HIDDEN = {
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "object",
    "textarea",
    "select",
}
# By the tag of a source: the kind that it becomes, and the sorts of removals that may say why not.
BECOMES: dict[str, tuple[Kind, set[tuple[str, ...]]]] = {
    "img": (Kind.PICTURE, {("picture",), ("tag", "img")}),
    "table": (Kind.TABLE, {("table",)}),
    "iframe": (Kind.EMBED, {("embed",), ("tag", "iframe")}),
}


class Judge(HTMLParser):
    """Visible letters and tags of HTML, by the parser of the standard library."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hidden = 0
        self.letters: list[str] = []
        self.tags: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if self.hidden <= 0:
            self.tags[tag] += 1
        self.hidden += tag in HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN

    def handle_data(self, data: str) -> None:
        if self.hidden <= 0:
            self.letters += "".join(data.split())


def judged(source: Source) -> Judge:
    """What a source's strings hold, each in the tag that it is said to have been in."""
    whole = Judge()
    for item in json.loads(source.content)["paragraphs"]:
        judge = Judge()
        judge.feed(item if isinstance(item, str) else item["html"])
        judge.close()
        whole.letters += judge.letters
        whole.tags += judge.tags
        if not isinstance(item, str) and item["tag"] in BECOMES:
            whole.tags[item["tag"]] += item["tag"] != "img"
    return whole


@cache
def real_documents(corpus: Path) -> list[ParsedDocument]:
    return [parse_document(source) for source in sources(corpus)]


def removals(parsed: ParsedDocument) -> Iterator[tuple[str, str]]:
    for item in parsed.blocks:
        yield from ((removal.what, removal.name) for removal in item.block.removed)


def test_each_picture_table_and_embed_stays_one_or_a_removal_says_why(corpus: Path) -> None:
    for parsed in real_documents(corpus):
        there = judged(parsed.source).tags
        kinds = Counter(paragraph.kind for paragraph in parsed.document.paragraphs())
        said = Counter(removals(parsed))
        for tag, (kind, sorts) in BECOMES.items():
            explained = sum(
                times for (what, name), times in said.items() if {(what,), (what, name)} & sorts
            )
            assert kinds[kind] + explained >= there[tag], (parsed.source.external_id, tag)


def test_no_letter_is_lost_where_a_string_holds_more_than_text(corpus: Path) -> None:
    for parsed in real_documents(corpus):
        document = parsed.document
        texts = [line.text for line in document.lines()]
        texts += [paragraph.text for paragraph in document.paragraphs()]
        lost = Counter(judged(parsed.source).letters) - Counter("".join("".join(texts).split()))
        assert not lost - allowed(parsed), (parsed.source.external_id, lost)


def allowed(parsed: ParsedDocument) -> Counter[str]:
    """The letters that are marks: numbers of lists, words before a caption, zero-width ones."""
    marks = [r.detail for item in parsed.blocks for r in item.block.removed if r.what == "mark"]
    numbered = any("list" in p.attributes for p in parsed.document.paragraphs())
    numbers = "0123456789.)" * 100 if numbered else ""
    return Counter("".join("".join(marks).split()) + numbers + "\u200b\u200c\u200d\ufeff—–" * 500)
