"""Noise lines on the desk: from a line to what would change, to the decision, and the list."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.admin.noise import preview as noise_preview
from articles.documents.article.kinds import Kind
from articles.documents.source import SourceMetadata
from articles.models import Article, ImportRun, NoiseRule, Paragraph, SourceDocument
from articles.models.noise_rule import NoiseState
from articles.models.version import Reason
from articles.noise import decide as decision
from articles.undo.undo import Undo
from tests.admin.page import address, waiting_of
from tests.documents.make import SENTENCE
from tests.make import EDITOR, make_article, make_editor, make_imported, make_noise_line
from tests.worked import work_off

PROMO = "The harbour bell rings for you each morning, in seven minutes and in your letter box."
OTHER = "Nobody on the quay could remember a summer with so much rain and so few herrings in it."
VERROW = "The Verrow Courier"
RIGHTS = (*EDITOR, "decide_noise", "view_noiserule", "view_importrun", "view_paragraph")
LIST = "/admin/articles/noiserule/"
DECIDE = f"{LIST}decide/"


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    client.force_login(make_editor(*RIGHTS))
    return client


def imported(*strings: str, publisher: str = VERROW) -> Article:
    texts = strings or (SENTENCE, PROMO, OTHER)
    return make_imported(*texts, metadata=SourceMetadata(publisher=publisher))


def asked(article: Article, block: str = "1", **choice: str) -> dict[str, Any]:
    return {"source": article.source_id, "block": block, **choice}


def page_of(client: Client, article: Article, **choice: str) -> str:
    response = client.get(DECIDE, asked(article, **choice))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def confirm(client: Client, article: Article, **choice: str) -> Any:
    """Open the page and click its button."""
    page = f"{DECIDE}?{urlencode(asked(article, **choice))}"
    return client.post(page, button_of(client, page))


def button_of(client: Client, page: str) -> dict[str, str]:
    """What the button of the page sends."""
    form = client.get(page).content.decode().partition('class="noise-confirm"')[2]
    return dict(
        re.findall(r'type="hidden" name="(what|where|publisher|current)" value="(.*?)"', form)
    )


def test_the_page_says_what_would_change_and_what_imports_will_do(desk: Client) -> None:
    article = imported()
    for _ in range(2):
        imported()
    imported(publisher="The Hesk Post")
    page = page_of(desk, article)
    assert "3 articles of The Verrow Courier have it. <strong>3 would change.</strong>" in page
    assert "imports label it noise in every document from The Verrow Courier" in page
    assert "<del>Text</del><ins>Noise</ins>" in page
    assert page.count('class="noise-article"') == 3
    assert '<input type="hidden" name="what" value="noise">' in page
    assert '<input type="hidden" name="where" value="publisher">' in page
    assert not NoiseRule.objects.exists()
    everywhere = page_of(desk, article, where="everywhere")
    assert "4 articles have it. <strong>4 would change.</strong>" in everywhere


def test_the_button_names_all_that_it_decides(desk: Client) -> None:
    article = imported()
    assert ">Confirm: always noise, from The Verrow Courier</button>" in page_of(desk, article)
    page = page_of(desk, article, what="text", where="everywhere")
    assert ">Confirm: always text, of every publisher</button>" in page


def test_a_proposal_that_never_stood_as_text_says_so(desk: Client) -> None:
    line = make_noise_line(PROMO, VERROW, state=NoiseState.PROPOSED, documents=8, as_text=0)
    page = desk.get(f"{LIST}{line.pk}/change/").content.decode()
    assert "it was found in 8 articles of The Verrow Courier, in 0 of them as text." in page


def test_what_an_editor_wrote_is_counted_apart_and_named(desk: Client) -> None:
    article, touched = imported(), imported()
    document = store.load(touched)
    uid = touched.paragraphs.get(origin=1).uid
    quoted = document.with_paragraph(uid, Kind.QUOTE, PROMO)
    store.save(touched.pk, quoted, base=1, reason=Reason.EDIT, author=make_editor())
    page = page_of(desk, article)
    assert "<strong>1 would change.</strong>" in page
    assert "1 of them stays as it is: an editor changed or confirmed it." in page
    assert "Stays as it is: an editor changed or confirmed it." in page


def test_confirming_decides_and_leads_to_the_run_that_can_be_undone(desk: Client) -> None:
    article = imported()
    response = confirm(desk, article)
    run = ImportRun.objects.latest("pk")
    assert response["Location"] == reverse("admin:articles_importrun_change", args=[run.pk])
    page = desk.get(response["Location"]).content.decode()
    assert "From now on this line is noise. 1 article was changed by" in page
    assert PROMO in page
    line = NoiseRule.objects.get()
    assert (line.publisher, line.text, line.state) == (VERROW, PROMO, NoiseState.NOISE)
    assert article.paragraphs.get(origin=1).noise


def test_the_undo_of_its_run_says_that_the_decision_goes_too(client: Client, db: None) -> None:
    client.force_login(make_editor(*RIGHTS, "undo_importrun"))
    confirm(client, imported())
    run = ImportRun.objects.latest("pk")
    undo = reverse("admin:articles_importrun_undo", args=[run.pk])
    page = client.get(undo).content.decode()
    assert f"The rule for the line “<bdi>{PROMO[:79]}…</bdi>” would be undone" in page
    client.post(undo)
    assert not NoiseRule.objects.exists()


def test_a_decision_that_changes_no_article_leads_to_the_list(desk: Client) -> None:
    make_noise_line(PROMO, VERROW)
    response = confirm(desk, imported(), what="noise")
    assert response["Location"] == LIST
    assert "No article had to be changed." in desk.get(LIST).content.decode()


def test_without_a_publisher_it_can_be_decided_only_for_all(desk: Client) -> None:
    article = imported(publisher="")
    page = page_of(desk, article)
    assert "Always, from" not in page
    confirm(desk, article, where="publisher")
    assert NoiseRule.objects.get().publisher == ""


def test_a_rule_is_forgotten_after_the_same_look(desk: Client) -> None:
    article = imported()
    confirm(desk, article)
    line = NoiseRule.objects.get()
    page = desk.get(f"{LIST}{line.pk}/change/").content.decode()
    assert "Always noise</span> from The Verrow Courier, decided on" in page
    assert '<button class="button">Forget this rule</button>' in page
    assert "<strong>1 would change.</strong>" in page
    assert "<del>Noise</del><ins>Text</ins>" in page
    desk.post(f"{LIST}{line.pk}/change/", button_of(desk, f"{LIST}{line.pk}/change/"))
    assert not NoiseRule.objects.exists()
    assert not article.paragraphs.get(origin=1).noise


def test_a_second_click_does_the_same_again_and_nothing_else(desk: Client) -> None:
    article = imported()
    page = f"{DECIDE}?{urlencode(asked(article))}"
    for address_, noise in ((page, True), (f"{page}&what=forget", False)):
        button = button_of(desk, address_)
        for _ in range(2):
            desk.post(address_, button)
            assert article.paragraphs.get(origin=1).noise == noise
            assert NoiseRule.objects.filter(state="noise").exists() == noise


def test_what_another_editor_decided_meanwhile_is_not_decided_over(desk: Client) -> None:
    article = imported()
    page = f"{DECIDE}?{urlencode(asked(article))}"
    button = button_of(desk, page)
    line = make_noise_line(PROMO, VERROW, state=NoiseState.TEXT)
    response = desk.post(page, button, follow=True)
    assert "Nothing was done: somebody changed the rule for this line" in response.content.decode()
    line.refresh_from_db()
    assert line.state == NoiseState.TEXT


def test_what_was_shown_for_a_publisher_is_never_decided_for_all(desk: Client) -> None:
    article = imported()
    page = f"{DECIDE}?{urlencode(asked(article))}"
    button = button_of(desk, page)
    SourceDocument.objects.update(publisher="")
    desk.post(page, button)
    assert not NoiseRule.objects.exists()


def test_the_words_of_the_source_count_where_an_editor_wrote_over_them(desk: Client) -> None:
    article = imported()
    paragraph = article.paragraphs.get(origin=1)
    edited = store.load(article).with_paragraph(paragraph.uid, Kind.BODY, "The bell is silent.")
    store.save(article.pk, edited, base=1, reason=Reason.EDIT, author=make_editor())
    response = desk.get(f"{DECIDE}?article={article.pk}&part={paragraph.uid}")
    assert response["Location"] == f"{DECIDE}?source={article.source_id}&block=1"
    assert PROMO in desk.get(response["Location"]).content.decode()


def test_what_no_document_holds_is_told(desk: Client) -> None:
    article = make_article()
    part = article.paragraphs.get().uid
    for unknown in (part, "p-not-saved"):
        response = desk.get(f"{DECIDE}?article={article.pk}&part={unknown}", follow=True)
        assert response.redirect_chain == [(address(article), 302)]
        assert "No source has this line" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [{}, {"source": "9"}, {"source": "9", "block": "1"}, {"source": "x", "block": "1"},
     {"article": "77", "part": "p"}, {"source": "9" * 30, "block": "0"}],
    ids=str,
)  # fmt: skip
def test_there_is_no_page_of_a_line_that_is_not_there(desk: Client, query: dict[str, str]) -> None:
    assert desk.get(DECIDE, query).status_code == 404


def test_there_is_no_page_of_a_block_that_nobody_sees(desk: Client) -> None:
    article = imported(SENTENCE, "<script>track()</script>", OTHER)
    assert desk.get(DECIDE, asked(article)).status_code == 404
    assert desk.get(DECIDE, asked(article, block="40")).status_code == 404


def test_only_who_may_decide_noise_and_change_articles_may_confirm(
    client: Client, db: None
) -> None:
    article = imported()
    for rights in (EDITOR, ("decide_noise",), (*EDITOR, "view_noiserule")):
        client.force_login(make_editor(*rights))
        assert client.get(DECIDE, asked(article)).status_code == 403
        assert confirm(client, article).status_code == 403
        assert "Always noise…" not in client.get(address(article, "source")).content.decode()
    assert not NoiseRule.objects.exists()


def test_who_sees_no_articles_sees_none_here(client: Client, db: None) -> None:
    article, line = imported(), make_noise_line(PROMO, VERROW)
    page = f"{LIST}{line.pk}/change/"
    client.force_login(make_editor("view_noiserule"))
    assert page not in client.get(LIST).content.decode()
    assert client.get(page).status_code == 403
    assert client.get(DECIDE, asked(article)).status_code == 403
    client.force_login(make_editor("view_noiserule", "view_article"))
    assert page in client.get(LIST).content.decode()
    assert client.get(page).status_code == 200


def test_ten_articles_are_shown_at_a_time(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noise_preview, "MOST_COUNTED", 5)
    articles = [imported() for _ in range(12)]
    page = page_of(desk, articles[0])
    assert "Up to 12 would change." in page
    assert page.count('class="noise-article"') == 10
    assert f"source={articles[0].source_id}&amp;block=1&amp;page=2#noise-preview" in page
    assert page_of(desk, articles[0], page="2").count('class="noise-article"') == 2


def test_more_than_a_request_has_time_for_is_done_by_a_worker(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decision, "MOST_AT_ONCE", 1)
    article, other = imported(), imported()
    response = confirm(desk, article)
    run = ImportRun.objects.latest("pk")
    assert response["Location"] == reverse("admin:articles_importrun_change", args=[run.pk])
    assert "is looking at 2 articles now." in desk.get(response["Location"]).content.decode()
    assert not article.paragraphs.get(origin=1).noise
    work_off()
    assert all(each.paragraphs.get(origin=1).noise for each in (article, other))
    run.refresh_from_db()
    list(Undo(run))
    assert not NoiseRule.objects.exists()


def test_the_page_asks_as_often_for_any_number_of_articles(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = imported()
    for _ in range(2):
        with django_assert_num_queries(QUERIES):
            page_of(desk, article)
        for _ in range(5):
            imported()


QUERIES = 31


def test_every_place_that_shows_a_line_leads_to_the_page(desk: Client) -> None:
    article = imported()
    uid = article.paragraphs.get(origin=1).uid
    by_block = f"{DECIDE}?source={article.source_id}&amp;block=1"
    by_part = f"{DECIDE}?article={article.pk}&amp;part={uid}"
    assert by_block in desk.get(address(article, "source")).content.decode()
    assert by_block in desk.get(address(article, "origin"), {"part": uid}).content.decode()
    assert by_part in desk.get(reverse("admin:articles_paragraph_changelist")).content.decode()
    assert by_part in desk.get(address(Paragraph.objects.get(uid=uid))).content.decode()
    assert (
        f'data-noise-rule="{DECIDE}?article={article.pk}"'
        in desk.get(address(article)).content.decode()
    )


def test_the_reason_is_told_wherever_a_label_is(desk: Client) -> None:
    article = imported()
    confirm(desk, article)
    page = desk.get(address(article, "source")).content.decode()
    assert "an editor called this line noise, always from this publisher" in page


def test_the_list_has_what_waits_first_and_says_how_often_it_stood(desk: Client) -> None:
    decided = make_noise_line("Decided long ago, and everywhere.")
    rare, often = (
        make_noise_line(
            f"{PROMO} {n}", VERROW, state=NoiseState.PROPOSED, documents=n, as_text=n - 5
        )
        for n in (5, 9)
    )
    response = desk.get(LIST)
    assert list(response.context["cl"].result_list) == [often, rare, decided]
    page = response.content.decode()
    assert "9 articles, as text in 4" in page
    assert "5 articles, as noise" in page
    assert "Everywhere" in page


def test_the_list_is_searched_and_filtered(desk: Client) -> None:
    for publisher in (VERROW, "The Hesk Post", ""):
        make_noise_line(f"{PROMO} Of {publisher}.", publisher)
    for query, number in (("q=Hesk", 1), ("publisher=The+Verrow+Courier", 1), ("publisher=-", 1),
                          ("state=noise", 3), ("state=proposed", 0)):  # fmt: skip
        assert len(desk.get(f"{LIST}?{query}").context["cl"].result_list) == number, query


def test_proposals_are_refused_for_good_many_at_once(desk: Client) -> None:
    lines = [make_noise_line(f"{PROMO} {n}", VERROW, state=NoiseState.PROPOSED) for n in range(3)]
    noise = make_noise_line(PROMO, VERROW)
    chosen = [line.pk for line in [*lines[:2], noise]]
    desk.post(LIST, {"action": "call_text", "_selected_action": chosen})
    assert set(NoiseRule.objects.filter(state=NoiseState.TEXT)) == set(lines[:2])
    noise.refresh_from_db()
    assert noise.state == NoiseState.NOISE


def test_who_may_only_look_refuses_nothing(client: Client, db: None) -> None:
    client.force_login(make_editor("view_noiserule"))
    line = make_noise_line(PROMO, VERROW, state=NoiseState.PROPOSED)
    assert "call_text" not in client.get(LIST).content.decode()
    client.post(LIST, {"action": "call_text", "_selected_action": [line.pk]})
    line.refresh_from_db()
    assert line.state == NoiseState.PROPOSED


def test_the_desk_says_how_many_wait(desk: Client) -> None:
    make_noise_line(PROMO, VERROW)
    assert waiting_of(desk, "noise") == 0
    for n in range(2):
        make_noise_line(f"{PROMO} {n}", VERROW, state=NoiseState.PROPOSED)
    assert waiting_of(desk, "noise") == 2


def test_the_list_asks_as_often_for_any_number(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 8):
        for n in range(number):
            make_noise_line(f"{PROMO} {number} {n}", VERROW, decided_by=make_editor())
        with django_assert_num_queries(LIST_QUERIES):
            desk.get(LIST)


LIST_QUERIES = 8
