"""Who a page names to its readers as author, where it tells machines nobody."""

from __future__ import annotations

import pytest
from trafilatura import load_html

from articles.documents.reading.pages.page_metadata import page_metadata
from articles.documents.reading.pages.shown_metadata import with_shown

TEXT = "<p>" + "The council of Oldmere opened its new ferry pier on Tuesday. " * 3 + "</p>"
ASHBY = ("Nell Ashby",)
BOTH = ("Nell Ashby", "Tom Rook")


def authors(head: str, *, meta: str = "", above: str = "", below: str = "") -> tuple[str, ...]:
    html = (
        f'<html lang="en"><head><title>Pier opened</title>{meta}</head><body class="has-sidebar">'
        f"<header><h1>The Oldmere Post</h1></header>{above}<main><h2>Pier opened</h2>{head}{TEXT}"
        f"{below}</main></body></html>"
    )
    return with_shown(page_metadata(html), load_html(html)).authors


@pytest.mark.parametrize(
    "head",
    [
        '<span itemprop="author" itemscope><b itemprop="name">Nell Ashby</b></span>',
        '<meta itemprop="author" content="Nell Ashby">',
        '<div itemprop="author">Nell Ashby<br>Staff Writer</div>',
        '<a rel="author" href="/n">Nell Ashby</a>',
        '<span class="author vcard"><a class="fn" href="/n">Nell Ashby</a></span>',
        '<a class="p-author h-card" href="/n">Nell Ashby</a>',
        '<p class="byline">By Nell Ashby</p>',
        '<p class="post-byline">Von <b>Nell Ashby</b>, dpa</p>',
        '<div class="ArticleAuthor">Nell Ashby</div>',
        '<div data-testid="prism-byline"><span>By</span> <a>Nell Ashby</a></div>',
        '<div class="author-name">Nell Ashby</div><div class="author-title">Coast Editor</div>',
        '<div class="submitted">Gespeichert von Nell Ashby am 7. Juli 2019</div>',
        "<address>By <a href='/n'>Nell Ashby</a></address>",
        "<byline>Von Nell Ashby, dpa</byline>",
        '<p>By <a href="/authors/nell-ashby">Nell Ashby</a> · 4 min read</p>',
        '<a href="/team/nell-ashby/">Nell Ashby</a>',
        "<p>By Nell Ashby</p>",
        "<em>Par Nell Ashby</em>",
        "<strong>Autor:</strong> <a href='/x'>Nell Ashby</a>",
        "<span>| By </span><span>Nell Ashby</span>",
        "<p>11.12.2019 - Nell Ashby</p>",
        "<p class='date-author'>Nell Ashby, 01.12.2021</p>",
        "<aside><a rel='author' href='/n'>Nell Ashby</a></aside>",
    ],
)
def test_an_author_is_found_however_it_is_marked(head: str) -> None:
    assert authors(head) == ASHBY


@pytest.mark.parametrize(
    "head",
    [
        '<a rel="author">Nell Ashby</a>, <a rel="author">Tom Rook</a>',
        '<p class="byline">By <a href="/n">Nell Ashby</a> and <a href="/t">Tom Rook</a></p>',
        '<ul><li itemprop="author">Nell Ashby</li><li itemprop="author">Tom Rook</li></ul>',
    ],
)
def test_those_who_stand_together_wrote_it_together(head: str) -> None:
    assert authors(head) == BOTH


