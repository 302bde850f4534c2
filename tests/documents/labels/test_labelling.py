"""Labels with their reasons and how sure they are, from the strings of documents."""

from __future__ import annotations

import numpy as np
import pytest

from articles.documents.labels import Label
from articles.documents.labels.labelling import UnlabelledDocument, label_blocks, label_documents
from articles.documents.labels.model import BEGINS, FOLLOWS, ChainState, Floats, Layout, Model
from articles.documents.source import Piece
from tests.documents.make import SENTENCE, make_blocks, make_labelled_block, parse_strings

BODY = (
    "The harbour master said on Monday that no ship would leave before the ice had gone.",
    "Her deputy, who has kept the lights since 1988, said that he had never seen such a winter.",
    "Twelve crews wait in the town, and the inns by the harbour have no bed left for anybody.",
    "“We play cards and look out of the window,” one captain said, and shuffled them again.",
    "The last time the harbour froze was in the winter of 1963, when it stayed shut for 40 days.",
)
FOOTER = "© 2026 The Verrow Courier. All rights reserved."


def reason_of(*strings: str | Piece, index: int) -> tuple[str, str]:
    labelled = parse_strings(*strings).blocks[index]
    return labelled.label.value, labelled.reason


@pytest.mark.parametrize(
    ("strings", "index", "label", "reason"),
    [
        (BODY, 1, "body", "long, and ends like a sentence"),
        (("", *BODY), 0, "noise", "no visible text"),
        ((*BODY, FOOTER), 5, "noise", "reads like a copyright line"),
        ((*BODY, BODY[0]), 5, "noise", "the same text stands twice in this document"),
        (
            (*BODY[:3], "<b>A long wait</b>", *BODY[3:]),
            3,
            "heading",
            "short, wholly bold, followed by text",
        ),
        (
            (f"<b>{SENTENCE}</b>", *BODY),
            0,
            "standfirst",
            "wholly bold, first text of the article",
        ),
        (
            (*BODY[:3], "<b>A long wait</b>", "Analysis by Pia Lowen", *BODY[3:]),
            4,
            "byline",
            "names an author, before the text it belongs to",
        ),
        (
            (*BODY[:3], Piece("The quay", "figcaption"), *BODY[3:]),
            3,
            "noise",
            "a picture's caption (figcaption) in its source",
        ),
        (
            (*BODY[:3], Piece("A long wait", "h2"), *BODY[3:]),
            3,
            "heading",
            "a heading (h2) in its source",
        ),
        (
            (*BODY[:3], "• Bread for the crews of twelve ships", *BODY[3:]),
            3,
            "list_item",
            "begins with a bullet",
        ),
    ],
)
def test_a_label_names_the_plainest_fact_that_speaks_for_it(
    strings: tuple[str | Piece, ...], index: int, label: str, reason: str
) -> None:
    assert reason_of(*strings, index=index) == (label, reason)


def test_where_noise_stands_is_a_reason() -> None:
    labelled = parse_strings("Harbour", "Monday, 12:30", *BODY, "More", "Share").blocks
    assert {item.reason for item in labelled[:2]} == {"stands before the article's first text"}
    assert labelled[-2].reason == "stands after the article's last text"
    assert labelled[-1].reason == "reads like a line about comments or sharing"


def test_there_is_one_standfirst_and_what_follows_text_is_text() -> None:
    strings = (f"<b>{SENTENCE}</b>", BODY[0], f"<b>{BODY[1]}</b>", *BODY[2:])
    labels = [item.label for item in parse_strings(*strings).blocks]
    assert labels.count(Label.STANDFIRST) == 1


def test_no_reason_ends_with_a_full_stop() -> None:
    labelled = parse_strings("Harbour", "By Pia Lowen", *BODY, "Share", FOOTER).blocks
    assert all(item.reason and not item.reason.endswith(".") for item in labelled)


def test_a_label_alone_or_among_others_is_the_same() -> None:
    documents = [make_blocks("Harbour", *BODY[n:], FOOTER) for n in range(4)]
    together = label_documents([UnlabelledDocument(blocks) for blocks in documents])
    for found, blocks in zip(together, documents, strict=True):
        for one, alone in zip(found, label_blocks(blocks), strict=True):
            assert (one.label, one.alternative) == (alone.label, alone.alternative)
            assert one.confidence == pytest.approx(alone.confidence, abs=1e-5)


