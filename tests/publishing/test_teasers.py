"""What lists show of an edition."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation
from django.utils.html import format_html

from articles.models import Edition
from articles.publishing.teasers import (
    CARD,
    HEAD,
    ITEM,
    LATER_CARD,
    LEAD,
    LINE,
    ROW,
    Dated,
    Said,
    TeaserForm,
    teaser,
    teaser_with,
)

PICTURE = {
    "avif": "/p/480.avif 480w", "jpeg": "/p/480.jpg 480w", "src": "/p/480.jpg",
    "width": 480, "height": 320, "focus": "focus-x2 focus-y5",
}  # fmt: skip


def make_shown(**values: Any) -> Edition:
    defaults = {
        "slug": "the-lighthouse",
        "headline": "Lit & bright",
        "language": "en",
        "standfirst": "After <forty> years.",
        "first_published_at": datetime(2026, 11, 27, 14, 32, tzinfo=UTC),
    }
    return Edition(**(defaults | values))


def test_it_leads_to_the_article_by_its_headline() -> None:
    html = teaser(make_shown(), CARD)
    assert '<h3><a href="/articles/the-lighthouse/">Lit &amp; bright</a></h3>' in html
    assert "<p>After &lt;forty&gt; years.</p>" in html
    assert "<h2><a" in teaser(make_shown(), CARD, level=2)


@pytest.mark.parametrize("form", [LEAD, CARD, LATER_CARD, HEAD])
def test_what_it_is_about_stands_above_the_headline(form: TeaserForm) -> None:
    html = teaser(make_shown(kicker="Coast"), form)
    assert html.index('<p class="kicker">Coast</p>') < html.index("<h3>")


@pytest.mark.parametrize("form", [ITEM, ROW, LINE])
def test_in_a_list_it_stands_in_the_small_print(form: TeaserForm) -> None:
    html = teaser(make_shown(kicker="Coast"), form)
    assert "kicker" not in html
    assert '<p class="meta"><span>Coast</span></p>' in html


def test_without_a_kicker_it_is_the_first_topic_if_that_is_short() -> None:
    assert ">Energy<" in teaser(make_shown(topics=["Energy", "Coast"]), LEAD)
    assert "kicker" not in teaser(make_shown(topics=["A topic " * 5]), LEAD)


def test_it_does_not_repeat_the_name_of_its_list() -> None:
    assert "Coast" not in teaser(make_shown(kicker="Coast"), CARD, within="coast")


def test_a_line_has_no_standfirst_and_an_item_no_picture() -> None:
    assert "forty" not in teaser(make_shown(), LINE)
    assert "<picture>" not in teaser(make_shown(picture=PICTURE), ITEM)


@pytest.mark.parametrize(
    ("form", "sizes"),
    [
        (LEAD, "(min-width: 78rem) 46rem, (min-width: 48rem) 60vw, 100vw"),
        (CARD, "(min-width: 48rem) 24rem, (min-width: 38rem) 50vw, 100vw"),
        (LATER_CARD, "(min-width: 48rem) 24rem, (min-width: 38rem) 50vw, 5.5rem"),
        (HEAD, "(min-width: 78rem) 31rem, (min-width: 38rem) 50vw, 100vw"),
        (ROW, "(min-width: 38rem) 9rem, 5.5rem"),
    ],
)
def test_its_picture_says_how_large_it_is_shown(form: TeaserForm, sizes: str) -> None:
    html = teaser(make_shown(picture=PICTURE), form)
    assert re.findall(r' sizes="(.*?)"', html) == [sizes, sizes]
    assert 'alt="" width="480" height="320" class="focus-x2 focus-y5"' in html
    assert ('fetchpriority="high"' in html) == (form is LEAD)
    assert ('loading="lazy"' in html) == (form is not LEAD)


@pytest.mark.parametrize(
    ("dated", "shown"),
    [
        (Dated.TIME, '<time dir="ltr" datetime="2026-11-27T14:32+00:00">14:32</time>'),
        (Dated.DAY, '<time dir="ltr" datetime="2026-11-27">27 November</time>'),
        (Dated.DATE, '<time dir="ltr" datetime="2026-11-27">27 November 2026</time>'),
    ],
)
def test_it_tells_as_much_of_its_date_as_the_list_wants(dated: Dated, shown: str) -> None:
    assert shown in teaser(make_shown(), ROW, dated=dated)
    assert "<time" not in teaser(make_shown(), ROW)


def test_it_says_how_long_it_takes_to_read_where_that_is_known() -> None:
    html = teaser(make_shown(minutes=9, kicker="Coast", bylines=["Oda"]), ROW, dated=Dated.TIME)
    assert "14:32</time></span><span>Coast</span><span><bdi>Oda</bdi></span><span>9 min<" in html
    assert "min<" not in teaser(make_shown(), ROW)


def test_it_says_who_wrote_it() -> None:
    html = teaser(make_shown(bylines=["Oda Ferring", "Pia Løwen"]), CARD)
    assert '<p class="meta"><span><bdi>Oda Ferring, Pia Løwen</bdi></span></p>' in html


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        ("en", ""),
        ("en-US", ""),
        ("ar", ' lang="ar" dir="rtl"'),
        ("de", ' lang="de" dir="ltr"'),
        ("", ' lang="" dir="auto"'),
    ],
)
def test_it_names_its_language_where_that_is_not_the_page_s(language: str, attributes: str) -> None:
    html = teaser(make_shown(language=language), CARD)
    assert html.startswith(f'<article class="teaser"{attributes}>')


def test_its_small_print_is_in_the_language_of_the_page() -> None:
    html = teaser(make_shown(language="ar"), ROW, dated=Dated.DAY)
    assert '<p class="meta" lang="en-gb"><span dir="auto"><time' in html


@pytest.mark.parametrize(
    "changes",
    [
        {"slug": "other"},
        {"headline": "Other"},
        {"standfirst": "Other."},
        {"language": "fr"},
        {"kicker": "Other"},
        {"bylines": ["Other"]},
        {"topics": ["Other"]},
        {"picture": PICTURE},
        {"minutes": 4},
        {"first_published_at": datetime(2025, 1, 1, tzinfo=UTC)},
    ],
)
def test_what_is_remembered_is_never_another_s(changes: dict[str, Any]) -> None:
    before = teaser(make_shown(), ROW, dated=Dated.DATE)
    assert teaser(make_shown(**changes), ROW, dated=Dated.DATE) != before
    assert teaser(make_shown(), ROW, dated=Dated.DATE) is before


def test_it_is_remembered_for_each_language_of_pages() -> None:
    teaser(make_shown(), ROW, dated=Dated.DATE)
    with translation.override("de"):
        assert "27. November 2026" in teaser(make_shown(), ROW, dated=Dated.DATE)


def test_what_was_looked_for_is_marked_and_not_remembered() -> None:
    said = Said(format_html("<mark>{}</mark>", "Lit"), format_html("<b>{}</b>", "<"))
    html = teaser_with(make_shown(), ROW, said)
    assert "<mark>Lit</mark></a></h2>\n<p><b>&lt;</b></p>" in html
    assert "<mark>" not in teaser(make_shown(), ROW, level=2, dated=Dated.DATE)
