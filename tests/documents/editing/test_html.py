from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.table import cell_of
from articles.documents.editing import html as editing
from articles.documents.editing.html import BodyRejected, EditedBody
from tests.documents.make import make_document, make_paragraph, make_section
from tests.documents.rich import documents

BASE = make_document(
    make_section(
        "s1",
        make_paragraph("p1", "One <strong>bold</strong> ferry.", origin=2),
        make_paragraph("p2", "Two ferries.", origin=3),
    ),
    make_section(
        "s2",
        make_paragraph("p3", "A quay.", origin=6),
        make_paragraph("p4", "Subscribe!", origin=7, noise=True),
        heading=Line("The quay", 4),
        byline=Line("By Pia Lowen", 5),
    ),
)


def edited(html: str, base: ArticleDocument = BASE) -> tuple[Section, ...]:
    return editing.from_html(html, base).sections


def paragraphs(html: str, base: ArticleDocument = BASE) -> list[tuple[str, str, str, int | None]]:
    return [
        (p.uid, p.kind.value, p.markup, p.origin)
        for section in edited(html, base)
        for p in section.paragraphs
    ]


def test_an_unchanged_body_gives_the_same_sections() -> None:
    assert editing.from_html(editing.to_html(BASE), BASE) == EditedBody(BASE.sections, ())


def test_a_changed_paragraph_keeps_its_identifier_and_origin() -> None:
    html = editing.to_html(BASE).replace("Two ferries.", "Three ferries.")
    assert ("p2", "body", "Three ferries.", 3) in paragraphs(html)


def test_a_moved_paragraph_keeps_its_identifier_and_origin() -> None:
    html = '<p data-id="p3">A quay.</p><p data-id="p1">One.</p>'
    assert [(uid, origin) for uid, _, _, origin in paragraphs(html)] == [("p3", 6), ("p1", 2)]


def test_a_paragraph_that_becomes_a_heading_keeps_its_origin_and_back() -> None:
    html = editing.to_html(BASE).replace('<p data-id="p2" data-kind="body">', '<h2 data-id="p2">')
    section = edited(html.replace("Two ferries.</p>", "Two ferries.</h2>"))[1]
    assert (section.uid, section.heading) == ("p2", Line("Two ferries.", 3))
    back = paragraphs('<p data-id="s2">The quay</p>')
    assert back == [("s2", "body", "The quay", 4)]


def test_a_new_paragraph_gets_a_new_identifier_and_no_origin() -> None:
    [_, new] = paragraphs('<p data-id="p1">One.</p><p>New.</p>')
    assert new[0] not in {"p1", "p2", "p3", "p4", "s1", "s2"}
    assert new[3] is None


@pytest.mark.parametrize("uid", ["p1", "elsewhere", '"><script>', "s1.byline.byline"])
def test_an_identifier_counts_once_and_only_if_it_is_this_articles(uid: str) -> None:
    html = f"<p data-id=\"p1\">One.</p><p data-id='{uid}'>Another.</p>"
    [first, second] = paragraphs(html)
    assert first[0] == "p1"
    assert second[0] != "p1"
    assert second[3] is None


def test_a_nameless_paragraph_with_the_text_of_one_that_is_gone_takes_its_place() -> None:
    assert paragraphs("<p>Two ferries.</p>") == [("p2", "body", "Two ferries.", 3)]


def test_a_copy_before_the_original_does_not_take_its_name() -> None:
    html = '<p>Two ferries.</p><p data-id="p2">Two ferries.</p>'
    [copy, original] = paragraphs(html)
    assert original[0] == "p2"
    assert copy[0] != "p2"


def test_noise_can_be_switched_both_ways() -> None:
    html = (
        editing.to_html(BASE)
        .replace(' data-noise=""', "")
        .replace('"p1" data-kind="body"', '"p1" data-kind="body" data-noise')
    )
    noise = {p.uid: p.noise for section in edited(html) for p in section.paragraphs}
    assert (noise["p1"], noise["p4"]) == (True, False)


def test_text_before_the_first_heading_is_the_nameless_first_section() -> None:
    sections = edited('<p data-id="p3">A quay.</p><h2 data-id="s2">The quay</h2>')
    assert [(s.uid, s.heading.text) for s in sections] == [("s1", ""), ("s2", "The quay")]


def test_a_byline_keeps_its_origin_and_a_second_one_joins_it() -> None:
    html = '<h2 data-id="s2">The quay</h2><p data-id="s2.byline" data-kind="byline">By Pia</p>'
    assert edited(html)[0].byline == Line("By Pia", 5)
    both = edited(html + '<p data-kind="byline">Photos by Ilse</p>')
    assert both[0].byline.text == "By Pia; Photos by Ilse"


@pytest.mark.parametrize(("uid", "origin"), [("headline", 0), ("standfirst", 1), ("s2.byline", 5)])
@pytest.mark.parametrize("block", ['<h2 data-id="{}">', "<p data-id={}>"])
def test_a_line_that_became_a_block_keeps_its_origin_under_a_new_identifier(
    uid: str, origin: int, block: str
) -> None:
    base = replace(BASE, headline=Line("A ferry", 0), standfirst=Line("And why.", 1))
    [section] = edited(f"{block.format(uid)}Another text.", base)
    [*paragraphs] = section.paragraphs
    parts = [(p.uid, p.origin) for p in paragraphs] or [(section.uid, section.heading.origin)]
    assert parts[0][1] == origin
    assert parts[0][0] not in {uid, "s1", "s2"}


def test_a_field_that_became_a_byline_keeps_its_origin() -> None:
    base = replace(BASE, standfirst=Line("By Pia", 1))
    [section] = edited('<p data-id="standfirst" data-kind="byline">By Pia Lowen</p>', base)
    assert section.byline == Line("By Pia Lowen", 1)


