"""Merging what is more than text: each attribute by itself, a table row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Paragraph
from articles.documents.revisions.merge import MergeRules, Winner, merge
from articles.documents.revisions.resolve import resolve
from tests.documents.make import SENTENCE, make_document, make_paragraph, make_section

BRIDGE = "https://press.example/bridge.jpg"
PORT = "https://press.example/port.jpg"
ROWS = (("Party", "Seats"), ("Red", "12"), ("Blue", "9"), ("Green", "4"))


def document(*paragraphs: Paragraph) -> ArticleDocument:
    return make_document(make_section("s1", *paragraphs))


def picture(uid: str = "p1", caption: str = "The bridge", **attributes: Any) -> Paragraph:
    attributes = {"source": BRIDGE, "alt": "A bridge", "credit": "Oda", **attributes}
    return Paragraph(uid, Kind.PICTURE, caption, 0, Attributes(attributes))


def table(*rows: tuple[str, ...], uid: str = "t1") -> Paragraph:
    return Paragraph(uid, Kind.TABLE, "Seats", 1, Attributes(head=1, rows=rows))


def item(uid: str, text: str, **attributes: Any) -> Paragraph:
    return Paragraph(uid, Kind.LIST_ITEM, text, None, Attributes(list="ol", **attributes))


def the_only(document: ArticleDocument) -> Paragraph:
    [paragraph] = document.paragraphs()
    return paragraph


def test_the_caption_follows_the_source_and_the_alt_text_the_editor() -> None:
    base = document(picture())
    ours = document(picture(alt="An iron bridge in fog"))
    found = merge(base, ours, document(picture("new", "The bridge at Orsk")))
    assert not found.conflicts
    merged = the_only(found.document)
    assert (merged.uid, merged.markup) == ("p1", "The bridge at Orsk")
    assert merged.attributes["alt"] == "An iron bridge in fog"


def test_what_both_changed_is_asked_and_either_answer_keeps_the_rest() -> None:
    base = document(picture())
    ours = document(picture(alt="An iron bridge", credit="Oda Ek"))
    theirs = document(picture("new", "The bridge at Orsk", alt="A steel bridge"))
    found = merge(base, ours, theirs)
    [conflict] = found.conflicts
    assert the_only(found.document).attributes["alt"] == "An iron bridge"
    taken = the_only(resolve(found.document, conflict, conflict.theirs, found.imported))
    assert taken.markup == "The bridge at Orsk"
    assert taken.attributes == {"source": BRIDGE, "alt": "A steel bridge", "credit": "Oda Ek"}
    kept = the_only(resolve(found.document, conflict, conflict.ours, found.imported))
    assert kept.markup == "The bridge at Orsk"
    assert kept.attributes["alt"] == "An iron bridge"


def test_a_rule_decides_for_the_source() -> None:
    ours, theirs = document(picture(alt="Ours")), document(picture(alt="Theirs"))
    found = merge(document(picture()), ours, theirs, MergeRules(text=Winner.SOURCE))
    assert not found.conflicts
    assert the_only(found.document).attributes["alt"] == "Theirs"


def test_a_picture_that_was_fetched_here_is_that_of_its_address() -> None:
    base = document(picture())
    ours = document(picture(picture="a" * 64))
    found = merge(base, ours, document(picture("new", "Another caption")))
    merged = the_only(found.document)
    assert (merged.markup, merged.attributes["picture"]) == ("Another caption", "a" * 64)


def test_pictures_without_captions_are_told_by_their_addresses() -> None:
    bridge, port = picture("p1", ""), picture("p2", "", source=PORT, alt="A port")
    base = document(bridge, port)
    theirs = document(replace(port, uid="x1"), replace(bridge, uid="x2"))
    merged = merge(base, base, theirs).document
    assert [(p.uid, p.attributes["source"]) for p in merged.paragraphs()] == [
        ("p2", PORT),
        ("p1", BRIDGE),
    ]


def test_a_caption_that_is_a_text_elsewhere_is_no_picture() -> None:
    base = document(picture("p1", SENTENCE))
    theirs = document(make_paragraph("x1", SENTENCE))
    assert [p.uid for p in merge(base, base, theirs).document.paragraphs()] != ["p1"]


def test_rows_that_each_side_changed_are_both_there() -> None:
    base = document(table(*ROWS))
    ours = document(table(ROWS[0], ("Red", "13"), *ROWS[2:]))
    theirs = document(table(*ROWS[:3], ("Green", "5"), ("Pink", "1"), uid="new"))
    found = merge(base, ours, theirs)
    assert not found.conflicts
    rows = the_only(found.document).attributes["rows"]
    assert rows == (ROWS[0], ("Red", "13"), ROWS[2], ("Green", "5"), ("Pink", "1"))


def test_items_of_one_list_that_each_side_changed_are_no_conflict() -> None:
    items = [item(f"i{n}", f"Item {n} of the plan for the harbour") for n in range(1, 9)]
    base = document(*items)
    ours = document(*(replace(p, markup=f"{p.markup}!") if p.uid == "i3" else p for p in items))
    changed = [replace(p, markup=f"{p.markup}?") if p.uid == "i7" else p for p in items]
    theirs = document(*(replace(p, uid=f"x{p.uid}") for p in changed))
    found = merge(base, ours, theirs)
    assert not found.conflicts
    texts = [p.markup for p in found.document.paragraphs()]
    assert (texts[2], texts[6]) == (f"{items[2].markup}!", f"{items[6].markup}?")


def test_a_level_that_an_editor_changed_stays_where_the_source_changes_the_words() -> None:
    base = document(item("i1", "One of the things that were found"))
    ours = document(item("i1", "One of the things that were found", level=2))
    found = merge(base, ours, document(item("x", "One of the things that were found there")))
    merged = the_only(found.document)
    assert (merged.markup[-5:], merged.attributes["level"]) == ("there", 2)


def test_a_table_of_noise_stays_a_table() -> None:
    base = document(table(*ROWS))
    ours = document(replace(table(*ROWS), noise=True))
    theirs = document(table(*ROWS[:3], ("Green", "5"), uid="new"))
    merged = the_only(merge(base, ours, theirs).document)
    assert (merged.kind, merged.noise) == (Kind.TABLE, True)
    assert merged.attributes["rows"][3] == ("Green", "5")
