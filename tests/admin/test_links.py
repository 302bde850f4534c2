"""The list of links tells which of them lead to an article here."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.test_linking import CREW, FERRY, make_at


def test_the_desk_shows_the_article_that_a_link_leads_to(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    crew = make_at(CREW)
    make_at(FERRY, f"{CREW}/?utm_id=1#cook", "https://other.example/")
    with django_assert_max_num_queries(12):
        response = desk.get("/admin/articles/link/")
    other, link = response.context["cl"].result_list
    assert (link.leads_to, other.leads_to) == (crew, None)
    there = f'<td class="field-article_there"><a href="/admin/articles/article/{crew.pk}/change/">'
    assert there in response.content.decode()
    page = desk.get(f"/admin/articles/link/{link.pk}/change/").content.decode()
    assert f'href="/admin/articles/article/{crew.pk}/change/"' in page
