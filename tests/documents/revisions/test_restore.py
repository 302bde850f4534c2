"""One part of an article brought back as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.revisions.diff import diff_rows, differences, reads_same
from articles.documents.revisions.restore import NothingToRestore, part_restored
from tests.documents.make import make_document, make_paragraph, make_section

ONE, TWO, THREE, FOUR = (
    make_paragraph(uid, f"Here is paragraph {uid}, about {about}.")
    for uid, about in (("one", "tea"), ("two", "boats"), ("three", "wind"), ("four", "sand"))
)
TIDES, QUAYS = Line("The tides"), Line("The quays")
THEN = make_document(
    make_section("s1", ONE, TWO),
    make_section("s2", THREE, FOUR, heading=TIDES, byline=Line("Oda")),
    headline=Line("A storm comes"),
    bylines=("Pia",),
    metadata=Metadata(topics=("weather",)),
)


def outline(document: ArticleDocument) -> list[str]:
    """The text: headings with #, bylines with @, noise with ~, and paragraphs by identifier."""
    return list(_outline(document))


def _outline(document: ArticleDocument) -> Iterator[str]:
    for section in document.sections:
        if section.heading:
            yield f"# {section.heading.text}"
        if section.byline:
            yield f"@ {section.byline.text}"
        for p in section.paragraphs:
            yield ("~" if p.noise else "") + (p.uid if p.is_text else p.kind.value)


def now(*sections: Section) -> ArticleDocument:
    return make_document(*sections, headline=THEN.headline)


def tides(*paragraphs: Paragraph) -> Section:
    return Section("s2", TIDES, Line("Oda"), paragraphs)


# What the article is now; the part; the outline afterwards.
CASES = {
    "a deleted paragraph, at its place": (
        now(make_section("s1", ONE), tides(THREE, FOUR)),
        "p.two",
        ["one", "two", "# The tides", "@ Oda", "three", "four"],
    ),
    "the first of all": (
        now(make_section("s1", TWO), tides(THREE, FOUR)),
        "p.one",
        ["one", "two", "# The tides", "@ Oda", "three", "four"],
    ),
    "one whose neighbour went too": (
        now(make_section("s1", ONE), tides(FOUR)),
        "p.three",
        ["one", "# The tides", "@ Oda", "three", "four"],
    ),
    "one that moved": (
        now(make_section("s1", FOUR, ONE, TWO), tides(THREE)),
        "p.four",
        ["one", "two", "# The tides", "@ Oda", "three", "four"],
    ),
    "one that came": (
        now(make_section("s1", ONE, TWO, make_paragraph("new")), tides(THREE, FOUR)),
        "p.new",
        ["one", "two", "# The tides", "@ Oda", "three", "four"],
    ),
    "a heading that went": (
        now(make_section("s1", ONE, TWO, THREE, FOUR)),
        "s2.heading",
        ["one", "two", "# The tides", "@ Oda", "three", "four"],
    ),
    "a heading that came": (
        now(make_section("s1", ONE), make_section("s9", TWO, heading=QUAYS), tides(THREE, FOUR)),
        "s9.heading",
        ["one", "two", "# The tides", "@ Oda", "three", "four"],
    ),
    "a byline that went": (
        now(make_section("s1", ONE, TWO), make_section("s2", THREE, FOUR, heading=TIDES)),
        "s2.byline",
        ["one", "two", "# The tides", "@ Oda", "three", "four"],
    ),
    "a byline that came": (
        now(make_section("s1", ONE, TWO, byline=Line("Jo")), tides(THREE, FOUR)),
        "s1.byline",
        ["one", "two", "# The tides", "@ Oda", "three", "four"],
    ),
    "a paragraph that is a heading now": (
        now(
            make_section("s1", ONE),
            make_section("s7", heading=Line(TWO.text), byline=Line("Jo"), paragraphs=()),
            tides(THREE, FOUR),
        ),
        "p.two",
        ["@ Jo", "one", "two", "# The tides", "@ Oda", "three", "four"],
    ),
    "a heading that is a paragraph now": (
        now(make_section("s1", ONE, TWO, make_paragraph("x", "The tides"), THREE, FOUR)),
        "s2.heading",
        ["one", "two", "# The tides", "@ Oda", "three", "four"],
    ),
    "one under a new identifier": (
        now(make_section("s1", ONE, make_paragraph("n", TWO.markup, noise=True)), tides(THREE)),
        "p.two",
        ["one", "n", "# The tides", "@ Oda", "three"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("now", "key", "after"), CASES.values(), ids=CASES)
def test_a_part_reads_as_then_and_the_rest_as_now(
    now: ArticleDocument, key: str, after: list[str]
) -> None:
    assert outline(part_restored(now, THEN, key)) == after


def test_words_kind_and_attributes_are_those_of_then() -> None:
    quote = Paragraph("two", Kind.QUOTE, "Said otherwise.", noise=True)
    restored = part_restored(now(make_section("s1", ONE, quote), tides(THREE, FOUR)), THEN, "p.two")
    assert restored.sections[0].paragraphs[1] == TWO


def test_a_line_that_changed_is_that_of_then() -> None:
    other = make_section("s2", THREE, FOUR, heading=QUAYS, byline=Line("Jo"))
    restored = part_restored(now(make_section("s1", ONE, TWO), other), THEN, "s2.heading")
    assert (restored.sections[1].heading, restored.sections[1].byline) == (TIDES, Line("Jo"))


@pytest.mark.parametrize("key", ["headline", "bylines", "topics"])
def test_a_field_is_that_of_then(key: str) -> None:
    other = make_document(*THEN.sections, headline=Line("Another"), headline_provisional=True)
    restored = part_restored(other, THEN, key)
    assert [row.key for row in diff_rows(other, restored) if row.change != "same"] == [key]
    assert not [row for row in diff_rows(THEN, restored) if row.key == key and row.change != "same"]


def test_all_parts_one_by_one_give_the_article_of_then() -> None:
    document = make_document(
        make_section("s1", FOUR, make_paragraph("new"), TWO, heading=QUAYS),
        make_section("s9", ONE, heading=Line("Other")),
        headline=Line("Another"),
    )
    while rows := differences(THEN, document):
        before, document = document, part_restored(document, THEN, rows[0].key)
        assert document != before
    assert reads_same(document, THEN)


def test_a_part_that_neither_has_is_refused() -> None:
    with pytest.raises(NothingToRestore):
        part_restored(THEN, THEN, "p.none")
