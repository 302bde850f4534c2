"""What differs between two documents, as people read it."""

from __future__ import annotations

import random
from typing import Any

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph
from articles.documents.revisions.diff import diff_rows, differences
from articles.documents.revisions.marked_words import BREAK, DiffMark, DiffWords, diff_words
from tests.cpu import at_most
from tests.documents.make import make_document, make_paragraph, make_section


def test_differences_name_what_was_added_removed_moved_and_changed() -> None:
    one, two, three = (make_paragraph(uid, f"Paragraph {uid}.") for uid in ("one", "two", "three"))
    old = make_document(make_section("s", one, two, three))
    changed = make_paragraph("three", "Paragraph 3.", noise=True)
    new = make_document(make_section("s", two, one, changed, make_paragraph("four", "Four.")))
    found = [(each.change, "".join(s.text for s in each.words)) for each in differences(old, new)]
    assert ("moved", "Paragraph one.") in found or ("moved", "Paragraph two.") in found
    assert ("changed", "Paragraph three 3.") in found
    assert ("added", "Four.") in found
    assert differences(old, make_document(make_section("s", one, two)))[0].change == "removed"


def test_a_difference_marks_a_changed_kind_by_its_names() -> None:
    old = make_document(make_section("s", make_paragraph("a", "Text.")))
    new = make_document(make_section("s", make_paragraph("a", "Text.", noise=True)))
    [difference] = differences(old, new)
    assert [(s.mark, s.text) for s in difference.name] == [
        (DiffMark.DELETED, "Text"),
        (DiffMark.INSERTED, "Noise"),
    ]


def test_documents_that_differ_in_origins_alone_show_no_difference() -> None:
    old = make_document(make_section("s", make_paragraph("a", origin=1)))
    new = make_document(make_section("s", make_paragraph("a", origin=2)))
    assert differences(old, new) == ()


def test_a_paragraph_that_moved_up_is_the_one_that_moved() -> None:
    parts = [make_paragraph(uid, f"Paragraph {uid}.") for uid in "abcde"]
    old = make_document(make_section("s", *parts))
    new = make_document(make_section("s", parts[3], *parts[:3], parts[4]))
    rows = [(row.change, row.after.text) for row in diff_rows(old, new) if row.after]
    assert rows[1:] == [
        ("moved", "Paragraph d."),
        *(("same", f"Paragraph {uid}.") for uid in "abce"),
    ]


def test_what_was_removed_stands_where_it_stood() -> None:
    one, two, three = (make_paragraph(uid, f"{uid}.") for uid in ("one", "two", "three"))
    rows = diff_rows(
        make_document(make_section("s", one, two, three)),
        make_document(make_section("s", one, three)),
    )
    assert [row.change for row in rows] == ["same", "same", "removed", "same"]


def test_lines_are_shown_as_they_read() -> None:
    [row] = differences(
        make_document(headline=Line("A & B")), make_document(headline=Line("A & C"))
    )
    assert row.after
    assert row.after.text == "A & C"
    assert [(word.mark, word.text) for word in row.words] == [
        (DiffMark.SAME, "A &"),
        (DiffMark.DELETED, " B"),
        (DiffMark.INSERTED, " C"),
    ]


def test_the_longest_articles_are_compared_in_a_moment() -> None:
    parts = [make_paragraph(f"p{number}", f"{number}") for number in range(5_000)]
    shuffled = random.Random(1).sample(parts, len(parts))
    with at_most(1):
        for order in (list(reversed(parts)), shuffled):
            diff_rows(
                make_document(make_section("s", *parts)), make_document(make_section("s", *order))
            )


def test_of_several_paragraphs_a_break_that_came_is_a_word_of_its_own() -> None:
    assert diff_words(["One. Two."], ["One.", "Two."]) == (
        DiffWords(DiffMark.SAME, "One."),
        DiffWords(DiffMark.INSERTED, BREAK),
        DiffWords(DiffMark.SAME, " Two."),
    )


def test_very_long_texts_are_shown_whole_but_for_their_beginning_and_end() -> None:
    short, long = "First. Last.", f"First. {'A word. ' * 1_001}Last."
    for before, after, mark in ((short, long, "ins"), (long, short, "del")):
        assert [(words.mark, words.text) for words in diff_words([before], [after])] == [
            ("", "First."),
            (mark, " A word." * 1_001),
            ("", " Last."),
        ]
    before, after = (f"First. {word * 2_001}Last." for word in ("One ", "Two "))
    assert [words.mark for words in diff_words([before], [after])] == ["", "del", "ins", ""]


def test_a_headline_that_was_confirmed_is_a_difference() -> None:
    old = make_document(headline_provisional=True)
    [row] = differences(old, make_document())
    assert "provisional" in "".join(words.text for words in row.name)


def test_what_is_no_text_is_compared_by_its_words_and_the_rest_is_said() -> None:
    def table(cell: str, **more: Any) -> ArticleDocument:
        rows = [["Party", "Seats"], ["Red", cell]]
        attributes = Attributes({"rows": rows, **more})
        return make_document(make_section("s", Paragraph("t", Kind.TABLE, "Seats", 1, attributes)))

    [row] = differences(table("12"), table("13", head=1))
    shown = [word for word in row.words if word.mark]
    assert [(word.mark.value, word.text.strip()) for word in shown] == [
        ("del", "12"),
        ("ins", "13"),
    ]
    assert list(map(str, row.notes)) == ["heading rows: 0 → 1"]
