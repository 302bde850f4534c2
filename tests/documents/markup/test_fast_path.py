"""What is read without bleach is read as bleach reads it: the same runs, the same report."""

from __future__ import annotations

import json
from ast import literal_eval
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents.markup import Cleaned, MarkupTooComplex
from articles.documents.markup.fast_path import fast_read
from articles.documents.markup.inline import canonical_inlines, to_markup
from articles.documents.markup.sanitiser import MAX_LENGTH, MAX_TAGS, Removal, sanitise
from tests.bench.documents import make_folder
from tests.cpu import at_most

# 20,000 of each were tried when this was written.
quickly = settings(deadline=None, max_examples=400)


def by_bleach(fragment: str) -> Cleaned | str:
    try:
        pieces, removed = sanitise(fragment)
    except MarkupTooComplex as error:
        return str(error)
    return Cleaned(to_markup(canonical_inlines(pieces)), tuple(dict.fromkeys(removed)))


def by_eye(fragment: str) -> Cleaned | None:
    found = fast_read(fragment)
    if found is None:
        return None
    pieces, removed = found
    return Cleaned(to_markup(canonical_inlines(pieces)), tuple(dict.fromkeys(removed)))


def assert_same(fragments: Iterable[str]) -> int:
    """Return how many were orderly."""
    orderly = 0
    for fragment in fragments:
        found = by_eye(fragment)
        if found is not None:
            orderly += 1
            assert found == by_bleach(fragment), fragment
    return orderly


ORDERLY = [
    '<b class="x">Bold</b>',
    '<a href="https://hesk.example/1?a=1&amp;b=2" title="T" class="c">x</a>',
    '<a href="/x?copy=1&copy=2&lt=3">x</a>',
    "<i>a <b>b</b></i><br>c<br/>d<br />e",
    "R&D, Q & A, AT&T &amp;lt; &eacute;&nbsp;&#39;&#x2019;&rsquo; 5 > 3",
    "a <b>\n b </b> c <em> </em>d",
    "<b>a</b><strong>b</strong><i></i>",
    '<abbr title="">a</abbr><acronym title="A &quot;B&quot;">c</acronym>',
    '<a href="javascript:x">a</a><a href="" rel="r">b</a><a>c</a><a name="n" title="t">d</a>',
    '<a href="javascript:x" id="1">a</a> <a href="javascript:y" id="2">b</a>',
    '<p>a</p><div data-x class="c">b <span>c</span></div><h2><b>d</b></h2>',
    '<table><tr><td>1</td><td alt="A" src="S">2</td></tr></table>',
    '<a\n href="/x"\t>x</a>',
    "\ufeff<b>\ufeffa\u0085\x7f</b>",
    '<a href="/x"><img src="S" alt="A"></a> b<img alt="" src="T"/><source srcset="S 2x"> c<hr>d',
    '<picture>\n<source srcset="S" />\n<img src="S" srcSet="T 2x" data-x=\'{"y": 1}\'></picture>',
    "a<!-- b -->c <!----> d<!-- ! - e-->f",
    '<a href="javascript:x">a</a><!-- b --><i id="1">c</i><a href="javascript:y">d</a>',
    "<p>1<b>2</p>3</b><li>4<td>5</span>",
    '<o:p></o:p><my-card a="1">x<font-face v:x="1" @click="2" B.c="3">',
    '<b>1<svg viewBox="0 0 1 1" alt="S"><title>A&amp;B</title> 2 <path d="M0"/><g>3</g></svg></b>4',
    "<svg>1<path d='M'></path> 2 </svg><svg></svg>",
    '<video src="S"><source src="T"> 1 &lt;</video>2<audio data="D"></audio>',
    '<noscript><img src="S"> <b>1</b> &amp; 2 < 3 </noscript>4<iframe src="S"> </iframe>5',
    '<style>p > a { x: "</b>" }</style>1<script>if (a<b && c>d) "</i>"</script>2',
]
FOR_BLEACH = {
    "crossed": "<b>1<i>2</b>3</i>",
    "unclosed": "<b>x",
    "an end tag too many": "x</b>",
    "closed by its alias": "<b>x</strong>",
    "a link in a link": '<a href="/x">1<a href="/y">2</a></a>',
    "a mark in itself": "<b>1<strong>2</strong></b>",
    "capitals": "<B>x</B>",
    "no quotes": "<a href=/x>y</a>",
    "a quotation mark in single quotes that are none": "<a href='/x'b'>y</a>",
    "no space between attributes": '<a href="/x"title="y">z</a>',
    "an attribute twice": '<b id="1" id="2">x</b>',
    "an angle bracket in a value": '<b title="a>b">x</b>',
    "closed at once": "<b/>x</b>",
    "an end tag with space": "<b>x</b >",
    "a comment with a bracket": "a<!-- <b> -->",
    "a comment that ends at once": "a<!--->b-->",
    "a comment that never ends": "a<!-- b",
    "a comment with dashes": "a<!-- b -- c -->",
    "a comment with a number": "a<!-- &#0000000000000; -->",
    "what is hidden and never ends": "<script>x",
    "what is hidden and closed at once": "<script/>x</script>",
    "a script in a comment": "<script><!-- </script> --></script>x",
    "an end tag of another spelling": "<script>x</SCRIPT></script>",
    "a mark in a drawing": "<svg><b>x</b></svg>",
    "a block in a drawing": "<svg><p>x</p></svg>",
    "a drawing in a drawing": "<svg><svg>x</svg></svg>",
    "a tag in the title of a drawing": '<svg><title>x<g a="1"></g></title></svg>',
    "a drawing that ends in its title": "<svg><title>x</svg></title>",
    "a title": "<title>x</title>",
    "a known name without end or value": "a <span> b",
    "no known name": "<foo>x",
    "a name with a colon at its end": '<re: a="1">x</re:>',
    "a lone angle bracket": "1 < 2",
    "a reference without its semicolon": "&amp x",
    "one with more behind it": "&notit;",
    "no reference at all": "&foo;",
    "a control character by its number": "&#7;",
    "a number that stands for another": "&#150;",
    "half a pair": "&#xD800;",
    "white space by name": "a&NewLine;b",
    "a control character": "<b>\x00</b>",
    "a carriage return": "<b>a\rb</b>",
    "too many tags": "<br>" * (MAX_TAGS + 1),
    "too long": "<b>" + "x" * MAX_LENGTH + "</b>",
}


