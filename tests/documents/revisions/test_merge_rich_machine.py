"""Parts of every kind under the hands of a source and of an editor, in any order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from articles.documents.article.ids import block_uid
from articles.documents.article.kinds import KINDS, AttributeType
from articles.documents.article.model import ArticleDocument, Paragraph
from articles.documents.article.sequence import sections_of, sequence_of
from articles.documents.revisions.conflict import Passage
from articles.documents.revisions.merge import merge
from articles.documents.revisions.resolve import resolve
from tests.documents.make import make_document, make_section
from tests.documents.rich import markups, paragraphs, values_of

choices = st.integers(0, 1_000)


def parsed(parts: Iterable[Paragraph]) -> ArticleDocument:
    """As the parser would: identifiers and origins follow from place and content alone."""
    placed = (
        replace(part, uid=block_uid(index, repr((part.markup, part.identity))), origin=index)
        for index, part in enumerate(parts)
    )
    return make_document(make_section("s1", *placed))


def said_by(paragraph: Paragraph) -> set[object]:
    """Its markup, each attribute and each cell."""
    rows = paragraph.attributes.get("rows", ())
    single = {item for item in paragraph.attributes.items() if item[0] != "rows"}
    return {paragraph.markup, *single, *(cell for row in rows for cell in row)}


def said_in(found: Iterable[Paragraph]) -> set[object]:
    return {said for paragraph in found for said in said_by(paragraph)}


def told(passages: Iterable[Passage]) -> list[Paragraph]:
    return [passage.as_paragraph() for passage in passages]


class RichNewsdesk(RuleBasedStateMachine):
    """`source` is what the source says, `base` what was imported last, `ours` the article."""

    @initialize(parts=st.lists(paragraphs(), min_size=1, max_size=6))
    def first_import(self, parts: list[Paragraph]) -> None:
        self.source = list(parts)
        self.base = self.ours = parsed(self.source)

    @rule(place=choices, part=paragraphs())
    def source_adds(self, place: int, part: Paragraph) -> None:
        self.source.insert(place % (len(self.source) + 1), part)

    @rule(place=choices)
    def source_deletes(self, place: int) -> None:
        if len(self.source) > 1:
            self.source.pop(place % len(self.source))

    @rule(place=choices, to=choices)
    def source_moves(self, place: int, to: int) -> None:
        part = self.source.pop(place % len(self.source))
        self.source.insert(to % (len(self.source) + 1), part)

    @rule(place=choices, data=st.data())
    def source_changes(self, place: int, data: st.DataObject) -> None:
        place %= len(self.source)
        self.source[place] = changed(self.source[place], data)

    @rule(place=choices, data=st.data())
    def editor_changes(self, place: int, data: st.DataObject) -> None:
        if uids := [p.uid for p in self.ours.paragraphs()]:
            uid = uids[place % len(uids)]
            self.ours = self.ours.with_each_paragraph(
                lambda p: changed(p, data) if p.uid == uid else p
            )

    @rule(place=choices)
    def editor_deletes(self, place: int) -> None:
        if uids := [p.uid for p in self.ours.paragraphs()]:
            flow = sequence_of(self.ours)
            del flow[uids[place % len(uids)]]
            self.ours = replace(self.ours, sections=sections_of(flow.values()))

    @rule(place=choices)
    def editor_marks_noise(self, place: int) -> None:
        if uids := [p.uid for p in self.ours.paragraphs()]:
            uid = uids[place % len(uids)]
            self.ours = self.ours.with_each_paragraph(
                lambda p: replace(p, noise=not p.noise) if p.uid == uid else p
            )

    @rule(place=choices, data=st.data())
    def both_change(self, place: int, data: st.DataObject) -> None:
        """The same attribute of what has not changed since the last import, if there is any."""
        known = {p.uid: p for p in self.base.paragraphs()}
        fresh = [p for p in self.ours.paragraphs() if known.get(p.uid) == p]
        fresh = [p for p in fresh if self.place_of(p) is not None]
        if fresh:
            mine = fresh[place % len(fresh)]
            names = sorted(KINDS[mine.kind].attributes.keys() - KINDS[mine.kind].known_by)
            name = data.draw(st.sampled_from(names))
            at = self.place_of(mine)
            assert at is not None
            self.source[at] = with_another(self.source[at], name, data)
            theirs = with_another(mine, name, data)
            self.ours = self.ours.with_each_paragraph(lambda p: theirs if p.uid == mine.uid else p)

    def place_of(self, paragraph: Paragraph) -> int | None:
        """Where the source has a part that says the same."""
        said = (paragraph.kind, paragraph.markup, paragraph.attributes)
        for at, part in enumerate(self.source):
            if (part.kind, part.markup, part.attributes) == said:
                return at
        return None

    @rule()
    def import_again(self) -> None:
        theirs = parsed(self.source)
        merged = merge(self.base, self.ours, theirs)
        before = said_in(self.base.paragraphs())
        stands = said_in(merged.document.paragraphs())
        reported = (*merged.conflicts, *merged.resolved)
        ours = said_in(self.ours.paragraphs())
        assert ours <= stands | before | said_in(told(p for c in reported for p in c.ours))
        now = said_in(theirs.paragraphs())
        assert now <= stands | before | said_in(told(p for c in reported for p in c.theirs))
        self.check_editor_kept(merged.document)
        for conflict in merged.conflicts:
            resolve(merged.document, conflict, conflict.theirs, merged.imported)
        self.base, self.ours = merged.imported, merged.document

    def check_editor_kept(self, after: ArticleDocument) -> None:
        """What the editor wrote, attribute by attribute, is as it was."""
        known = {p.uid: p for p in self.base.paragraphs()}
        found = {p.uid: p for p in after.paragraphs()}
        for mine in self.ours.paragraphs():
            old = known.get(mine.uid)
            if old is None or old == mine:
                continue
            assert mine.uid in found
            for name, value in mine.attributes.items():
                if old.attributes.get(name) != value and name != "rows":
                    assert found[mine.uid].attributes.get(name) == value

    @invariant()
    def importing_the_same_again_changes_nothing(self) -> None:
        merged = merge(self.base, self.ours, self.base)
        assert merged.document == self.ours
        assert merged.imported == self.base
        assert not merged.conflicts


def changed(paragraph: Paragraph, data: st.DataObject) -> Paragraph:
    """The paragraph with another markup, or another value for one of its attributes."""
    rules = KINDS[paragraph.kind]
    name = data.draw(st.sampled_from(["", *sorted(rules.attributes)]))
    if not name:
        text = data.draw(markups)
        return replace(paragraph, markup=text or "One") if rules.is_text else paragraph
    return with_another(paragraph, name, data)


def with_another(paragraph: Paragraph, name: str, data: st.DataObject) -> Paragraph:
    rules = KINDS[paragraph.kind]
    value = data.draw(values_of(rules.attributes[name]))
    is_flag = rules.attributes[name].type is AttributeType.FLAG
    kept = None if is_flag and name in paragraph.attributes else value
    return replace(paragraph, attributes=paragraph.attributes.with_values(**{name: kept}))


TestRichNewsdesk = RichNewsdesk.TestCase
TestRichNewsdesk.settings = settings(max_examples=50, stateful_step_count=20, deadline=None)