def test_what_cleaning_removes_from_an_edit_is_told() -> None:
    html = '<p data-id="p1">One <a href="javascript:alert(1)">ferry</a>.</p>'
    body = editing.from_html(html, BASE)
    assert body.sections[0].paragraphs[0].markup == "One ferry."
    assert [removal.what for removal in body.removed] == ["link"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("just text", [("body", "just text")]),
        ("<ul><li>a</li><li><p>b</p></li></ul>", [("list_item", "a"), ("list_item", "b")]),
        ("<blockquote><p>a</p></blockquote>b", [("quote", "a"), ("body", "b")]),
        ("<div>a<p>b</p>c</div>", [("body", "a"), ("body", "b"), ("body", "c")]),
        ("<p>a<p>b", [("body", "a"), ("body", "b")]),
        ("<p></p><p> </p><p><br></p><p>a</p>", [("body", "a")]),
        ("</p></div>a", [("body", "a")]),
        ('<p data-kind="unheard-of">a</p>', [("body", "a")]),
        ("<P DATA-KIND=quote>a</P>", [("quote", "a")]),
    ],
)
def test_hand_made_html_is_taken_as_well(html: str, expected: list[tuple[str, str]]) -> None:
    assert [(kind, markup) for _, kind, markup, _ in paragraphs(html)] == expected


def test_an_empty_body_has_no_sections() -> None:
    assert edited("") == edited("<h2></h2>\n<p> </p>") == ()


@pytest.mark.parametrize(
    "html",
    [
        "<" * 1_600_000,
        "<p>x</p>" * 6_000,
        "<p>" + "<b>x</b> " * 2_000 + "&" * 60_000,
        "<p><b>x</b><i>y</i>" * 4_000,
    ],
)
def test_a_body_beyond_the_bounds_is_refused_and_told_why(html: str) -> None:
    with pytest.raises(BodyRejected, match=r"cannot be saved|most that can be|more markup than"):
        edited(html)


@given(st.text(alphabet='<>/ph2li"=data-ikny&;x ', max_size=200))
@settings(deadline=None)
def test_any_text_is_taken_and_saving_it_again_changes_nothing(html: str) -> None:
    once = replace(BASE, sections=edited(html))
    assert edited(editing.to_html(once), once) == once.sections


@given(documents())
@settings(deadline=None)
def test_what_is_of_any_kind_comes_back_the_same(document: ArticleDocument) -> None:
    assert editing.from_html(editing.to_html(document), document).sections == document.sections


def test_a_first_row_of_headings_is_no_heading_of_the_table_unless_it_was() -> None:
    rows = ((cell_of("A", head=True),), (cell_of("B", head=True), "C"))
    table = Paragraph("t1", Kind.TABLE, "", attributes=Attributes(rows=rows))
    base = make_document(make_section("s1", table))
    assert edited(editing.to_html(base), base) == base.sections


def test_pictures_without_captions_are_told_apart_by_what_they_show() -> None:
    one, other = (
        Paragraph(uid, Kind.PICTURE, "", 1, Attributes(source=f"https://example.org/{uid}.jpg"))
        for uid in ("a", "b")
    )
    base = make_document(make_section("s1", one, other))
    html = editing.to_html(make_document(make_section("s1", other, one)))
    nameless = re.sub(' data-id="[ab]"', "", html)
    assert [uid for uid, *_ in paragraphs(nameless, base)] == ["b", "a"]


def test_a_list_in_a_cell_is_lines_with_their_marks() -> None:
    html = (
        "<table><tr><td><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul></td>"
        '<td><ol start="3"><li>d</li><li value="9">e</li></ol>f</td></tr></table>'
    )
    (section,) = edited(html)
    rows = section.paragraphs[0].attributes["rows"]
    assert rows == (("• a<br>◦ b<br>• c", "3. d<br>9. e<br>f"),)


def test_a_part_without_what_makes_it_one_is_text() -> None:
    html = (
        '<figure data-kind="picture" data-source="javascript:1" data-credit="&lt;A&gt;">'
        "<figcaption>A bridge</figcaption></figure>"
    )
    assert [words[1:3] for words in paragraphs(html)] == [("body", "A bridge<br>&lt;A&gt;")]


def test_what_is_no_text_and_gone_is_told() -> None:
    rule = Paragraph("r1", Kind.RULE, "")
    base = make_document(make_section("s1", make_paragraph("p1", "One."), rule))
    assert editing.from_html("<p>One.</p>", base).gone == (rule,)
    assert editing.from_html('<hr data-id="r1">', base).gone == ()


def test_a_new_box_is_named_in_what_is_in_it() -> None:
    html = (
        '<p data-id="p1" data-kind="body" data-box="mine">In it.</p>'
        '<p data-id="mine" data-kind="box">In short</p>'
        '<p data-kind="body" data-box="mine">In it, too.</p>'
    )
    before, title, after = edited(html)[0].paragraphs
    assert title.uid != "mine"
    assert before.attributes["box"] == after.attributes["box"] == title.uid


@pytest.mark.parametrize(
    "rows", ["<tr>" + "<td>a</td>" * 201 + "</tr>", "<tr><td>a</td><td>b</td></tr>" * 2_001]
)
def test_a_table_too_large_to_be_read_again_is_not_saved(rows: str) -> None:
    with pytest.raises(BodyRejected, match="Split it"):
        edited(f"<table>{rows}</table>")


def test_empty_cells_beyond_the_last_column_are_not_saved() -> None:
    [section] = edited(f"<table><tr><td>a</td>{'<td></td>' * 999}</tr></table>")
    [table] = [each for each in section.paragraphs if each.kind is Kind.TABLE]
    assert len(table.attributes["rows"][0]) == 200
