import re
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents import markup
from articles.documents.markup import Inline, LinkInMarkup, Mark, MarkupTooComplex, Removal, clean
from articles.documents.markup.inline import canonical_inlines, collapsed, to_markup
from articles.documents.markup.sanitiser import MAX_ATTRIBUTES, MAX_LENGTH, MAX_NESTING, sanitise
from tests.cpu import at_most

LINK = '<a href="https://example.org/">x</a>'

CASES = {
    "plain text stays": ("The vote was 7 to 2.", "The vote was 7 to 2."),
    "white space becomes one space": (" a \t\n b\x0b\x1cc\r\n", "a b c"),
    "wider spaces stay": ("10\u00a0000\u2003\u202f€\u0085", "10\u00a0000\u2003\u202f€\u0085"),
    "an entity becomes its character": ("caf&eacute;&nbsp;&#8220;", "café\u00a0“"),
    "an ampersand is escaped": ("R&D &amp; &amp;lt;", "R&amp;D &amp; &amp;lt;"),
    "aliases get one name": (
        "<b>1</b> <i>2</i> <del>3</del> <ins>4</ins> <tt>5</tt>",
        "<strong>1</strong> <em>2</em> <s>3</s> <u>4</u> <code>5</code>",
    ),
    "a link is the outermost mark": (
        '<em>by <a href="/x"><b>Ann</b></a></em>',
        '<em>by </em><a href="/x"><strong><em>Ann</em></strong></a>',
    ),
    "equal neighbours are one": ("<b>a</b><strong>b</strong>", "<strong>ab</strong>"),
    "a mark around nothing goes": ("a<b></b><i><u></u></i>b", "ab"),
    "a mark around a space leaves the space": ("a<i> </i>b", "a b"),
    "a mark spans the space inside it": ("<b>a <i> </i>b</b>", "<strong>a b</strong>"),
    "a space stays where it first came": ("<b>a </b> b", "<strong>a </strong>b"),
    "ends are trimmed inside marks": ("<b> a </b>", "<strong>a</strong>"),
    "space around a line break goes": ("a <br/> b</br>c", "a<br>b<br>c"),
    "line breaks at the ends go": ("<br>a<br> <br>", "a"),
    "line breaks in a row stay": ("a<br><br>b", "a<br><br>b"),
    "blocks are parted by a line break": (
        "<p>a</p><p><b>b</b></p>c",
        "a<br><strong>b</strong><br>c",
    ),
    "a border between marks is one too": (
        "<b>a</b><p><i>b</i>",
        "<strong>a</strong><br><em>b</em>",
    ),
    "a break between blocks is the only one": ("<p>a</p><br><p>b</p>", "a<br>b"),
    "cells are parted by a space": ("<tr><td>1</td><td>2</td><tr><td>3", "1 2<br>3"),
    "an unknown element leaves its words": ("<o:p>Word</o:p> <x-y z='1'>y</x-y>", "Word y"),
    "a mis-nested mark ends where it ends": (
        "<b>1<i>2</b>3</i>",
        "<strong>1<em>2</em></strong><em>3</em>",
    ),
    "an abbreviation keeps its title": (
        '<acronym title="A &amp; B" class="c">AB</acronym>',
        '<abbr title="A &amp; B">AB</abbr>',
    ),
    "the innermost of two equal tags counts": (
        '<abbr title="a">1<abbr title="b">2</abbr></abbr>',
        '<abbr title="a">1</abbr><abbr title="b">2</abbr>',
    ),
    "an attribute value is quoted": (
        "<a href='/x?a=1&amp;b=\"<2>\"'>x</a>",
        '<a href="/x?a=1&amp;b=&quot;&lt;2&gt;&quot;">x</a>',
    ),
    "an empty title goes": ('<a title="" href="/x">x</a>', '<a href="/x">x</a>'),
    "a number too long is a replacement character": (f"&#{'9' * 9000};", "\ufffd"),
    "leading zeros do not matter": (f"&#{'0' * 9000}106;", "j"),
    "letters after a long number stay": (f"&#{'9' * 30}abc", "\ufffdabc"),
    "math and script characters stay": (
        "𝒳 \u200d\u00ad\ufeff 👩\u200d👧",
        "𝒳 \u200d\u00ad\ufeff 👩\u200d👧",
    ),
}

