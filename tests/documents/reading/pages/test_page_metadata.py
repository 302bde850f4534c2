"""What a page says of its article for machines."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents.metadata.language import normal_tag
from articles.documents.reading.pages.page_metadata import base_of, page_metadata, url_of_page
from articles.documents.source import SourceMetadata
from tests.documents.reading.mutations import broken_json
from tests.documents.reading.received import sample

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "T",
    "datePublished": "2024-05-31T09:30:00+02:00",
    "dateModified": "2024-05-31 10:00:00+02:00",
    "author": {"@type": "Person", "name": "Ada"},
    "publisher": {"name": "P"},
    "inLanguage": "en-GB",
    "articleSection": ["Town"],
    "keywords": "a, b",
    "mainEntityOfPage": {"@id": "https://x.example/1"},
    "image": ["https://x.example/1.jpg"],
}
SAID = SourceMetadata(
    title="T",
    url="https://x.example/1",
    published=datetime(2024, 5, 31, 7, 30, tzinfo=UTC),
    updated=datetime(2024, 5, 31, 8, tzinfo=UTC),
    authors=("Ada",),
    language="en-GB",
    publisher="P",
    topics=("Town", "a", "b"),
    picture="https://x.example/1.jpg",
)


def script(*values: Any) -> str:
    return "".join(
        f'<script type="application/ld+json">{v if isinstance(v, str) else json.dumps(v)}</script>'
        for v in values
    )


def said(**changes: Any) -> SourceMetadata:
    return page_metadata(script({**ARTICLE, **changes}))


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [{"@type": "WebPage", "headline": "no"}, ARTICLE],
        {"@graph": [{"@type": "BreadcrumbList"}, ARTICLE]},
        [[{"@graph": ARTICLE}]],
        {**ARTICLE, "@type": ["Thing", "ReportageNewsArticle"]},
        {**ARTICLE, "@type": "BlogPosting"},
        f"<!-- {json.dumps(ARTICLE)} -->",
        f"//<![CDATA[\n{json.dumps(ARTICLE)}\n//]]>",
        f"{json.dumps(ARTICLE)};",
        json.dumps(ARTICLE)[:-1] + ", }",
        json.dumps({**ARTICLE, "description": "a|b"}).replace("|", "\n"),
    ],
)
def test_an_article_is_found_wherever_it_stands(value: Any) -> None:
    assert page_metadata(script("{broken", value)) == SAID


def test_what_is_referred_to_is_looked_up() -> None:
    people = [{"@id": "#a", "@type": "Person", "name": "Ada"}, {"@id": "#p", "name": "P"}]
    picture = {"@id": "#i", "@type": "ImageObject", "contentUrl": "https://x.example/1.jpg"}
    article = {**ARTICLE, "author": [{"@id": "#a"}], "publisher": {"@id": "#p"}}
    article["image"] = {"@id": "#i"}
    assert page_metadata(script({"@graph": [article, *people, picture]})) == SAID


def test_of_several_articles_the_pages_own_is_taken() -> None:
    other = {**ARTICLE, "headline": "other", "mainEntityOfPage": "https://x.example/2"}
    head = '<link rel="canonical" href="https://x.example/1">'
    assert page_metadata(head + script(other, ARTICLE)).title == "T"
    assert page_metadata(script(other, ARTICLE)).title == "other"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ada", ("Ada",)),
        (["Ada", {"name": "Bo"}], ("Ada", "Bo")),
        ({"name": ["Ada", "Bo"]}, ("Ada", "Bo")),
        ("https://x.example/ada", ()),
        ({"name": "Ada &amp; Bo"}, ("Ada & Bo",)),
        (17, ()),
    ],
)
def test_authors_are_names(author: Any, names: tuple[str, ...]) -> None:
    assert said(author=author).authors == names


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"givenName": "Nell", "familyName": "Ashby"}, ("Nell Ashby",)),
        ({"name": {"@value": "Nell Ashby"}}, ("Nell Ashby",)),
        ({"@type": "Person", "url": "https://x.example/nell"}, ()),
        ([{"name": "admin"}, {"name": "Nell Ashby"}], ("Nell Ashby",)),
        ({"@type": "Organization", "name": "P"}, ()),
        ({"name": "{{ author }}"}, ()),
        ({"name": "nell@x.example"}, ()),
    ],
)
def test_an_author_is_no_account_nor_the_publisher(author: Any, names: tuple[str, ...]) -> None:
    assert said(author=author).authors == names


def test_where_one_source_names_nobody_the_next_is_asked() -> None:
    page = (
        script({**ARTICLE, "author": {"name": "P"}}) + '<meta name="author" content="Nell Ashby">'
    )
    assert page_metadata(page).authors == ("Nell Ashby",)
    assert said(author=None, creator=["Nell Ashby"]).authors == ("Nell Ashby",)


@pytest.mark.parametrize(
    "tags",
    [
        '<meta name="parsely-author" content="Nell Ashby">',
        '<meta name="citation_author" content="Nell Ashby">',
        '<meta name="twitter:label1" content="Written by">'
        '<meta name="twitter:data1" content="Nell Ashby">',
        '<meta name="twitter:label2" content="Verfasst von">'
        '<meta name="twitter:data2" content="Nell Ashby">',
    ],
)
def test_authors_have_many_meta_tags(tags: str) -> None:
    assert page_metadata(tags).authors == ("Nell Ashby",)


def test_a_card_tells_more_than_authors() -> None:
    tags = '<meta name="twitter:label1" content="Reading time">'
    assert page_metadata(tags + '<meta name="twitter:data1" content="3 minutes">').authors == ()


def test_in_the_text_an_author_may_be_that_of_a_comment() -> None:
    assert page_metadata('<body><meta itemprop="author" content="Nell Ashby">').authors == ()


@pytest.mark.parametrize("kind", ["WebPage", "Recipe", "DiscussionForumPosting", "HowTo"])
def test_where_no_article_is_the_page_tells_author_and_date(kind: str) -> None:
    page = {"@type": kind, "author": {"@id": "#a"}, "datePublished": "2024-05-31"}
    told = page_metadata(script({"@graph": [page, {"@id": "#a", "name": "Nell Ashby"}]}))
    assert told.authors == ("Nell Ashby",)
    assert told.published == datetime(2024, 5, 31, tzinfo=UTC)
    assert told.title == ""


@pytest.mark.parametrize("key", ["comment", "review", "hasPart", "itemListElement", "citation"])
def test_an_article_in_another_is_not_the_pages(key: str) -> None:
    inner = {"@type": "NewsArticle", "headline": "inner", "author": {"name": "Tom Rook"}}
    page = {"@type": "WebPage", key: [inner], "mainEntity": {**ARTICLE, "headline": "own"}}
    assert page_metadata(script(page)).title == "own"


def test_the_date_of_a_change_is_none_of_publication() -> None:
    told = said(datePublished=None)
    assert told.published is None
    assert told.updated == SAID.updated


@pytest.mark.parametrize(
    "tag",
    [
        '<meta name="published" content="May 31, 2024">',
        '<meta property="article:published" content="2024-05-31">',
        '<meta name="citation_date" content="2024/05/31">',
        '<meta property="og:release_date" content="2024-05-31 00:00">',
        '<meta name="pubdate" content="31. Mai 2024">',
        '<meta property="article:published_time" content="Fri, 05/31/2024 - 11:38">',
    ],
)
def test_dates_have_many_meta_tags_and_spellings(tag: str) -> None:
    assert page_metadata(tag).published == datetime(2024, 5, 31, tzinfo=UTC)


def test_of_a_script_that_is_no_json_author_and_date_are_read() -> None:
    broken = """{"@type": "NewsArticle", "headline": "T", "image": "<img src="1.jpg">",
        "datePublished": "2024-05-31", "author": {"@type": "Person", "name": "Nell Ashby"}}"""
    told = page_metadata(script(broken))
    assert told.authors == ("Nell Ashby",)
    assert told.published == datetime(2024, 5, 31, tzinfo=UTC)


def test_without_json_ld_the_meta_tags_are_taken() -> None:
    html = """<html lang="de_DE"><head>
    <title>T | P</title><meta property="og:url" content='https://x.example/1'>
    <meta property=og:site_name content=P><META NAME="author" CONTENT="Ada">
    <meta property="article:published_time" content="2024-05-31T09:30:00+02:00">
    <meta itemprop="dateModified" content="2024-05-31T08:00Z">
    <meta property="article:tag" content="a"><meta property="article:tag" content="b">
    <meta property="og:image" content="https://x.example/1.jpg?a=1&amp;b=2">"""
    assert page_metadata(html) == SourceMetadata(
        title="T",
        url="https://x.example/1",
        published=SAID.published,
        updated=SAID.updated,
        authors=("Ada",),
        language="de-DE",
        publisher="P",
        topics=("a", "b"),
        picture="https://x.example/1.jpg?a=1&b=2",
    )


def test_a_date_that_is_none_gives_way_to_the_next() -> None:
    html = script({**ARTICLE, "datePublished": "yesterday"})
    html += '<time itemprop="datePublished" datetime="2024-05-30">yesterday</time>'
    assert page_metadata(html).published == datetime(2024, 5, 30, tzinfo=UTC)


def test_what_is_commented_out_or_in_a_script_is_not_read() -> None:
    html = """<!-- <meta property="og:title" content="a"> --><title>b</title>
    <script>'<meta property="og:title" content="c">'</script>"""
    assert page_metadata(html).title == "b"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("T | P", "T"),
        ("A - B - p", "A - B"),
        ("T | Q", "T | Q"),
        ("T", "T"),
        ("T-P", "T-P"),
        (" " * 9**6 + "T", "T"),
    ],
)
def test_the_publisher_is_no_part_of_the_title(title: str, expected: str) -> None:
    html = f"<title>{title}</title><meta property='og:site_name' content='P'>"
    assert page_metadata(html).title == expected


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<link rel="canonical" href="https://x.example/1">', "https://x.example/1"),
        ("<link href=https://x.example/1 rel='shortlink Canonical'>", "https://x.example/1"),
        (
            '<link rel="canonical" href="https://x.example/">'
            '<meta property="og:url" content="https://x.example/1">',
            "https://x.example/1",
        ),
        (script({**ARTICLE, "url": "https://x.example/2"}), "https://x.example/2"),
        ('<link rel="canonical" href="/1">', ""),
        ('<link rel="canonical" href="https://[x">', ""),
        ('<body><link rel="canonical" href="https://x.example/1">', ""),
        ("", ""),
    ],
)
def test_the_address_is_the_pages_own(html: str, address: str) -> None:
    assert url_of_page(f"<html><head>{html}") == address


def test_a_main_heading_that_begins_the_title_is_the_headline() -> None:
    title = "<title>T &amp; U: the rest of it</title><h1>T <i>&amp;</i> U</h1><h1>V</h1>"
    assert page_metadata(title).title == "T & U"
    assert page_metadata(title.replace("<h1>T", "<h1>S")).title == "T & U: the rest of it"


def test_a_main_heading_that_says_more_than_the_title_is_the_headline() -> None:
    assert page_metadata("<title>Pier</title><h1>Pier opened</h1>").title == "Pier opened"
    assert page_metadata("<title>Pier</title><h1>Piers opened</h1>").title == "Pier"


def test_links_are_relative_to_the_base() -> None:
    head = '<link rel="canonical" href="https://x.example/a/1">'
    assert base_of(head) == "https://x.example/a/1"
    assert base_of(head + "<base href='/b/'>") == "https://x.example/b/"


@settings(deadline=None, max_examples=150)
@given(broken_json(json.dumps({"@graph": [ARTICLE]}).encode()))
def test_odd_json_ld_is_left_out(value: str) -> None:
    page_metadata(script(value))


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                *("<meta", " property=", " content=", '"og:url"', "'", ">", "=", "{", "\0"),
                *("<link rel=canonical href=", "<title>", "</title>", "https://x/1", "//["),
                "<script type=ld+json>",
            ]
        )
    ).map("".join)
)
def test_no_source_raises(html: str) -> None:
    page_metadata(html)
    base_of(html)


def test_the_sample_is_read() -> None:
    assert page_metadata(sample("page.html").decode()) == SourceMetadata(
        title="Ferry to Holm sails again & again",
        url="https://coastpost.example/2024/03/ferry-sails-again",
        published=datetime(2024, 3, 2, 6, 15, tzinfo=UTC),
        updated=datetime(2024, 3, 3, 8, tzinfo=UTC),
        authors=("Ida Strand", "Per Vik"),
        language="en-GB",
        publisher="The Coast Post",
        topics=("Traffic", "ferries", "Holm"),
        picture="https://coastpost.example/ferry.jpg",
    )


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="//x.example/1">',
        '<base href="https://x.example/a/"><link rel="canonical" href="/1">',
        '<base href="/"><meta property="og:url" content="//x.example/1">',
        '<link rel="canonical" href="/1"><meta property="og:url" content="https://x.example/1">',
    ],
)
def test_an_address_may_be_written_from_where_it_stands(head: str) -> None:
    assert page_metadata(head).url == "https://x.example/1"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("//cdn.example/1.jpg", "https://cdn.example/1.jpg"),
        ("/1.jpg", "https://x.example/1.jpg"),
        ("1.jpg", "https://x.example/news/1.jpg"),
    ],
)
def test_so_may_the_address_of_a_picture(written: str, address: str) -> None:
    page = '<link rel="canonical" href="https://x.example/news/1">'
    assert page_metadata(f'{page}<meta property="og:image" content="{written}">').picture == address
    assert page_metadata(page + script({**ARTICLE, "image": written})).picture == address


def test_rights_are_what_the_page_says_of_them() -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    told = {"license": licence, "copyrightHolder": {"name": "Oldmere Post"}}
    page = '<meta name="copyright" content="© 2024 Oldmere">'
    assert page_metadata(page).rights == "© 2024 Oldmere"
    said_of_it = page_metadata(page + script({**ARTICLE, **told})).rights
    assert said_of_it == f"Oldmere Post. {licence}"


def test_a_picture_that_is_but_named_is_not_found_by_its_name() -> None:
    named = script({**ARTICLE, "image": {"@id": "https://x.example/1#primaryimage"}})
    page = f'{named}<meta property="og:image" content="https://x.example/2.jpg">'
    assert page_metadata(page).picture == "https://x.example/2.jpg"


@pytest.mark.parametrize(
    "page",
    [
        '<html lang="en-GB">' + script({**ARTICLE, "inLanguage": {"name": "English"}}),
        '<html lang="{{ lang }}"><meta property="og:locale" content="en_GB">',
        '<html lang=""><meta http-equiv="content-language" content="english">'
        '<meta property="og:locale" content="en_GB">',
    ],
)
def test_of_several_languages_the_first_that_is_one_is_taken(page: str) -> None:
    assert normal_tag(page_metadata(page).language) == "en-GB"


def test_a_publisher_that_is_an_organisation_is_not_the_author_of_its_pages() -> None:
    publisher = {"@type": "Organization", "name": "Oldmere Harbour Tales"}
    person = {"@type": "Person", "name": "Oldmere Harbour Tales"}
    assert said(author=publisher, publisher=publisher).authors == ()
    assert said(author=person, publisher=publisher).authors == ("Oldmere Harbour Tales",)
    guest = {"@type": "Organization", "name": "Friends of the Ferry"}
    assert said(author=[publisher, guest], publisher=publisher).authors == ("Friends of the Ferry",)


def test_whose_site_it_is_has_written_nothing() -> None:
    assert page_metadata('<meta name="author" content="Hafenverein Holm e.V.">').authors == ()
