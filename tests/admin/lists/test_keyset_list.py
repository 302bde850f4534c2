"""Pages of the desk's lists: every row once, with the filters kept, and actions on all of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import counts
from articles.admin.article.page import ArticleAdmin
from articles.admin.lists.values import indexed_values
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import Line
from articles.models import Article, Paragraph
from articles.models.article import Beginning, State
from articles.publishing.publish import publish
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article, make_label_review, make_source_document

LIST = "/admin/articles/article/"


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 3)


def make_articles(number: int) -> None:
    for index in range(number):
        article = make_article(make_document(headline=Line(f"{'Ab'[index % 2]} story {index}")))
        changed = timezone.now() - timedelta(hours=index // 2)
        Article.objects.filter(pk=article.pk).update(changed_at=changed)
        if index % 3 == 0:
            publish(article)


def listed(desk: Client, address: str) -> Any:
    return desk.get(address).context["cl"]


def walked(desk: Client, query: str) -> list[Article]:
    """The rows of all pages, one after another, then compared with those read backwards."""
    forwards, page = [], listed(desk, f"{LIST}{query}")
    forwards += page.result_list
    while page.page.has_next:
        page = listed(desk, f"{LIST}{page.next_address}")
        forwards += page.result_list
    backwards = list(page.result_list)
    while page.page.has_previous:
        page = listed(desk, f"{LIST}{page.previous_address}")
        backwards = [*page.result_list, *backwards]
    assert [each.pk for each in backwards] == [each.pk for each in forwards]
    return forwards


@pytest.mark.parametrize("order", ["", "2", "-2", "3", "-3", "4", "-4", "6", "-6"])
def test_pages_have_every_article_once_in_any_order(desk: Client, order: str) -> None:
    make_articles(10)
    rows = walked(desk, f"?o={order}")
    assert len(rows) == len({each.pk for each in rows}) == 10


def test_headlines_are_in_the_order_of_their_letters(desk: Client) -> None:
    for headline in ("b", "A", "c"):
        make_article(make_document(headline=Line(headline)))
    assert [each.headline for each in walked(desk, "?o=2")] == ["A", "b", "c"]


def test_what_was_published_last_comes_first_and_drafts_last(desk: Client) -> None:
    make_articles(6)
    rows = walked(desk, "?o=-4")
    assert [each.kept_state for each in rows] == ["live", "live", *["draft"] * 4]
    first, second = (each.kept_state_at for each in rows[:2])
    assert first
    assert second
    assert first > second


def test_a_page_keeps_the_filter_and_a_filter_begins_at_the_first_page(desk: Client) -> None:
    make_articles(12)
    first = listed(desk, f"{LIST}?state=live")
    assert "state=live" in first.next_address
    second = listed(desk, f"{LIST}{first.next_address}")
    assert [each.kept_state for each in second.result_list] == ["live"]
    assert "after" not in second.get_query_string({"state": "draft"})
    search = desk.get(f"{LIST}{first.next_address}").content.decode()
    assert 'type="hidden" name="state"' in search
    assert 'type="hidden" name="after"' not in search


@pytest.mark.parametrize("cursor", ["after=", "after=zzz", "before=W10", "after=W251bGwsMV0"])
def test_an_address_that_names_no_row_shows_a_page(desk: Client, cursor: str) -> None:
    make_articles(2)
    assert len(listed(desk, f"{LIST}?{cursor}").result_list) == 2


def test_all_are_shown_where_they_are_few(desk: Client) -> None:
    make_articles(5)
    page = listed(desk, LIST)
    assert page.can_show_all
    assert len(listed(desk, f"{LIST}?all=").result_list) == 5


def test_more_than_anybody_reads_is_not_counted(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "CAP", 3)
    make_articles(5)
    page = desk.get(LIST).content.decode()
    assert "3+ articles" in page
    assert "3+ article<" not in page


def test_all_of_a_filter_are_chosen_across_pages(desk: Client) -> None:
    make_articles(10)
    query = f"{LIST}?state=draft"
    first = listed(desk, query).result_list[0]
    sent = {
        "action": "publish_selected",
        "index": 0,
        "select_across": 1,
        "_selected_action": first.pk,
    }
    asked = desk.post(query, sent)
    assert "Publish these 6 articles now" in asked.content.decode()
    confirmed = {name: asked.context[name] for name in ("action", "confirmed")}
    desk.post(query, {**confirmed, "select_across": 1, "_selected_action": first.pk})
    assert set(Article.objects.values_list("kept_state", flat=True)) == {"live"}


def test_an_action_of_the_last_page_leads_back_to_it(desk: Client) -> None:
    make_articles(5)
    address = f"{LIST}{listed(desk, LIST).next_address}"
    [row, *_] = listed(desk, address).result_list
    sent = {"action": "publish_selected", "index": 0, "_selected_action": [row.pk]}
    asked = desk.post(address, sent)
    assert asked.context["back"] == address


def test_counts_are_of_what_is_filtered(desk: Client) -> None:
    make_articles(9)
    make_label_review(Article.objects.in_state(State.LIVE)[0])
    page = desk.get(f"{LIST}?headline=confirmed&_facets=True").content.decode()
    for choice in (
        "Draft (6)",
        "Live (3)",
        "Needs a look (1)",
        "Needs none (8)",
        # Soon after midnight it is not all of them.
        f"Changed today ({Article.objects.filter(changed_at__date=timezone.localdate()).count()})",
    ):
        assert choice in page


def test_values_are_those_there_are(db: None) -> None:
    long = "A very long name, " * 20
    for publisher in ("The Hesk Post", "Fish Quay Press", "The Hesk Post", "", long):
        make_article(make_document(metadata=Metadata(publisher=publisher)))
    expected = [long[:100], "Fish Quay Press", "The Hesk Post"]
    assert sorted(indexed_values(Article.objects.all(), Beginning("publisher"))) == sorted(expected)
    assert indexed_values(Article.objects.filter(pk=0), "language") == []


def test_articles_are_found_by_publisher_and_by_language(desk: Client) -> None:
    metadata = Metadata(publisher="The Hesk Post")
    article = make_article(make_document(metadata=metadata, language="ar"))
    make_article(make_document(language="en-GB"))
    for query in ("publisher=The+Hesk+Post", "language=ar"):
        assert listed(desk, f"{LIST}?{query}").result_list == [article]
    assert len(listed(desk, f"{LIST}?publisher=-").result_list) == 1
    page = desk.get(LIST).content.decode()
    assert "Arabic (ar)" in page
    assert "British English (en-GB)" in page


def test_paragraphs_are_in_the_order_of_their_articles(desk: Client) -> None:
    for name in "ab":
        parts = [make_paragraph(f"{name}{number}", f"{name} {number}") for number in range(3)]
        make_article(make_document(make_section(f"s{name}", *parts)))
    rows = listed(desk, "/admin/articles/paragraph/").result_list
    assert [row.text for row in rows] == ["b 0", "b 1", "b 2", "a 0", "a 1", "a 2"]


def test_what_is_in_the_trash_has_no_parts_in_lists(desk: Client) -> None:
    article = make_article()
    Article.objects.filter(pk=article.pk).update(deleted_at=timezone.now())
    assert Paragraph.objects.exists()
    for name in ("paragraph", "section", "link"):
        assert list(listed(desk, f"/admin/articles/{name}/").result_list) == []


def test_source_documents_are_found_by_format(desk: Client) -> None:
    source = make_source_document(format="ninjs")
    make_source_document()
    assert listed(desk, "/admin/articles/sourcedocument/?format=ninjs").result_list == [source]