@pytest.mark.parametrize("fragment", ORDERLY)
def test_what_is_orderly_is_read_at_once(fragment: str) -> None:
    assert by_eye(fragment) == by_bleach(fragment)


@pytest.mark.parametrize("fragment", FOR_BLEACH.values(), ids=FOR_BLEACH)
def test_what_is_in_doubt_is_left_to_bleach(fragment: str) -> None:
    assert fast_read(fragment) is None


def test_targets_are_reported_behind_all_else() -> None:
    found = by_eye('<a href="javascript:x">1</a><b id="i">2</b><a>3</a><span>4</span>')
    assert found == Cleaned(
        "1<strong>2</strong>34",
        (
            Removal("attribute", "b id", "i"),
            Removal("tag", "a", "<a>"),
            Removal("tag", "span", "<span>"),
            Removal("link", "a href", "javascript:x"),
        ),
    )


# Orderly fragments, and what is nearly orderly

TEXTS = st.text(
    st.sampled_from(" \n\tab&;#>\"'=\u00a0é中\ufeff\u200b😀") | st.characters(codec="utf-8"),
    max_size=6,
) | st.sampled_from(
    [
        "&amp;", "&lt;", "&nbsp;", "&#39;", "&#x41;", "&quot;", "&hellip;", "&NotEqualTilde;", "&",
        "&am", "&ampx", "&copy=1", "&notin", "&not;", "&#", "&#x;", "&#150;", "&a=b&c=d",
    ]
)  # fmt: skip
NAMES = st.sampled_from(
    [
        "a", "a", "abbr", "acronym", "b", "strong", "i", "em", "u", "ins", "s", "del", "strike",
        "code", "kbd", "tt", "sub", "sup", "q", "cite", "mark", "small", "span", "p", "div", "td",
        "li", "h2", "font", "time", "img", "br", "svg", "video", "noscript", "style", "script",
        "iframe", "title", "o:p", "my-card", "path", "foo",
    ]
)  # fmt: skip
VOIDS = st.sampled_from(["img", "source", "hr", "wbr", "path", "span", "p", "td", "foo", "input"])
# Whole things that stand in a text: they end where they begin.
THINGS = st.sampled_from(
    [
        "<!-- a -->", "<!---->", "<!-- <b> -->", "<!--->", "<!-- a--b -->", "<![CDATA[a]]>",
        "<svg><title>a</title><path d='M'/></svg>", "<script>a<b>c</script>", "</p>", "</foo>",
        "<noscript><img src=\"S\"></noscript>", "<style>a > b</style>", "<iframe src=\"S\">",
    ]
)  # fmt: skip
URLS = st.sampled_from(
    ["/x", "https://hesk.example/?a=1&amp;b=2", "/x?a=1&b=2", "javascript:x", "//h/x", "", " ", "#"]
)
ATTRIBUTES = st.tuples(
    st.sampled_from(
        ["class", "href", "title", "id", "data-x", "alt", "src", "style", "hidden", "viewBox", "@x"]
    ),
    st.none() | URLS | TEXTS.map(lambda text: text.replace('"', "").replace(">", "")),
)


Attributes = list[tuple[str, str | None]]


def _written(attributes: Attributes, space: str) -> str:
    return "".join(
        f"{space}{key}"
        if value is None
        else f"{space}{key}='{value}'"
        if "'" not in value and len(value) % 3 == 0
        else f'{space}{key}="{value}"'
        for key, value in dict(attributes).items()
    )


def _tag(name: str, attributes: Attributes, space: str, content: str) -> str:
    end = "" if name == "br" else f"{content}</{name}>"
    return f"<{name}{_written(attributes, space)}>{end}"


