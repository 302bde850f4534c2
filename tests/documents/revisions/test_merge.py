"""Three documents to one, case by case. What must always hold is in test_merge_machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import Metadata, values_of
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.sequence import sections_of, sequence_of
from articles.documents.revisions.merge import Merged, MergeRules, Winner, merge
from articles.documents.revisions.resolve import current_passages, resolve
from tests.documents.revisions.make import parsed

FERRY = "The ferry to Hesk left on time for the first time this year"
STORM = "A storm kept the crew in the harbour for three long winter nights"
ROPE = "Nobody had thought of the rope that the captain sold in spring"
BASE = [FERRY, STORM, ROPE]
ASK = MergeRules()


def edited(document: ArticleDocument, old: str, new: str | None) -> ArticleDocument:
    """As an editor saves it: a paragraph reads otherwise, or is deleted."""
    flow = sequence_of(document)
    uid = next(p.uid for p in document.paragraphs() if p.markup == old)
    if new is None:
        del flow[uid]
        return replace(document, sections=sections_of(flow.values()))
    return document.with_paragraph(uid, Kind.BODY, new)


def shown(document: ArticleDocument) -> list[str]:
    out = []
    for section in document.sections:
        out += [f"# {section.heading.text}"] if section.heading else []
        out += [paragraph.markup for paragraph in section.paragraphs]
    return out


def merged(
    ours: Callable[[ArticleDocument], ArticleDocument], theirs: list[str], rules: MergeRules = ASK
) -> Merged:
    base = parsed(BASE)
    return merge(base, ours(base), parsed(theirs), rules)


def test_details_follow_the_source_but_for_those_that_an_editor_changed() -> None:
    base = replace(parsed(BASE), metadata=Metadata("Harbour", topics=("Sea",)))
    ours = replace(base, metadata=Metadata("The Harbour", topics=("Sea",)))
    theirs = replace(base, metadata=Metadata("Harbour", topics=("Sea", "Ferries")))
    found = merge(base, ours, theirs)
    assert found.document.metadata == Metadata("The Harbour", topics=("Sea", "Ferries"))
    assert not found.conflicts


@pytest.mark.parametrize(
    ("winner", "stands", "asked"),
    [(Winner.ASK, "Mine", 1), (Winner.EDITOR, "Mine", 0), (Winner.SOURCE, "Theirs", 0)],
)
def test_a_detail_that_both_changed_is_settled_by_its_rule(
    winner: Winner, stands: str, asked: int
) -> None:
    base = parsed(BASE)
    ours = replace(base, metadata=Metadata("Mine", topics=("Sea",)))
    theirs = replace(base, metadata=Metadata("Theirs"))
    found = merge(base, ours, theirs, MergeRules(metadata=winner))
    assert found.document.metadata == Metadata(stands, topics=("Sea",))
    assert len(found.conflicts) == asked


@pytest.mark.parametrize(("part", "reads"), [("publisher", "Theirs"), ("topics", "Sea; Fog")])
def test_a_conflict_of_a_detail_is_settled(part: str, reads: str) -> None:
    base = parsed(BASE)
    ours = replace(base, metadata=Metadata("Mine", topics=("Rope",)))
    theirs = replace(base, metadata=Metadata("Theirs", topics=("Sea", "Fog")))
    found = merge(base, ours, theirs)
    conflict = next(each for each in found.conflicts if each.part == part)
    taken = resolve(found.document, conflict, conflict.theirs, found.imported)
    assert "; ".join(values_of(taken.metadata, part)) == reads
    assert current_passages(taken, conflict) == conflict.theirs


@pytest.mark.parametrize(
    ("old", "new", "theirs", "expected"),
    [
        (FERRY, "By hand.", [FERRY, f"{STORM}!", ROPE], ["By hand.", f"{STORM}!", ROPE]),
        (FERRY, "By hand.", [FERRY, "New.", STORM, ROPE], ["By hand.", "New.", STORM, ROPE]),
        (FERRY, "By hand.", [FERRY, ROPE], ["By hand.", ROPE]),
        (FERRY, "By hand.", [ROPE, FERRY, STORM], [ROPE, "By hand.", STORM]),
        (STORM, None, [FERRY, STORM, f"{ROPE}!"], [FERRY, f"{ROPE}!"]),
        (STORM, None, ["# Harbour", *BASE], ["# Harbour", FERRY, ROPE]),
        (STORM, f"{STORM}!", [FERRY, f"{STORM}!", ROPE], [FERRY, f"{STORM}!", ROPE]),
    ],
)
def test_what_only_one_side_changed_is_taken(
    old: str, new: str | None, theirs: list[str], expected: list[str]
) -> None:
    found = merged(lambda base: edited(base, old, new), theirs)
    assert shown(found.document) == expected
    assert not found.conflicts


@pytest.mark.parametrize(
    ("new", "theirs", "ours_reads", "theirs_reads"),
    [
        ("By hand.", [FERRY, f"{STORM}!", ROPE], ["By hand."], [f"{STORM}!"]),
        ("By hand.", [FERRY, ROPE], ["By hand."], []),
        (None, [FERRY, f"{STORM}!", ROPE], [], [f"{STORM}!"]),
    ],
)
def test_what_both_changed_is_a_conflict_and_stays_the_editors(
    new: str | None, theirs: list[str], ours_reads: list[str], theirs_reads: list[str]
) -> None:
    found = merged(lambda base: edited(base, STORM, new), theirs)
    [conflict] = found.conflicts
    assert [passage.markup for passage in conflict.ours] == ours_reads
    assert [passage.markup for passage in conflict.theirs] == theirs_reads
    assert [passage.markup for passage in current_passages(found.document, conflict)] == ours_reads


def test_a_split_of_an_edited_paragraph_is_one_question() -> None:
    base = parsed([f"{FERRY}. {STORM}.", ROPE])
    ours = edited(base, f"{FERRY}. {STORM}.", "By hand.")
    found = merge(base, ours, parsed([f"{FERRY}.", f"{STORM}.", ROPE]))
    [conflict] = found.conflicts
    assert shown(found.document) == ["By hand.", ROPE]
    taken = resolve(found.document, conflict, conflict.theirs, found.imported)
    assert shown(taken) == [f"{FERRY}.", f"{STORM}.", ROPE]
    assert shown(merge(found.imported, taken, found.imported).document) == shown(taken)


def test_a_join_of_an_edited_paragraph_is_one_question() -> None:
    base = parsed([f"{FERRY}.", f"{STORM}.", ROPE])
    ours = edited(base, f"{STORM}.", "By hand.")
    found = merge(base, ours, parsed([f"{FERRY}. {STORM}.", ROPE]))
    [conflict] = found.conflicts
    assert shown(found.document) == [f"{FERRY}.", "By hand.", ROPE]
    taken = resolve(found.document, conflict, conflict.theirs, found.imported)
    assert shown(taken) == [f"{FERRY}. {STORM}.", ROPE]


def split_by_hand(base: ArticleDocument, first: str, second: str) -> ArticleDocument:
    """As an editor does it: the first half keeps its name, the second gets a new one."""
    flow = list(sequence_of(base).items())
    place = next(i for i, (_, part) in enumerate(flow) if isinstance(part, Paragraph))
    _, part = flow[place]
    assert isinstance(part, Paragraph)
    halves = [replace(part, markup=first), Paragraph("new", Kind.BODY, second)]
    flow[place : place + 1] = [(half.uid, half) for half in halves]
    return replace(base, sections=sections_of(part for _, part in flow))


def test_a_paragraph_that_an_editor_split_is_one_question() -> None:
    base = parsed([f"{FERRY}. {STORM}.", ROPE])
    ours = split_by_hand(base, f"{FERRY}.", f"{STORM}.")
    corrected = f"{FERRY}, at last. {STORM}."
    found = merge(base, ours, parsed([corrected, ROPE]))
    [conflict] = found.conflicts
    assert [passage.markup for passage in conflict.ours] == [f"{FERRY}.", f"{STORM}."]
    taken = resolve(found.document, conflict, conflict.theirs, found.imported)
    assert shown(taken) == [corrected, ROPE]
    followed = merge(base, ours, parsed([corrected, ROPE]), MergeRules(text=Winner.SOURCE))
    assert shown(followed.document) == [corrected, ROPE]


def test_paragraphs_that_an_editor_joined_are_one_question() -> None:
    base = parsed([f"{FERRY}.", f"{STORM}.", ROPE])
    ours = edited(edited(base, f"{FERRY}.", f"{FERRY}. {STORM}."), f"{STORM}.", None)
    found = merge(base, ours, parsed([f"{FERRY}.", f"{STORM}, again.", ROPE]))
    [conflict] = found.conflicts
    assert shown(found.document) == [f"{FERRY}. {STORM}.", ROPE]
    taken = resolve(found.document, conflict, conflict.theirs, found.imported)
    assert shown(taken) == [f"{FERRY}.", f"{STORM}, again.", ROPE]


def test_what_both_split_alike_is_no_question() -> None:
    longer = f"{STORM} and for two more days"
    base = parsed([f"{FERRY}. {longer}.", ROPE])
    ours = split_by_hand(base, f"{FERRY}.", f"{longer}.")
    found = merge(base, ours, parsed([f"{FERRY}.", f"{longer}.", ROPE]))
    assert shown(found.document) == [f"{FERRY}.", f"{longer}.", ROPE]
    assert not found.conflicts


def test_a_text_that_did_not_change_stays_what_it_was() -> None:
    """What is noise may show only among many documents, and this one came alone."""
    base = parsed(BASE)
    uid = next(p.uid for p in base.paragraphs() if p.markup == STORM)
    base = base.with_paragraph(uid, Kind.BODY, STORM, noise=True)
    theirs = parsed([f"{FERRY}!", STORM, ROPE])
    noise = [p.noise for p in merge(base, base, theirs).document.paragraphs()]
    assert noise == [False, True, False]
    relabelled = merge(base, base, theirs, relabels=True).document
    assert not any(p.noise for p in relabelled.paragraphs())


def as_noise(document: ArticleDocument, text: str) -> ArticleDocument:
    return document.with_each_paragraph(lambda p: replace(p, noise=True) if p.markup == text else p)


def test_a_paragraph_that_an_editor_took_out_stays_out_whatever_kind_it_would_be_now() -> None:
    base = parsed(BASE)
    found = merge(base, edited(base, STORM, None), as_noise(base, STORM), relabels=True)
    assert (shown(found.document), found.conflicts) == ([FERRY, ROPE], ())
    assert [p.noise for p in found.imported.paragraphs()] == [False, True, False]


def test_paragraphs_that_an_editor_joined_are_not_asked_about_for_their_kinds() -> None:
    base = parsed(BASE)
    joined = edited(edited(base, FERRY, f"{FERRY} {STORM}"), STORM, None)
    found = merge(base, joined, as_noise(base, STORM), relabels=True)
    assert (shown(found.document), found.conflicts) == ([f"{FERRY} {STORM}", ROPE], ())


def test_a_first_heading_over_an_edited_byline_is_taken_and_the_byline_stays() -> None:
    def opening(heading: str, byline: str, text: str) -> ArticleDocument:
        document = parsed([f"# {heading}", text] if heading else [text])
        [section] = document.sections
        return replace(document, sections=(replace(section, byline=Line(byline)),))

    base, ours = opening("", "By Ann", FERRY), opening("", "By Ann Able", FERRY)
    found = merge(base, ours, opening("Harbour", "By Ann", FERRY))
    [section] = found.document.sections
    assert (section.heading.text, section.byline.text) == ("Harbour", "By Ann Able")


def test_a_paragraph_that_was_deleted_here_comes_back_where_the_source_has_it() -> None:
    found = merged(lambda base: edited(base, STORM, None), [FERRY, f"{STORM}!", ROPE])
    [conflict] = found.conflicts
    taken = resolve(found.document, conflict, conflict.theirs, found.imported)
    assert shown(taken) == [FERRY, f"{STORM}!", ROPE]


def test_a_paragraph_marked_as_noise_follows_its_source_and_stays_noise() -> None:
    def as_noise(base: ArticleDocument) -> ArticleDocument:
        uid = next(p.uid for p in base.paragraphs() if p.markup == STORM)
        return base.with_paragraph(uid, Kind.BODY, STORM, noise=True)

    found = merged(as_noise, [FERRY, f"{STORM}!", ROPE])
    [_, storm, _] = found.document.paragraphs()
    assert (storm.noise, storm.markup) == (True, f"{STORM}!")
    assert not found.conflicts


def test_what_both_added_alike_is_there_once() -> None:
    base = parsed(BASE)
    added = parsed([FERRY, "New.", STORM, ROPE])
    ours = merge(base, base, added).document
    assert shown(merge(base, ours, added).document) == [FERRY, "New.", STORM, ROPE]


@pytest.mark.parametrize(
    ("winner", "reads", "settled"),
    [(Winner.SOURCE, f"{STORM}!", 1), (Winner.EDITOR, "By hand.", 1), (Winner.ASK, "By hand.", 0)],
)
def test_a_rule_settles_what_both_changed(winner: Winner, reads: str, settled: int) -> None:
    rules = MergeRules(text=winner)
    found = merged(lambda base: edited(base, STORM, "By hand."), [FERRY, f"{STORM}!", ROPE], rules)
    assert shown(found.document) == [FERRY, reads, ROPE]
    assert len(found.resolved) == settled
    assert len(found.conflicts) == 1 - settled


@pytest.mark.parametrize("name", ["headline", "standfirst"])
def test_lines_beside_the_text_are_merged_likewise(name: str) -> None:
    base = parsed(BASE, "A ferry", "In short")
    ours = replace(base, **{name: Line("By hand")})  # type: ignore[arg-type]
    theirs = parsed(BASE, "A ferry, at last", "In short, at last")
    [conflict] = merge(base, ours, theirs).conflicts
    assert conflict.part == name
    taken = resolve(ours, conflict, conflict.theirs, theirs)
    assert getattr(taken, name) == getattr(theirs, name)


def test_bylines_are_merged_as_a_whole() -> None:
    base, ours, theirs = (
        replace(parsed(BASE), bylines=names) for names in (("Ilse",), ("Ilse", "Jon"), ("I. Moor",))
    )
    found = merge(base, ours, theirs)
    assert found.document.bylines == ("Ilse", "Jon")
    [conflict] = found.conflicts
    assert resolve(found.document, conflict, conflict.theirs, theirs).bylines == ("I. Moor",)


def test_a_headline_that_an_editor_confirmed_was_decided_on() -> None:
    base = replace(parsed(BASE), headline_provisional=True)
    ours = replace(base, headline_provisional=False)
    theirs = replace(parsed(BASE, "Made of other text"), headline_provisional=True)
    found = merge(base, ours, theirs)
    assert found.document.headline.text == "A ferry"
    assert [conflict.part for conflict in found.conflicts] == ["headline"]


def test_headings_are_merged_and_their_paragraphs_stay_under_them() -> None:
    base = parsed(["# Harbour", FERRY, "# Crew", STORM])
    ours = edited(base, STORM, "By hand.")
    found = merge(base, ours, parsed(["# The harbour", FERRY, "# Crew", STORM, ROPE]))
    assert shown(found.document) == ["# The harbour", FERRY, "# Crew", "By hand.", ROPE]


def test_a_kept_heading_that_the_source_gave_up_is_a_conflict_that_can_be_settled() -> None:
    base = parsed(["# Harbour", FERRY, "# Crew", STORM])
    [first, second] = base.sections
    ours = replace(base, sections=(first, replace(second, heading=Line("The crew"))))
    found = merge(base, ours, parsed(["# Harbour", FERRY, STORM]))
    [conflict] = found.conflicts
    assert shown(found.document) == ["# Harbour", FERRY, "# The crew", STORM]
    taken = resolve(found.document, conflict, conflict.theirs, found.imported)
    assert shown(taken) == ["# Harbour", FERRY, STORM]


def test_blocks_are_those_of_the_new_source() -> None:
    found = merged(lambda base: edited(base, STORM, "By hand."), ["New.", *BASE])
    assert [(p.markup, p.origin) for p in found.document.paragraphs()] == [
        ("New.", 0),
        (FERRY, 1),
        ("By hand.", 2),
        (ROPE, 3),
    ]


def written_by(name: str) -> ArticleDocument:
    """A document of which everything was written by one."""
    section = Section("s", Line(f"Heading {name}"), Line(name), (Paragraph("a", Kind.BODY, name),))
    return ArticleDocument(
        Line(f"Headline {name}"),
        standfirst=Line(f"Standfirst {name}"),
        bylines=(name,),
        language=name,
        metadata=Metadata(name),
        sections=(section,),
    )


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        ("headline", {"headline"}),
        ("standfirst", {"standfirst"}),
        ("bylines", {"bylines", "s.byline"}),
        ("text", {"s.heading", "p.a"}),
        ("metadata", {"language", "publisher"}),
    ],
)
def test_each_rule_settles_its_own_parts_alone(rule: str, parts: set[str]) -> None:
    base = written_by("one two three four five six seven eight")
    ours, theirs = (written_by(f"one two three four five six seven {name}") for name in "xy")
    found = merge(base, ours, theirs, MergeRules(**{rule: Winner.SOURCE}))
    assert {conflict.part for conflict in found.resolved} == parts
    assert len(found.conflicts) == 8 - len(parts)


def test_a_corrected_byline_under_a_heading_that_an_editor_deleted_is_asked_about() -> None:
    base = written_by("Ann")
    ours = replace(base, sections=(replace(base.sections[0], uid="t", heading=Line()),))
    theirs = replace(base, sections=(replace(base.sections[0], byline=Line("Ann Able")),))
    [conflict] = merge(base, ours, theirs).conflicts
    assert "Ann Able" in [passage.markup for passage in conflict.theirs]


def test_what_nobody_edited_reads_as_its_source_does_under_the_names_it_had() -> None:
    base = parsed(["# Night", "The ferry was late.", "The crew waited.", "The crew waited."])
    theirs = parsed(["The crew waited.", "# Night", "The ferry was very late.", "A storm came."])
    found = merge(base, base, theirs)
    assert found.document == found.imported
    assert shown(found.document) == shown(theirs)
    assert not found.conflicts
    names = {p.text: p.uid for p in base.paragraphs()}
    assert {p.text: p.uid for p in found.document.paragraphs()}["The ferry was very late."] == (
        names["The ferry was late."]
    )
