"""The lists: what they show, find and cost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.documents.article.model import Line
from articles.models import Article, Paragraph, Section
from tests.admin.changed import make_changed
from tests.admin.page import press
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import EDITOR, make_article, make_editor, make_label_review, make_source_document

LINKED = 'See <a href="https://example.org/a">this</a>.'


def found(client: Client, query: str = "", name: str = "article") -> list[Any]:
    response = client.get(f"/admin/articles/{name}/{query}")
    return list(response.context["cl"].result_list)


def test_it_counts_what_readers_see(desk: Client) -> None:
    noise = make_paragraph("n1", "Advertisement", noise=True)
    make_article(make_document(make_section("s1", make_paragraph("p1", LINKED), noise)))
    [article] = found(desk)
    assert (article.section_count, article.paragraph_count, article.link_count) == (1, 1, 1)


def test_it_marks_provisional_headlines(desk: Client) -> None:
    make_article(make_document(headline_provisional=True))
    make_article()
    assert desk.get("/admin/articles/article/").content.count(b"provisional</em>") == 1
    assert len(found(desk, "?headline=provisional")) == 1


def test_a_headline_that_nobody_wrote_needs_a_look(desk: Client) -> None:
    article = make_article(make_document(headline_provisional=True))
    other = make_article()
    assert "Needs a look (1)" in desk.get("/admin/articles/article/").content.decode()
    assert found(desk, "?look=needed") == [article]
    assert found(desk, "?look=none") == [other]


def test_it_shows_and_finds_what_needs_a_look(desk: Client) -> None:
    make_article()
    looked_over, article = make_article(), make_article()
    make_label_review(looked_over, reviewed_label="noise", reviewed_at=timezone.now())
    make_label_review(article, 1)
    make_label_review(article, 2)
    page = desk.get("/admin/articles/article/").content.decode()
    assert page.count("a look</em>") == 1
    assert "2 blocks need a look</em>" in page
    assert "Needs a look (1)" in page
    assert found(desk, "?look=needed") == [article]
    assert article not in found(desk, "?look=none")


@pytest.mark.parametrize("state", ["draft", "live", "changed", "scheduled", "withdrawn"])
def test_it_filters_by_state(desk: Client, state: str) -> None:
    steps = {
        "draft": [],
        "live": ["_publish"],
        "changed": ["_publish", "_save"],
        "scheduled": ["_publish"],
        "withdrawn": ["_publish", "_withdraw"],
    }
    by_state = {}
    for name, buttons in steps.items():
        article = by_state[name] = make_article()
        for number, button in enumerate(buttons):
            later = {"publish_at": "2999-01-01T00:00"} if name == "scheduled" else {}
            press(desk, article, button, standfirst=f"{name} {number}", **later)
    assert found(desk, f"?state={state}") == [by_state[state]]


@pytest.mark.parametrize(
    ("query", "number"),
    [("bridge", 1), ("bridge ferry", 1), ('"ferry bridge"', 0), ("nothing", 0), ("shared", 2)],
)
def test_it_searches_the_text_and_shows_no_article_twice(
    desk: Client, query: str, number: int
) -> None:
    texts = [make_paragraph("p1", "The ferry, shared."), make_paragraph("p2", "A bridge, shared.")]
    make_article(make_document(make_section("s1", *texts)))
    make_article(make_document(headline=Line("Shared alone")))
    assert len(found(desk, f"?q={query}")) == number


@pytest.mark.parametrize(
    ("name", "queries"), [("article", 14), ("section", 9), ("paragraph", 9), ("link", 11)]
)
def test_a_list_takes_as_many_queries_for_any_length(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, queries: int
) -> None:
    desk.get(f"/admin/articles/{name}/")  # Django keeps the content types that this looks up.
    for _ in range(2):
        for number in range(3):
            sections = make_section("s1", make_paragraph("p1", LINKED))
            article = make_article(make_document(sections, language=f"e{number}"))
            Article.objects.filter(pk=article.pk).update(changed_by=make_editor())
            make_label_review(article)
        with django_assert_num_queries(queries):
            desk.get(f"/admin/articles/{name}/")


def test_parts_lead_to_their_article(desk: Client) -> None:
    article = make_article(make_document(make_section("s1", make_paragraph("p1", LINKED))))
    page = f'href="/admin/articles/article/{article.pk}/change/"'
    for name in ("section", "paragraph", "link"):
        assert page in desk.get(f"/admin/articles/{name}/").content.decode()


def test_links_are_found_by_host(desk: Client) -> None:
    make_article(make_document(make_section("s1", make_paragraph("p1", LINKED))))
    assert len(found(desk, "?host=example.org", "link")) == 1
    assert found(desk, "?host=example.com", "link") == []


def test_a_source_is_shown_and_downloaded_as_received(client: Client, db: None) -> None:
    client.force_login(make_editor(*EDITOR, "view_sourcedocument"))
    source = make_source_document(content=b"['One & <b>']\xff", file="seeds/a.txt")
    page = client.get(f"/admin/articles/sourcedocument/{source.pk}/change/").content.decode()
    assert "[&#x27;One &amp; &lt;b&gt;&#x27;]" in page
    download = client.get(f"/admin/articles/sourcedocument/{source.pk}/content/")
    assert download.content == b"['One & <b>']\xff"
    assert download["Content-Disposition"] == 'attachment; filename="a.txt"'


def test_a_source_needs_its_own_right(desk: Client) -> None:
    desk.force_login(make_editor("view_article", "change_article"))
    source = make_source_document()
    page = f"/admin/articles/sourcedocument/{source.pk}/"
    assert desk.get(f"{page}change/").status_code == 403
    assert desk.get(f"{page}content/").status_code == 403


def test_a_heading_and_its_paragraphs_are_listed(desk: Client) -> None:
    make_article(make_document(make_section("s1", heading=Line("What happened"))))
    assert found(desk, "?heading=yes", "section") == list(Section.objects.all())
    assert found(desk, "?kind__exact=body", "paragraph") == list(Paragraph.objects.all())


@pytest.mark.parametrize("name", ["article", "section", "paragraph", "link", "conflict"])
def test_each_column_that_sorts_shows_every_row_once(desk: Client, name: str) -> None:
    for number in range(3):
        paragraphs = [make_paragraph(f"p{each}", LINKED) for each in range(number + 1)]
        sections = [
            make_section("s1", *paragraphs),
            make_section("s2", make_paragraph("q", LINKED), heading=Line("And then")),
        ]
        make_article(make_document(*sections))
        make_changed(f"key-{number}")
    rows = sorted(row.pk for row in found(desk, name=name))
    columns = desk.get(f"/admin/articles/{name}/").context["cl"].list_display
    for number in range(len(columns)):
        for order in (number, -number):
            assert sorted(row.pk for row in found(desk, f"?o={order}", name)) == rows, number


def test_figures_that_are_counted_offer_no_sorting(desk: Client) -> None:
    make_article()
    page = desk.get("/admin/articles/article/").content.decode()
    headers = {match[1] for match in re.finditer(r'class="sortable column-(\w+)', page)}
    assert headers == {"headline_and_mark", "source_name", "changed"}