MEANT_AS_TEXT = [
    "a<b", "p < 0.05", "I <3 this", "<", "<<<", "</>", "x <> y", "1<x<5", "if a<b and c>d then",
    "when a<b and b<c, a<c follows", "<press@example.org>", "see <https://example.org/a?b=c> now",
    "LONDON <Reuters> - Shares", "<ABC.L> rose", "List<String> in Java", "use the <div> element",
    "use the <script> element", "the <!DOCTYPE html> line", "<?php echo 1 ?>", '<a href="x>y',
]  # fmt: skip

REMOVED = {
    "a script with its text": (
        "a<script>if (1<2) x()</script>b",
        "ab",
        [Removal("tag", "script", "if (1<2) x()")],
    ),
    "an image, by its words and source": (
        "<img src=/i.png alt='A cat'> x",
        "x",
        [Removal("tag", "img", "A cat /i.png")],
    ),
    "a frame": (
        '<iframe src="https://v.example/">no frames</iframe>x',
        "x",
        [Removal("tag", "iframe", "https://v.example/ no frames")],
    ),
    "what only browsers without scripts show": (
        "a <noscript>b <b>c</b></noscript>",
        "a",
        [Removal("tag", "noscript", "b <b>c</b>")],
    ),
    "a drawing, once": (
        "<svg viewBox='0'><path d='M0'/><text>hi</text></svg>x",
        "x",
        [Removal("tag", "svg", "hi")],
    ),
    "a comment": ("a<!-- note -->b", "ab", [Removal("comment", "comment", "note")]),
    "an attribute": (
        "<b class=x>a</b>",
        "<strong>a</strong>",
        [Removal("attribute", "b class", "x")],
    ),
    "an unwrapped tag": ("<span id=1>a</span>", "a", [Removal("tag", "span", "<span id=1>")]),
    "a refused link": (
        "<a href='javascript:x()'>a</a>",
        "a",
        [Removal("link", "a href", "javascript:x()")],
    ),
    "an anchor": (
        "<a name=top>a</a>",
        "a",
        [Removal("attribute", "a name", "top"), Removal("tag", "a", "<a name=top>")],
    ),
    "a control character": (
        "a\x00b&#8;",
        "ab",
        [Removal("character", "U+0000"), Removal("character", "U+0008")],
    ),
    "half a surrogate pair": ("a\ud83d", "a", [Removal("character", "U+D83D")]),
}

KEPT_URLS = [
    "https://example.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.ORG/", "MAILTO:a@b.org",
    "mailto:a@example.org?subject=x", "/news/", "../a/b", "page.html", "?page=2", "#fn1",
    "/wiki/Talk:Page", "https://example.org/a b", "https://bücher.example/", "https://u@h.org/",
    "https://192.0.2.1:8443/", "https://xn--bcher-kva.example/", "https://пример.рф/",
    "https://[2001:db8::1]/x", "/go?u=javascript:x",
]  # fmt: skip
REFUSED_URLS = [
    "", " \t", "javascript:alert(1)", "JaVaScRiPt:x", "java\tscript:x", "\x01javascript:x",
    "javascript:1", "data:1", "vbscript:1", "data:text/html,x", "ftp://h/x", "tel:1", "a:b", ":x",
    "\u00a0javascript:x", "\\\\host", "/\\host", "\\/host", "/\t\\host", "///host", "//", "http://",
    "https:javascript:x", "http://[::1", "http://a<b>/", "http://1.2.3.4.5/", "https://h:99999/",
    "https://[x]/", "https://xn--/", "https://h\u2028/", "https://\u00ad/x\ufffd",
]  # fmt: skip

FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "<b>", "</b>", "<i>", "</i>", "<b class=x>", "<strong>", "</strong>", "<em>", "</em>",
            '<a href="/x">', '<a href="https://example.org/?a=1&amp;b">', '<a href="javascript:1">',
            "<a href=//h/x title='q\n\"'>", "</a>", '<abbr title="t">', "</abbr>", "<code>",
            "</code>", "<br>", "</br>", "<p>", "</p>", "<td>", "<span>", "</span>", "<x", ">", "<",
            "<script>", "</script>", "<svg>", "</svg>", "<title>", "<!--", "-->", "<object>",
            "</object>", "<select>", "<div> ", "<y@z>", "&amp;", "&lt;", "&", "&#8;", "&#30;",
            "&nbsp;", "&#x", " ", "\n", "\t ", "\x0b", "\x1f", "\x00", "\u00a0", "\u2028", "\r",
            "a", "b c", "é", '"', "'", "=", "/", "\ud800",
        ]
    )
    | st.text(max_size=4),
    max_size=16,
).map("".join)  # fmt: skip
UNMARKED = st.text(
    st.sampled_from(" \t\n\r\f\x0b\x1c\x1f") | st.characters(exclude_characters="<>&"), max_size=20
)
quickly = settings(max_examples=300, deadline=None)


def slowly_cleaned(fragment: str) -> str:
    """Clean by bleach, however little there may be to clean."""
    return to_markup(canonical_inlines(sanitise(fragment)[0]))


@pytest.mark.parametrize(("fragment", "expected"), CASES.values(), ids=CASES)
def test_it_cleans(fragment: str, expected: str) -> None:
    assert clean(fragment).markup == expected


@pytest.mark.parametrize("text", MEANT_AS_TEXT)
def test_it_keeps_what_only_looks_like_a_tag(text: str) -> None:
    assert markup.visible_text(clean(text).markup) == text


@pytest.mark.parametrize(("fragment", "expected", "removed"), REMOVED.values(), ids=REMOVED)
def test_it_removes_and_reports(fragment: str, expected: str, removed: list[Removal]) -> None:
    cleaned = clean(fragment)

    assert cleaned.markup == expected
    assert list(cleaned.removed) == removed


def test_it_cuts_a_long_detail() -> None:
    [removal] = clean(f"<script>{'x' * 999}</script>").removed

    assert len(removal.detail) == 200


@pytest.mark.parametrize("url", KEPT_URLS)
def test_it_keeps_a_link(url: str) -> None:
    assert markup.safe_url(url) == url
    assert markup.links_in(clean(f'<a href="{url}">x</a>').markup)[0].url == url


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_it_refuses_a_link(url: str) -> None:
    assert markup.safe_url(url) is None
    assert clean(f'<a href="{url}">x</a>').markup == "x"


def test_it_refuses_a_link_that_no_encoding_can_write() -> None:
    assert markup.safe_url("/\ud800") is None


@pytest.mark.parametrize("url", [" https://h.org/x\n", "//h.org/x", "\thttps://h.\norg/x"])
def test_it_trims_a_link_and_makes_its_scheme_explicit(url: str) -> None:
    assert markup.safe_url(url) == "https://h.org/x"


def test_it_keeps_the_link_title() -> None:
    cleaned = clean("<a title='A &amp; B\n\"live\"' href=/x target=_blank>x</a>").markup

    assert markup.links_in(cleaned) == (LinkInMarkup("/x", "x", 'A & B\n"live"'),)


def test_a_link_that_holds_marks_is_one_link() -> None:
    found = markup.links_in(clean('<a href="/x">a<b>b<br>c</b></a> <a href="/y">d</a>').markup)

    assert [(link.url, link.text) for link in found] == [("/x", "ab\nc"), ("/y", "d")]


def test_an_abbreviation_is_no_link() -> None:
    cleaned = clean('<abbr title="W">a</abbr> <a href="/x">b</a>').markup

    assert markup.links_in(cleaned) == (LinkInMarkup("/x", "b", ""),)


def test_it_tells_the_runs() -> None:
    found = markup.inlines('a <a href="/x"><strong>b<br>c</strong></a>&amp;')

    link, strong = Mark("a", (("href", "/x"),)), Mark("strong")
    assert found == (Inline("a "), Inline("b\nc", (link, strong)), Inline("&"))


def test_plain_text_is_escaped() -> None:
    assert markup.plain(" <b> &amp;\n\x00x ") == "&lt;b&gt; &amp;amp; x"


