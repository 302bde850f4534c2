"""Which part of a source has become which, whatever was inserted, moved, split or joined."""

from __future__ import annotations

import pytest

from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.align import PartGroup, align
from tests.documents.revisions.test_merge_machine import parsed

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
