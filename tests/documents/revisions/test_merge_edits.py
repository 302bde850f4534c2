"""Two editors who began from one version: what only one of them did stands, the rest is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents.article.attributes import Attributes
from articles.documents.article.ids import Identifiers
from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.sequence import sections_of, sequence_of
from articles.documents.revisions.conflict import MergeConflict
from articles.documents.revisions.merge import Merged
from articles.documents.revisions.merge_edits import merge_edits, with_answer
from articles.documents.revisions.words import split_words
from tests.documents.make import make_paragraph

Edit = Callable[[ArticleDocument], ArticleDocument]

TEXTS = {
    "p1": "The ferry to Hesk left at nine.",
    "p2": "Nobody aboard could say why it was on time.",
    "p3": "The harbour master has ordered an inquiry.",
    "p4": "Rain is expected until Sunday.",
}


def article(**fields: Any) -> ArticleDocument:
    first = Section("s1", Line(), paragraphs=(paragraph("p1"), paragraph("p2")))
    second = Section("s2", Line("The inquiry"), paragraphs=(paragraph("p3"), paragraph("p4")))
    values = {
        "headline": Line("A ferry leaves on time"),
        "standfirst": Line("It was the first time this year."),
        "bylines": ("Pia Lowen",),
        "language": "en",
        "metadata": Metadata(topics=("Ferries",)),
    }
    return ArticleDocument(**{**values, "sections": (first, second), **fields})


def paragraph(uid: str, origin: int | None = None) -> Paragraph:
    return make_paragraph(uid, TEXTS[uid], origin=int(uid[1:]) if origin is None else origin)


BASE = article()


def with_parts(document: ArticleDocument, parts: dict[str, Any]) -> ArticleDocument:
    return replace(document, sections=sections_of(parts.values()))


def writes(uid: str, markup: str) -> Edit:
    def edit(document: ArticleDocument) -> ArticleDocument:
        parts = sequence_of(document)
        return with_parts(document, parts | {uid: replace(parts[uid], markup=markup)})  # type: ignore[arg-type]

    return edit


def looks(uid: str, **fields: Any) -> Edit:
    def edit(document: ArticleDocument) -> ArticleDocument:
        parts = sequence_of(document)
        return with_parts(document, parts | {uid: replace(parts[uid], **fields)})

    return edit


def deletes(uid: str) -> Edit:
    def edit(document: ArticleDocument) -> ArticleDocument:
        parts = sequence_of(document)
        return with_parts(document, {key: part for key, part in parts.items() if key != uid})

    return edit


def adds(after: str, *new: Any) -> Edit:
    def edit(document: ArticleDocument) -> ArticleDocument:
        parts: dict[str, Any] = {}
        for key, part in sequence_of(document).items():
            parts[key] = part
            if key == after:
                parts |= {each.uid: each for each in new}
        return with_parts(document, parts)

    return edit


def moves(uid: str, after: str) -> Edit:
    def edit(document: ArticleDocument) -> ArticleDocument:
        part = sequence_of(document)[uid]
        return adds(after, part)(deletes(uid)(document))

    return edit


def sets(**fields: Any) -> Edit:
    return lambda document: replace(document, **fields)


def both(*edits: Edit) -> Edit:
    def edit(document: ArticleDocument) -> ArticleDocument:
        for each in edits:
            document = each(document)
        return document

    return edit


def met(ours: Edit, theirs: Edit) -> Merged:
    return merge_edits(BASE, ours(BASE), theirs(BASE))


JOINED: dict[str, tuple[Edit, Edit]] = {
    "other paragraphs": (writes("p1", "Mine."), writes("p3", "Theirs.")),
    "a field and a paragraph": (sets(headline=Line("Mine")), writes("p3", "Theirs.")),
    "a headline and a standfirst": (sets(headline=Line("Mine")), sets(standfirst=Line("Theirs"))),
    "bylines and a language": (sets(bylines=("Oda",)), sets(language="de")),
    "two fields of the metadata": (
        sets(metadata=Metadata(topics=("Mine",))),
        sets(metadata=Metadata(topics=("Ferries",), publisher="Theirs")),
    ),
    "a text and its place": (writes("p1", "Mine."), moves("p1", "p4")),
    "a text and its kind": (writes("p1", "Mine."), looks("p1", kind=Kind.QUOTE)),
    "a text and that it is noise": (writes("p1", "Mine."), looks("p1", noise=True)),
    "a kind and that it is noise": (looks("p1", kind=Kind.QUOTE), looks("p1", noise=True)),
    "a heading and its text": (looks("s2", heading=Line("Mine")), writes("p3", "Theirs.")),
    "a heading and its byline": (
        looks("s2", heading=Line("Mine")),
        looks("s2", byline=Line("Theirs")),
    ),
    "an addition and a deletion": (adds("p1", make_paragraph("n", "New.")), deletes("p2")),
    "two additions in one place": (
        adds("p1", make_paragraph("n", "Mine is new.")),
        adds("p1", make_paragraph("m", "Theirs is new.")),
    ),
    "additions under one name": (
        adds("p1", make_paragraph("n", "Mine is new.")),
        adds("p1", make_paragraph("n", "Theirs is new.")),
    ),
    "a move and an addition": (moves("p4", "p1"), adds("p3", make_paragraph("n", "New."))),
    "a headline confirmed and a headline changed": (
        sets(headline_provisional=False),
        sets(headline=Line("Theirs")),
    ),
    "a section that is gone and a text in it": (deletes("s2"), writes("p3", "Theirs.")),
}


@pytest.mark.parametrize("name", JOINED)
@pytest.mark.parametrize("turned", [False, True])
def test_what_only_one_of_them_changed_is_joined(name: str, turned: bool) -> None:
    ours, theirs = JOINED[name][::-1] if turned else JOINED[name]
    merged = met(ours, theirs)
    assert not merged.conflicts
    one, other = both(ours, theirs)(BASE), both(theirs, ours)(BASE)
    assert words_in(merged.document) <= words_in(one) | words_in(other)
    for side in (ours(BASE), theirs(BASE)):
        assert texts_of(side) - texts_of(BASE) <= texts_of(merged.document)


ASKED: dict[str, tuple[Edit, Edit, str]] = {
    "a paragraph": (writes("p1", "Mine."), writes("p1", "Theirs."), "p.p1"),
    "the headline": (sets(headline=Line("Mine")), sets(headline=Line("Theirs")), "headline"),
    "the standfirst": (sets(standfirst=Line("Mine")), sets(standfirst=Line("T")), "standfirst"),
    "the bylines": (sets(bylines=("Mine",)), sets(bylines=("Theirs",)), "bylines"),
    "the language": (sets(language="de"), sets(language="nl"), "language"),
    "topics": (
        sets(metadata=Metadata(topics=("Mine",))),
        sets(metadata=Metadata(topics=("Theirs",))),
        "topics",
    ),
    "a heading": (
        looks("s2", heading=Line("Mine")),
        looks("s2", heading=Line("Theirs")),
        "s2.heading",
    ),
    "a deletion against a change": (deletes("p3"), writes("p3", "Theirs."), "p.p3"),
    "a deletion against another kind": (deletes("p3"), looks("p3", kind=Kind.QUOTE), "p.p3"),
    "a deletion against noise": (deletes("p3"), looks("p3", noise=True), "p.p3"),
    "two kinds": (looks("p3", kind=Kind.QUOTE), looks("p3", kind=Kind.LIST_ITEM), "p.p3"),
    "text against something else": (
        writes("p3", "Mine."),
        looks("p3", kind=Kind.PREFORMATTED, markup="", attributes=Attributes({"text": "Theirs"})),
        "p.p3",
    ),
    "a heading that is gone": (deletes("s2"), looks("s2", heading=Line("Theirs")), "s2.heading"),
    "a split against another kind": (
        both(
            writes("p2", "Nobody aboard could say"),
            adds("p2", make_paragraph("n", "why it was on time.")),
        ),
        looks("p2", kind=Kind.QUOTE),
        "p.p2",
    ),
    "a split against a change": (
        both(
            writes("p2", "Nobody aboard could say"),
            adds("p2", make_paragraph("n", "why it was on time.")),
        ),
        writes("p2", "Nobody aboard could say why it was early."),
        "p.p2",
    ),
}


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("turned", [False, True])
def test_what_both_changed_is_asked_and_ours_stands_till_then(name: str, turned: bool) -> None:
    one, other, part = ASKED[name]
    ours, theirs = (other, one) if turned else (one, other)
    merged = met(ours, theirs)
    [conflict] = merged.conflicts
    assert conflict.part == part
    assert words_in(merged.document) == words_in(ours(BASE))
    settled = with_answer(merged.document, conflict, conflict.theirs, theirs(BASE))
    assert words_in(settled) == words_in(theirs(BASE))


def test_ours_of_now_and_a_change_of_theirs_elsewhere_are_asked_once() -> None:
    ours = both(writes("p1", "Mine."), looks("p2", kind=Kind.QUOTE))
    theirs = both(writes("p1", "Theirs."), moves("p4", "p1"), deletes("p2"))
    merged = met(ours, theirs)
    assert [conflict.part for conflict in merged.conflicts] == ["p.p1", "p.p2"]
    assert uids(merged.document)[:4] == ["s1", "p1", "p4", "p2"]


def test_another_order_alone_survives_our_text() -> None:
    merged = met(writes("p2", "Mine."), both(moves("p1", "p4"), moves("p3", "s1")))
    assert uids(merged.document) == ["s1", "p3", "p2", "s2", "p4", "p1"]


def test_the_same_change_of_both_is_no_question() -> None:
    edit = both(writes("p1", "The same."), deletes("p2"), adds("p3", make_paragraph("n", "New.")))
    assert met(edit, edit) == Merged(edit(BASE), edit(BASE))


def test_the_same_addition_in_one_place_stands_once_under_their_name() -> None:
    merged = met(
        both(adds("p1", make_paragraph("mine", "New.")), writes("p4", "Mine.")),
        adds("p1", make_paragraph("theirs", "New.")),
    )
    assert uids(merged.document) == ["s1", "p1", "theirs", "p2", "s2", "p3", "p4"]


def test_the_same_addition_in_two_places_stands_twice() -> None:
    rule = {"kind": Kind.RULE, "markup": ""}
    merged = met(
        adds("p1", make_paragraph("mine", **rule)), adds("p4", make_paragraph("theirs", **rule))
    )
    assert [uid for uid in uids(merged.document) if uid in {"mine", "theirs"}] == ["mine", "theirs"]


def test_what_both_added_under_one_name_keeps_theirs() -> None:
    """Rows, labels and whoever writes there know it by that."""
    merged = met(
        adds("p1", make_paragraph("n", "Mine.")), adds("p1", make_paragraph("n", "Theirs."))
    )
    found = {p.uid: p.markup for p in merged.document.paragraphs()}
    assert found["n"] == "Theirs."
    assert "Mine." in found.values()


def test_a_box_that_is_called_otherwise_keeps_its_paragraphs() -> None:
    def box(title: str) -> Edit:
        inside = make_paragraph("i", f"{title} inside.", attributes=Attributes({"box": "b"}))
        return adds("p1", make_paragraph("b", title, kind=Kind.BOX), inside)

    found = list(met(box("Mine"), box("Theirs")).document.paragraphs())
    names = {p.markup: p.uid for p in found}
    boxes = {p.markup: p.attributes.get("box") for p in found}
    assert boxes["Mine inside."] == names["Mine"]
    assert boxes["Theirs inside."] == names["Theirs"] == "b"


@pytest.mark.parametrize(("same_source", "origin"), [(True, 3), (False, None)])
def test_a_block_keeps_its_number_while_the_source_is_the_same(
    same_source: bool, origin: int | None
) -> None:
    ours, theirs = writes("p3", "Mine.")(BASE), deletes("p3")(BASE)
    merged = merge_edits(BASE, ours, theirs, same_source=same_source)
    [kept] = [p for p in merged.document.paragraphs() if p.uid == "p3"]
    assert kept.origin == origin


def test_no_block_is_named_twice() -> None:
    """One moved the words of a block into a new paragraph, the other left it alone."""
    ours = both(deletes("p1"), adds("p2", replace(paragraph("p1"), uid="n")))
    merged = met(ours, writes("p2", "Theirs."))
    origins = [p.origin for p in merged.document.paragraphs()]
    assert len(origins) == len(set(origins))


# Whatever they do.

choices = st.integers(0, 1_000)
edits = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "write",
                "write",
                "cut",
                "delete",
                "add",
                "move",
                "split",
                "join",
                "kind",
                "head",
                "top",
            ]
        ),
        choices,
        choices,
    ),
    max_size=6,
)


class Editor:
    """Somebody who works on an article, as a list of choices says; no two write one word."""

    def __init__(self, name: str, document: ArticleDocument) -> None:
        self.name, self.document, self.number = name, document, 0

    def work(self, acts: Sequence[tuple[str, int, int]]) -> ArticleDocument:
        for act, place, to in acts:
            uids = [p.uid for p in self.document.paragraphs()]
            if uids:
                self.act(act, uids[place % len(uids)], to)
        return self.document

    def words(self) -> str:
        self.number += 1
        return f"{self.name}{self.number}x {self.name}{self.number}y"

    def act(self, act: str, uid: str, to: int) -> None:
        parts: dict[str, Any] = dict(sequence_of(self.document))
        words = parts[uid].markup.split()
        if act in {"cut", "split", "join"}:
            edit = self.cuts(act, uid, to) if len(words) > 7 else None
        elif act == "write":
            at = to % (len(words) + 1)
            edit = writes(uid, " ".join([*words[:at], self.words(), *words[at:]]))
        elif act == "top":
            edit = both(adds(uid, Section("top", Line(parts[uid].markup))), deletes(uid))
            edit = edit if "top" not in parts else None
        else:
            edit = self.places(act, uid, to)
        if edit:
            self.document = edit(self.document)

    def cuts(self, act: str, uid: str, to: int) -> Edit | None:
        parts: dict[str, Any] = dict(sequence_of(self.document))
        keys, words = list(parts), parts[uid].markup.split()
        match act:
            case "cut":
                return writes(uid, " ".join(words[len(words) // 4 * (to % 2) :][:6]))
            case "split":
                half = 4 + to % (len(words) - 7)
                rest = make_paragraph(
                    Identifiers(keys).make(self.name, uid), " ".join(words[half:])
                )
                return both(writes(uid, " ".join(words[:half])), adds(uid, rest))
        after = parts.get((*keys, "")[keys.index(uid) + 1])
        if not isinstance(after, Paragraph):
            return None
        return both(writes(uid, f"{parts[uid].markup} {after.markup}"), deletes(after.uid))

    def places(self, act: str, uid: str, to: int) -> Edit | None:
        keys = list(sequence_of(self.document))
        there = keys[to % len(keys)]
        match act:
            case "delete":
                return deletes(uid)
            case "add":
                new = Identifiers(keys).make(self.name, self.number)
                return adds(there, make_paragraph(new, self.words()))
            case "move":
                return moves(uid, there) if there != uid else None
            case "kind":
                return looks(uid, kind=(Kind.QUOTE, Kind.BODY)[to % 2])
        return sets(headline=Line(self.words()))


def start(number: int) -> ArticleDocument:
    names = [f"p{place}" for place in range(number)]
    texts = [" ".join(f"b{place}{letter}" for letter in "abcdefgh") for place in range(number)]
    paragraphs = [make_paragraph(*each) for each in zip(names, texts, strict=True)]
    first = Section("s1", Line(), paragraphs=tuple(paragraphs[::2]))
    second = Section("s2", Line("heading"), paragraphs=tuple(paragraphs[1::2]))
    return ArticleDocument(Line("headline words"), sections=(first, second))


@given(st.integers(1, 6), edits, edits)
@settings(deadline=None, max_examples=400)
def test_no_word_is_lost_and_none_that_was_deleted_comes_back(
    number: int, mine: list[tuple[str, int, int]], others: list[tuple[str, int, int]]
) -> None:
    base = start(number)
    ours, theirs = Editor("o", base).work(mine), Editor("t", base).work(others)
    merged = merge_edits(base, ours, theirs)
    before, stand = words_in(base), words_in(merged.document)
    we, they = words_in(ours), words_in(theirs)
    # What the other side deleted and this one left may go; anything else stands, or is asked.
    assert we - stand <= before - they
    assert they - stand - asked(merged.conflicts, "theirs") <= before - we
    # What either deleted is gone, unless the other side made something of it that is asked.
    assert not (before - we) & stand
    assert (before - they) & stand <= asked(merged.conflicts, "ours")
    for conflict in merged.conflicts:
        assert conflict.ours != conflict.theirs
    settled = merged.document
    for conflict in merged.conflicts:
        settled = with_answer(settled, conflict, conflict.theirs, theirs)
    assert they - words_in(settled) <= before - we


@given(st.integers(1, 6), edits)
@settings(deadline=None)
def test_what_only_one_did_is_what_stands(number: int, acts: list[tuple[str, int, int]]) -> None:
    base = start(number)
    changed = Editor("o", base).work(acts)
    assert merge_edits(base, changed, base).document == changed
    assert merge_edits(base, base, changed).document == changed


def words_in(document: ArticleDocument) -> set[str]:
    return {word for text in texts_of(document) for word in split_words(text)}


def texts_of(document: ArticleDocument) -> set[str]:
    known = [document.language, *document.metadata.topics, document.metadata.publisher]
    lines = [*(line.text for line in document.lines()), *document.bylines, *known]
    return {*lines, *(p.text for p in document.paragraphs())}


def asked(conflicts: Sequence[MergeConflict], side: str) -> set[str]:
    return {
        word
        for conflict in conflicts
        for passage in getattr(conflict, side)
        for word in split_words(passage.markup)
    }


def uids(document: ArticleDocument) -> list[str]:
    return list(sequence_of(document))
