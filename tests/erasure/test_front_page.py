"""What is erased goes from the names of groups on the front page, too."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.erasure.erase import erase_article, erase_passage
from articles.models import ArrangedGroup
from articles.publishing.front.arrange import arranged_groups, begin_arrangement, current_draft
from articles.publishing.front.groups import FrontGroup
from tests.erasure.everything import NAME, holders, make_redaction, make_told

pytestmark = pytest.mark.django_db

GROUND = "Court of Hesk, 4 O 17/26"


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_name_goes_from_groups_of_every_arrangement(client: Client, *, everywhere: bool) -> None:
    article = make_told()
    begin_arrangement((FrontGroup(f"About {NAME}", articles=(article.pk,)),), 0)
    assert NAME in client.get("/").content.decode()
    erased = erase_passage(NAME, None if everywhere else article, ground=GROUND)
    assert holders(make_redaction(NAME)) == set()
    assert [name for (name,) in ArrangedGroup.objects.values_list("name")] == ["About (...)"] * 2
    assert erased.counts["articles.ArrangedGroup"] == 2
    html = client.get("/").content.decode()
    assert NAME not in html
    assert "About (...)" in html


def test_a_name_goes_from_the_headlines_of_places(client: Client) -> None:
    article = make_told()
    group = FrontGroup("Today", articles=(article.pk,), headlines=((article.pk, f"{NAME} speaks"),))
    begin_arrangement((group,), 0)
    assert f"{NAME} speaks" in client.get("/").content.decode()
    erase_passage(NAME, article, ground=GROUND)
    assert NAME not in client.get("/").content.decode()
    assert "(...) speaks" in client.get("/").content.decode()


def test_an_article_that_is_erased_leaves_its_group_sound(client: Client) -> None:
    article = make_told()
    begun = begin_arrangement((FrontGroup("Today", articles=(article.pk,)),), 0)
    erase_article(article, ground=GROUND)
    assert arranged_groups(begun) == current_draft()[1] == (FrontGroup("Today"),)
    assert client.get("/").status_code == 200
