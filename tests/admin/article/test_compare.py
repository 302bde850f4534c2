"""Any two versions compared, parts of them brought back, and versions that have names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.documents.article.model import ArticleDocument, Line
from articles.models import Article, Version
from articles.models.version import Reason
from articles.publishing.publish import publish, withdraw
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article, make_editor, make_imported

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = (make_paragraph(uid, f"Paragraph {uid}.") for uid in ("one", "two", "three"))
FIRST = make_document(make_section("s", ONE, TWO, THREE), headline=Line("A ferry sails"))


@pytest.fixture
def viewer(client: Client) -> Client:
    """The browser of one who may only look."""
    client.force_login(make_editor("view_article"))
    return client


def save(article: Article, document: ArticleDocument) -> None:
    article.refresh_from_db()
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
    article.refresh_from_db()


def with_paragraphs(*paragraphs: object, headline: str = "A ferry sails") -> ArticleDocument:
    return make_document(make_section("s", *paragraphs), headline=Line(headline))  # type: ignore[arg-type]


def make_history() -> Article:
    """Three versions: the second has another word and one paragraph less, the third a headline."""
    article = make_article(FIRST)
    changed = make_paragraph("one", "Paragraph 1.")
    save(article, with_paragraphs(changed, THREE))
    save(article, with_paragraphs(changed, THREE, headline="A ferry sinks"))
    return article


def compare(desk: Client, article: Article, **query: str) -> str:
    response = desk.get(reverse("admin:articles_article_compare", args=[article.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def bring_back(desk: Client, article: Article, part: str, source: str = "1", base: int = 3) -> str:
    address = reverse("admin:articles_article_compare", args=[article.pk])
    data = {"part": part, "from": source, "base": base}
    return desk.post(address, data, follow=True).content.decode()


def test_any_two_versions_are_compared(desk: Client) -> None:
    page = compare(desk, make_history(), **{"from": "1", "to": "2"})
    assert "From version 1 to version 2" in page
    assert "Paragraph <del>one</del> <ins>1</ins>." in page
    assert "Paragraph gone" in page
    assert "<del>Paragraph two.</del>" in page
    assert "<ins>sinks</ins>" not in page


def test_a_version_is_compared_with_what_is_live(desk: Client) -> None:
    article = make_article(FIRST)
    publish(article)
    save(article, with_paragraphs(ONE, TWO, THREE, headline="A ferry sinks"))
    page = compare(desk, article, **{"from": "live", "to": "2"})
    assert "From version 1, live to version 2" in page
    assert "A ferry <del>sails</del> <ins>sinks</ins>" in page


def test_the_history_compares_what_is_live_with_the_newest_by_itself(desk: Client) -> None:
    article = make_article(FIRST)
    publish(article)
    save(article, with_paragraphs(ONE, TWO, THREE, headline="A ferry sinks"))
    save(article, with_paragraphs(ONE, TWO, THREE, headline="A ferry burns"))
    page = desk.get(reverse("admin:articles_article_history", args=[article.pk])).content.decode()
    assert "From version 1, live to version 3" in page
    assert page.count("checked") == 2


def test_what_was_imported_and_published_is_one_click_away(desk: Client) -> None:
    article = make_imported("The first paragraph of all.", "The second one of them.")
    publish(article)
    withdraw(article)
    changed = replace(store.load(article), headline=Line("Another"))
    save(article, changed)
    page = compare(desk, article)
    address = reverse("admin:articles_article_compare", args=[article.pk])
    for name in ("imported", "published"):
        assert f'href="{address}?from={name}"' in page
        assert "<ins>Another</ins>" in compare(desk, article, **{"from": name})


def test_side_by_side_each_side_has_its_own_words(desk: Client) -> None:
    page = compare(desk, make_history(), **{"from": "1", "to": "2", "show": "columns"})
    assert "Paragraph <del>one</del>." in page
    assert "Paragraph <ins>1</ins>." in page


@pytest.mark.parametrize("value", ["9", "live", "imported", "published", "x", "-1", "9" * 30])
def test_what_an_article_does_not_have_is_not_found(desk: Client, value: str) -> None:
    address = reverse("admin:articles_article_compare", args=[make_history().pk])
    assert desk.get(address, {"from": value}).status_code == 404


def test_one_paragraph_is_brought_back_as_it_was(desk: Client) -> None:
    article = make_history()
    page = bring_back(desk, article, "p.one")
    assert "It is as in version 1 again, saved as version 4." in page
    document = store.load(Article.objects.get())
    assert [p.text for p in document.paragraphs()] == ["Paragraph one.", "Paragraph three."]
    assert document.headline.text == "A ferry sinks"
    assert Version.objects.get(number=4).reason == Reason.RESTORE
    assert LogEntry.objects.get().get_change_message() == "Restored a part of version 1."


def test_a_deleted_paragraph_comes_back_at_its_place(desk: Client) -> None:
    article = make_history()
    bring_back(desk, article, "p.two")
    texts = [p.text for p in store.load(Article.objects.get()).paragraphs()]
    assert texts == ["Paragraph 1.", "Paragraph two.", "Paragraph three."]


def test_what_reads_like_that_already_makes_no_version(desk: Client) -> None:
    assert "It reads like that already." in bring_back(desk, make_history(), "p.three")
    assert Version.objects.count() == 3
    assert not LogEntry.objects.exists()


def test_nothing_is_brought_back_over_a_save_in_between(desk: Client) -> None:
    article = make_history()
    page = bring_back(desk, article, "p.one", base=2)
    assert "Not restored: version 3 was saved meanwhile." in page
    assert Version.objects.count() == 3


def test_a_part_that_no_version_has_is_not_found(desk: Client) -> None:
    address = reverse("admin:articles_article_compare", args=[make_history().pk])
    data = {"part": "p.nothing", "from": "1", "base": 3}
    assert desk.post(address, data).status_code == 404


def test_who_may_only_look_compares_and_changes_nothing(viewer: Client) -> None:
    article = make_history()
    page = compare(viewer, article, **{"from": "1"})
    assert 'name="part"' not in page
    assert "Name it" not in page
    addresses = [
        reverse("admin:articles_article_compare", args=[article.pk]),
        reverse("admin:articles_article_name_version", args=[article.pk, 1]),
    ]
    for address in addresses:
        assert viewer.post(address, {"part": "p.one", "from": "1"}).status_code == 403


def name(desk: Client, article: Article, text: str) -> str:
    address = reverse("admin:articles_article_name_version", args=[article.pk, 1])
    return desk.post(address, {"name": text}, follow=True).content.decode()


def test_a_version_gets_a_name_and_another_and_loses_it(desk: Client) -> None:
    article = make_history()
    content = Version.objects.get(number=1).content
    assert "“After the lawyer’s look”" in name(desk, article, "  After the\nlawyer’s look ")
    assert "From version 1, “After the lawyer’s look” to" in compare(desk, article, **{"from": "1"})
    name(desk, article, "As agreed")
    assert "Version 1 has no name any more." in name(desk, article, "")
    version = Version.objects.get(number=1)
    assert (version.name, version.content) == ("", content)
    assert [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")] == [
        "Version 1 is called “After the lawyer’s look” now.",
        "Version 1 is called “As agreed” now.",
        "Version 1 has no name any more.",
    ]


def test_the_same_name_again_is_not_logged(desk: Client) -> None:
    article = make_history()
    name(desk, article, "As agreed")
    name(desk, article, "As agreed")
    assert LogEntry.objects.count() == 1


def test_the_history_shows_a_page_of_versions_at_a_time(desk: Client) -> None:
    article = make_article(FIRST)
    first = Version.objects.get()
    made = [
        Version(article=article, number=number, content=first.content, reason=Reason.EDIT)
        for number in range(2, 61)
    ]
    Version.objects.bulk_create(made)
    Article.objects.update(version=60)
    address = reverse("admin:articles_article_history", args=[article.pk])
    page = desk.get(address).content.decode()
    assert page.count('name="from"') == 51
    assert f"{address}?before=11" in page
    page = desk.get(address, {"before": "11"}).content.decode()
    assert page.count('name="to"') == 10
    assert "Earlier versions" not in page


def test_versions_stay_whatever_becomes_of_the_article(desk: Client) -> None:
    article = make_history()
    publish(article)
    withdraw(article)
    store.delete([article.pk])
    Version.objects.update(created_at=timezone.now().replace(year=2001))
    store.undelete(article.pk)
    assert sorted(Version.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_the_history_asks_as_much_of_few_versions_as_of_many(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = make_history()
    compare(desk, article)
    with django_assert_num_queries(13):
        compare(desk, article)
