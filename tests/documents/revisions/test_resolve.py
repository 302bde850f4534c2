"""Where a conflict is in its article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.documents.article.model import ArticleDocument, Line
from articles.documents.revisions.conflict import MergeConflict, Passage
from articles.documents.revisions.resolve import resolve, surroundings
from tests.documents.make import make_document, make_paragraph, make_section


def document(*left_out: str) -> ArticleDocument:
    first = [make_paragraph(uid, f"{uid}.") for uid in ("a", "b", "c")]
    noise = make_paragraph("n", "Advertisement", noise=True)
    second = [make_paragraph(uid, f"{uid}.") for uid in ("d", "e")]
    parts = [part for part in (*first, noise) if part.uid not in left_out]
    return make_document(
        make_section("s", *parts), make_section("t", *second, heading=Line("What now"))
    )


def around(part: str, *uids: str, ours: ArticleDocument | None = None) -> tuple[object, ...]:
    theirs = (Passage(uids[0], "body", "Theirs."),) if uids else ()
    conflict = MergeConflict(part, uids, theirs=theirs)
    found = surroundings(ours or document(), conflict, document())
    return found.heading, *(each and each.uid for each in (found.before, found.after))


@pytest.mark.parametrize(
    ("part", "uids", "found"),
    [
        ("p.b", ["b"], ("", "a", "c")),
        ("p.a", ["a", "b"], ("", None, "c")),
        ("p.c", ["c"], ("", "b", None)),
        ("p.d", ["d"], ("What now", None, "e")),
        ("t.heading", [], ("", "c", "d")),
        ("headline", [], ("", None, None)),
    ],
)
def test_it_stands_between_what_a_reader_sees_of_its_section(
    part: str, uids: list[str], found: tuple[object, ...]
) -> None:
    assert around(part, *uids) == found


def test_what_was_deleted_would_stand_where_its_source_has_it() -> None:
    assert around("p.b", "b", ours=document("b")) == ("", "a", "c")


@pytest.mark.parametrize("part", ["headline", "standfirst", "t.heading", "t.byline"])
def test_a_line_by_hand_is_of_the_block_that_it_stands_in_place_of(part: str) -> None:
    kind = part.rpartition(".")[2]
    conflict = MergeConflict(part, theirs=(Passage("", kind, "Theirs", 7),))
    settled = resolve(document(), conflict, [Passage("", kind, "By hand")], document())
    assert Line("By hand", 7) in list(settled.lines())


def test_an_article_keeps_its_headline_where_the_source_has_none_and_that_is_decided() -> None:
    ours = document()
    ours = replace(ours, headline_provisional=True)
    decided = resolve(ours, MergeConflict("headline"), [], document())
    assert (decided.headline, decided.headline_provisional) == (ours.headline, False)


def test_a_paragraph_by_hand_under_a_name_that_another_has_gets_its_own() -> None:
    conflict = MergeConflict("p.b", ("b",))
    found = resolve(document(), conflict, [Passage("a", "body", "By hand.")], document())
    reads = {paragraph.uid: paragraph.markup for paragraph in found.paragraphs()}
    assert (reads["a"], len(reads)) == ("a.", 6)
    assert "By hand." in reads.values()


def test_several_paragraphs_by_hand_stand_where_the_first_of_those_before_stood() -> None:
    conflict = MergeConflict("p.a", ("a", "c"))
    found = resolve(document(), conflict, [Passage("a", "body", "By hand.")], document())
    assert [p.markup for p in found.paragraphs()][:2] == ["By hand.", "b."]


def test_a_paragraph_comes_back_behind_the_last_before_it_that_is_still_there() -> None:
    conflict = MergeConflict("p.c", ("c",), theirs=(Passage("c", "body", "Theirs."),))
    found = resolve(document("b", "c"), conflict, conflict.theirs, document())
    assert [p.markup for p in found.paragraphs()][:2] == ["a.", "Theirs."]


def test_a_section_byline_that_is_taken_leaves_its_heading() -> None:
    conflict = MergeConflict("t.byline", theirs=(Passage("t", "byline", "By Ann"),))
    [_, section] = resolve(document(), conflict, conflict.theirs, document()).sections
    assert (section.heading.text, section.byline.text) == ("What now", "By Ann")
