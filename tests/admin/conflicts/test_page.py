"""The page where an editor decides what a source changed in an article that was edited."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.models import Article, Conflict
from articles.models.conflict import Resolution
from articles.publishing import publish as publishing
from articles.store import load
from tests.admin.changed import OURS, THEIRS, THIRD, bring, make_changed, open_changes, save_by_hand
from tests.admin.page import address, messages_of
from tests.documents.make import SENTENCE
from tests.make import make_article, make_editor

SOURCE_UPDATES = "/admin/articles/conflict/"


def page_of(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/source-updates/"


def decide(client: Client, change: Conflict, choice: str, **fields: Any) -> Any:
    base = Article.objects.get(pk=change.article_id).version
    sent = {"change": change.pk, "choice": choice, "base": base, **fields}
    return client.post(page_of(change.article), sent)


def decide_all(client: Client, article: Article, choice: str, base: int = 3) -> Any:
    return client.post(page_of(article), {"choice": choice, "base": base})


def second(article: Article) -> str:
    return article.paragraphs.get(position=1).markup


def shown(response: Any) -> str:
    """The page without its tags, in one line."""
    return " ".join(re.sub("<[^>]*>", "", response.content.decode()).split())


def test_it_shows_what_both_began_with_ours_and_the_sources(desk: Client) -> None:
    page = desk.get(page_of(make_changed())).content.decode()
    assert "The source changed 2 places" in page
    assert "The second paragraph<ins>, by hand</ins>." in page
    assert "The second paragraph<ins>, corrected</ins>." in page
    assert "<del>A</del><ins>Their</ins> ferry" in page


def test_a_paragraph_stands_between_its_neighbours(desk: Client) -> None:
    article = make_changed()
    around = desk.get(page_of(article)).context["views"][1].surroundings
    assert (around.before.text, around.after.text) == (SENTENCE, THIRD)


def test_what_was_deleted_is_said_in_words(desk: Client) -> None:
    article = make_changed()
    bring(SENTENCE, THIRD, title="Their ferry")
    assert "Deleted in the source." in shown(desk.get(page_of(article)))


def test_what_is_the_editors_stays_and_makes_no_version(desk: Client) -> None:
    article = make_changed()
    headline, paragraph = open_changes(article)
    response = decide(desk, headline, "ours")
    assert response["Location"] == page_of(article)
    assert messages_of(desk, response) == ["Kept the editor's: headline."]
    assert Article.objects.get().version == 3
    assert open_changes(article) == [paragraph]


def test_what_is_taken_of_the_source_stands_as_a_new_version(desk: Client) -> None:
    article = make_changed()
    response = decide(desk, open_changes(article)[1], "theirs")
    assert second(article) == THEIRS
    told = ["Took the source's: 1 paragraph. Saved as version 4."]
    assert messages_of(desk, response) == told
    change = Conflict.objects.resolved_by_editor().get()
    assert (change.resolution, change.resolved_by_id) == (Resolution.THEIRS, _editor(desk))


def _editor(desk: Client) -> int:
    return int(desk.session["_auth_user_id"])


def test_a_text_of_ones_own_is_cleaned_and_what_was_removed_is_told(desk: Client) -> None:
    article = make_changed()
    own = "By <b>both</b>.\r\n\r\n<script>x</script>And more."
    response = decide(desk, open_changes(article)[1], "manual", manual=own)
    texts = [p.markup for p in article.paragraphs.order_by("position")]
    assert texts == [SENTENCE, "By <strong>both</strong>.", "And more.", THIRD]
    assert messages_of(desk, response)[-1].startswith("Removed from the text: 1 <script> element")


def test_a_headline_of_ones_own_is_plain_text(desk: Client) -> None:
    article = make_changed()
    decide(desk, open_changes(article)[0], "manual", manual="Ferries & <dogs>")
    assert Article.objects.get().headline == "Ferries & <dogs>"


def test_an_empty_text_is_refused_with_its_field_open(desk: Client) -> None:
    article = make_changed()
    response = decide(desk, open_changes(article)[1], "manual", manual=" \r\n ")
    assert "Not saved: It is empty." in response.content.decode()
    assert response.context["views"][1].is_written
    assert second(article) == OURS


def test_after_the_last_the_inbox_comes_next(desk: Client) -> None:
    article = make_changed()
    for change in open_changes(article):
        response = decide(desk, change, "ours")
    assert response["Location"] == SOURCE_UPDATES
    told = f"No source update of “{article.headline}” waits for a decision any more."
    assert messages_of(desk, response)[-1] == told


def test_a_live_article_is_said_to_be_seen_only_when_it_is_published(desk: Client) -> None:
    article = make_changed()
    publishing.publish(article)
    kept, taken = open_changes(article)
    assert "Readers" not in messages_of(desk, decide(desk, kept, "ours"))[0]
    assert messages_of(desk, decide(desk, taken, "theirs"))[0].endswith(
        "Readers see it only when it is published."
    )


def test_a_decision_from_an_older_version_keeps_the_text_in_its_field(desk: Client) -> None:
    article = make_changed()
    save_by_hand(article, None, "Meanwhile.")
    response = decide(desk, open_changes(article)[1], "manual", manual="By hand.", base=3)
    [message] = response.context["messages"]
    assert "version 4 of the article was saved meanwhile" in str(message)
    view = response.context["views"][1]
    assert (view.manual, view.is_written) == ("By hand.", True)
    assert 'name="base" value="4"' in response.content.decode()
    assert second(article) == "Meanwhile."


def test_what_was_decided_meanwhile_is_told_and_the_text_is_not_lost(desk: Client) -> None:
    article = make_changed()
    change = open_changes(article)[1]
    store.resolve_conflict(change, Resolution.THEIRS, base=3, author=make_editor())
    response = decide(desk, change, "manual", manual="By hand.")
    assert "Yours was not saved" in str(next(iter(response.context["messages"])))
    assert response.context["left_over"] == "By hand."
    assert second(article) == THEIRS


def test_a_text_follows_to_the_change_that_an_import_put_in_place(desk: Client) -> None:
    article = make_changed()
    change = open_changes(article)[1]
    bring(SENTENCE, "The second paragraph, corrected twice.", THIRD, title="Their ferry")
    response = decide(desk, change, "manual", manual="By hand.")
    assert [view.manual for view in response.context["views"]][1] == "By hand."
    assert response.context["left_over"] == ""


@pytest.mark.parametrize(("choice", "standing"), [("ours", OURS), ("theirs", THEIRS)])
def test_all_are_decided_alike_in_one_version(desk: Client, choice: str, standing: str) -> None:
    article = make_changed()
    assert decide_all(desk, article, choice)["Location"] == SOURCE_UPDATES
    assert second(article) == standing
    assert Article.objects.get().version == (4 if choice == "theirs" else 3)
    assert not Conflict.objects.open().exists()


def test_all_are_not_decided_from_an_older_version(desk: Client) -> None:
    article = make_changed()
    response = decide_all(desk, article, "theirs", base=2)
    assert "saved meanwhile" in messages_of(desk, response)[0]
    assert len(open_changes(article)) == 2


@pytest.mark.parametrize(
    "fields",
    [{"choice": "gone"}, {"choice": ""}, {"choice": "manual"}, {}],
)
def test_what_is_no_choice_decides_nothing(desk: Client, fields: dict[str, str]) -> None:
    article = make_changed()
    assert desk.post(page_of(article), {"base": "3", **fields}).status_code == 403
    assert len(open_changes(article)) == 2


@pytest.mark.parametrize("key", ["x", "9" * 99, "0"])
def test_a_change_that_is_not_there_is_not_found(desk: Client, key: str) -> None:
    article = make_changed()
    sent = {"change": key, "choice": "ours", "base": "3"}
    assert desk.post(page_of(article), sent).status_code == 404


def test_a_change_of_another_article_is_not_found(desk: Client) -> None:
    change = open_changes(make_changed())[0]
    sent = {"change": change.pk, "choice": "ours", "base": "1"}
    assert desk.post(page_of(make_article()), sent).status_code == 404


def test_a_viewer_looks_and_decides_nothing(client: Client, db: None) -> None:
    client.force_login(make_editor("view_article"))
    article = make_changed()
    page = client.get(page_of(article)).content.decode()
    assert "until an editor decides" in page
    assert 'name="choice"' not in page
    assert decide(client, open_changes(article)[0], "theirs").status_code == 403
    assert decide_all(client, article, "theirs").status_code == 403
    assert len(open_changes(article)) == 2


def test_staff_without_rights_see_nothing(client: Client, db: None) -> None:
    client.force_login(make_editor())
    assert client.get(page_of(make_changed())).status_code == 403


def test_an_article_with_nothing_to_decide_says_so(desk: Client) -> None:
    page = desk.get(page_of(make_article())).content.decode()
    assert "No source update waits for a decision here" in page


def test_the_articles_page_leads_to_it(desk: Client) -> None:
    article = make_changed()
    page = shown(desk.get(address(article)))
    assert "The source changed what was edited here: headline, 1 paragraph. Decide" in page
    assert "The source changed what" not in shown(desk.get(address(make_article())))


def test_the_history_tells_who_decided_what(desk: Client) -> None:
    article = make_changed()
    headline, paragraph = open_changes(article)
    decide(desk, headline, "ours")
    decide(desk, paragraph, "theirs")
    history = shown(desk.get(address(article, "history")))
    assert "Headline: kept the editor&#x27;s" in history
    assert "Paragraph: took the source&#x27;s" in history
    assert LogEntry.objects.filter(object_id=str(article.pk)).count() == 2


def test_a_page_takes_as_many_queries_for_any_number_of_changes(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = make_changed()
    desk.get(page_of(article))
    with django_assert_num_queries(9):
        desk.get(page_of(article))
    store.resolve_conflict(open_changes(article)[0], Resolution.OURS, base=3, author=None)
    with django_assert_num_queries(9):
        desk.get(page_of(article))


def test_what_was_saved_with_the_sources_words_is_not_asked(desk: Client) -> None:
    article = make_changed()
    save_by_hand(article, None, THEIRS)
    assert [change.part for change in open_changes(article)] == ["headline"]
    assert load(Article.objects.get()).headline.text == article.headline
