"""What cleaning removed, in words."""

from __future__ import annotations

import pytest

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph
from articles.documents.markup import Removal
from articles.models import ImportRun
from articles.reporting.removals import (
    describe_gone,
    describe_removals,
    describe_run_removals,
    list_counted,
    removals_of,
)


@pytest.mark.parametrize(
    ("removed", "words"),
    [
        ([], ""),
        ([("link", "a href", "javascript:x")], "1 link with a refused address (javascript:x)"),
        ([("link", "heading is plain text", "/a")], "1 link, since a heading is plain text (/a)"),
        ([("link", "a href", ""), ("link", "a href", "")], "2 links with a refused address"),
        ([("attribute", "p onclick", "x()")], "1 attribute onclick of <p> (x())"),
        ([("tag", "script", "")] * 2, "2 <script> elements"),
        ([("tag", "other", "")] * 2, "2 other tags"),
        ([("link", "picture", "x")], "1 refused address (picture) (x)"),
    ],
)
def test_removals_are_told_in_words(removed: list[tuple[str, str, str]], words: str) -> None:
    sentence = f"Removed from the text: {words}." if words else ""
    assert describe_removals(Removal(*each) for each in removed) == sentence


def test_what_was_removed_is_told_the_most_frequent_first() -> None:
    run = ImportRun(
        removed={
            "tag": {"script": 12},
            "attribute": {"a class": 400},
            "link": {"a href": 3},
            "parameter": {"utm_source": 2},
            "comment": {"": 1},
        }
    )
    assert [(each.what, each.times) for each in removals_of(run)] == [
        ("attribute class of <a>", 400),
        ("<script> element", 12),
        ("link with a refused address", 3),
        ("tracking parameter utm_source", 2),
        ("comment", 1),
    ]


def test_what_was_counted_is_listed_the_most_frequent_first() -> None:
    counted = {("tag", "b"): 1, ("attribute", "a class"): 1_200, ("tag", "a"): 1}
    assert list_counted(counted) == [
        "1,200 attributes class of <a>", "1 <a> element", "1 <b> element",
    ]  # fmt: skip


def test_totals_of_a_run_are_a_sentence() -> None:
    run = ImportRun(removed={"tag": {"b": 2, "i": 1}, "link": {"a href": 1}, "parameter": {"x": 2}})
    assert describe_run_removals(removals_of(run)) == (
        "Cleaning removed 3 tags, 2 tracking parameters and 1 link target."
    )
    assert describe_run_removals([]) == ""


def test_what_is_to_be_known_is_not_called_removed() -> None:
    remarks = {"date": {"published": 2, "updated": 1}, "cut": {"text": 1}}
    run = ImportRun(removed={"tag": {"b": 1}, **remarks})
    assert describe_run_removals(removals_of(run)) == (
        "Cleaning removed 1 tag. "
        "To be known: 3 dates that were not understood and 1 text that its source cut off."
    )
    assert next(each.what for each in removals_of(run)) == (
        "date that was not understood (published)"
    )


def test_parts_that_are_gone_are_named() -> None:
    picture = Paragraph("p1", Kind.PICTURE, "A bridge", attributes=Attributes(alt="Grey"))
    assert describe_gone([picture, Paragraph("r1", Kind.RULE, "")]) == (
        "No longer in the text: Picture (A bridge Grey), Rule."
    )
    assert describe_gone([]) == ""


def test_of_many_parts_that_are_gone_the_first_are_named() -> None:
    rules = [Paragraph(f"r{number}", Kind.RULE, "") for number in range(9)]
    assert describe_gone(rules).endswith("Rule, Rule, 3 more.")