def _void(name: str, attributes: Attributes, space: str, end: str) -> str:
    return f"<{name}{_written(attributes, space)}{end}>"


def _in_tags(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.builds(
        _tag, NAMES, st.lists(ATTRIBUTES, max_size=3), st.sampled_from([" ", "\n\t"]), content
    )
    voids = st.builds(
        _void,
        VOIDS,
        st.lists(ATTRIBUTES, max_size=3),
        st.sampled_from([" ", "\n"]),
        st.sampled_from(["", "/", " /"]),
    )
    return st.lists(tags | content | voids | THINGS, max_size=4).map("".join)


FRAGMENTS = st.recursive(TEXTS, _in_tags, max_leaves=8)
SLIPS = [
    "<", ">", "&", '"', "'", "/", " ", "=", ";", "#", "\r", "\x0c", "\x00", "@", "x", "A", "<b>",
    "</b>", "<i>", "</i>", "<a>", '<a href="/x">', "</a>", "<br>", "<br/>", "</br>", "<p>", "</p>",
    "<span>", "</span>", "<B>", "<!-- -->", "<script>", "<q/>", "<td>", "<q ", "&amp;", "&amp",
    "&lt", "&notit;", "&#0;", "&foo;", ' id="1"', " hidden", ' href=""', "<!--", "-->", "--", "-",
    "!", '<img src="S">', "<img>", '<img alt="A"/>', "<svg>", "</svg>", "<title>", "</title>",
    "<noscript>", "</noscript>", "</script>", "<style>", "</style>", "<path d='M'/>", "</img>",
    "<video>", "</video>", " a='1'", "<o:p>", ":", "_", "<hr>", "<iframe>", "</iframe>", "&#",
]  # fmt: skip
Slip = tuple[float, int, str]


def slipped(fragment: str, slips: Iterable[Slip]) -> str:
    """The fragment with some letters gone at some places, and something else in their place."""
    for place, gone, instead in slips:
        at = int(place * (len(fragment) + 1))
        fragment = fragment[:at] + instead + fragment[at + gone :]
    return fragment


@given(FRAGMENTS)
@quickly
def test_orderly_fragments_say_what_bleach_says(fragment: str) -> None:
    assert_same([fragment])


@given(
    FRAGMENTS,
    st.lists(
        st.tuples(
            st.floats(0, 1, exclude_max=True),
            st.integers(0, 3),
            st.sampled_from(SLIPS) | st.just(""),
        ),
        min_size=1,
        max_size=3,
    ),
)
@quickly
def test_nearly_orderly_fragments_say_what_bleach_says(fragment: str, slips: list[Slip]) -> None:
    assert_same([slipped(fragment, slips)])


@pytest.mark.parametrize(
    "unit",
    [
        "<b>x</b>", "<span>", "<p><b>", "<b ", '<b a="', "<b a", "&amp;", "&a", "& ", "<", "</b>",
        "<br>", "<a b c d e f g h>x</a>", "<b class='", "<!-- ", "<!---->", '<img src="a">',
        "<script>", "<svg><title>", "<p>", "<p ", "<p:", "<a:a", "<noscript></", "<svg><g>", "</p>",
    ],
)  # fmt: skip
def test_no_fragment_is_looked_at_for_long(unit: str) -> None:
    with at_most(0.5):
        fast_read((unit * MAX_LENGTH)[:MAX_LENGTH])


# Real strings


def strings_of(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.txt")):
        yield from literal_eval(file.read_text(encoding="utf-8"))
    for file in sorted(folder.glob("*.jsonl")):
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            for item in row.get("document") or [row.get("html") or row["payload"]]:
                yield item if isinstance(item, str) else item["html"]


def mutated(string: str, random: Random) -> str:
    return slipped(
        string,
        (
            (random.random(), random.choice([0, 0, 1, 5]), random.choice(SLIPS))
            for _ in range(random.randint(1, 3))
        ),
    )


def test_the_benchs_documents_are_orderly(tmp_path: Path) -> None:
    make_folder(tmp_path / "bench", 3)
    strings = list(strings_of(tmp_path / "bench"))
    assert assert_same(strings) == len(strings)


def test_seeds_say_what_bleach_says(seeds: Path) -> None:
    assert assert_same(strings_of(seeds))


@pytest.mark.parametrize("option", ["documents", "markup_corpus"])
def test_every_real_string_says_what_bleach_says(
    option: str, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(option)
    assert assert_same(set(strings_of(folder)))


def test_every_string_of_a_real_page_says_what_bleach_says(corpus: Path) -> None:
    assert assert_same(set(strings_of(corpus)))


def test_real_strings_with_slips_say_what_bleach_says(corpus: Path) -> None:
    random = Random(7)
    marked = sorted({string for string in strings_of(corpus) if "<" in string or "&" in string})
    short = [string for string in marked if len(string) < 1_000]
    strings = random.sample(short, min(2_000, len(short)))
    assert assert_same(mutated(string, random) for string in strings)
