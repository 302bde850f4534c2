"""A signed link shows one article to whoever has it, until it ends; nobody keeps or indexes it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Line
from articles.models import Article, PreviewLink
from articles.models.version import Reason
from articles.publishing.publish import publish
from tests.admin.page import address, messages_of
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article, make_editor
from tests.pictures.make import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    """An editor's browser, beside that of who has the link."""
    browser = Client()
    browser.force_login(make_editor("view_article", "change_article"))
    return browser


def make_link(article: Article, **fields: Any) -> PreviewLink:
    values = {"expires_at": timezone.now() + timedelta(days=1), **fields}
    return PreviewLink.objects.create(article=article, **values)


def change(article: Article, headline: str) -> None:
    document = replace(store.load(article), headline=Line(headline))
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
    article.refresh_from_db()


def shown(client: Client, link: PreviewLink) -> str:
    answer = client.get(link.get_absolute_url())
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_it_shows_the_text_as_it_is_now_and_says_what_it_is_and_until_when(client: Client) -> None:
    article = make_article()
    link = make_link(article)
    change(article, "As it is now")
    html = shown(client, link)
    assert "<h1>As it is now</h1>" in html
    assert "Preview." in html
    assert "This link works until" in html
    assert str(timezone.localtime(link.expires_at).year) in html


def test_one_of_a_version_shows_that_whatever_is_changed_later(client: Client) -> None:
    article = make_article()
    link = make_link(article, version=article.versions.get())
    change(article, "Changed later")
    html = shown(client, link)
    assert "<h1>A ferry leaves on time</h1>" in html
    assert "Version 1, not what readers see." in html


def test_nothing_keeps_indexes_or_learns_it(client: Client) -> None:
    answer = client.get(make_link(make_article()).get_absolute_url())
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in answer.content.decode()
    assert not answer.cookies


@pytest.mark.parametrize("way", ["expired", "revoked", "trashed"])
def test_one_that_is_over_says_so_and_shows_nothing(
    client: Client, way: str, admin_user: User
) -> None:
    article = make_article()
    link = make_link(article)
    now = timezone.now()
    if way == "expired":
        ended = {"made_at": now - timedelta(days=2), "expires_at": now - timedelta(seconds=1)}
        PreviewLink.objects.update(**ended)
    elif way == "revoked":
        PreviewLink.objects.update(revoked_at=now)
    else:
        store.delete([article.pk], by=admin_user)
    answer = client.get(link.get_absolute_url())
    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "This preview is over" in answer.content.decode()
    assert article.headline not in answer.content.decode()


def test_an_address_that_was_not_signed_here_leads_nowhere(client: Client) -> None:
    link = make_link(make_article())
    forged = [link.key, f"{link.key}:nonsense", Signer(salt="other").sign(link.key), "x" * 5000]
    assert {client.get(f"/preview/{token}/").status_code for token in forged} == {404}


def test_guessing_is_slowed_down(client: Client) -> None:
    codes = [client.get("/preview/guessed/").status_code for _ in range(61)]
    assert codes == [404] * 60 + [429]


def test_its_pictures_are_seen_by_the_link_alone(client: Client) -> None:
    picture, other = make_picture(), make_picture()
    part = make_paragraph("p2", "", kind=Kind.PICTURE, attributes={"picture": picture.sha256})
    article = make_article(make_document(make_section("s1", make_paragraph(), part)))
    link = make_link(article)
    html = shown(client, link)
    found = re.search(r'<img src="(/preview/[^"]+)"', html)
    assert found
    answer = client.get(found[1])
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get(found[1].replace(picture.sha256, other.sha256)).status_code == 404
    PreviewLink.objects.update(revoked_at=timezone.now())
    assert client.get(found[1]).status_code == 404


def test_an_editor_makes_one_and_the_page_has_its_address(desk: Client, client: Client) -> None:
    article = make_article()
    page = address(article, "preview_links")
    response = desk.post(page, {"what": "current", "days": "7"})
    link = PreviewLink.objects.get()
    assert "The link works until" in messages_of(desk, response)[-1]
    html = desk.get(page).content.decode()
    assert f'value="http://testserver{link.get_absolute_url()}"' in html
    assert timedelta(days=6) < link.expires_at - timezone.now() < timedelta(days=7)
    assert "<h1>A ferry" in shown(client, link)
    assert "1 works, until" in desk.get(address(article)).content.decode()


def test_an_editor_makes_one_of_the_version_at_hand(desk: Client) -> None:
    article = make_article()
    desk.post(address(article, "preview_links"), {"what": "version", "days": "1"})
    assert PreviewLink.objects.get().version == article.versions.get()


def test_an_editor_revokes_one(desk: Client, client: Client) -> None:
    article = make_article()
    link = make_link(article)
    desk.post(address(article, "preview_links"), {"revoke": link.pk})
    assert client.get(link.get_absolute_url()).status_code == 410
    assert "There is no link" in desk.get(address(article, "preview_links")).content.decode()


def test_who_may_only_look_makes_none(client: Client) -> None:
    client.force_login(make_editor("view_article"))
    article = make_article()
    sent = {"what": "current", "days": "7"}
    assert client.post(address(article, "preview_links"), sent).status_code == 403
    assert not PreviewLink.objects.exists()


def test_no_page_of_the_site_leads_to_it(client: Client) -> None:
    article = make_article()
    make_link(article)
    publish(article)
    for page in ("/", "/sitemap.xml", "/sitemaps/pages.xml", "/feeds/atom.xml", "/robots.txt"):
        assert "/preview/" not in client.get(page).content.decode(), page
