"""Before an article goes, the desk says which live texts lead to it."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article
from articles.publishing.publish import publish, withdraw
from tests.admin.page import address
from tests.documents.make import SENTENCE, make_document, make_paragraph, make_section
from tests.make import make_article
from tests.publishing.linked import CREW, FERRY, make_at

LIST = "/admin/articles/article/"
HEADING = "What leads here"


def leading(url: str, slug: str) -> Article:
    part = make_paragraph("p1", f'{SENTENCE} <a href="{url}">There</a>')
    return make_article(make_document(make_section("s1", part)), slug=slug)


def asked(desk: Client, article: Article, action: str) -> str:
    if action in ("delete", "withdraw"):
        return str(desk.get(address(article, action)).content.decode())
    sent = {"action": action, "_selected_action": [article.pk]}
    return str(desk.post(LIST, sent).content.decode())


@pytest.fixture
def desk(client: Client, admin_user: object) -> Client:
    client.force_login(admin_user)  # type: ignore[arg-type]
    return client


@pytest.mark.parametrize("action", ["delete", "withdraw", "delete_selected", "withdraw_selected"])
def test_what_leads_to_its_source_is_named(desk: Client, action: str) -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    publish(ferry)
    publish(crew)
    html = asked(desk, crew, action)
    assert HEADING in html
    assert f'href="{address(ferry)}"' in html.partition(HEADING)[2]


def test_what_leads_to_its_page_here_is_named(desk: Client) -> None:
    article = make_article(slug="geese")
    publish(article)
    other = leading("https://testserver/articles/geese/", "swans")
    publish(other)
    assert f'href="{address(other)}"' in asked(desk, article, "delete").partition(HEADING)[2]


def test_what_readers_do_not_see_is_not_named(desk: Client) -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    publish(ferry)
    publish(crew)
    withdraw(ferry)
    assert HEADING not in asked(desk, crew, "delete")


def test_what_goes_with_it_is_not_named(desk: Client) -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    publish(ferry)
    publish(crew)
    sent = {"action": "delete_selected", "_selected_action": [ferry.pk, crew.pk]}
    assert HEADING not in desk.post(LIST, sent).content.decode()
