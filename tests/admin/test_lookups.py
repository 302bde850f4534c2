"""Lists of the desk that are asked for what cannot be looked for."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from newsroom.addresses import LONGEST_QUERY
from newsroom.lookups import MOST_WORDS
from tests.make import make_article

HUGE = "9" * 20
LISTS = "/admin/articles"


def told(client: Client, address: str) -> list[str]:
    """What the desk says of an address, on the list that it leads to."""
    response: Any = client.get(address, follow=True)
    assert response.status_code == 200
    assert response.context["cl"].result_count == Article.objects.count()
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    "query",
    ["?changed_at__year=x", "?anything=1", "export/?anything=1"],
)
def test_a_list_that_cannot_answer_shows_itself_whole(admin_client: Client, query: str) -> None:
    make_article()
    assert "cannot be looked for" in told(admin_client, f"{LISTS}/article/{query}")[0]


NUMBERS = (
    f"article/?source={HUGE}", f"article/?id__in={HUGE}", f"article/export/?source={HUGE}",
    f"sourcedocument/?run={HUGE}", f"paragraph/?article={HUGE}", f"section/?article={HUGE}",
    f"conflict/?article={HUGE}", f"conflict/?run={HUGE}", f"importrun/?started_at__year={HUGE}",
    f"tombstone/?deleted_at__year={HUGE}&deleted_at__month=1", "sourcedocument/?content=1",
)  # fmt: skip


# PostgreSQL, once it has refused a number, answers nothing in the same transaction.
@pytest.mark.django_db(transaction=True)
def test_numbers_that_no_database_has_find_nothing_or_lead_to_the_list(
    admin_client: Client,
) -> None:
    for path in NUMBERS:
        assert admin_client.get(f"{LISTS}/{path}").status_code in (200, 302), path


@pytest.mark.parametrize(
    "path",
    [
        "article/?language=%00", "link/?host=%00", "paragraph/?kind=%00", "importrun/?kind=%00",
        "article/?q=%00", "article/%00/change/", "article/?headline__regex=(a%2B)%2B$",
        f"article/?q={'a' * LONGEST_QUERY}", "article/?_to_field=&headline__iregex=[",
    ],
)  # fmt: skip
def test_an_address_that_means_nothing_is_told_so(admin_client: Client, path: str) -> None:
    response = admin_client.get(f"{LISTS}/{path}")
    assert response.status_code == 400
    assert "Request not understood" in response.content.decode()


def test_no_field_is_the_key_of_a_row(admin_client: Client) -> None:
    page = f"{LISTS}/article/{make_article().pk}/change/?_to_field="
    assert admin_client.get(page).status_code == 200


def test_of_a_long_search_the_first_words_are_looked_for(admin_client: Client) -> None:
    headline = make_article().headline
    long_search = " ".join([*headline.split()[:5], *["the"] * MOST_WORDS, "nowhere"])
    [message] = told(admin_client, f"{LISTS}/article/?q={long_search}")
    assert f"takes {MOST_WORDS} words" in message


def test_what_was_selected_may_be_gone(admin_client: Client) -> None:
    make_article()
    data = {"action": "publish_selected", "_selected_action": "999999"}
    response: Any = admin_client.post(f"{LISTS}/article/", data, follow=True)
    assert "not here any more" in str(next(iter(response.context["messages"])))
    data["_selected_action"] = HUGE
    assert admin_client.post(f"{LISTS}/article/", data).status_code == 400


def test_a_confirmation_without_its_file_is_told_so(admin_client: Client) -> None:
    response: Any = admin_client.post(f"{LISTS}/article/process_import/", follow=True)
    assert "upload the file again" in str(next(iter(response.context["messages"])))