@given(FRAGMENTS)
@quickly
def test_cleaning_twice_changes_nothing(fragment: str) -> None:
    once = clean(fragment)

    assert clean(once.markup).markup == once.markup
    assert clean(once.markup).removed == ()
    assert slowly_cleaned(once.markup) == once.markup


@given(UNMARKED)
@quickly
def test_text_without_markup_needs_no_bleach(text: str) -> None:
    assert clean(text).markup == slowly_cleaned(text)


@given(FRAGMENTS)
@quickly
def test_what_is_clean_already_needs_no_bleach(fragment: str) -> None:
    for candidate in (fragment, slowly_cleaned(fragment)):
        if markup.is_clean(candidate):
            assert slowly_cleaned(candidate) == candidate


@given(FRAGMENTS)
@quickly
def test_clean_markup_is_recognised(fragment: str) -> None:
    assert markup.is_clean(slowly_cleaned(fragment))


@pytest.mark.parametrize(
    "fragment",
    [
        "<b>x</b>", "<a>x</a>", "<strong></strong>", "<em><strong>x</strong></em>", "a  b", " a",
        "<strong>x", "x</strong>", "<strong>a</strong><strong>b</strong>", "a<strong> </strong>b",
        '<a href="javascript:x">x</a>', '<a href="//h">x</a>', '<a href="">x</a>', "a<br> b",
        "<strong>a<em>b</strong></em>", '<a title="t" href="/x">x</a>', "&quot;", "&nbsp;", "a\x0b",
        "<strong><strong>x</strong></strong>", '<a href="/x"><a href="/y">x</a></a>',
    ],
)  # fmt: skip
def test_what_is_not_clean_is_not_taken_for_it(fragment: str) -> None:
    assert not markup.is_clean(fragment)


@given(FRAGMENTS)
@quickly
def test_runs_and_clean_markup_say_the_same(fragment: str) -> None:
    cleaned = clean(fragment).markup

    assert to_markup(markup.inlines(cleaned)) == cleaned
    assert "".join(run.text for run in markup.inlines(cleaned)) == markup.visible_text(cleaned)


@given(st.text())
@quickly
def test_plain_text_is_clean_and_shows_itself(text: str) -> None:
    written_text = markup.plain(text)

    assert clean(written_text).markup == written_text
    assert written_text == clean(markup.escape(text)).markup


@given(st.sampled_from(["javascript:", "data:", "vbscript:"]), st.data())
@quickly
def test_no_script_is_ever_a_link(scheme: str, data: st.DataObject) -> None:
    noise = st.sampled_from(["", " ", "\t", "\n", "\x00", "\x01", "&#9;", "&Tab;", "&NewLine;"])
    spelling = st.sampled_from(["{0}", "&#{1};", "&#{1:08};", "&#x{1:x};", "&#X{1:X};"])
    letters = data.draw(st.sampled_from([scheme, scheme.upper(), scheme.title()]))
    url = "".join(
        data.draw(noise) + data.draw(spelling).format(letter, ord(letter)) for letter in letters
    )

    assert "<a" not in clean(f'<a href="{url}1">x</a>').markup


@pytest.mark.parametrize(
    ("fragment", "message"),
    [
        ("<b>" + "x" * MAX_LENGTH, "60,003 characters, more than the 60,000 allowed"),
        ("<" * 3001, "3,001 tags"),
        ("&" * 6001, "6,001 entities"),
        ("<q>" * (MAX_NESTING + 2), "nested tags"),
        (f"<b {' '.join(f'a{n}' for n in range(MAX_ATTRIBUTES + 2))}>", "attributes"),
    ],
)
def test_it_refuses_what_is_too_complex(fragment: str, message: str) -> None:
    with pytest.raises(MarkupTooComplex, match=message):
        clean(fragment)


def test_it_cleans_on_after_a_refusal() -> None:
    with pytest.raises(MarkupTooComplex):
        clean("<q>" * 200)

    assert clean("<i>x</i>").markup == "<em>x</em>"


def test_what_it_wrote_is_never_too_complex() -> None:
    once = clean("& " * 6000).markup + clean("<b>a</b> " * 1500).markup

    assert clean(once).markup == once


