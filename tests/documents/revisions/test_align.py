"""Which part of a source has become which, whatever was inserted, moved, split or joined."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.align import PartGroup, align
from tests.documents.revisions.make import parsed

FERRY = "The ferry to Hesk left on time for the first time this year"
STORM = "A storm kept the crew in the harbour for three long winter nights"
ROPE = "Nobody had thought of the rope that the captain sold in spring"
LONG = f"{FERRY}. {STORM}."


def became(before: list[str], after: list[str]) -> list[int | None]:
    """For each text of the later document, the number of that of the earlier which it was."""
    base = parsed(before)
    aligned = align(parsed(after), base).document
    places = {uid: place for place, uid in enumerate(uids(base))}
    return [places.get(uid) for uid in uids(aligned)]


def uids(document: ArticleDocument) -> list[str]:
    return [paragraph.uid for paragraph in document.paragraphs()]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([FERRY, STORM], [FERRY, STORM], [0, 1]),
        ([FERRY, STORM], [ROPE, FERRY, STORM], [None, 0, 1]),
        ([FERRY, ROPE, STORM], [FERRY, STORM], [0, 2]),
        ([FERRY, STORM, ROPE], [ROPE, FERRY, STORM], [2, 0, 1]),
        ([FERRY, STORM], [FERRY, f"{STORM} and days"], [0, 1]),
        ([FERRY, STORM], [f"{STORM} and days", FERRY], [1, 0]),
        ([FERRY, STORM, ROPE], [FERRY, "Nothing of this was there before", ROPE], [0, None, 2]),
        (["Yes.", FERRY, "Yes."], ["Yes.", FERRY], [0, 1]),
        (["Yes.", FERRY, "Yes."], [FERRY, "Yes."], [1, 2]),
        (["渡轮今年第一次准时出发"], ["渡轮今年第二次准时出发"], [0]),
    ],
)
def test_parts_are_known_again(
    before: list[str], after: list[str], expected: list[int | None]
) -> None:
    assert became(before, after) == expected


def groups(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    found = align(parsed(after), parsed(before)).groups
    return [(len(group.before), len(group.after)) for group in found]


def test_what_was_split_is_one_group() -> None:
    assert groups([ROPE, LONG], [ROPE, f"{FERRY}.", f"{STORM}."]) == [(1, 2)]


def test_what_was_joined_is_one_group() -> None:
    assert groups([f"{FERRY}.", f"{STORM}.", ROPE], [LONG, ROPE]) == [(2, 1)]


def test_a_group_names_the_parts_as_the_aligned_document_does() -> None:
    base = parsed([LONG])
    aligned = align(parsed([f"{FERRY}.", f"{STORM}."]), base)
    assert aligned.groups == (PartGroup(tuple(uids(base)), tuple(uids(aligned.document))),)


@pytest.mark.parametrize(
    ("before", "after", "stay"),
    [
        (["# Harbour", FERRY], ["# Harbour", FERRY], True),
        (["# The old harbour", FERRY], ["# The harbour", FERRY], True),
        (["# Harbour", FERRY], ["# Timber", FERRY], False),
        (["# Crew", FERRY, "# Rope", STORM], ["# Rope", STORM, "# Crew", FERRY], True),
    ],
)
def test_sections_are_known_by_their_headings(
    before: list[str], after: list[str], stay: bool
) -> None:
    base = parsed(before)
    aligned = align(parsed(after), base).document
    known = {section.uid for section in base.sections}
    assert all(section.uid in known for section in aligned.sections) is stay


def test_a_thousand_texts_of_another_article_are_not_compared_one_by_one() -> None:
    before = [f"{number} {FERRY}" for number in range(1_000)]
    after = [f"{number} {STORM}" for number in range(1_000)]
    assert len(uids(align(parsed(after), parsed(before)).document)) == 1_000


WORDS = "ferry harbour late night storm crew timber rope gull quay"
OTHER = "seven dogs waited beside an office while rain fell down"


def rewritten(text: str, kept: int) -> str:
    """The first words of a text, and others in the place of the rest."""
    words = text.split()
    return " ".join([*words[:kept], *(f"{word}{kept}" for word in words[kept:])])


@pytest.mark.parametrize(
    ("kept", "expected"), [(7, [0, 1, 2, 3]), (6, [0, 1, 2, 3]), (4, [0, None, None, 3])]
)
def test_of_several_rewritten_texts_half_of_the_words_stay(
    kept: int, expected: list[int | None]
) -> None:
    after = [FERRY, rewritten(WORDS, kept), rewritten(OTHER, kept), STORM]
    assert became([FERRY, WORDS, OTHER, STORM], after) == expected


@pytest.mark.parametrize(("kept", "known"), [(3, True), (1, False)])
def test_of_the_one_text_between_two_a_fifth_of_the_words_will_do(kept: int, known: bool) -> None:
    after = [FERRY, rewritten(WORDS, kept), STORM]
    assert became([FERRY, WORDS, STORM], after) == [0, 1 if known else None, 2]


@pytest.mark.parametrize(("kept", "known"), [(7, True), (5, False)])
def test_a_text_that_moved_keeps_more_of_its_words(kept: int, known: bool) -> None:
    after = [rewritten(WORDS, kept), FERRY, STORM]
    assert became([FERRY, STORM, WORDS], after) == [2 if known else None, 0, 1]


@pytest.mark.parametrize(
    ("halves", "found"),
    [
        ([WORDS, rewritten(OTHER, 8)], [(1, 2)]),
        ([WORDS, rewritten(OTHER, 5)], []),
        ([WORDS, "seven dogs"], []),
        (["ferry harbour late night", f"storm crew timber rope gull quay {OTHER}"], [(1, 2)]),
    ],
)
def test_what_was_split_off_is_three_words_at_least_most_of_them_the_same(
    halves: list[str], found: list[tuple[int, int]]
) -> None:
    assert groups([FERRY, f"{WORDS} {OTHER}"], [FERRY, *halves]) == found


def test_a_new_text_takes_the_name_of_none_that_is_gone() -> None:
    base = parsed([WORDS])
    other = parsed([OTHER]).with_each_paragraph(lambda p: replace(p, uid=uids(base)[0]))
    assert set(uids(align(other, base).document)).isdisjoint(uids(base))
