"""The body of an edition, as it is rendered once, when an article is published."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.publishing.body import edition_body

# The body as a template, which says better what it is and takes seven times as long.
TEMPLATE: Final = Path(__file__).with_name("edition_body.html").read_text(encoding="utf-8")


def render(*sections: Section, language: str = "") -> str:
    document = ArticleDocument(Line("Headline"), language=language, sections=sections)
    return edition_body(document)


def by_template(*sections: Section, language: str = "") -> str:
    document = ArticleDocument(Line("Headline"), language=language, sections=sections)
    return engines["django"].from_string(TEMPLATE).render({"document": document})


# A kind of the pairs below that is none: a paragraph that is noise.
NOISE = None


def make_section(
    *paragraphs: tuple[Kind | None, str], heading: str = "", byline: str = ""
) -> Section:
    numbered = (
        Paragraph(str(n), kind or Kind.BODY, text, noise=kind is NOISE)
        for n, (kind, text) in enumerate(paragraphs)
    )
    return Section(f"s{heading}", Line(heading), Line(byline), tuple(numbered))


def tags(html: str) -> list[str]:
    return re.findall(r"</?(?:section|h2|p|ul|li|blockquote)\b", html)


def test_a_section_has_its_heading_and_byline() -> None:
    html = render(make_section(heading="Why <now>?", byline="By Oda & Bo"))
    assert ">Why &lt;now&gt;?</h2>" in html
    assert ">By Oda &amp; Bo</p>" in html


def test_neighbours_of_one_kind_stand_together() -> None:
    section = make_section(
        (Kind.BODY, "a"), (Kind.LIST_ITEM, "b"), (Kind.LIST_ITEM, "c"), (Kind.QUOTE, "d")
    )
    assert " ".join(tags(render(section))) == (
        "<section <p </p <ul <li </li <li </li </ul <blockquote <p </p </blockquote </section"
    )


def test_noise_is_not_there() -> None:
    assert "Watch" not in render(make_section((Kind.BODY, "a"), (NOISE, "Watch: the video")))


def test_each_paragraph_links_to_itself_with_a_name_for_those_who_cannot_see_it() -> None:
    html = render(make_section((Kind.BODY, "a"), (Kind.LIST_ITEM, "b"), (Kind.QUOTE, "c")))
    for uid in "012":
        assert f' id="p-{uid}"' in html
        assert f'href="#p-{uid}" lang="en" aria-label="Link to this paragraph"></a>' in html


def test_a_permalink_adds_nothing_to_the_text() -> None:
    html = render(make_section((Kind.BODY, "Hundreds came.")))
    assert re.sub(r"<[^>]*>", "", html).split() == ["Hundreds", "came."]


def test_links_that_lead_out_have_a_safe_rel() -> None:
    html = render(make_section((Kind.BODY, '<a href="https://a.example/">a</a>')))
    assert '<a rel="noopener" href="https://a.example/">' in html


def test_each_block_tells_its_direction_by_its_text_where_the_language_is_unknown() -> None:
    section = make_section((Kind.BODY, "أضاءت"), (Kind.LIST_ITEM, "b"), heading="x", byline="y")
    assert render(section).count(' dir="auto"') == 4
    assert "dir=" not in render(section, language="ar")


# Whatever is stored, canonical or not: nothing here reads markup, it only lets it through.
MARKUP = st.sampled_from(
    ["a", "<strong>• a</strong>", "• a", "", "'\"&amp;", '<a href="https://a.example/">a</a> %s{}']
)
TEXTS = st.text(st.sampled_from("aé<>&'\"%{} "), max_size=5)
SECTIONS = st.lists(
    st.tuples(TEXTS, TEXTS, st.lists(st.tuples(st.sampled_from(Kind), MARKUP), max_size=6)),
    max_size=4,
)


@given(SECTIONS, TEXTS, st.sampled_from(["", "en", "ar"]))
def test_it_is_to_the_letter_what_a_template_makes(
    parts: list[tuple[str, str, list[tuple[Kind, str]]]], uid: str, language: str
) -> None:
    sections = [
        Section(
            f"{uid}{number}",
            Line(heading if number == 0 else f"{heading}."),
            Line(byline),
            tuple(
                Paragraph(f"{uid}-{number}-{place}", kind, markup)
                for place, (kind, markup) in enumerate(paragraphs)
            ),
        )
        for number, (heading, byline, paragraphs) in enumerate(parts)
    ]
    assert render(*sections, language=language) == by_template(*sections, language=language)


@pytest.mark.parametrize("language", ["", "ar"])
def test_nothing_to_read_is_white_space(language: str) -> None:
    assert not render(make_section((NOISE, "Watch")), language=language).strip()
