"""When a page says to its readers that it was published, where it does not tell machines."""

from __future__ import annotations

import pytest
from trafilatura import load_html

from articles.documents.reading.pages.page_metadata import page_metadata
from articles.documents.reading.pages.shown_metadata import with_shown

TEXT = "<p>" + "The council of Oldmere opened its new ferry pier on Tuesday. " * 3 + "</p>"


def day(head: str, *, above: str = "", below: str = "", url: str = "", language: str = "") -> str:
    html = (
        f'<html lang="{language}"><head><title>Pier opened</title><link rel="canonical" '
        f'href="{url}"></head><body>{above}<main><h1>Pier opened</h1>{head}{TEXT}{below}</main>'
        "</body></html>"
    )
    published = with_shown(page_metadata(html), load_html(html)).published
    return published.isoformat() if published else ""


@pytest.mark.parametrize(
    "head",
    [
        '<time datetime="2024-03-05">Tuesday</time>',
        '<time datetime="2024-03-05 00:00">Tuesday</time>',
        "<time>5 March 2024</time>",
        '<time datetime="yesterday">5 March 2024</time>',
        '<abbr class="published" title="2024-03-05T00:00:00Z">Tuesday</abbr>',
        '<span class="dt-published">5. März 2024</span>',
        '<div itemprop="datePublished">05.03.2024</div>',
        '<span property="schema:datePublished" content="2024-03-05"></span>',
        '<p class="date">5 mars 2024</p>',
        '<div class="entry-meta">Posted on March 5, 2024 by Nell Ashby</div>',
        '<div id="post-date">2024年3月5日</div>',
        "<p>05.03.2024</p>",
        "<em>Published on 5 March 2024 at 10:20</em>",
        "<p>Published 5 March 2024, updated 7 March 2024</p>",
        "<p>Updated <time datetime='2024-03-07'>7 March</time></p><p>5 March 2024</p>",
        '<time class="entry-date published updated" datetime="2024-03-05"></time>',
        '<time class="updated" datetime="2024-03-07"></time><time datetime="2024-03-05"></time>',
    ],
)
def test_a_date_is_found_however_it_is_marked(head: str) -> None:
    assert day(head) == "2024-03-05T00:00:00+00:00"


@pytest.mark.parametrize(
    "head",
    [
        "<p>Updated on 5 March 2024</p>",
        "<p>Zuletzt aktualisiert: 05.03.2024</p>",
        "<span>Last updated</span> <time datetime='2024-03-05'>5 March</time>",
        '<time itemprop="dateModified" datetime="2024-03-05">5 March</time>',
        "<p>The pier was begun on 5 March 2024, and cost 4.2 million crowns, a third more.</p>",
        '<div class="comments"><time datetime="2024-03-05">5 March</time></div>',
        '<div class="teaser"><time datetime="2024-03-05">5 March</time></div>',
        '<p class="date">05/03/2024</p>',
        '<time datetime="0001-01-01T00:00:00Z"></time>',
    ],
)
def test_the_date_of_a_change_or_of_something_else_is_none(head: str) -> None:
    assert day(head) == ""


def test_a_time_keeps_its_zone() -> None:
    assert day('<time datetime="2024-03-05T01:00:00+02:00">') == "2024-03-04T23:00:00+00:00"


def test_todays_date_stands_above_the_heading() -> None:
    today = '<p class="date">7 March 2024</p>'
    assert day('<p class="date">5 March 2024</p>', above=today)[:10] == "2024-03-05"
    assert day("", above=today + "<i></i>" * 20) == ""


def test_what_comes_after_the_text_is_not_its_date() -> None:
    assert day("", below="<time datetime='2024-03-05'>5 March</time>") == ""
    assert day("", below="<time pubdate datetime='2024-03-05'>5 March</time>")[:10] == "2024-03-05"


def test_the_day_goes_first_where_the_language_says_so() -> None:
    assert day('<p class="date">05/03/2024</p>', language="fr")[:10] == "2024-03-05"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://x.example/2024/03/05/pier", "2024-03-05"),
        ("https://x.example/news/2024-03-05-pier", "2024-03-05"),
        ("https://x.example/20240305/pier.html", "2024-03-05"),
        ("https://x.example/2024/03/pier", ""),
        ("https://x.example/pier-120240305", ""),
        ("https://x.example/pier-20240399", ""),
    ],
)
def test_the_address_is_the_last_to_tell(url: str, found: str) -> None:
    assert day("", url=url)[:10] == found
    assert day("<time>7 March 2024</time>", url=url)[:10] == "2024-03-07"
