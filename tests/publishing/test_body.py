"""The body of an edition, as it is rendered once, when an article is published."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from django.template import Context, Engine
from django.utils.safestring import mark_safe
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import KINDS, Attribute, AttributeType, Kind
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.table import cell_of
from articles.pictures.shown import ShownPicture
from articles.publishing.body import edition_body
from tests.publishing.outline import Outliner

# The body as a template, which says better what it is and takes seven times as long.
TEMPLATE: Final = Engine(
    dirs=[str(Path(__file__).parent)], libraries={"outline": "tests.publishing.outline"}
).get_template("edition_body.html")


def render(
    *sections: Section, language: str = "", pictures: Mapping[str, ShownPicture] | None = None
) -> str:
    document = ArticleDocument(Line("Headline"), language=language, sections=sections)
    return edition_body(document, pictures or {})


def by_template(document: ArticleDocument, pictures: Mapping[str, ShownPicture]) -> str:
    direction = mark_safe("" if document.language else ' dir="auto"')
    sections = Outliner(pictures).outline(document)
    return TEMPLATE.render(Context({"sections": sections, "dir": direction}))


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


def test_what_goes_on_in_an_item_closes_the_lists_inside_it() -> None:
    items = [
        Paragraph("1", Kind.LIST_ITEM, "a"),
        Paragraph("2", Kind.LIST_ITEM, "b", attributes=Attributes(level=2)),
        Paragraph("3", Kind.LIST_ITEM, "c", attributes=Attributes(continued=True)),
    ]
    assert " ".join(tags(render(Section("s", paragraphs=tuple(items))))) == (
        "<section <ul <li <ul <li </li </ul <p </p </li </ul </section"
    )


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
CELLS = st.one_of(
    st.sampled_from(["1", "1,5 %", "-2", "a", "", '<a href="https://a.example/">a</a>']),
    st.builds(
        cell_of,
        st.just("b"),
        columns=st.integers(1, 2),
        rows=st.integers(1, 3),
        head=st.booleans(),
    ),
)
TEXTS = st.text(st.sampled_from("aé<>&'\"%{} "), max_size=5)
WORDS = TEXTS.filter(bool)
URLS = st.sampled_from(
    ["https://a.example/?b&c", "https://youtu.be/abcdefghijk", "https://vimeo.com/12?a='b"]
)
SHOWN = {
    sha: ShownPicture(
        sha, f"{sha}.avif 1w", f"{sha}.jpg 1w", sha, f"{sha}-l", width, height, *words, focus
    )
    for sha, width, height, words, focus in (
        ("wide", 960, 640, ("a<", False, "b&", 'c"'), "focus-x1 focus-y2"),
        ("square", 960, 900, ("", False, "", ""), ""),
        ("tall", 600, 601, ("", True, "b", ""), ""),
        ("small", 479, 20, ("a", False, "", "c"), ""),
    )
}
NAMES = {
    "picture": st.sampled_from([*SHOWN, "gone"]), "provider": st.sampled_from(["X", "t.me", "b-c"]),
}  # fmt: skip


VALUES = {
    AttributeType.TEXT: WORDS,
    AttributeType.LINES: st.lists(WORDS, min_size=1, max_size=3).map("\n".join),
    AttributeType.FLAG: st.sampled_from([True, None, None]),
    AttributeType.URL: URLS,
    AttributeType.FILE: st.just("images/a.jpg"),
    AttributeType.IDENTIFIER: st.sampled_from(["g1", "g2"]),
    AttributeType.POINT: st.tuples(st.sampled_from([0, 0.26, 1]), st.sampled_from([0.5, 1])),
    AttributeType.ROWS: st.lists(
        st.lists(CELLS, max_size=3).map(tuple), min_size=1, max_size=4
    ).map(tuple),
}


def values_of(attribute: Attribute) -> st.SearchStrategy[Any]:
    """Values that an attribute can have, few enough that neighbours are often alike."""
    if attribute.type is AttributeType.NUMBER:
        return st.integers(attribute.least, min(attribute.most, attribute.least + 2))
    if attribute.choices:
        return st.sampled_from(attribute.choices)
    return NAMES.get(attribute.name, VALUES[attribute.type])


def attributes_of(kind: Kind) -> st.SearchStrategy[Attributes]:
    values = {
        name: st.one_of(st.none(), values_of(each))
        for name, each in KINDS[kind].attributes.items()
        if name != "box"
    }
    return st.fixed_dictionaries(values).map(lambda said: Attributes().with_values(**said))


@st.composite
def runs_of(draw: st.DrawFn, kind: Kind) -> list[Paragraph]:
    """Neighbours of one kind: most of what is written of a paragraph depends on them."""
    in_box = draw(st.sampled_from([None, None, "g1", "g2"]))
    attributes = draw(st.lists(attributes_of(kind), min_size=1, max_size=6))
    noise = st.sampled_from([False, False, False, True])
    return [
        Paragraph("", kind, draw(MARKUP), None, each.with_values(box=in_box), draw(noise))
        for each in attributes
    ]


RUNS = {kind: runs_of(kind) for kind in Kind}
CONTENTS = st.lists(st.sampled_from(Kind).flatmap(RUNS.__getitem__), max_size=3)


def compare(contents: Sequence[Sequence[Paragraph]], uid: str, heading: str, language: str) -> None:
    """Compare what is written of sections with what the template makes of them."""
    sections = tuple(
        Section(
            f"{uid}{number}",
            Line(heading if number == 0 else f"{heading}."),
            Line(heading),
            tuple(
                replace(paragraph, uid=f"{uid}-{number}-{place}")
                for place, paragraph in enumerate(paragraphs)
            ),
        )
        for number, paragraphs in enumerate(contents)
    )
    document = ArticleDocument(Line("Headline"), language=language, sections=sections)
    assert edition_body(document, SHOWN) == by_template(document, SHOWN)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_kind_is_to_the_letter_what_a_template_makes(kind: Kind, data: st.DataObject) -> None:
    compare([data.draw(RUNS[kind])], "u", "", "en")


@settings(max_examples=50, deadline=None)
@given(st.lists(CONTENTS, max_size=3), TEXTS, TEXTS, st.sampled_from(["", "en", "ar"]))
def test_it_is_to_the_letter_what_a_template_makes(
    contents: list[list[list[Paragraph]]], uid: str, heading: str, language: str
) -> None:
    compare([[each for run in runs for each in run] for runs in contents], uid, heading, language)


@pytest.mark.parametrize("language", ["", "ar"])
def test_nothing_to_read_is_white_space(language: str) -> None:
    assert not render(make_section((NOISE, "Watch")), language=language).strip()


DATED: Final = '<span class="dateline">HOLM &amp; Hesk, May 3</span> – '


def dated(*paragraphs: Paragraph, heading: str = "", dateline: str = "HOLM & Hesk, May 3") -> str:
    """The body of an article with a dateline."""
    section = Section("s", Line(heading), Line(), paragraphs)
    document = ArticleDocument(
        Line("Headline"), language="en", metadata=Metadata(dateline=dateline), sections=(section,)
    )
    return edition_body(document, {})


PICTURE: Final = Paragraph(
    "f", Kind.PICTURE, "The pier.", None, Attributes(source="https://a.example/")
)


def test_a_dateline_begins_the_text() -> None:
    html = dated(Paragraph("1", Kind.BODY, "<b>It</b> rains."), Paragraph("2", Kind.BODY, "Still."))
    assert f'<p id="p-1">{DATED}<b>It</b> rains.' in html
    assert html.count("dateline") == 1


def test_a_picture_before_the_text_stands_above_the_dateline() -> None:
    html = dated(PICTURE, Paragraph("1", Kind.BODY, "It rains."))
    assert html.index("<figure") < html.index(f'<p id="p-1">{DATED}It rains.')


def test_under_a_heading_the_dateline_is_in_the_text_as_well() -> None:
    html = dated(Paragraph("1", Kind.BODY, "It rains."), heading="Weather")
    assert html.index("Weather</h2>") < html.index(f'<p id="p-1">{DATED}It rains.')


def test_where_no_plain_text_begins_the_dateline_stands_alone() -> None:
    html = dated(PICTURE, Paragraph("1", Kind.QUOTE, "It rains."))
    alone = '<p class="dateline">HOLM &amp; Hesk, May 3</p>'
    assert html.index("<figure") < html.index(alone) < html.index("<blockquote")


@pytest.mark.parametrize(
    "text", ["HOLM – It rains.", "Holm, May 3 (HPA) — It rains.", "Holm (HPA) - It rains."]
)
def test_a_text_that_begins_with_its_dateline_has_it_once(text: str) -> None:
    html = dated(Paragraph("1", Kind.BODY, text), dateline="HOLM")
    assert f'<p id="p-1">{text}' in html


@pytest.mark.parametrize("text", ["Holmers wait.", "Holm is wet. It rains – again.", "Holm waits."])
def test_a_text_that_only_begins_alike_gets_its_dateline(text: str) -> None:
    assert f'<span class="dateline">HOLM</span> – {text}' in dated(
        Paragraph("1", Kind.BODY, text), dateline="HOLM"
    )
