"""Beside an article stand others: the one before, the one after, and those about the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from articles.models import Edition, RelatedArticle
from articles.site.article import PAGES
from tests.plans import plan_as_for_many, slow_steps
from tests.site.make import hours, make_edition

pytestmark = pytest.mark.django_db

ADDRESS = "/articles/the-lighthouse/"
Queries = Callable[[int], object]


def page(client: Client) -> str:
    return client.get(ADDRESS).content.decode()


def relate_to(edition: Edition, *others: Edition) -> None:
    for likeness, other in enumerate(reversed(others), start=100):
        RelatedArticle.objects.create(
            article=edition.article, related=other.article, likeness=likeness
        )


def test_it_leads_to_the_article_before_and_to_the_one_after(client: Client) -> None:
    make_edition("older", headline="Older", live_from=hours(-3))
    make_edition(live_from=hours(-2))
    make_edition("newer", headline="Newer", live_from=hours(-1))
    make_edition("scheduled", headline="Scheduled", live_from=hours(1))
    shown = page(client)
    assert '<a rel="prev" href="/articles/older/"><span>Earlier</span>' in shown
    assert '<a rel="next" href="/articles/newer/"><span>Later</span>' in shown
    assert "Scheduled" not in shown


def test_of_one_moment_the_key_says_which_is_earlier(client: Client) -> None:
    moment = hours(-2)
    make_edition("first", live_from=moment)
    make_edition(live_from=moment)
    make_edition("last", live_from=moment)
    shown = page(client)
    assert 'rel="prev" href="/articles/first/"' in shown
    assert 'rel="next" href="/articles/last/"' in shown


def test_alone_it_leads_nowhere(client: Client) -> None:
    make_edition()
    shown = page(client)
    assert 'class="turn"' not in shown
    assert 'class="related"' not in shown


def test_the_likest_of_those_that_are_live_are_shown_first(client: Client) -> None:
    edition = make_edition()
    others = [make_edition(f"other-{number}", headline=f"Other {number}") for number in range(4)]
    gone = make_edition("gone", headline="Gone", live_from=hours(-2), live_until=hours(-1))
    relate_to(edition, gone, *others)
    related = page(client).partition('class="related"')[2]
    assert [f"Other {number}" in related for number in range(4)] == [True, True, True, False]
    assert "Gone" not in related


@pytest.mark.parametrize("around", ["related", "beside"])
def test_a_page_is_another_the_moment_that_what_is_around_it_ends(
    client: Client, around: str
) -> None:
    edition = make_edition(live_from=hours(-2))
    other = make_edition("other", headline="Other")
    if around == "related":
        relate_to(edition, other)
    before = client.get(ADDRESS)
    Edition.objects.filter(pk=other.pk).update(live_until=hours(-0.5))
    after = client.get(ADDRESS, headers={"If-None-Match": before.headers["ETag"]})
    assert b"Other" in before.content
    assert after.status_code == 200
    assert b"Other" not in after.content


def test_it_takes_one_query(client: Client, django_assert_num_queries: Queries) -> None:
    edition = make_edition(live_from=hours(-2))
    relate_to(edition, make_edition("one"), make_edition("two"))
    page(client)
    PAGES.clear()
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        page(client)


def test_an_index_leads_to_all_that_is_around_it(client: Client) -> None:
    editions = [make_edition(f"a-{number}", live_from=hours(-number)) for number in range(1, 40)]
    relate_to(editions[0], *editions[1:5])
    plan_as_for_many()
    assert slow_steps(lambda: client.get("/articles/a-1/")) == []


def test_it_says_how_long_it_takes_to_read(client: Client) -> None:
    edition = make_edition()
    assert "min read" not in page(client)
    Edition.objects.filter(pk=edition.pk).update(minutes=9, linked_at=hours(0))
    assert '<span dir="ltr">9 min read</span>' in page(client)


def test_it_can_be_sent_by_mail_without_a_script(client: Client) -> None:
    make_edition(headline="Tea & cake?")
    expected = "mailto:?subject=Tea%20%26%20cake%3F&amp;body=http%3A%2F%2Ftestserver%2Farticles%2F"
    assert expected in page(client)


def test_a_page_is_rendered_once_for_all_who_ask(client: Client) -> None:
    make_edition()
    first = client.get(ADDRESS)
    again = client.get(ADDRESS)
    assert first.content == again.content
    assert not again.templates


def test_what_was_not_asked_for_longest_makes_room() -> None:
    pages = type(PAGES)(most=8)
    pages.page("a", lambda: b"aaaa")
    pages.page("b", lambda: b"bbbb")
    pages.page("a", lambda: b"never")
    pages.page("c", lambda: b"cccc")
    assert pages.page("a", lambda: b"never") == b"aaaa"
    assert pages.page("b", lambda: b"anew") == b"anew"