@pytest.mark.parametrize(
    "head",
    [
        '<p class="byline">Read more about the harbour</p>',
        '<p class="author">Is Nell Ashby right? Read on.</p>',
        '<p class="byline">The Oldmere Post</p>',
        '<p class="author">admin</p>',
        '<p class="byline">Press Release</p>',
        '<div class="author-bio">Nell Ashby</div>',
        '<div class="byline">Harbour</div>',
        "<p>By the harbour</p>",
        "<p>Nell Ashby</p>",
        '<div class="comments"><span class="author">Tom Rook</span></div>',
        '<div class="related"><p class="byline">By Tom Rook</p></div>',
        '<nav><a rel="author">Tom Rook</a></nav>',
        "<p>Deutsche Sprache <a>Kultur</a> 11.12.2019</p>",
        "<p>Reviewed by Tom Rook</p>",
        "",
    ],
)
def test_what_names_no_author_is_none(head: str) -> None:
    meta = '<meta property="og:site_name" content="The Oldmere Post">'
    assert authors(head, meta=meta) == ()


def test_the_surer_mark_is_taken() -> None:
    assert authors("<p>By Tom Rook</p><a rel='author'>Nell Ashby</a>") == ASHBY


def test_one_after_the_text_is_taken_where_none_is_before() -> None:
    box = '<div class="author-name">Nell Ashby</div>'
    assert authors("", below=box) == ASHBY
    assert authors("<p>By Tom Rook</p>", below=box) == ("Tom Rook",)


def test_many_after_the_text_wrote_comments_or_books() -> None:
    cited = "".join(f'<p><cite itemprop="author">Ana P{each}</cite></p>' for each in "aeiouyäö")
    assert authors("", below=cited) == ()


def test_a_first_name_is_taken_where_its_page_is_called_so() -> None:
    assert authors('<p>by <a href="/author/amanda/">Amanda</a></p>') == ("Amanda",)
    assert authors('<p>by <a href="/author/7/">Amanda</a></p>') == ()
    assert authors('<p class="byline">by Amanda</p>') == ("Amanda",)


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ("Nell M. Ashby", ("Nell M. Ashby",)),
        ("nashby", ASHBY),
        ("Nell", ASHBY),
        ("Oldmere Media", ASHBY),
        ("admin", ASHBY),
    ],
)
def test_a_name_in_full_is_better_than_an_account(told: str, taken: tuple[str, ...]) -> None:
    meta = f'<meta name="author" content="{told}">'
    assert authors('<p class="byline">By Nell Ashby</p>', meta=meta) == taken


def test_whom_readers_see_after_by_is_the_author_whoever_put_the_text_there() -> None:
    meta = '<meta name="author" content="Tom Rook">'
    assert authors("<p>By Nell Ashby</p>", meta=meta) == ASHBY


@pytest.mark.parametrize(
    "shown",
    [
        "<p>By Nell Ashby</p><p>Tom Rook</p>",  # both are shown
        "<p>Text Size Small</p>",
        "<p>By the Oldmere Harbour Company</p>",
        "<p>Photos by Nell Ashby</p>",
    ],
)
def test_an_author_told_to_machines_stays_where_no_other_is_named_instead(shown: str) -> None:
    meta = '<meta name="author" content="Tom Rook">'
    assert authors(shown, meta=meta) == ("Tom Rook",)


def test_an_account_does_not_give_way_to_somebody_called_otherwise() -> None:
    meta = '<meta name="author" content="tiberius">'
    assert authors('<a class="username">Nell Ashby</a>', meta=meta) == ("tiberius",)


@pytest.mark.parametrize("words", ["Full Bio", "Author:", "Author Bio"])
def test_what_stands_beside_an_author_is_no_name(words: str) -> None:
    assert authors(f'<div class="author-name">{words}</div>') == ()


def test_who_checked_the_text_has_not_written_it() -> None:
    assert authors('<p>Fact checked by <span class="author-name">Nell Ashby</span></p>') == ()


def test_several_authors_after_the_text_are_those_of_other_texts() -> None:
    cards = "".join(f'<h3 class="author">by {name}</h3>' for name in ("Ana Po", "Bo Li", "Cy Ro"))
    assert authors("", below=cards) == ()


def test_an_account_is_better_than_nothing() -> None:
    assert authors("", meta='<meta name="author" content="nashby">') == ("nashby",)
