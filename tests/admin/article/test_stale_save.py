"""Two editors at one article: nothing is overwritten unless someone says so, of one version."""

from __future__ import annotations

from typing import Any

from django.test import Client

from articles import store
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, Version
from articles.models.version import Reason
from tests.admin.page import address, fields_of, send
from tests.documents.make import (
    SENTENCE,
    make_document,
    make_paragraph,
    make_section,
    make_source,
)
from tests.make import make_article, make_editor


def text_of(number: str) -> Any:
    first, second = make_paragraph("p1", f"First {number}."), make_paragraph("p2", "Second.")
    return make_document(make_section("s1", first, second))


def save_meanwhile(article: Article, text: str, base: int = 1) -> None:
    author = make_editor()
    store.save(article.pk, text_of(text), base=base, reason=Reason.EDIT, author=author)


def began(desk: Client) -> tuple[Article, dict[str, Any]]:
    """An article, and the fields of a form in which the editor has written."""
    article = make_article(text_of("as it was"))
    fields = fields_of(desk, address(article))
    return article, fields | {"body": fields["body"].replace("as it was", "of mine")}


def test_it_is_refused_and_both_texts_stay(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, "of theirs")
    response = send(desk, article, fields)
    page = response.content.decode()
    assert store.load(Article.objects.get()) == text_of("of theirs")
    assert "First of theirs." in page
    assert response.context["adminform"].form["body"].value() == fields["body"]
    assert response.context["adminform"].form["base"].value() == "1"
    assert "editor-" in page


def test_it_marks_what_differs(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, "of theirs")
    stretches = send(desk, article, fields).context["stale"].stretches
    [differing] = [row for stretch in stretches if not stretch.is_same for row in stretch.rows]
    assert (differing.before.text, differing.after.text) == ("First of theirs.", "First of mine.")


def test_it_overwrites_the_version_that_is_named(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, "of theirs")
    send(desk, article, fields | {"overwrite": "2"})
    assert store.load(Article.objects.get()) == text_of("of mine")
    assert Version.objects.get(number=2).document() == text_of("of theirs")


def test_it_overwrites_no_other_version(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, "of theirs")
    save_meanwhile(article, "of a third", base=2)
    send(desk, article, fields | {"overwrite": "2"})
    assert store.load(Article.objects.get()) == text_of("of a third")


def test_publishing_a_stale_form_publishes_nothing(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, "of theirs")
    send(desk, article, fields, "_publish")
    assert not article.editions.exists()


def test_an_untouched_form_is_not_stale(desk: Client) -> None:
    article = make_article(text_of("as it was"))
    fields = fields_of(desk, address(article))
    save_meanwhile(article, "of theirs")
    assert send(desk, article, fields).status_code == 302
    assert store.load(Article.objects.get()) == text_of("of theirs")


def test_the_slug_of_another_editor_stays(desk: Client) -> None:
    article, fields = began(desk)
    store.rename(article.pk, "of-theirs", author=make_editor())
    assert send(desk, article, fields).status_code == 302
    assert Article.objects.get().slug == "of-theirs"
    assert store.load(Article.objects.get()) == text_of("of mine")


def test_two_new_slugs_are_one_too_many(desk: Client) -> None:
    article, fields = began(desk)
    store.rename(article.pk, "of-theirs", author=make_editor())
    form = send(desk, article, fields | {"slug": "of-mine"}).context["adminform"].form
    assert "“of-theirs”" in form.errors["slug"][0]
    assert (form["slug"].value(), form["body"].value()) == ("of-mine", fields["body"])
    assert Article.objects.get().slug == "of-theirs"
    send(desk, article, fields | {name: form[name].value() for name in ("slug", "opened_slug")})
    assert Article.objects.get().slug == "of-mine"


def test_a_slug_that_another_article_took_over_is_not_taken_back(desk: Client) -> None:
    article, fields = began(desk)
    store.rename(article.pk, "of-theirs", author=make_editor())
    make_article(slug=str(fields["slug"]))
    assert send(desk, article, fields).status_code == 302
    assert Article.objects.get(pk=article.pk).slug == "of-theirs"


def test_a_form_without_its_version_saves_nothing(desk: Client) -> None:
    article, fields = began(desk)
    for base in ("", "7", "x"):
        assert send(desk, article, fields | {"base": base}).status_code == 200
    assert Version.objects.count() == 1


def test_a_text_of_an_older_source_is_put_over_a_newer_one(desk: Client) -> None:
    list(import_documents([make_source(SENTENCE, "Is it so?")], Options()))
    article = Article.objects.get()
    fields = fields_of(desk, address(article))
    fields["body"] = fields["body"].replace("Is it", "It is")
    list(import_documents([make_source("Something new.", SENTENCE)], Options()))
    send(desk, article, fields | {"overwrite": "2"})
    assert list(article.paragraphs.values_list("markup", "origin")) == [
        (SENTENCE, 1),
        ("It is so?", None),
    ]