def test_rules_keep_to_their_document_whatever_stands_before_it() -> None:
    documents = [
        make_blocks(Piece("A harbour", "h1"), *BODY, BODY[0]),
        make_blocks(*BODY[:3], "<b>A long wait</b>", "Analysis by Pia Lowen", *BODY[3:]),
        make_blocks("By Pia Lowen", f"<b>{SENTENCE}</b>", *BODY, "• Bread for all", "Share"),
        make_blocks(Piece("A harbour", "h1"), "Shut", BODY[0]),
    ]
    together = label_documents(
        [UnlabelledDocument(blocks, "Another title") for blocks in documents]
    )
    alone = [label_blocks(blocks, "Another title") for blocks in documents]
    assert [[item.label for item in found] for found in together] == [
        [item.label for item in found] for found in alone
    ]
    assert [[item.reason for item in found] for found in together] == [
        [item.reason for item in found] for found in alone
    ]


def test_documents_without_blocks_have_no_labels() -> None:
    assert label_documents([]) == []
    one = UnlabelledDocument(make_blocks(SENTENCE))
    assert list(
        map(len, label_documents([UnlabelledDocument(()), one, UnlabelledDocument(())]))
    ) == [0, 1, 0]


def test_how_sure_a_label_is_lies_between_nothing_and_certainty() -> None:
    for item in parse_strings("Harbour", *BODY, "Share this", FOOTER).blocks:
        assert 0 < item.confidence <= 1
        assert item.alternative is not item.label


@pytest.mark.parametrize(
    ("confidence", "alternative", "unsure"),
    [(0.6, Label.NOISE, True), (0.9, Label.NOISE, False), (0.6, None, False)],
)
def test_a_label_is_unsure_if_it_may_well_be_another(
    confidence: float, alternative: Label | None, unsure: bool
) -> None:
    [block] = make_blocks(SENTENCE)
    item = make_labelled_block(block, Label.BODY, "", confidence, alternative)
    assert item.is_unsure is unsure


def test_a_long_text_that_mentions_a_subscription_is_no_noise() -> None:
    text = (
        "The council said that the subscription to the bridge would cost 12 crowns a year, and "
        "that nobody who lives on the island has to pay it."
    )
    labels = [item.label for item in parse_strings(*BODY[:2], text, *BODY[2:]).blocks]
    assert labels[2] is Label.BODY
    assert Label.NOISE not in labels


@pytest.mark.parametrize("text", ["New.", "The bridge is shut", "1. 2. 3."])
def test_a_document_of_one_line_is_that_line(text: str) -> None:
    assert [item.label for item in parse_strings(text).blocks] == ["body"]


def test_states_follow_each_other_as_parts_of_a_page_do() -> None:
    layout = Layout([5, 3, 1])
    scores = np.random.default_rng(1).normal(size=(9, len(ChainState))) * 3
    nothing = np.zeros((len(ChainState), len(ChainState)))
    found = layout.marginals(scores, nothing, nothing[0], nothing[0])
    assert np.allclose(found.sum(1), 1)
    assert np.allclose(found[[0, 5, 8]][:, ~BEGINS], 0)


def test_marginals_are_those_of_all_paths() -> None:
    """Against the sum over every path there is, written out."""
    chance = np.random.default_rng(2)
    scores, follow = chance.normal(size=(3, 6)), chance.normal(size=(6, 6))
    begin, end = chance.normal(size=6), chance.normal(size=6)
    expected = np.zeros((3, 6))
    for path in np.ndindex(6, 6, 6):
        if BEGINS[path[0]] and FOLLOWS[path[0], path[1]] and FOLLOWS[path[1], path[2]]:
            moves = follow[path[0], path[1]] + follow[path[1], path[2]]
            weight = np.exp(scores[range(3), path].sum() + moves + begin[path[0]] + end[path[2]])
            expected[range(3), path] += weight
    expected /= expected.sum(1, keepdims=True)
    assert np.allclose(Layout([3]).marginals(scores, follow, begin, end), expected)


