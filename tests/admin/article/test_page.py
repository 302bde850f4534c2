"""The article's page: what a save writes, keeps and tells."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import Line
from articles.models import Article, Paragraph, Version
from tests.admin.page import address, fields_of, messages_of, press, send
from tests.documents.make import SENTENCE, make_document, make_paragraph, make_section
from tests.make import make_article, make_label_review


def rows() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in apps.get_models()}


def two_paragraphs() -> Article:
    first = make_paragraph("p1", "One &amp; <strong>only</strong>.", origin=4)
    second = make_paragraph("p2", "Two.", origin=5)
    return make_article(make_document(make_section("s1", first, second)))


def paragraph(article: Article, uid: str) -> Paragraph:
    return article.paragraphs.get(uid=uid)


def test_an_unchanged_save_writes_nothing(desk: Client) -> None:
    document = make_document(
        make_section("s1", heading=Line("A heading", 3), byline=Line("By Ada", 4)),
        headline=Line("A  headline\u00a0here", 1),
        headline_provisional=True,
        standfirst=Line("It says “so”.", 2),
        bylines=("Ada  Byron", "Mary"),
        language="en-GB",
    )
    article = make_article(document)
    fields = fields_of(desk, address(article))
    before = rows()
    response = send(desk, article, fields)
    assert rows() == before
    assert Article.objects.get().changed_at == article.changed_at
    [message] = messages_of(desk, response)
    assert re.fullmatch(r"Saved \d\d:\d\d, version 1: nothing has changed since\.", message)


def test_an_edit_keeps_identity_and_origin(desk: Client) -> None:
    article = two_paragraphs()
    body = fields_of(desk, address(article))["body"].replace("Two.", "Two, and more.")
    press(desk, article, body=body)
    changed = paragraph(article, "p2")
    assert (changed.markup, changed.origin) == ("Two, and more.", 5)
    assert paragraph(article, "p1").markup == "One &amp; <strong>only</strong>."


def test_the_standfirst_can_be_made_text_and_stays_known_as_its_block(desk: Client) -> None:
    article = make_article(make_document(standfirst=Line("It says “so”.", 2)))
    body = fields_of(desk, address(article))["body"]
    press(desk, article, standfirst="", body=f"<p>It says “so”.</p>{body}")
    assert Article.objects.get().standfirst == ""
    assert [p.origin for p in article.paragraphs.all()] == [2, None]


def test_a_save_is_a_version_and_a_log_entry(desk: Client) -> None:
    article = two_paragraphs()
    response = press(desk, article, headline="A better headline", standfirst="In short.")
    version = Version.objects.get(article=article, number=2)
    assert version.document().headline.text == "A better headline"
    assert version.created_by_id == int(desk.session["_auth_user_id"])
    assert LogEntry.objects.get().get_change_message() == "Changed headline and standfirst."
    assert messages_of(desk, response) == ["Saved as version 2."]


def test_typing_a_headline_confirms_it(desk: Client) -> None:
    article = make_article(make_document(headline_provisional=True))
    press(desk, article, headline="One that an editor wrote")
    assert not Article.objects.get().headline_provisional


def test_a_headline_is_confirmed_as_it_is(desk: Client) -> None:
    article = make_article(make_document(headline_provisional=True))
    press(desk, article, standfirst="In short.")
    assert Article.objects.get().headline_provisional
    press(desk, article, headline_confirmed="on")
    assert not Article.objects.get().headline_provisional


def test_a_headline_of_white_space_is_refused(desk: Client) -> None:
    response = press(desk, make_article(), headline=" \r\n ")
    assert response.context["adminform"].form.errors["headline"]


def test_bylines_are_one_a_line(desk: Client) -> None:
    article = make_article()
    press(desk, article, bylines="Ada Byron\r\n\r\n  Mary, of London ")
    assert Article.objects.get().bylines == ["Ada Byron", "Mary, of London"]


def test_a_language_is_a_tag(desk: Client) -> None:
    article = make_article()
    assert "language" in press(desk, article, language="English!").context["adminform"].form.errors
    press(desk, article, language="en_GB")
    assert Article.objects.get().language == "en-GB"


def test_details_are_shown_and_saved(desk: Client) -> None:
    known = Metadata("The Harbour", "https://news.example/ferry", topics=("Sea", "Ferries"))
    article = make_article(make_document(metadata=known))
    assert fields_of(desk, address(article))["topics"].split() == ["Sea", "Ferries"]
    press(desk, article, topics="Sea\r\nStorms", published="2024-05-31 11:30+02:00")
    saved = store.load(Article.objects.get()).metadata
    assert saved == replace(known, topics=("Sea", "Storms"), published="2024-05-31T09:30:00+00:00")
    assert LogEntry.objects.get().get_change_message() == "Changed metadata."


@pytest.mark.parametrize(
    ("field", "text"),
    [("published", "last week"), ("url", "news.example"), ("picture", "javascript:alert(1)")],
)
def test_a_wrong_detail_is_told_at_its_field(desk: Client, field: str, text: str) -> None:
    article = make_article()
    assert field in press(desk, article, **{field: text}).context["adminform"].form.errors


def test_a_detail_that_came_in_odd_is_left_as_it_is(desk: Client) -> None:
    article = make_article(make_document(metadata=Metadata(url="/ferry", picture="x")))
    press(desk, article, standfirst="In short.")
    saved = store.load(Article.objects.get()).metadata
    assert (saved.url, saved.picture) == ("/ferry", "x")


def test_noise_can_be_made_text_and_text_noise(desk: Client) -> None:
    article = two_paragraphs()
    body = fields_of(desk, address(article))["body"]
    press(desk, article, body=body.replace('data-kind="body"', 'data-kind="noise"', 1))
    assert paragraph(article, "p1").noise
    body = fields_of(desk, address(article))["body"]
    press(desk, article, body=body.replace(' data-noise=""', "", 1))
    assert paragraph(article, "p1").kind == Kind.BODY


def test_hostile_markup_is_cleaned_and_reported(desk: Client) -> None:
    article = make_article()
    body = '<p>Read <a href="javascript:alert(1)">this</a><script>alert(2)</script></p>'
    response = press(desk, article, body=body)
    assert [p.markup for p in article.paragraphs.all()] == ["Read this"]
    [_, told] = messages_of(desk, response)
    assert "1 link with a refused address (javascript:alert(1))" in told
    assert "1 <script> element" in told


def test_a_text_that_cannot_be_cleaned_stays_in_the_form(desk: Client) -> None:
    article = make_article()
    body = f"<p>{'<b>' * 5000}</p>"
    response = press(desk, article, body=body)
    assert "Paragraph 1 cannot be saved" in response.context["adminform"].form.errors["body"][0]
    assert response.context["adminform"].form["body"].value() == body
    assert Version.objects.count() == 1


def test_a_slug_is_written_without_a_version(desk: Client) -> None:
    article = make_article(slug="old")
    press(desk, article, slug="new")
    assert Article.objects.get().slug == "new"
    assert Version.objects.count() == 1
    assert LogEntry.objects.get().get_change_message() == "Changed slug."


def test_a_new_slug_is_a_change_by_its_editor(desk: Client) -> None:
    article = make_article(slug="old")
    press(desk, article, slug="new")
    changed = Article.objects.get()
    assert changed.changed_at > article.changed_at
    assert changed.changed_by_id == int(desk.session["_auth_user_id"])


def test_a_slug_that_readers_know_another_article_by_is_refused(desk: Client) -> None:
    known = make_article(slug="known")
    press(desk, known, "_publish")
    press(desk, known, slug="renamed")
    response = press(desk, make_article(), slug="known")
    assert "published under it" in response.context["adminform"].form.errors["slug"][0]


def test_a_taken_slug_is_refused(desk: Client) -> None:
    make_article(slug="taken")
    article = make_article(slug="own")
    response = press(desk, article, slug="taken")
    assert "slug" in response.context["adminform"].form.errors


def test_an_article_is_written_from_nothing(desk: Client) -> None:
    body = f"<p>{SENTENCE}</p>"
    desk.post("/admin/articles/article/add/", {"headline": "By hand", "body": body, "_save": ""})
    article = Article.objects.get()
    assert article.slug == "by-hand"
    assert store.load(article).headline == Line("By hand")
    assert [p.markup for p in article.paragraphs.all()] == [SENTENCE]


def test_two_articles_of_one_headline_get_two_addresses(desk: Client) -> None:
    for _ in range(2):
        desk.post("/admin/articles/article/add/", {"headline": "Twice", "body": "", "_save": ""})
    assert Article.objects.values("slug").distinct().count() == 2


def test_the_page_takes_as_many_queries_for_any_length(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk.get(address(make_article()))  # Django keeps the content types that this looks up.
    for number in (1, 120):
        paragraphs = [make_paragraph(f"p{n}", f"Text {n}") for n in range(number)]
        article = make_article(make_document(make_section("s1", *paragraphs)))
        make_label_review(article)
        with django_assert_num_queries(21):
            desk.get(address(article))
