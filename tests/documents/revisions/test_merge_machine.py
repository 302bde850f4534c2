"""An article under the hands of its source and of an editor, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from articles.documents.article.ids import Identifiers
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph
from articles.documents.article.sequence import sections_of, sequence_of
from articles.documents.revisions.conflict import MergeConflict, Passage, passages_of
from articles.documents.revisions.merge import Merged, merge
from articles.documents.revisions.resolve import (
    current_passages,
    resolve,
    surroundings,
    with_current_origins,
)
from tests.documents.revisions.make import parsed

WORDS = ("ferry", "harbour", "late", "night", "storm", "crew", "Hesk", "timber", "rope")

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
# What a source says: texts in order; those that begin with # are headings.
marks = st.sampled_from(["", "", "", "# "])
lines = st.builds("{}{}".format, marks, texts)
contents = st.lists(lines, min_size=1, max_size=9)
choices = st.integers(0, 1_000)


def texts_of(document: ArticleDocument) -> set[str]:
    lines = {line.text for line in document.lines()} | set(document.bylines)
    return lines | {paragraph.text for paragraph in document.paragraphs()}


def texts_in(conflicts: Sequence[MergeConflict], side: str) -> set[str]:
    return {passage.markup for conflict in conflicts for passage in getattr(conflict, side)}


def parts_of(document: ArticleDocument) -> dict[str, object]:
    """What each part reads, by key."""
    found: dict[str, object] = {
        "headline": document.headline.text,
        "standfirst": document.standfirst.text,
        "bylines": document.bylines,
    }
    for uid, part in sequence_of(document).items():
        found[uid] = part.markup if isinstance(part, Paragraph) else part.heading.text
    return found


def check_nothing_lost(
    base: ArticleDocument, ours: ArticleDocument, theirs: ArticleDocument, merged: Merged
) -> None:
    """Every text of either side stands, or was left alone by it, or is in a conflict."""
    standing = texts_of(merged.document)
    reported = (*merged.conflicts, *merged.resolved)
    assert texts_of(ours) <= standing | texts_of(base) | texts_in(reported, "ours")
    assert texts_of(theirs) <= standing | texts_of(base) | texts_in(reported, "theirs")


def check_editor_kept(base: ArticleDocument, ours: ArticleDocument, merged: Merged) -> None:
    """What the editor wrote or deleted is as it was."""
    before, mine, after = parts_of(base), parts_of(ours), parts_of(merged.document)
    for key, text in mine.items():
        if before.get(key) != text and text:
            assert after.get(key) == text
    deleted = before.keys() - mine.keys()
    assert not deleted & after.keys()


def reads(passages: Sequence[Passage]) -> list[tuple[str, str]]:
    """Whatever their order: of several paragraphs, the source may have moved one."""
    return sorted((passage.uid, passage.markup) for passage in passages)


class Newsdesk(RuleBasedStateMachine):
    """`source` is what the source says, `base` what was imported last, `ours` the article."""

    @initialize(strings=contents)
    def first_import(self, strings: list[str]) -> None:
        self.source = list(strings)
        self.fields = {"headline": "A ferry", "standfirst": ""}
        self.base = self.ours = parsed(self.source)
        self.waiting: dict[str, MergeConflict] = {}
        self.number = 0

    # The source

    @rule(place=choices, line=lines)
    def source_adds(self, place: int, line: str) -> None:
        self.source.insert(place % (len(self.source) + 1), line)

    @rule(place=choices)
    def source_deletes(self, place: int) -> None:
        if len(self.source) > 1:
            self.source.pop(place % len(self.source))

    @rule(place=choices, words=texts)
    def source_corrects(self, place: int, words: str) -> None:
        self.source[place % len(self.source)] += f" {words}"

    @rule(place=choices, to=choices)
    def source_moves(self, place: int, to: int) -> None:
        line = self.source.pop(place % len(self.source))
        self.source.insert(to % (len(self.source) + 1), line)

    @rule(place=choices)
    def source_splits(self, place: int) -> None:
        place %= len(self.source)
        words = self.source[place].split()
        if len(words) > 3:
            half = len(words) // 2
            self.source[place : place + 1] = [" ".join(words[:half]), " ".join(words[half:])]

    @rule(place=choices)
    def source_joins(self, place: int) -> None:
        place %= len(self.source)
        if place + 1 < len(self.source) and not self.source[place + 1].startswith("#"):
            self.source[place : place + 2] = [" ".join(self.source[place : place + 2])]

    @rule(words=texts, name=st.sampled_from(["headline", "standfirst"]))
    def source_changes_field(self, words: str, name: str) -> None:
        self.fields[name] = words

    # The editor

    def edited(self) -> dict[str, Any]:
        return dict(sequence_of(self.ours))

    def paragraph(self, place: int) -> str | None:
        uids = [paragraph.uid for paragraph in self.ours.paragraphs()]
        return uids[place % len(uids)] if uids else None

    def save(self, flow: dict[str, Any]) -> None:
        self.ours = replace(self.ours, sections=sections_of(flow.values()))

    @rule(place=choices, words=texts)
    def editor_edits(self, place: int, words: str) -> None:
        if uid := self.paragraph(place):
            self.number += 1
            flow = self.edited()
            flow[uid] = replace(flow[uid], markup=f"edited {self.number} {words}")
            self.save(flow)

    @rule(place=choices)
    def editor_deletes(self, place: int) -> None:
        if uid := self.paragraph(place):
            flow = self.edited()
            del flow[uid]
            self.save(flow)

    @rule(place=choices, words=texts)
    def editor_adds(self, place: int, words: str) -> None:
        self.number += 1
        items = list(self.edited().items())
        uid = Identifiers(dict(items)).make("editor", self.number)
        added = Paragraph(uid, Kind.BODY, f"added {self.number} {words}")
        items.insert(1 + place % max(1, len(items)), (uid, added))
        self.save(dict(items))

    @rule(place=choices, to=choices)
    def editor_moves(self, place: int, to: int) -> None:
        if uid := self.paragraph(place):
            items = list(self.edited().items())
            item = next(item for item in items if item[0] == uid)
            items.remove(item)
            items.insert(1 + to % max(1, len(items)), item)
            self.save(dict(items))

    @rule(place=choices)
    def editor_splits(self, place: int) -> None:
        uid = self.paragraph(place)
        words = self.edited()[uid].markup.split() if uid else []
        if uid and len(words) > 3:
            items = list(self.edited().items())
            at = [key for key, _ in items].index(uid)
            half = len(words) // 2
            new = Identifiers(dict(items)).make("split", uid)
            first = replace(items[at][1], markup=" ".join(words[:half]))
            second = Paragraph(new, Kind.BODY, " ".join(words[half:]))
            items[at : at + 1] = [(uid, first), (new, second)]
            self.save(dict(items))

    @rule(place=choices)
    def editor_marks_noise(self, place: int) -> None:
        if uid := self.paragraph(place):
            flow = self.edited()
            flow[uid] = replace(flow[uid], noise=True)
            self.save(flow)

    @rule(words=texts, name=st.sampled_from(["headline", "standfirst"]))
    def editor_changes_field(self, words: str, name: str) -> None:
        self.number += 1
        fields: dict[str, Any] = {name: Line(f"edited {self.number} {words}")}
        self.ours = replace(self.ours, **fields)

    @rule(take=st.sampled_from(["ours", "theirs", "own"]))
    def editor_decides(self, take: str) -> None:
        if self.waiting:
            _, conflict = self.waiting.popitem()
            conflict = with_current_origins(conflict, self.base)
            kind = next(p.kind for p in (*conflict.ours, *conflict.theirs, *conflict.base))
            own = (Passage("", kind, f"by hand {self.number}"),)
            chosen = {
                "ours": current_passages(self.ours, conflict),
                "theirs": conflict.theirs,
                "own": own,
            }
            self.ours = resolve(self.ours, conflict, chosen[take], self.base)
            if take != "ours" and chosen[take]:
                stands = {passage.markup for passage in chosen[take]}
                assert stands <= texts_of(self.ours)

    # Both meet

    @rule()
    def import_again(self) -> None:
        theirs = parsed(self.source, **self.fields)
        merged = merge(self.base, self.ours, theirs)
        check_nothing_lost(self.base, self.ours, theirs, merged)
        check_editor_kept(self.base, self.ours, merged)
        assert texts_of(merged.imported) == texts_of(theirs)
        for conflict in merged.conflicts:
            surroundings(merged.document, conflict, merged.imported)
            resolve(merged.document, conflict, conflict.theirs, merged.imported)
            stands = current_passages(merged.document, conflict)
            assert reads(stands) == reads(conflict.ours)
            self.waiting[conflict.part] = conflict
        self.base, self.ours = merged.imported, merged.document

    @invariant()
    def importing_the_same_again_changes_nothing(self) -> None:
        merged = merge(self.base, self.ours, self.base)
        assert merged.document == self.ours
        assert merged.imported == self.base
        assert not merged.conflicts

    @invariant()
    def every_origin_is_the_block_of_its_text(self) -> None:
        blocks = {p.origin: p.markup for p in self.base.paragraphs()}
        for paragraph in self.ours.paragraphs():
            if paragraph.origin is not None:
                assert paragraph.origin in blocks
        origins = [p.origin for p in self.ours.paragraphs() if p.origin is not None]
        assert len(origins) == len(set(origins))


TestNewsdesk = Newsdesk.TestCase
TestNewsdesk.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@given(contents, contents)
@settings(deadline=None)
def test_where_nobody_edited_the_source_is_followed(before: list[str], after: list[str]) -> None:
    base, theirs = parsed(before), parsed(after)
    merged = merge(base, base, theirs)
    assert merged.document == merged.imported
    assert not merged.conflicts
    assert [p.markup for p in merged.document.paragraphs()] == [
        p.markup for p in theirs.paragraphs()
    ]
    assert [s.heading for s in merged.document.sections] == [s.heading for s in theirs.sections]


@given(st.lists(texts, min_size=6, max_size=12), st.data())
@settings(deadline=None)
def test_the_order_of_edits_that_do_not_touch_is_the_same(
    strings: list[str], data: st.DataObject
) -> None:
    """The source works on the first half, the editor on the second, with two texts between."""
    strings = [f"{number} {text}" for number, text in enumerate(strings)]
    base = parsed(strings)
    middle = len(strings) // 2
    left = changed(data, strings[: middle - 1]) + strings[middle - 1 :]
    right = strings[: middle + 1] + changed(data, strings[middle + 1 :])
    one = merge(base, base, parsed(left)).document
    other = merge(base, base, parsed(right)).document
    there, back = merge(base, one, other), merge(base, other, one)
    assert not there.conflicts
    assert not back.conflicts
    assert [p.markup for p in there.document.paragraphs()] == [
        p.markup for p in back.document.paragraphs()
    ]


def changed(data: st.DataObject, strings: list[str]) -> list[str]:
    out: list[str] = []
    for string in strings:
        match data.draw(st.sampled_from(["keep", "keep", "correct", "delete", "add"])):
            case "keep":
                out.append(string)
            case "correct":
                out.append(f"{string} and more")
            case "add":
                out += [string, f"new after {string}"]
    return out


def test_a_part_reads_as_its_passages_say() -> None:
    document = parsed(["# Harbour", "one two three"])
    assert passages_of(document, "headline") == (Passage("", "headline", "A ferry"),)


def test_a_paragraph_that_was_split_is_asked_of_in_the_order_of_its_source() -> None:
    short = "Seven gulls sat on the quay."
    long = "Two dogs and a goat waited beside the office while rain fell on all they owned."
    base = parsed([f"{short} {long}"])
    [uid] = [paragraph.uid for paragraph in base.paragraphs()]
    ours = base.with_paragraph(uid, Kind.BODY, f"{short} {long} Ours.")
    [conflict] = merge(base, ours, parsed([short, long])).conflicts
    assert [passage.markup for passage in conflict.theirs] == [short, long]
