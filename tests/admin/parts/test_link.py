"""The list of links tells which of them lead to an article here."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from articles.publishing import publish as publishing
from tests.publishing.linked import CREW, FERRY, body, led, make_at, out, page_of


def test_the_desk_shows_the_article_that_a_link_leads_to(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    crew = make_at(CREW)
    make_at(FERRY, f"{CREW}/?utm_id=1#cook", "https://other.example/")
    with django_assert_max_num_queries(14):
        response = desk.get("/admin/articles/link/")
    other, link = response.context["cl"].result_list
    assert (link.leads_to, other.leads_to) == (crew, None)
    there = f'<td class="field-article_there"><a href="/admin/articles/article/{crew.pk}/change/">'
    assert there in response.content.decode()
    page = desk.get(f"/admin/articles/link/{link.pk}/change/").content.decode()
    assert f'href="/admin/articles/article/{crew.pk}/change/"' in page


@pytest.mark.parametrize("at_once", [False, True])
def test_links_to_a_page_that_is_deleted_lead_to_its_publisher_again(
    admin_client: Client, at_once: bool
) -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    for article in (ferry, crew):
        publishing.publish(article)
    assert led(page_of(crew), CREW) in body(ferry)

    if at_once:
        chosen = {"action": "delete_selected", "_selected_action": crew.pk, "confirmed": crew.pk}
        admin_client.post("/admin/articles/article/", chosen)
    else:
        admin_client.post(f"/admin/articles/article/{crew.pk}/delete/", {"post": "yes"})

    assert not Article.objects.filter(pk=crew.pk).exists()
    assert out(CREW) in body(ferry)
