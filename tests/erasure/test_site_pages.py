"""What is erased goes from static pages, the masthead and sitemaps that are stored, too."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from articles.erasure.erase import erase_article, erase_passage
from articles.models import Edition, Listing, Masthead, StaticPage
from articles.publishing.publish import publish
from articles.site.sitemaps.addresses import A_PART
from tests.erasure.everything import NAME, holders, make_redaction, make_told
from tests.make import make_article

pytestmark = pytest.mark.django_db

GROUND = "Court of Hesk, 4 O 17/26"


def make_pages() -> None:
    StaticPage.objects.create(slug="about", title="About us", is_public=True)
    StaticPage.objects.create(
        slug="about-ann-sjöberg",
        former_slugs=["on-ann-sjöberg", "staff"],
        title=f"About {NAME}",
        written=f"<p>{NAME} is the editor.</p>",
        markup=f"<p>{NAME} is the editor.</p>",
        is_public=True,
    )
    navigation = [[NAME, "/authors/ann-sjöberg/"], [f"By {NAME}", "/archive/"]]
    Masthead(pk=1, navigation=navigation, tagline=f"Led by {NAME}").save()


def test_a_name_goes_from_static_pages_and_the_masthead(client: Client) -> None:
    make_told()
    make_pages()
    assert NAME in client.get("/").content.decode()
    erase_passage(NAME, None, ground=GROUND)
    assert holders(make_redaction(NAME)) == set()
    page = StaticPage.objects.get(title="About (...)")
    assert (page.slug[:6], page.former_slugs) == ("about-", ["staff"])
    assert Masthead.get().navigation == [["By (...)", "/archive/"]]
    assert NAME not in client.get(page.get_absolute_url()).content.decode()


def test_in_one_article_static_pages_stay() -> None:
    article = make_told()
    make_pages()
    erase_passage(NAME, article, ground=GROUND)
    assert StaticPage.objects.filter(title=f"About {NAME}").exists()


@pytest.mark.parametrize("whole", [False, True])
def test_stored_sitemaps_say_nothing_of_it_any_more(client: Client, *, whole: bool) -> None:
    article = make_told()
    publish(make_article())
    Edition.objects.update(first_published_at=timezone.now(), is_dated=True)
    author = Listing.objects.get(kind="author")
    parts = (f"articles-{article.pk // A_PART}", f"listings-{author.pk // A_PART}")
    sitemaps = ("/news-sitemap.xml", *(f"/sitemaps/{part}.xml" for part in parts))
    assert all(client.get(address).status_code == 200 for address in sitemaps)
    assert f"{NAME} saw it" in client.get("/news-sitemap.xml").content.decode()
    if whole:
        erase_article(article, ground=GROUND)
    else:
        erase_passage(NAME, None, ground=GROUND)
    for address in sitemaps:
        answer = client.get(address)
        assert answer.status_code in {200, 404}
        text = answer.content.decode() if answer.status_code == 200 else ""
        assert NAME not in text
        assert "ann-sj" not in text
