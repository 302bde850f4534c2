"""The front page that a new site begins with, arranged from the seeds."""

from __future__ import annotations

import pytest

from articles.management.first_front_page import arrange_first
from articles.models import Arrangement, Article, Listing
from articles.publishing.front.arrange import arranged_groups, save_draft
from articles.publishing.front.groups import FrontGroup
from tests.make import make_article, make_source_document
from tests.site.listings.make import make_listed
from tests.site.make import hours

pytestmark = pytest.mark.django_db


def make_seeds(*names: str) -> dict[str, int]:
    for name in names:
        source = make_source_document(file=f"seeds/{name}_seed.txt")
        Article.objects.filter(pk=make_article().pk).update(source=source)
    keys = Article.objects.order_by("pk").values_list("pk", flat=True)
    return dict(zip(names, keys, strict=True))


def test_it_has_a_lead_and_groups() -> None:
    keys = make_seeds(*(f"{number:02}" for number in range(1, 13)))
    arrange_first()
    groups = arranged_groups(Arrangement.objects.begun().get())
    assert [group.name for group in groups] == ["", "Today", "Coast", "Culture"]
    assert groups[0].articles == (keys["02"],)
    assert groups[1].articles == (keys["01"], keys["07"], keys["05"])


def test_a_group_leads_to_its_topic_where_readers_have_one() -> None:
    make_seeds(*(f"{number:02}" for number in range(1, 13)))
    make_listed(topics=("Coast",))
    make_listed("later", topics=("Culture",), live_from=hours(1))
    arrange_first()
    groups = arranged_groups(Arrangement.objects.begun().get())
    coast = Listing.objects.get(name="Coast").pk
    assert [group.listing for group in groups] == [None, None, coast, None]


def test_other_documents_are_left_to_the_editors() -> None:
    make_seeds("01", "x")
    arrange_first()
    assert not Arrangement.objects.exists()


def test_what_somebody_arranged_stays() -> None:
    make_seeds(*(f"{number:02}" for number in range(1, 13)))
    save_draft((FrontGroup("Mine"),), 0)
    arrange_first()
    assert Arrangement.objects.get().is_draft
