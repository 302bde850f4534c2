"""The lists: what they show, find and cost."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.admin.article.page import ArticleAdmin
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Line
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.importing.sources.find import find, read_all
from articles.models import Article, Paragraph, Section
from articles.publishing.publish import publish
from articles.search.rebuild import index_again
from tests.admin.changed import make_changed
from tests.admin.page import address, press
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import (
    EDITOR,
    make_article,
    make_editor,
    make_imported,
    make_label_review,
    make_source_document,
)
from tests.pictures.make import make_picture

LINKED = 'See <a href="https://example.org/a">this</a>.'


def found(client: Client, query: str = "", name: str = "article") -> list[Any]:
    response = client.get(f"/admin/articles/{name}/{query}")
    return list(response.context["cl"].result_list)


def test_it_counts_the_words_that_readers_see(desk: Client) -> None:
    noise = make_paragraph("n1", "Advertisement", noise=True)
    words = [make_paragraph("p1", LINKED), make_paragraph("p2", "Four words of text.")]
    make_article(make_document(make_section("s1", *words, noise)))
    make_article(
        make_document(make_section("s1", make_paragraph("p1", "政府 今天")), language="zh")
    )
    assert [article.length for article in found(desk)] == [4, 6]


def test_a_row_says_by_whom_it_is_and_who_changed_it(desk: Client) -> None:
    mine = make_article(make_document(bylines=("Pia Lowen", "Juna Vell")))
    other, imported = make_article(), make_imported("The ferry was late. It rained all day.")
    Article.objects.filter(pk=mine.pk).update(changed_by=User.objects.get())
    Article.objects.filter(pk=other.pk).update(changed_by=make_editor())
    run = imported.versions.get().run_id
    assert [article.who for article in found(desk)] == [
        f"Import {run}", str(Article.objects.get(pk=other.pk).changed_by), "You",
    ]  # fmt: skip
    page = desk.get("/admin/articles/article/").content.decode()
    assert "<bdi>Pia Lowen, Juna Vell</bdi>" in page
    assert "<bdi>No byline</bdi>" in page


def test_a_row_shows_the_first_picture_that_is_here(desk: Client) -> None:
    shown, missing = make_picture(), "1" * 64
    pictures = [
        make_paragraph(f"p{number}", "", kind=Kind.PICTURE, attributes={"picture": sha256})
        for number, sha256 in enumerate([missing, shown.sha256])
    ]
    make_article(make_document(make_section("s1", *pictures)))
    make_article()
    assert [article.thumbnail for article in found(desk)] == [
        "", f"/admin/articles/picture/{shown.sha256}/128/",
    ]  # fmt: skip


def test_it_marks_provisional_headlines(desk: Client) -> None:
    make_article(make_document(headline_provisional=True))
    make_article()
    assert desk.get("/admin/articles/article/").content.count(b"Headline is provisional</em>") == 1
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
    assert page.count("to look at</em>") == 1
    assert "2 to look at</em>" in page
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
        "withdrawn": ["_publish"],
    }
    by_state = {}
    for name, buttons in steps.items():
        article = by_state[name] = make_article()
        for number, button in enumerate(buttons):
            later = {"publish_at": "2999-01-01T00:00"} if name == "scheduled" else {}
            press(desk, article, button, standfirst=f"{name} {number}", **later)
    desk.post(address(by_state["withdrawn"], "withdraw"), {"kind": "gone"})
    assert found(desk, f"?state={state}") == [by_state[state]]


def test_a_state_is_found_from_the_moment_that_it_begins(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, now = make_article(), timezone.now()
    publish(article, live_from=now + timedelta(hours=1))
    assert found(desk, "?state=live") == []
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=1))
    assert found(desk, "?state=live") == [article]
    assert found(desk, "?state=scheduled") == []


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


@pytest.mark.parametrize("words", ['"What is closed"', '"Pia Lowen"', "eagle*"])
def test_it_finds_headings_and_bylines_of_the_seeds(desk: Client, seeds: Path, words: str) -> None:
    list(import_documents(read_all(find([seeds])), Options()))
    rows = found(desk, f"?{urlencode({'q': words})}")
    assert rows
    assert len(rows) < 4


def test_it_shows_the_words_that_it_found(desk: Client) -> None:
    texts = [make_paragraph("p1", "A dog slept. The café ferry was late."), make_paragraph("p2")]
    make_article(make_document(make_section("s1", *texts), headline=Line("The Ferry")))
    page = desk.get("/admin/articles/article/?q=ferry").content.decode()
    assert "The <mark>Ferry</mark></a>" in page
    assert "The café <mark>ferry</mark> was late." in page
    assert "1 article with “ferry”" in page
    assert "<mark>café</mark>" in desk.get("/admin/articles/article/?q=CAFE").content.decode()


def test_what_is_found_is_newest_first_or_best_first_or_by_a_column(desk: Client) -> None:
    plain = make_article(make_document(make_section("s1", make_paragraph("p1", "B ferry."))))
    best = make_article(make_document(headline=Line("Ferry, ferry, ferry")))
    last = make_article(make_document(make_section("s1", make_paragraph("p1", "A ferry."))))
    for age, article in enumerate([last, plain, best]):
        moment = timezone.now() - timedelta(days=age)
        Article.objects.filter(pk=article.pk).update(changed_at=moment)
        index_again(article.pk)
    assert found(desk, "?q=ferry") == [last, plain, best]
    assert found(desk, "?q=ferry&best=1")[0] == best
    assert found(desk, "?q=ferry&o=2")[-1] == best
    page = desk.get("/admin/articles/article/?q=ferry").content.decode()
    assert "best=1" in page


def test_the_best_matches_have_pages(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 2)
    for _ in range(5):
        make_article(make_document(headline=Line("Ferry")))
    seen, query = [], "?q=ferry&best=1"
    for _ in range(3):
        listed = desk.get(f"/admin/articles/article/{query}").context["cl"]
        seen += listed.result_list
        query = listed.next_address
    assert len(set(seen)) == 5
    assert not listed.page.has_next


def test_what_was_meant_is_proposed(desk: Client) -> None:
    make_article(make_document(headline=Line("The harbour")))
    page = desk.get("/admin/articles/article/?q=harbuor").content.decode()
    assert "Did you mean harbour?" in page
    assert 'href="?q=harbour"' in page


@pytest.mark.parametrize("words", ['"', "-", "a AND (", "author:", "*", "NEAR(a b)", "'"])
def test_nothing_that_is_typed_is_an_error(desk: Client, words: str) -> None:
    make_article()
    for name in ("article", "paragraph", "section", "link", "sourcedocument"):
        page = f"/admin/articles/{name}/?{urlencode({'q': words})}"
        assert desk.get(page).status_code == 200, name


def test_parts_are_found_by_words_and_links_by_host(desk: Client) -> None:
    texts = [make_paragraph("p1", LINKED), make_paragraph("p2", "Nothing of that.")]
    section = make_section("s1", *texts, heading=Line("What happened"))
    article = make_article(make_document(section))
    make_article()
    assert [row.uid for row in found(desk, "?q=nothing", "paragraph")] == ["p2"]
    assert [row.article for row in found(desk, "?q=happened", "section")] == [article]
    for words in ("example.org", "exampl.", "https://example.org/a", "this"):
        assert len(found(desk, f"?q={words}", "link")) == (words != "exampl."), words


def test_sources_are_found_by_their_keys_and_their_articles(desk: Client) -> None:
    article = make_imported("The ferry was late, and it rained all day long.")
    make_source_document(external_id="wire-1")
    for words in (article.external_id[:5], "rained"):
        assert article.source in found(desk, f"?q={words}", "sourcedocument")
    [source] = found(desk, "?q=wire-", "sourcedocument")
    assert source.external_id == "wire-1"


@pytest.mark.parametrize(
    ("name", "queries"), [("article", 17), ("section", 7), ("paragraph", 7), ("link", 10)]
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
    assert headers == {"headline_and_byline", "state_mark", "published", "changed"}
