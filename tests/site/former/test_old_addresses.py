"""A site that moved keeps its links: articles, pictures, feeds and listings are led to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Edition, Picture
from articles.publishing.publish import publish, withdraw
from tests.site.former.moved import HOST, move_site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_pictures")]

HARBOUR = "/articles/the-harbour-opens-again/"
PIER = "/articles/the-pier-fell/"


@pytest.fixture
def moved(tmp_path: Path, own_pictures: Path) -> None:
    move_site(tmp_path / "export")


def led_to(client: Client, address: str) -> str | int:
    """Where an address leads at once, or how it is answered where it leads nowhere."""
    response = client.get(address)
    return response.headers["Location"] if response.status_code == 301 else response.status_code


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/2014/03/harbour-opens.html", HARBOUR),
        ("/2014/03/harbour-opens.html/", HARBOUR),
        ("/2014/03/harbour-opens.html/amp", HARBOUR),
        ("/2014/03/harbour-opens.html?utm_source=letter", HARBOUR),
        ("/2014/03/harbour-opens.html?replytocom=4", HARBOUR),
        ("/2014/03/pier-fell/", PIER),
        ("/2014/03/pier-fell", PIER),
        ("/2014/03/pier-fell/amp/", PIER),
        ("/2014/03/pier-fell/feed/", PIER),
        ("/2014/03/pier-fell/comment-page-2/", PIER),
        ("/2014/03/pier-fell/a-picture-of-it/", PIER),
        ("/2014/03/pier-fell/attachment/a-picture-of-it/", PIER),
        ("/amp/2014/03/pier-fell/", PIER),
        ("/2014/03/%70ier-fell/", PIER),
        ("/?p=12", PIER),
        ("/?p=12&preview=true", PIER),
        ("/?p=12&fbclid=x", PIER),
        ("/nothing/of/the/kind/", 404),
        ("/2014/03/pier/", 404),
        ("/?p=99", 200),
        ("/?p=12%00", 400),
    ],
)
def test_the_old_address_of_an_article_leads_to_it(
    client: Client, old: str, new: str | int
) -> None:
    assert led_to(client, old) == new


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("old", ["/2014/03/عبارة/", "/2014/03/%D8%B9%D8%A8%D8%A7%D8%B1%D8%A9"])
def test_an_old_address_in_another_script_leads_on(client: Client, old: str) -> None:
    article = Article.objects.get(external_id__endswith="?p=13")
    assert led_to(client, old) == article.editions.get().get_absolute_url()


@pytest.mark.usefixtures("moved")
def test_an_old_address_leads_to_the_slug_of_now(client: Client) -> None:
    article = Article.objects.get(slug="the-pier-fell")
    Article.objects.filter(pk=article.pk).update(slug="pier")
    publish(article)
    assert led_to(client, "/2014/03/pier-fell/") == "/articles/pier/"
    assert led_to(client, "/?p=12") == "/articles/pier/"
    assert led_to(client, PIER) == "/articles/pier/"


@pytest.mark.usefixtures("moved")
def test_the_old_address_of_a_withdrawn_article_is_gone(client: Client) -> None:
    withdraw(Article.objects.get(slug="the-pier-fell"))
    assert led_to(client, "/2014/03/pier-fell/") == 410


@pytest.mark.usefixtures("moved")
def test_whatever_else_was_added_to_an_old_address_is_no_error(client: Client) -> None:
    more = "".join(f"&a{number}=1" for number in range(300))
    assert led_to(client, f"/?p=11{more}") == HARBOUR
    assert led_to(client, f"/nothing/?x=1{more}") == 404


@pytest.mark.usefixtures("moved")
def test_the_old_address_of_what_is_to_come_is_not_found(client: Client) -> None:
    Edition.objects.update(live_from=timezone.now() + timedelta(hours=1))
    assert led_to(client, "/2014/03/pier-fell/") == 404


def test_nothing_leads_on_where_no_host_is_named(client: Client, tmp_path: Path) -> None:
    move_site(tmp_path / "export", hosts=())
    assert led_to(client, "/2014/03/pier-fell/") == 404
    assert led_to(client, "/?p=12") == 200


def test_the_articles_of_other_hosts_are_not_led_to(client: Client, tmp_path: Path) -> None:
    move_site(tmp_path / "export", hosts=("other.example",))
    assert led_to(client, "/2014/03/pier-fell/") == 404


def test_one_of_several_hosts_is_enough(client: Client, tmp_path: Path) -> None:
    move_site(tmp_path / "export", hosts=("other.example", HOST))
    assert led_to(client, "/2014/03/pier-fell/") == PIER


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("harbour.jpg", 960),
        ("harbour-300x200.jpg", 480),
        ("harbour-768x512.jpg", 960),
        ("harbour-2000x1333.jpg", 960),
        ("harbour-scaled.jpg", 960),
    ],
)
def test_the_old_address_of_a_picture_leads_to_a_rendition(
    client: Client, name: str, width: int
) -> None:
    sha256 = Picture.objects.get().sha256
    old = f"/wp-content/uploads/2014/03/{name}"
    assert led_to(client, old) == f"/pictures/{sha256}/{width}.jpg"
    assert client.get(old, follow=True).headers["Content-Type"] == "image/jpeg"


@pytest.mark.usefixtures("moved")
def test_the_old_address_of_a_picture_that_nobody_sees_is_not_found(client: Client) -> None:
    withdraw(Article.objects.get(slug="the-harbour-opens-again"))
    assert led_to(client, "/wp-content/uploads/2014/03/harbour.jpg") == 404


@pytest.mark.usefixtures("moved")
def test_links_between_articles_of_the_old_site_lead_here(client: Client) -> None:
    assert f'href="{PIER}"' in client.get(HARBOUR).content.decode()


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/feed/", "/feeds/rss.xml"),
        ("/feed", "/feeds/rss.xml"),
        ("/feed/rss2/", "/feeds/rss.xml"),
        ("/rss", "/feeds/rss.xml"),
        ("/rss.xml", "/feeds/rss.xml"),
        ("/feed.xml", "/feeds/rss.xml"),
        ("/index.xml", "/feeds/rss.xml"),
        ("/?feed=rss2", "/feeds/rss.xml"),
        ("/feed/atom/", "/feeds/atom.xml"),
        ("/atom.xml", "/feeds/atom.xml"),
        ("/feeds/posts/default", "/feeds/rss.xml"),
        ("/feed.json", "/feeds/feed.json"),
        ("/feed/json", "/feeds/feed.json"),
        ("/comments/feed/", 404),
        ("/category/harbour-news/", "/topics/harbour-news/"),
        ("/category/places/harbour-news/", "/topics/harbour-news/"),
        ("/category/harbour-news/page/3/", "/topics/harbour-news/"),
        ("/category/harbour-news/feed/", "/topics/harbour-news/rss.xml"),
        ("/category/harbour-news/feed/atom/", "/topics/harbour-news/atom.xml"),
        ("/tag/harbour-news", "/topics/harbour-news/"),
        ("/?tag=harbour-news", "/topics/harbour-news/"),
        ("/tag/nothing/", 404),
        ("/topics/nothing/", 404),
        ("/author/ann-berg/", "/authors/ann-berg/"),
        ("/author/ann-berg/feed/", "/authors/ann-berg/rss.xml"),
        ("/2014/", "/archive/2014/"),
        ("/2014/03/", "/archive/2014/03/"),
        ("/2014/3/8", "/archive/2014/03/08/"),
        ("/?m=201403", "/archive/2014/03/"),
        ("/2014/13/", 404),
        ("/page/2/", "/"),
        ("/?s=harbour+boat", "/search/?q=harbour+boat"),
    ],
)
def test_old_feeds_and_lists_lead_to_those_of_now(client: Client, old: str, new: str | int) -> None:
    assert led_to(client, old) == new


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    "old", ["/tag/harbour-news/", "/?tag=harbour-news", "/category/x/harbour-news/"]
)
def test_a_list_of_drafts_alone_is_led_to_by_nothing(client: Client, old: str) -> None:
    for article in Article.objects.all():
        withdraw(article)
    assert led_to(client, old) == led_to(client, old.replace("harbour-news", "unheard-of"))


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("old", ["/feed/", "/category/harbour-news/", "/2014/03/", "/page/2/"])
def test_a_list_is_led_to_that_is_there(client: Client, old: str) -> None:
    assert client.get(old, follow=True).status_code == 200


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("old", "queries"), [("/nothing/here/", 2), ("/2014/03/pier-fell/", 2), ("/feed/", 1)]
)
def test_an_old_address_costs_so_many_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, old: str, queries: int
) -> None:
    client.get(old)
    with django_assert_num_queries(queries):
        client.get(old)
