"""What is found before an article goes live, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import pytest
from django.utils import timezone

from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import ArticleDocument, Line
from articles.documents.urls.canonical import url_hash
from articles.models import Article, Edition
from articles.models.noise_rule import NoiseState
from articles.publishing.check.check import check_article
from articles.publishing.publish import NotLookedAt, Stopped, publish
from tests.documents.make import SENTENCE, make_document, make_paragraph, make_section
from tests.make import (
    make_article,
    make_change,
    make_editor,
    make_label_review,
    make_noise_line,
    make_source_document,
)
from tests.pictures.make import make_picture

pytestmark = pytest.mark.django_db


def found(article: Article, **when: Any) -> dict[str, tuple[int, str]]:
    findings = check_article(article, **when).findings
    return {each.check.value: (each.number, each.place) for each in findings}


def with_paragraph(markup: str = SENTENCE, **fields: Any) -> Article:
    parts = (make_paragraph("a"), make_paragraph("b", markup, **fields))
    return make_article(make_document(make_section("s", *parts)))


def picture(**fields: Any) -> Article:
    known = {name: value for name, value in fields.items() if name in ("alt", "decorative")}
    rest = {name: value for name, value in fields.items() if name not in known}
    sha = make_picture(**rest).sha256
    return with_paragraph("", kind=Kind.PICTURE, attributes={"picture": sha, **known})


def test_nothing_is_found_in_a_plain_article() -> None:
    checked = check_article(make_article())
    assert checked.findings == ()
    assert checked.fine == "Headline, text, rights to pictures, links and 11 more are fine"


@pytest.mark.parametrize(
    ("document", "check", "place"),
    [
        (make_document(headline=Line("")), "headline", "headline"),
        (make_document(headline_provisional=True), "provisional", "headline"),
        (make_document(make_section("s", make_paragraph(noise=True))), "text", "body"),
        (make_document(standfirst=Line("x" * 301)), "standfirst", "standfirst"),
        (
            make_document(
                make_section(),
                make_section("t", make_paragraph("n", noise=True), heading=Line("Empty")),
            ),
            "section",
            "t",
        ),
        (
            make_document(make_section("s", make_paragraph("a"), make_paragraph("b"))),
            "twice",
            "b",
        ),
        (
            make_document(make_section("s", make_paragraph("a", '<a href="ferry.html">x</a>'))),
            "relative_link",
            "a",
        ),
        (
            make_document(make_section("s", make_paragraph("a", '<a href="javascript:x()">x</a>'))),
            "refused_link",
            "a",
        ),
    ],
)
def test_it_is_found_in_the_text(document: ArticleDocument, check: str, place: str) -> None:
    assert found(make_article(document)) == {check: (1, place)}


def test_short_lines_may_be_there_twice() -> None:
    parts = (make_paragraph("a", "No comment."), make_paragraph("b", "No comment."))
    assert found(make_article(make_document(make_section("s", *parts)))) == {}


def test_a_standfirst_of_three_lines_is_not_long() -> None:
    assert found(make_article(make_document(standfirst=Line("x" * 300)))) == {}


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "mailto:a@b.example", "/archive/"]
)
def test_other_links_are_fine(target: str) -> None:
    assert found(with_paragraph(f'<a href="{target}">there</a>')) == {}


@pytest.mark.parametrize("target", ["/articles/draft/", "http://localhost/articles/draft/"])
def test_a_link_to_an_article_that_is_not_live_is_found(target: str) -> None:
    draft = make_article(slug="draft")
    article = with_paragraph(f'<a href="{target}">there</a>')
    assert found(article) == {"draft_link": (1, "b")}
    publish(draft)
    assert found(article) == {}


def test_a_link_to_the_source_of_an_article_that_is_not_live_is_found() -> None:
    address = "https://ferry.example/a"
    draft = make_article(make_document(metadata=Metadata(url=address)))
    source = make_source_document(url=address, url_hash=url_hash(address))
    Article.objects.filter(pk=draft.pk).update(source=source)
    article = with_paragraph(f'<a href="{address}">there</a>')
    assert found(article) == {"draft_link": (1, "b")}
    publish(draft)
    assert found(article) == {}


def test_what_waits_for_an_editor_is_found() -> None:
    article = make_article(make_document(make_section("s", make_paragraph("a", origin=4))))
    make_label_review(article, 4)
    make_label_review(article, 5)
    make_change(article)
    assert found(article) == {"conflict": (1, "headline"), "review": (1, "a")}


def test_a_line_that_is_always_noise_is_found_where_it_is_shown() -> None:
    make_noise_line(SENTENCE)
    assert found(make_article()) == {"noise": (1, "p1")}
    make_noise_line(SENTENCE, "Hesk Post", state=NoiseState.TEXT)
    spared = make_document(metadata=Metadata(publisher="Hesk Post"))
    assert found(make_article(spared)) == {}


def test_an_embargo_is_found_until_it_ends() -> None:
    article = make_article()
    until = timezone.now() + timedelta(hours=2)
    Article.objects.filter(pk=article.pk).update(source=make_source_document(embargoed_until=until))
    article.refresh_from_db()
    assert found(article) == {"embargo": (1, "publish_at")}
    assert found(article, begins=until) == {}


def test_rights_that_end_before_it_goes_live_are_found() -> None:
    today = timezone.localdate()
    article = picture(alt="A quay", rights_until=today)
    assert found(article) == {}
    assert found(article, begins=timezone.now() + timedelta(days=2)) == {"rights": (1, "b")}
    assert found(picture(alt="A quay", rights_until=date(2001, 1, 1))) == {"rights": (1, "b")}


@pytest.mark.parametrize(
    ("make", "is_found"),
    [
        (lambda: picture(), True),
        (lambda: picture(alt="A quay"), False),
        (lambda: picture(decorative=True), False),
        (lambda: picture(is_decorative=True), False),
    ],
)
def test_a_picture_needs_words_for_who_cannot_see_it(
    make: Callable[[], Article], is_found: bool
) -> None:
    assert ("alt" in found(make())) == is_found


def test_a_person_is_stopped_by_a_conflict_and_held_by_what_they_did_not_see() -> None:
    editor = make_editor()
    article = make_article(make_document(headline_provisional=True))
    change = make_change(article)
    with pytest.raises(Stopped, match="The source changed 1 part"):
        publish(article, by=editor, seen="")
    change.delete()
    with pytest.raises(NotLookedAt, match=r"The headline is provisional\. Publish again"):
        publish(article, by=editor, seen="")
    assert not Edition.objects.exists()
    assert publish(article, by=editor, seen=check_article(article).seen)


def test_one_more_than_was_seen_is_not_seen() -> None:
    parts = [make_paragraph(str(number)) for number in range(3)]
    checked = check_article(make_article(make_document(make_section("s", *parts))))
    assert checked.seen == "twice=2"
    assert not checked.unseen("alt=1 twice=2")
    assert [each.check for each in checked.unseen("twice=1")] == ["twice"]


def test_the_site_says_what_stops(settings: Any) -> None:
    article = make_article(make_document(headline_provisional=True))
    make_change(article)
    settings.CHECKS = {"provisional": "stop", "conflict": "off"}
    assert found(article) == {"provisional": (1, "headline")}
    with pytest.raises(Stopped):
        publish(article, by=make_editor())


def test_a_long_article_is_checked_fast(django_assert_max_num_queries: Any) -> None:
    parts = [
        make_paragraph(
            f"p{number}", f'{SENTENCE} <a href="https://e.example/{number}">{number}</a>'
        )
        for number in range(300)
    ]
    article = make_article(make_document(make_section("s", *parts)))
    check_article(article)
    with django_assert_max_num_queries(8):
        begun = perf_counter()
        check_article(article)
    assert perf_counter() - begun < 1
