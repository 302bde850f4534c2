"""A name that is erased is no author, topic or publisher any more."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.erasure.erase import erase_article, erase_passage
from articles.listings.change import save_listing
from articles.models import Article, Edition, Listing
from tests.erasure.everything import NAME, holders, make_redaction, make_told
from tests.site.listings.make import make_listed

pytestmark = pytest.mark.django_db

GROUND = "Court of Hesk, 4 O 17/26"
NAMED = make_redaction(NAME)


def names() -> set[tuple[str, str, str]]:
    return set(Listing.objects.values_list("kind", "name", "slug"))


@pytest.mark.parametrize("everywhere", [False, True])
def test_the_listings_of_a_name_go_and_what_is_left_of_others_stays(*, everywhere: bool) -> None:
    article = make_told()
    assert ("author", NAME, "ann-sjöberg") in names()
    author = Listing.objects.get(kind="author")
    author.slug, author.about = "ann", f"{NAME} writes."
    save_listing(author)
    erased = erase_passage(NAME, None if everywhere else article, ground=GROUND)
    assert holders(NAMED) == set()
    kinds = {kind: name for kind, name, _ in names()}
    assert kinds == {"topic": "Ferries", "publisher": "The (...) Post"}
    assert erased.counts["articles.Listing"] == 3


def test_what_is_left_of_a_publisher_lists_its_articles(client: Client) -> None:
    article = make_told()
    erase_passage(NAME, None, ground=GROUND)
    edition = Edition.objects.get(article=article)
    [slug] = [slug for kind, _, slug in edition.listings if kind == "publisher"]
    assert client.get(f"/publishers/{slug}/").status_code == 200
    assert edition.listed.filter(listing__kind="publisher").exists()


def test_in_one_article_another_keeps_its_author() -> None:
    article = make_told()
    make_listed("other", bylines=(NAME,), topics=(), publisher="")
    erase_passage(NAME, article, ground=GROUND)
    listing = Listing.objects.get(kind="author")
    assert (listing.name, [each.edition.slug for each in listing.listed.all()]) == (NAME, ["other"])
    assert NAME not in str(Edition.objects.get(article=article).listings)


def test_with_an_article_go_the_names_that_it_alone_had() -> None:
    article = make_told()
    make_listed("other", bylines=(), topics=("Ferries",), publisher="")
    erased = erase_article(article, ground=GROUND)
    assert names() == {("topic", "Ferries", "ferries")}
    assert erased.counts["articles.Listing"] == 3


def test_an_editor_s_words_on_an_author_outlive_an_article() -> None:
    article = make_told()
    Listing.objects.filter(kind="topic", name="Ferries").update(about="All that floats.")
    erase_article(article, ground=GROUND)
    assert {name for _, name, _ in names()} == {"Ferries"}


def test_a_dry_run_takes_nothing() -> None:
    article = make_told()
    before = names()
    erase_passage(NAME, article, ground=GROUND, dry_run=True)
    assert names() == before
    assert Article.objects.filter(pk=article.pk).exists()