@pytest.mark.parametrize(
    "unit",
    [
        "<", "&", "&amp;", "<b>", "<b>x</b>", "<b></i>", "<a href=/x>y</a>", "<b><cite></b></cite>",
        "<p>", "<foo>", "<foo ", "<!---->", "<script>", "<svg>", "<select>", "<div> ", "<b a",
        "<b a=1 ", '<b a="', "<object></b>", "&#106;", "&CounterClockwiseContourIntegral;", "<!--",
        "<abbr title=x>", " <i>x </i>", "\x00<", "<x <",
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [16_000, MAX_LENGTH, 600_000])
def test_no_fragment_takes_long(unit: str, size: int) -> None:
    with at_most(1), suppress(MarkupTooComplex):
        clean((unit * size)[:size])


@pytest.mark.parametrize(
    "start", ["<b ", "<b a=", "<b x", "<!--", '<a href="', "&#", "<svg>", "<x"]
)
@pytest.mark.parametrize("filling", ["=", "'", '"', "-", "0", "é", "a'", "/", "a ", "<"])
def test_complexity_warns_of_every_slow_fragment(start: str, filling: str) -> None:
    fragment = start + filling * 20_000
    bound = 0.02 + markup.complexity(fragment) * 200e-6
    with at_most(bound), suppress(MarkupTooComplex):
        clean(fragment)


def test_plain_text_costs_nothing() -> None:
    assert markup.complexity("Some 40% of “readers” – or more.") == 0
    assert 0 < markup.complexity(f"Some {LINK}.") < 10


@given(FRAGMENTS | UNMARKED | st.text())
@quickly
def test_complexity_never_exceeds_what_a_glance_says(fragment: str) -> None:
    assert markup.complexity(fragment) <= markup.most_complexity(fragment)


@given(FRAGMENTS | UNMARKED | st.text() | st.text("a  \u00ad<&>\x7f", max_size=5))
@quickly
def test_what_shows_itself_is_clean_and_visible(text: str) -> None:
    if markup.shows_itself(text):
        assert clean(text) == (text, ())
        assert slowly_cleaned(text) == markup.visible_text(text) == text
        assert text.strip()


@given(st.text(" \n\t\r\x0b\x1fa\u00a0", max_size=12) | st.text())
@quickly
def test_collapsing_makes_each_stretch_of_white_space_one_space(text: str) -> None:
    assert collapsed(text) == re.sub(r"[ \t\n\r\f\v\x1c-\x1f]+", " ", text)


URL_PARTS = [
    "http://",
    "https://",
    "xn--a",
    "a",
    "b.example",
    "1.2",
    "0x1",
    ".",
    "/",
    "?q",
    "#",
    "@",
]


@given(st.lists(st.sampled_from([*URL_PARTS, ":80", "\\", " ", "é", "-", "&"])).map("".join))
@quickly
def test_a_usual_link_is_kept_as_any_other_is(url: str) -> None:
    # A space before it is trimmed, but makes it unusual.
    assert markup.safe_url(url) == markup.safe_url(f" {url}")


def test_threads_do_not_disturb_each_other() -> None:
    fragment = "<p>" + " ".join(f"<b>{n}</b> <i>x</b>" for n in range(50))
    expected = clean(fragment)
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(clean, [fragment] * 40)) == [expected] * 40
    finally:
        sys.setswitchinterval(usual)


@pytest.mark.parametrize(
    "character",
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180f\u200b\u200f\u2028\u202e\u2060\u206f\u2800"
    "\u3164\ufe00\ufe0f\ufeff\uffa0\U0001d173\U0001d17a\U000e0000\U000e0fff\u00a0\u3000 \n",
)
def test_what_takes_no_place_is_not_visible(character: str) -> None:
    assert not markup.is_visible(character)
    assert not markup.is_visible(f" {character}\u200b{character}")
    assert markup.is_visible(f"{character}a")


@pytest.mark.parametrize(
    "text", ["a", "\x7f", "\u00ac", "\u2010", "\u2027", "\u2070", "\u3165", "。"]
)
def test_what_takes_a_place_is_visible(text: str) -> None:
    assert markup.is_visible(text)
