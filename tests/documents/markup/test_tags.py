"""What becomes of the elements of HTML, by the standard's index and what came before it."""

from __future__ import annotations

import pytest

from articles.documents.markup import clean, visible_text

HIDDEN = """applet audio canvas datalist iframe math noembed noframes noscript object script select
    style svg template textarea title video"""
BLOCKS = """address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup legend li listing main
    menu nav ol optgroup option p pre search section summary table tbody tfoot thead tr ul xmp"""
CELLS = "td th"
INLINE = """bdi bdo big blink button data dfn font head html label map marquee menuitem meter nobr
    output picture progress rb rp rt rtc ruby slot span time var"""
MARKS = {
    "abbr": "abbr", "b": "strong", "i": "em", "u": "u", "ins": "u", "s": "s", "del": "s",
    "strike": "s", "sub": "sub", "sup": "sup", "code": "code", "kbd": "code", "samp": "code",
    "tt": "code", "cite": "cite", "q": "q", "mark": "mark", "small": "small", "acronym": "abbr",
    "strong": "strong", "em": "em",
}  # fmt: skip
LONE = """area base basefont bgsound col embed frame hr img input isindex keygen link meta param
    source spacer track wbr"""


def shown(fragment: str) -> str:
    return visible_text(clean(fragment).markup)


@pytest.mark.parametrize("name", HIDDEN.split())
@pytest.mark.parametrize("attribute", ["", " hidden", ' class="x"', " class=x"])
def test_what_a_browser_hides_goes_with_all_that_is_in_it(name: str, attribute: str) -> None:
    cleaned = clean(f"a<{name}{attribute}>b</{name}>c")
    assert cleaned.markup == "ac"
    assert [removal.name for removal in cleaned.removed][:1] == [name]


@pytest.mark.parametrize(
    ("names", "border"), [(BLOCKS, "\n"), (CELLS, " "), (INLINE, "")], ids=["block", "cell", "in"]
)
def test_every_other_element_leaves_its_words_apart_from_their_neighbours(
    names: str, border: str
) -> None:
    for name in names.split():
        # The last is for bleach to read.
        for attribute in ("", ' class="x"', " class=x"):
            found = shown(f"a<{name}{attribute}>b</{name}>c")
            assert (name, found) == (name, f"a{border}b{border}c")


@pytest.mark.parametrize(("name", "mark"), MARKS.items())
def test_a_mark_has_one_spelling(name: str, mark: str) -> None:
    assert clean(f"a <{name}>b</{name}> c").markup == f"a <{mark}>b</{mark}> c"


@pytest.mark.parametrize("name", LONE.split())
def test_what_holds_no_words_takes_none(name: str) -> None:
    assert shown(f'a <{name} class="x">b').split() == ["a", "b"]


@pytest.mark.parametrize("name", ["br", "dd", "dt", "hr", "li", "option", "p", "td", "tr", "wbr"])
def test_an_element_whose_end_may_be_left_out_is_no_word(name: str) -> None:
    assert shown(f"a <{name}> b").split() == ["a", "b"]


@pytest.mark.parametrize("text", ["a <note:> b", "a <div> b", "a <span> b", "a <x y> b"])
def test_what_nobody_meant_as_an_element_is_words(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize("name", ["script async", "video controls", "style scoped"])
def test_what_is_hidden_and_never_ends_is_no_word_where_it_has_an_attribute(name: str) -> None:
    assert clean(f"a <{name}>b()").markup == "a"
