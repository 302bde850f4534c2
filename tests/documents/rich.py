"""Strategies of paragraphs of every kind, with every attribute that is declared for it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import KINDS, Attribute, AttributeType, Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.table import Rows, cell_of

words = st.text("abc é政<&\"'", min_size=1, max_size=12).map(lambda text: f"w{text}w")
markups = st.sampled_from(
    [
        "",
        "One",
        "A <strong>bold</strong> one",
        'An <a href="https://a.example/">a</a> &amp; b',
        "a<br>b",
    ]
)
spans = st.integers(1, 3)
cells = st.builds(cell_of, markups, columns=spans, rows=spans, head=st.booleans())


def rows(most: int = 4) -> st.SearchStrategy[Rows]:
    return st.lists(
        st.lists(cells, min_size=1, max_size=3).map(tuple), min_size=1, max_size=most
    ).map(tuple)


_number = st.integers(0, 100).map(lambda each: each / 100)
_VALUES: dict[AttributeType, st.SearchStrategy[Any]] = {
    AttributeType.TEXT: words.map(lambda text: " ".join(text.split())),
    AttributeType.LINES: st.lists(words, min_size=1, max_size=3).map("\n".join),
    AttributeType.FLAG: st.just(True),
    AttributeType.URL: st.sampled_from(["https://a.example/1.jpg", "http://b.example/x?y=1&z=2"]),
    AttributeType.FILE: st.sampled_from(["images/a b.jpg", "../caf%C3%A9.png?w=300"]),
    AttributeType.IDENTIFIER: st.sampled_from(["a1", "youtube", "sha256-b.1"]),
    AttributeType.POINT: st.tuples(_number, _number),
    AttributeType.ROWS: rows(),
}


def values_of(attribute: Attribute) -> st.SearchStrategy[Any]:
    if attribute.type is AttributeType.NUMBER:
        return st.integers(attribute.least, attribute.most)
    if attribute.type is AttributeType.CHOICE:
        return st.sampled_from(attribute.choices)
    return _VALUES[attribute.type]


@st.composite
def paragraphs(draw: st.DrawFn, uid: str = "p1") -> Paragraph:
    kind = draw(st.sampled_from(Kind))
    rules = KINDS[kind]
    wanted = draw(st.sets(st.sampled_from(sorted(rules.attributes)))) | set(rules.known_by[:1])
    attributes = {name: draw(values_of(rules.attributes[name])) for name in sorted(wanted)}
    markup = draw(markups)
    if kind is Kind.RULE or kind is Kind.PREFORMATTED:
        markup = ""
    if rules.is_text:
        markup = markup or "One"
    return Paragraph(uid, kind, markup, None, Attributes(attributes), draw(st.booleans()))


@st.composite
def documents(draw: st.DrawFn) -> ArticleDocument:
    number = draw(st.integers(1, 6))
    return ArticleDocument(
        Line("A ferry"),
        sections=(
            Section(
                "s1",
                Line(),
                Line(),
                tuple(draw(paragraphs(f"p{place}")) for place in range(number)),
            ),
        ),
    )
