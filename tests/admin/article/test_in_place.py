"""A save without a new page: the answer says what is stored, or what has to be put right."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, WorkingDraft
from tests.admin.page import address, fields_of, press
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article

JSON = {"Accept": "application/json"}


@pytest.fixture
def article() -> Article:
    return make_article(make_document(make_section("s1", make_paragraph("p1", "One."))))


def save(desk: Client, article: Article, **fields: Any) -> Any:
    form = fields_of(desk, address(article)) | fields | {"_save": ""}
    return desk.post(address(article), form, headers=JSON).json()


def test_the_answer_names_the_version_and_when(desk: Client, article: Article) -> None:
    answer = save(desk, article, headline="Pier")
    assert (answer["saved"], answer["version"], answer["messages"]) == (True, 2, [])
    assert re.fullmatch(r"Saved \d\d:\d\d, version 2", answer["message"])
    assert answer["fields"] == {"base": "2"}
    assert answer["body"] is None


def test_a_second_save_says_the_same(desk: Client, article: Article) -> None:
    first = save(desk, article, headline="Pier")
    second = save(desk, article, headline="Pier")
    assert (second["saved"], second["message"]) == (True, first["message"])
    assert Article.objects.get().version == 2


def test_new_paragraphs_come_back_with_their_ids(desk: Client, article: Article) -> None:
    body = fields_of(desk, address(article))["body"]
    answer = save(desk, article, body=f"{body}\r\n<p>Two.</p>")
    given = re.findall(r'data-id="(\w+)"', answer["body"])
    assert given == [each.uid for each in article.paragraphs.order_by("position")]
    assert len(given) == 2


def test_what_was_taken_out_is_said_and_comes_back_without_it(
    desk: Client, article: Article
) -> None:
    body = fields_of(desk, address(article))["body"].replace("One.", "One.<form>Two.</form>")
    answer = save(desk, article, body=body)
    assert "form" not in answer["body"]
    assert [each["level"] for each in answer["messages"]] == ["warning"]


def test_fields_that_the_server_tidies_come_back(desk: Client, article: Article) -> None:
    answer = save(desk, article, headline="  A   pier ", slug="", bylines="Ada\r\n\r\nBen")
    assert answer["fields"]["headline"] == "A pier"
    assert answer["fields"]["bylines"] == "Ada\nBen"


def test_what_has_to_be_put_right_is_named_by_field(desk: Client, article: Article) -> None:
    answer = save(desk, article, headline=" ", language="?")
    assert not answer["saved"]
    assert answer["errors"] == {
        "headline": ["An article needs a headline."],
        "language": ["Enter a language tag such as en-GB or ar."],
    }
    assert Article.objects.get().version == 1


def test_what_both_changed_is_asked_on_a_page_of_its_own(desk: Client, article: Article) -> None:
    mine = fields_of(desk, address(article))
    press(desk, article, body=mine["body"].replace("One.", "One, by another."))
    answer = save(desk, article, base="1", body=mine["body"].replace("One.", "One, by me."))
    assert not answer["saved"]
    assert "One, by me." in desk.get(answer["questions"]).content.decode()
    assert WorkingDraft.objects.count() == 1


def test_a_new_article_is_told_its_address(desk: Client) -> None:
    form = {"headline": "Pier", "body": "<p>One.</p>", "base": "", "_save": ""}
    answer = desk.post("/admin/articles/article/add/", form, headers=JSON).json()
    assert answer["page"] == address(Article.objects.get())
    assert answer["fields"]["base"] == "1"
