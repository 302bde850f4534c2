"""Two texts word by word, and what is said of links and styles."""

from __future__ import annotations

import pytest

from articles.documents.revisions.marked_words import (
    compare,
    earlier_text,
    earlier_words,
    later_text,
    later_words,
)

OLD = "https://harbour.example/old"
NEW = "https://harbour.example/new"


def link(text: str, url: str = OLD, title: str = "") -> str:
    more = f' title="{title}"' if title else ""
    return f'<a href="{url}"{more}>{text}</a>'


# The markup before and after; the words with [deleted] {inserted} <restyled>; what is said beside.
CASES = {
    "a word": ("The old boat.", "The new boat.", "The[ old]{ new} boat.", []),
    "a mark": ("Gone.", "Gone!", "Gone[.]{!}", []),
    "a number": ("4.8 m at 9:25", "5.2 m at 9:25", "[4.8]{5.2} m at 9:25", []),
    "words that came": ("One.", "One. Two.", "One.{ Two.}", []),
    "a link with another address": (
        f"See {link('the office')}.",
        f"See {link('the office', NEW)}.",
        "See< the office>.",
        [f"Link changed, “the office”: {OLD} → {NEW}"],
    ),
    "a link with another address and other words": (
        f"See {link('the office')}.",
        f"See {link('this page', NEW)}.",
        "See[ the office]{ this page}.",
        [f"Link changed, “this page”: {OLD} → {NEW}"],
    ),
    "a link that came": (
        "See the office.",
        f"See {link('the office')}.",
        "See< the office>.",
        [f"Link added, “the office”: {OLD}"],
    ),
    "a link that went": (
        f"See {link('the office')}.",
        "See the office.",
        "See< the office>.",
        [f"Link gone, “the office”: {OLD}"],
    ),
    "a link that went with its words": (
        f"See {link('the office')} today.",
        "See today.",
        "See[ the office] today.",
        [f"Link gone, “the office”: {OLD}"],
    ),
    "a link on other words": (
        f"{link('One')} two.",
        f"One {link('two')}.",
        "<One two>.",
        [f"Link added, “two”: {OLD}", f"Link gone, “One”: {OLD}"],
    ),
    "two links that changed places": (
        f"{link('One')}, {link('two', NEW)}.",
        f"{link('One', NEW)}, {link('two')}.",
        "<One>,< two>.",
        [f"Link changed, “One”: {OLD} → {NEW}", f"Link changed, “two”: {NEW} → {OLD}"],
    ),
    "a link with another title": (
        link("One", title="Before"),
        link("One", title="After"),
        "<One>",
        ["Title of the link “One”: Before → After"],
    ),
    "a link that stays while words beside it change": (
        f"See {link('the office')} now.",
        f"Look at {link('the office')} now.",
        "[See]{Look at} the office now.",
        [],
    ),
    "words that are bold now": (
        "Ferries: none.",
        "<strong>Ferries:</strong> none.",
        "<Ferries:> none.",
        ["Now bold: “Ferries:”"],
    ),
    "words that are neither any more": (
        "The <strong><em>Hesk</em></strong> sails.",
        "The Hesk sails.",
        "The< Hesk> sails.",
        ["No longer bold, italic: “Hesk”"],
    ),
    "one style for another": (
        "The <strong>Hesk</strong> sails.",
        "The <em>Hesk</em> sails.",
        "The< Hesk> sails.",
        ["Now italic: “Hesk”", "No longer bold: “Hesk”"],
    ),
    "part of a word": (
        "The harbour.",
        "The har<strong>bour</strong>.",
        "The< harbour>.",
        ["Now bold: “harbour”"],
    ),
    "words that are bold as the ones before": (
        "The <strong>boat</strong>.",
        "The <strong>ship</strong>.",
        "The[ boat]{ ship}.",
        [],
    ),
    "another explanation": (
        'The <abbr title="Harbour">HA</abbr>.',
        'The <abbr title="High Admiralty">HA</abbr>.',
        "The< HA>.",
        ["Explanation of “HA”: Harbour → High Admiralty"],
    ),
    "a line break": ("One two.", "One<br>two.", "One[ two]{\ntwo}.", []),
    "signs of markup": ("A &amp; B.", "A &lt; B.", "A[ &]{ <} B.", []),
    "a script without spaces": ("東京都", "東京市", "東京[都]{市}", []),
    "nearly all of a long text": (
        "One two three four five six seven eight nine ten.",
        "Of all the boats in town none had ever sailed farther than two.",
        "[One two three four five six seven eight nine ten]"
        "{Of all the boats in town none had ever sailed farther than two}.",
        [],
    ),
}  # fmt: skip

_SHOWN = {"": "{}", "del": "[{}]", "ins": "{{{}}}", "mark": "<{}>"}


@pytest.mark.parametrize(("before", "after", "words", "notes"), CASES.values(), ids=CASES)
def test_words_are_marked_and_the_rest_is_said(
    before: str, after: str, words: str, notes: list[str]
) -> None:
    found = compare([before], [after])
    # Neighbours with one mark may be in several pieces, as their styles differ.
    shown = "".join(_SHOWN[each.mark].format(each.text) for each in found.words)
    assert shown.replace("><", "").replace("][", "").replace("}{", "}{") == words
    assert list(map(str, found.notes)) == notes


@pytest.mark.parametrize(("before", "after", "words", "notes"), CASES.values(), ids=CASES)
def test_each_side_reads_as_it_did(before: str, after: str, words: str, notes: list[str]) -> None:
    found = compare([before], [after]).words
    assert earlier_text(found) == later_text(compare([before], [before]).words)
    assert later_text(found) == later_text(compare([after], [after]).words)


def test_each_side_alone_has_its_own_styles() -> None:
    found = compare(["A <strong>boat</strong>."], ["A <em>boat</em>."]).words
    assert [each.styles for each in earlier_words(found)] == [(), ("strong",), ()]
    assert [each.styles for each in later_words(found)] == [(), ("em",), ()]


def test_a_link_of_a_text_too_long_to_compare_is_told_all_the_same() -> None:
    words = "A word. " * 1_001
    found = compare([words + link("here")], [words + link("here", NEW)])
    assert [str(note) for note in found.notes] == [f"Link changed, “here”: {OLD} → {NEW}"]
