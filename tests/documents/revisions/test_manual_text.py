"""A text written in the place of a conflict -> the passages that it stands for."""

from __future__ import annotations

import pytest

from articles.documents.revisions.conflict import MergeConflict, Passage
from articles.documents.revisions.manual_text import ManualTextRejected, from_text, to_text

PARAGRAPHS = (Passage("p1", "body", "One."), Passage("p2", "quote", "Two <em>and</em> more."))
CONFLICT = MergeConflict("p.p1", ("p1", "p2"))


def passages(text: str, part: str = "p.p1") -> list[tuple[str, str, str]]:
    written = from_text(text, MergeConflict(part, ("p1", "p2")), PARAGRAPHS)
    return [(each.uid, each.kind, each.markup) for each in written.passages]


def test_what_is_not_touched_comes_back_as_it_was() -> None:
    text = to_text("p.p1", PARAGRAPHS)
    assert from_text(text, CONFLICT, PARAGRAPHS).passages == PARAGRAPHS


def test_a_paragraph_that_was_left_keeps_its_name_wherever_another_is_written() -> None:
    assert passages("New.\n\nOne.\n \nTwo <em>and</em> more.") == [
        ("", "body", "New."),
        ("p1", "body", "One."),
        ("p2", "quote", "Two <em>and</em> more."),
    ]


def test_a_rewritten_paragraph_takes_the_name_and_kind_of_the_one_in_its_place() -> None:
    assert passages("One.\r\n\r\nThree\r\nlines.") == [
        ("p1", "body", "One."),
        ("p2", "quote", "Three lines."),
    ]


def test_where_nothing_stands_the_names_are_the_sources() -> None:
    theirs = (Passage("p9", "list_item", "Theirs.", 4),)
    [written] = from_text("By hand.", MergeConflict("p.p9", ("p9",), theirs=theirs), ()).passages
    assert (written.uid, written.kind) == ("p9", "list_item")


def test_its_markup_is_cleaned_and_what_was_removed_is_told() -> None:
    written = from_text("A <script>x</script><b>bold</b> word.", CONFLICT, PARAGRAPHS)
    assert written.passages[0].markup == "A <strong>bold</strong> word."
    assert [removal.name for removal in written.removed] == ["script"]


@pytest.mark.parametrize(
    ("part", "text", "found"),
    [
        ("headline", " A <b> \n& more ", [("", "headline", "A &lt;b&gt; &amp; more")]),
        ("bylines", "Pia\n\n Ilse\n", [("", "byline", "Pia"), ("", "byline", "Ilse")]),
        ("s1.heading", "What\nnow", [("", "heading", "What now")]),
        ("s1.byline", "By Pia", [("", "byline", "By Pia")]),
        ("language", "ar", [("", "language", "ar")]),
        ("topics", "Sea\n\nFog & ice", [("", "topics", "Sea"), ("", "topics", "Fog &amp; ice")]),
        ("published", "2024-05-31", [("", "published", "2024-05-31T00:00:00+00:00")]),
    ],
)
def test_lines_are_plain_text(part: str, text: str, found: list[tuple[str, str, str]]) -> None:
    assert passages(text, part) == found


@pytest.mark.parametrize(("part", "text"), [("updated", "last week"), ("url", "news.example/x")])
def test_a_moment_and_an_address_are_written_as_such(part: str, text: str) -> None:
    with pytest.raises(ManualTextRejected, match="Write "):
        passages(text, part)


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "<b></b>", "x" * 1_500_001, "<b>" * 30_000], ids=lambda text: text[:9]
)
def test_a_text_that_cannot_be_taken_is_refused_with_words(text: str) -> None:
    with pytest.raises(ManualTextRejected, match=r"\w+ \w+"):
        from_text(text, CONFLICT, PARAGRAPHS)


def test_a_paragraph_that_shows_nothing_is_none() -> None:
    assert passages("One.\n\n\u200b\n\nTwo <em>and</em> more.") == [
        ("p1", "body", "One."),
        ("p2", "quote", "Two <em>and</em> more."),
    ]
