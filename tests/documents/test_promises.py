"""Promises 1 and 2 of the design on every real page of a corpus, judged by a second reader."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from articles.documents import markup
from articles.documents.editing import html as editing
from articles.documents.pipeline import ParsedDocument, parse_document
from articles.documents.reading import contents_of
from tests.documents.real_pages import sources, texts_by_origin

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


class Words(HTMLParser):
    """The visible characters of HTML, by the standard library's parser and not by ours."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hidden = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN

    def handle_data(self, data: str) -> None:
        if self.hidden <= 0:
            self.found.append(data)


def words(html: str) -> str:
    parser = Words()
    parser.feed(html)
    parser.close()
    return "".join("".join(parser.found).split())


@cache
def real_documents(corpus: Path) -> list[ParsedDocument]:
    return [parse_document(source) for source in sources(corpus)]


def test_no_word_of_any_real_page_is_lost(corpus: Path) -> None:
    for parsed in real_documents(corpus):
        source = parsed.source
        texts = texts_by_origin(parsed.document)
        for index, piece in enumerate(contents_of(source).pieces):
            if piece.kind or piece.attributes or piece.left_out:
                continue  # see test_structure_of_sources
            text = "".join(texts.get(index, "").split())
            expected = words(piece.html)
            # A string of nothing but zero-width characters shows nothing and makes no paragraph.
            assert text == (expected.strip("\u200b\u200c\u200d\ufeff") and expected), (
                source.external_id,
                index,
            )


def test_every_block_of_every_real_page_has_a_label_and_a_reason(corpus: Path) -> None:
    for parsed in real_documents(corpus):
        indices = [item.block.index for item in parsed.blocks]
        assert indices == list(range(len(contents_of(parsed.source).pieces)))
        assert all(item.reason for item in parsed.blocks)


def test_an_editor_who_changes_nothing_changes_nothing(corpus: Path) -> None:
    for parsed in real_documents(corpus):
        document = parsed.document
        body = editing.from_html(editing.to_html(document), document)
        assert body == editing.EditedBody(document.sections, ())


def test_clean_markup_is_clean(corpus: Path) -> None:
    for parsed in real_documents(corpus):
        for paragraph in parsed.document.paragraphs():
            assert markup.clean(paragraph.markup) == markup.Cleaned(paragraph.markup)
