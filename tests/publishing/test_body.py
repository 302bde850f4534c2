"""The body of an edition, as it is rendered once, when an article is published."""

from __future__ import annotations

import re

from django.template.loader import render_to_string

from articles.documents.article.model import ArticleDocument, Kind, Line, Paragraph, Section


def render(*sections: Section, language: str = "") -> str:
    document = ArticleDocument(Line("Headline"), language=language, sections=sections)
    return render_to_string("articles/edition_body.html", {"document": document})


def make_section(*paragraphs: tuple[Kind, str], heading: str = "", byline: str = "") -> Section:
    numbered = (Paragraph(str(n), kind, text) for n, (kind, text) in enumerate(paragraphs))
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
    assert "Watch" not in render(make_section((Kind.BODY, "a"), (Kind.NOISE, "Watch: the video")))


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