@pytest.mark.parametrize(
    ("before", "label"),
    [
        ((), "byline"),
        ((f"<b>{SENTENCE}</b>", BODY[0]), "byline"),
        ((SENTENCE, BODY[0]), "noise"),
        ((SENTENCE, *BODY[:2]), "noise"),
        ((SENTENCE, *BODY[:2], "<b>A long wait</b>"), "byline"),
    ],
)
def test_a_byline_stands_behind_one_text_at_most_or_a_heading(
    before: tuple[str, ...], label: str
) -> None:
    strings = (*before, "By Pia Lowen", *BODY[2:])
    assert parse_strings(*strings).blocks[len(before)].label == label


@pytest.mark.parametrize(
    ("strings", "index", "label"),
    [
        ((*BODY[:3], "<strong>What happens next</strong>", *BODY[3:]), 3, "heading"),
        ((f"<b>{SENTENCE}</b>", *BODY), 0, "standfirst"),
        ((*BODY[:3], "Read more: ships in ice", *BODY[3:]), 3, "noise"),
        ((Piece("Harbour shut", "h3"), *BODY[1:3]), 0, "heading"),
        (("Shut", "Open again on Friday"), 0, "body"),
        (("Harbour shut", "No ships", "Call 555"), 2, "body"),
        ((BODY[0], "12 ships", BODY[1]), 1, "body"),
        (("The harbour is shut.", *BODY), 0, "noise"),
        ((*BODY[:3], Piece("“We play cards”", "blockquote"), *BODY[3:]), 3, "quote"),
        ((*BODY[:3], Piece("<b>A long wait</b>", "li"), *BODY[3:]), 3, "list_item"),
        ((*BODY[:3], "<b>What happens next</b>", "By Pia Lowen", *BODY[3:]), 3, "heading"),
        (("<b>The ice stays.</b>", "By Pia Lowen", *BODY), 0, "standfirst"),
    ],
)
def test_what_its_form_or_wording_shows_needs_no_editors_look(
    strings: tuple[str | Piece, ...], index: int, label: str
) -> None:
    item = parse_strings(*strings).blocks[index]
    assert (item.label, item.is_unsure) == (label, False)


def label_given(given: Label, string: str = "Bread", *, noise: str = "", text: str = "") -> str:
    """Label a block between texts that its format labels, and of which more may be known."""
    document = UnlabelledDocument(
        make_blocks(*BODY[:3], string, *BODY[3:]),
        noise={3: noise} if noise else {},
        given={3: given},
        text={3: text} if text else {},
    )
    [labelled] = label_documents([document])
    return f"{labelled[3].label}: {labelled[3].reason}"


@pytest.mark.parametrize("label", [Label.HEADING, Label.BODY, Label.QUOTE])
def test_a_format_labels_what_a_reader_sees_and_nothing_else(label: Label) -> None:
    assert label_given(label) == f"{label}: its format says so"
    assert label_given(label, "<b> </b>").startswith("noise")


def test_what_is_known_of_a_block_goes_over_what_its_format_says() -> None:
    assert label_given(Label.QUOTE, noise="known") == "noise: known"
    assert label_given(Label.NOISE, text="known").endswith(": known")
    assert label_given(Label.QUOTE, text="known") == "quote: known"


@pytest.mark.parametrize("strings", [("By Pia Lowen",), ("Shut", "By Pia Lowen")])
def test_a_name_with_no_text_behind_it_is_text(strings: tuple[str, ...]) -> None:
    assert parse_strings(*strings).blocks[-1].label == "body"


def test_a_short_line_may_stand_in_a_text_twice() -> None:
    short = "Nobody came."
    labels = [
        item.label for item in parse_strings(*BODY[:2], short, BODY[2], short, BODY[3]).blocks
    ]
    assert Label.NOISE not in labels


def test_the_last_bits_of_another_processor_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = parse_strings(*BODY, FOOTER, "Read more", "A long wait", "By Pia Lowen").blocks
    scores, random = Model.scores, np.random.default_rng(7)

    def elsewhere(self: Model, values: Floats) -> Floats:
        exact = scores(self, values)
        return np.asarray(exact + random.uniform(-1e-9, 1e-9, exact.shape), np.float64)

    monkeypatch.setattr(Model, "scores", elsewhere)
    there = parse_strings(*BODY, FOOTER, "Read more", "A long wait", "By Pia Lowen").blocks
    assert [(each.label, each.confidence, each.alternative) for each in there] == [
        (each.label, each.confidence, each.alternative) for each in here
    ]
