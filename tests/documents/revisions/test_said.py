"""What a comparison says of each part: a table of changes with what must be said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import ArticleDocument, Line, Paragraph
from articles.documents.revisions.diff import DiffRow, differences
from articles.documents.revisions.marked_words import earlier_text, later_text
from articles.documents.revisions.said import said_of
from tests.documents.make import make_document, make_paragraph, make_section

OLD, NEW = "https://harbour.example/old", "https://harbour.example/new"
PARTS = [make_paragraph(uid, f"Paragraph {uid}.") for uid in "abcd"]


def picture(caption: str = "A quay", **attributes: Any) -> Paragraph:
    known = {"picture": "p1", "alt": "A grey quay", "credit": "Oda", **attributes}
    return Paragraph("x", Kind.PICTURE, caption, attributes=Attributes().with_values(**known))


def table(*rows: Sequence[str], caption: str = "Tides", **attributes: Any) -> Paragraph:
    known = Attributes({"rows": rows, "head": 1, **attributes})
    return Paragraph("x", Kind.TABLE, caption, attributes=known)


HEAD = ("Place", "Height")
ROW, OTHER = ("Cape Harrow", "4.8 m"), ("Oar", "3.1 m")

# Before and after: one paragraph each, or none; what is said above, and beside the words.
CASES = {
    "words": (make_paragraph("x", "One."), make_paragraph("x", "Two."), ["Words"], []),
    "noise": (make_paragraph("x"), make_paragraph("x", noise=True), ["Now noise"], []),
    "no noise": (make_paragraph("x", noise=True), make_paragraph("x"), ["No longer noise"], []),
    "a quote": (make_paragraph("x"), make_paragraph("x", kind=Kind.QUOTE), ["Now a quote"], []),
    "words and style": (
        make_paragraph("x", "One."),
        make_paragraph("x", "<em>One</em>. Two."),
        ["Words", "Style"],
        ["Now italic: “One”"],
    ),
    "a link": (
        make_paragraph("x", f'<a href="{OLD}">One</a>.'),
        make_paragraph("x", f'<a href="{NEW}">One</a>.'),
        ["Link"],
        [f"Link changed, “One”: {OLD} → {NEW}"],
    ),
    "a paragraph that came": (None, make_paragraph("x"), ["Paragraph added"], []),
    "noise that went": (make_paragraph("x", noise=True), None, ["Noise gone"], []),
    "a picture that came": (None, picture(), ["Picture added"], []),
    "a level": (
        make_paragraph("x", kind=Kind.LIST_ITEM, attributes=Attributes(list="ul")),
        make_paragraph("x", kind=Kind.LIST_ITEM, attributes=Attributes(list="ul", level=2)),
        ["Level"],
        ["level: 1 → 2"],
    ),
    "who said it": (
        make_paragraph("x", kind=Kind.QUOTE, attributes=Attributes(by="Oda")),
        make_paragraph("x", kind=Kind.QUOTE, attributes=Attributes(by="Pia")),
        ["Who said it"],
        ["who said it: Oda → Pia"],
    ),
    "a caption": (picture(), picture("The quay"), ["Picture", "Caption"], []),
    "a credit": (picture(), picture(credit="Pia"), ["Picture", "Credit"], ["credit: Oda → Pia"]),
    "no credit": (picture(), picture(credit=None), ["Picture", "Credit"], ["credit: Oda → –"]),
    "a text alternative": (
        picture(),
        picture(alt="A wet quay"),
        ["Picture", "Text alternative"],
        ["text alternative: A grey quay → A wet quay"],
    ),
    "another picture": (
        picture(),
        picture(picture="p2"),
        ["Picture", "Another file"],
        ["Another file"],
    ),
    "a cell": (table(HEAD, ROW), table(HEAD, ("Cape Harrow", "5.2 m")), ["Table", "1 cell"], []),
    "a row": (table(HEAD, ROW), table(HEAD, ROW, OTHER), ["Table", "2 cells"], []),
    "a caption of a table": (
        table(HEAD, ROW),
        table(HEAD, ROW, caption="Sea"),
        ["Table", "Caption"],
        [],
    ),
    "heading rows": (
        table(HEAD, ROW),
        table(HEAD, ROW, head=0),
        ["Table", "Heading rows"],
        ["heading rows: 1 → 0"],
    ),
    "a link in a cell": (
        table(HEAD, (f'<a href="{OLD}">Oar</a>', "3.1 m")),
        table(HEAD, (f'<a href="{NEW}">Oar</a>', "3.1 m")),
        ["Table", "1 cell", "Link"],
        [f"Link changed, “Oar”: {OLD} → {NEW}"],
    ),
    "a text whose lines count": (
        Paragraph("x", Kind.PREFORMATTED, "", attributes=Attributes(text="a\nb")),
        Paragraph("x", Kind.PREFORMATTED, "", attributes=Attributes(text="a\nc")),
        ["Words"],
        [],
    ),
    "an embed": (
        Paragraph("x", Kind.EMBED, "", attributes=Attributes(url=OLD, title="One")),
        Paragraph("x", Kind.EMBED, "", attributes=Attributes(url=NEW, title="One")),
        ["Embed", "Address"],
        [f"address: {OLD} → {NEW}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said", "notes"), CASES.values(), ids=CASES)
def test_it_says_what_became_of_a_paragraph(
    before: Paragraph | None, after: Paragraph | None, said: list[str], notes: list[str]
) -> None:
    old, new = (
        make_document(make_section("s", *filter(None, [p, PARTS[0]]))) for p in (before, after)
    )
    [row] = differences(old, new)
    assert list(said_of(row)) == said
    assert list(map(str, row.notes)) == notes


def rows_of(before: ArticleDocument, after: ArticleDocument) -> list[DiffRow]:
    return list(differences(before, after))


def test_lines_are_called_by_their_names() -> None:
    old = make_document(headline=Line("One"), metadata=Metadata(topics=("sea",)))
    new = make_document(headline=Line("Two"), metadata=Metadata(topics=("sea", "wind")))
    assert [said_of(row) for row in rows_of(old, new)] == [("Headline",), ("Topics",)]


def test_what_moved_says_whereto_and_what_it_followed() -> None:
    old = make_document(make_section("s", *PARTS))
    up = make_document(make_section("s", PARTS[2], PARTS[0], PARTS[1], PARTS[3]))
    [row] = rows_of(old, up)
    assert said_of(row) == ("Moved up",)
    assert row.move
    assert row.move.behind == "“Paragraph b.”"
    [row] = rows_of(up, old)
    assert (row.change, said_of(row)) == ("moved", ("Moved down",))
    assert row.move
    assert row.move.behind == ""


def test_what_moved_and_changed_says_both() -> None:
    old = make_document(make_section("s", *PARTS))
    changed = make_paragraph("c", "Paragraph c, new.", noise=True)
    new = make_document(make_section("s", changed, PARTS[0], PARTS[1], PARTS[3]))
    [row] = rows_of(old, new)
    assert said_of(row) == ("Moved up", "Now noise", "Words")


def test_a_text_pasted_elsewhere_under_a_new_identifier_moved() -> None:
    old = make_document(make_section("s", *PARTS))
    new = make_document(make_section("s", make_paragraph("n", PARTS[3].markup), *PARTS[:3]))
    [row] = rows_of(old, new)
    assert (row.change, said_of(row)) == ("moved", ("Moved up",))


def test_a_text_typed_anew_in_its_place_is_the_same_one() -> None:
    one = make_paragraph("one", "The ferry to Hesk left on time for the first time.")
    other = make_paragraph("other", "The ferry to Hesk left late for the first time.")
    old, new = (make_document(make_section("s", PARTS[0], p, PARTS[1])) for p in (one, other))
    [row] = rows_of(old, new)
    assert said_of(row) == ("Words",)


def test_another_text_in_its_place_is_another() -> None:
    old = make_document(make_section("s", PARTS[0], make_paragraph("one", "A word on tea.")))
    new = make_document(make_section("s", PARTS[0], make_paragraph("other", "No wind at sea.")))
    assert [said_of(row) for row in rows_of(old, new)] == [
        ("Paragraph gone",),
        ("Paragraph added",),
    ]


def test_a_paragraph_that_became_a_heading_is_one() -> None:
    old = make_document(make_section("s", *PARTS))
    rest = make_section("s2", *PARTS[2:], heading=Line("Paragraph b."))
    new = make_document(make_section("s", PARTS[0]), rest)
    [row] = rows_of(old, new)
    assert said_of(row) == ("Now a heading",)


def test_of_a_table_the_heading_and_what_changed_is_shown() -> None:
    rows = [("Hesk", "1 m"), ROW, OTHER, ("Skerry", "2 m")]
    changed = [*rows[:1], ("Cape Harrow", "5.2 m"), *rows[2:]]
    old, new = (make_document(make_section("s", table(HEAD, *each))) for each in (rows, changed))
    [row] = rows_of(old, new)
    assert row.table
    assert [
        each.left_out or [(earlier_text(c.words), later_text(c.words)) for c in each.cells]
        for each in row.table.rows
    ] == [
        [("Place", "Place"), ("Height", "Height")],
        1,
        [("Cape Harrow", "Cape Harrow"), ("4.8 m", "5.2 m")],
        2,
    ]


def test_a_column_that_came_leaves_the_other_cells_alone() -> None:
    wider = [("Place", "Time", "Height"), ("Cape Harrow", "09:25", "4.8 m")]
    old, new = (make_document(make_section("s", table(*each))) for each in ((HEAD, ROW), wider))
    [row] = rows_of(old, new)
    assert row.table
    assert [[cell.change for cell in each.cells] for each in row.table.rows] == [
        ["same", "added", "same"]
    ] * 2
