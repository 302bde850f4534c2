"""Policies on the desk."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.documents.revisions.merge import Winner
from articles.models import Policy
from articles.models.policy import Copies, Updates
from tests.make import EDITOR, make_editor, make_source_document

LIST = "/admin/articles/policy/"
RIGHTS = ("view_policy", "add_policy", "change_policy")


@pytest.fixture
def manager(client: Client, db: None) -> Client:
    client.force_login(make_editor(*RIGHTS))
    return client


def fields(**changed: str) -> dict[str, str]:
    asked = dict.fromkeys(("headline", "standfirst", "bylines", "text", "metadata"), "ask")
    return {"publisher": "", "keys": "", "updates": "", "max_loss": "", **asked, **changed}


def test_a_policy_is_made(manager: Client) -> None:
    made = fields(publisher="The Harbour", text="source", updates="always", max_loss="40")
    assert manager.post(f"{LIST}add/", made).status_code == 302
    policy = Policy.objects.get()
    assert (policy.publisher, policy.text, policy.headline) == (
        "The Harbour",
        Winner.SOURCE,
        Winner.ASK,
    )
    assert (policy.updates, policy.max_loss) == (Updates.ALWAYS, 40)


def test_a_policy_may_ask_for_one_live_copy_and_the_list_says_so(manager: Client) -> None:
    manager.post(f"{LIST}add/", fields(publisher="The Wire", copies="ask"))
    assert Policy.objects.get().copies == Copies.ASK
    assert "One live copy: an editor publishes any other" in manager.get(LIST).content.decode()


def test_a_second_one_for_the_same_documents_is_refused_with_words(manager: Client) -> None:
    Policy.objects.create(publisher="The Harbour")
    response = manager.post(f"{LIST}add/", fields(publisher="The Harbour"))
    assert "There is a policy for this publisher and these keys." in response.content.decode()


def test_the_publishers_that_came_in_are_offered(manager: Client) -> None:
    for publisher in ("The Harbour", "A & B", "The Harbour", ""):
        make_source_document(publisher=publisher, digest=str(publisher))
    page = manager.get(f"{LIST}add/").content.decode()
    assert page.count("<option value=") == page.count("<option value=", page.index("<select")) + 2
    assert '<option value="A &amp; B"></option>' in page
    assert 'list="id_publisher_known"' in page


def test_the_list_is_in_the_order_in_which_they_hold_and_says_so(manager: Client) -> None:
    every = Policy.objects.create()
    publisher = Policy.objects.create(publisher="The Harbour", headline=Winner.EDITOR)
    patterns = ("wire-*", "wire-sport-*")
    short, long = (Policy.objects.create(external_ids=pattern) for pattern in patterns)
    response = manager.get(LIST)
    assert list(response.context["cl"].result_list) == [long, short, publisher, every]
    page = response.content.decode()
    assert "the one with the longest key pattern" in page
    assert "Every document" in page
    assert '<td class="field-headline">The editor</td>' in page


def test_policies_need_a_right_of_their_own(client: Client, db: None) -> None:
    client.force_login(make_editor(*EDITOR))
    assert client.get(LIST).status_code == 403
