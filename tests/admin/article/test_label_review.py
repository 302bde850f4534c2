"""The article's page asks about labels that the import was not sure of, and keeps the answers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Line
from articles.models import Article, LabelReview, Version
from articles.models.version import Reason
from tests.admin.page import address, fields_of, messages_of, press, send
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article, make_editor, make_label_review

LIST = "/admin/articles/article/"


def in_doubt(**fields: Any) -> Article:
    """An article whose standfirst and second paragraph are in doubt."""
    section = make_section(
        "s1",
        make_paragraph("p1", "One.", origin=1),
        make_paragraph("p2", "Two <em>and</em> more.", origin=2, noise=True),
    )
    article = make_article(make_document(section, standfirst=Line("In short.", 0), **fields))
    make_label_review(
        article, 2, label="noise", alternative="list_item", reason="Reads like a promo"
    )
    make_label_review(article, 0, label="standfirst", alternative="body")
    return article


def asked(client: Client, article: Article) -> list[dict[str, Any]]:
    return asked_by(client.get(address(article)))


def asked_by(response: Any) -> list[dict[str, Any]]:
    widget = response.context["adminform"].form.fields["body"].widget
    found: list[dict[str, Any]] = json.loads(widget.attrs["data-label-reviews"])
    return found


def answers() -> dict[int, str]:
    return dict(LabelReview.objects.values_list("origin", "reviewed_label"))


def test_the_editor_is_asked_in_the_order_of_the_text(desk: Client) -> None:
    standfirst, noise = asked(desk, in_doubt())
    assert (standfirst["target"], standfirst["alternative_name"]) == ("standfirst", "Text")
    assert noise == {
        "origin": 2,
        "target": "p2",
        "label": "noise",
        "label_name": "Noise",
        "alternative": "list_item",
        "alternative_name": "List item",
        "reason": "Reads like a promo",
        "confidence": 0.6,
    }


def test_the_targets_are_those_of_the_editors_html(desk: Client) -> None:
    section = make_section("s2", heading=Line("The quay", 3), byline=Line("By Pia", 4))
    article = make_article(make_document(section))
    make_label_review(article, 3, label="heading")
    make_label_review(article, 4, label="byline")
    targets = [doubt["target"] for doubt in asked(desk, article)]
    assert targets == ["s2", "s2.byline"]
    body = fields_of(desk, address(article))["body"]
    assert all(f'data-id="{target}"' in body for target in targets)


def test_what_is_answered_is_not_asked_again(desk: Client) -> None:
    article = in_doubt()
    press(desk, article, reviewed="[2]")
    assert [doubt["origin"] for doubt in asked(desk, article)] == [0]


def test_a_look_alone_makes_no_version_and_is_told(desk: Client) -> None:
    article = in_doubt()
    response = press(desk, article, reviewed="[0, 2]")
    assert answers() == {0: "standfirst", 2: "noise"}
    assert messages_of(desk, response) == ["2 labels confirmed."]
    assert Version.objects.count() == 1
    assert {doubt.reviewed_by_id for doubt in LabelReview.objects.all()} == {
        int(desk.session["_auth_user_id"])
    }


def test_what_the_editor_corrects_is_answered_with_it(desk: Client) -> None:
    article = in_doubt()
    body = fields_of(desk, address(article))["body"]
    body = body.replace('"body" data-noise=""', '"list_item"')
    response = press(desk, article, body=body, reviewed="[0, 2]")
    assert answers() == {0: "standfirst", 2: "list_item"}
    told = ["Saved as version 2.", "1 label confirmed. 1 label corrected."]
    assert messages_of(desk, response) == told


def test_a_standfirst_that_becomes_text_is_corrected(desk: Client) -> None:
    article = in_doubt()
    body = fields_of(desk, address(article))["body"]
    press(desk, article, standfirst="", body=f"<p>In short.</p>{body}")
    assert answers() == {0: "body", 2: ""}


def test_a_standfirst_that_changed_places_with_a_text_is_known_though_both_were_edited(
    desk: Client,
) -> None:
    article = in_doubt()
    body = '<p data-id="standfirst">In shorter.</p><p data-id="p2" data-kind="noise">Two.</p>'
    press(desk, article, standfirst="One.", body=body)
    article.refresh_from_db()
    assert article.standfirst_origin == 1
    assert answers() == {0: "body", 2: ""}


def test_without_scripts_the_doubts_are_a_list_to_tick(desk: Client) -> None:
    article = in_doubt()
    page = desk.get(address(article)).content.decode()
    assert "2 blocks need a look" in page
    assert "Two and more." in page
    assert "Reads like a promo. Otherwise: List item." in page
    press(desk, article, reviewed_box=["2", "x"])
    assert answers() == {0: "", 2: "noise"}


def test_an_article_without_doubts_asks_nothing(desk: Client) -> None:
    article = make_article()
    page = desk.get(address(article)).content.decode()
    assert asked(desk, article) == []
    assert "data-label-review-list" not in page
    assert 'name="_next"' not in page


@pytest.mark.parametrize(
    "reviewed",
    ["", "[", "7", "null", '{"2": 0}', "[[2]]", '["2"]', "[true, 2.0, null]", "[9]", "\x00" * 9,
     "[" * 99_999, "[-2]", "[99999999999999999999]"],
)  # fmt: skip
def test_a_malformed_list_costs_only_itself(desk: Client, reviewed: str) -> None:
    article = in_doubt()
    press(desk, article, headline="Better", reviewed=reviewed)
    assert Article.objects.get().headline == "Better"
    assert answers() == {0: "", 2: ""}


def test_what_is_not_saved_stays_reviewed(desk: Client) -> None:
    article = in_doubt()
    response = press(desk, article, headline=" ", reviewed="[0]", reviewed_box=["2"])
    assert response.context["adminform"].form["reviewed"].value() == "[0]"
    assert 'value="2" checked' in response.content.decode()
    assert [doubt["origin"] for doubt in asked_by(response)] == [0, 2]
    assert answers() == {0: "", 2: ""}


def test_a_look_at_a_stale_text_counts_where_the_block_is_the_same(desk: Client) -> None:
    article = in_doubt()
    fields = fields_of(desk, address(article)) | {"reviewed": "[0, 2]"}
    theirs = store.load(article).with_paragraph("p2", Kind.BODY, "Theirs.", noise=True)
    store.save(article.pk, theirs, base=1, reason=Reason.EDIT)
    assert send(desk, article, fields).status_code == 302
    assert answers() == {0: "standfirst", 2: ""}


def test_the_next_article_of_the_list_is_opened(desk: Client) -> None:
    _, following, _, article, _ = in_doubt(), in_doubt(), make_article(), in_doubt(), in_doubt()
    response = press(desk, article, "_next", headline="Better", reviewed="[0, 2]")
    assert response["Location"] == address(following)
    assert messages_of(desk, response)[0] == "“Better” is saved as version 2."


def test_after_the_last_of_the_list_comes_the_first(desk: Client) -> None:
    last, first = in_doubt(), in_doubt()
    assert press(desk, last, "_next", reviewed="[0, 2]")["Location"] == address(first)


def test_when_no_article_is_left_it_is_said_on_the_list(desk: Client) -> None:
    article = in_doubt()
    response = press(desk, article, "_next", reviewed="[0, 2]")
    assert response["Location"] == LIST
    assert messages_of(desk, response)[-1] == "No article needs a look any more."


def test_an_article_with_open_doubts_stays_open(desk: Client) -> None:
    article = in_doubt()
    in_doubt()
    response = press(desk, article, "_next", reviewed="[2]")
    assert response["Location"] == address(article)
    told = ["1 label confirmed.", "1 block still needs a look."]
    assert messages_of(desk, response) == told


def test_an_article_that_only_lacks_a_headline_is_one_of_them(desk: Client) -> None:
    article = make_article(make_document(headline_provisional=True))
    following = in_doubt()
    assert "Save and next" in desk.get(address(article)).content.decode()
    response = press(desk, article, "_next")
    assert response["Location"] == address(article)
    assert "still provisional" in messages_of(desk, response)[-1]
    response = press(desk, article, "_next", headline="A real one")
    assert response["Location"] == address(following)
    assert "Save and next" not in desk.get(address(article)).content.decode()


def test_a_viewer_is_asked_nothing(client: Client, db: None) -> None:
    client.force_login(make_editor("view_article"))
    page = client.get(address(in_doubt())).content.decode()
    assert "label-reviews" not in page
    assert "_next" not in page


def test_a_change_on_the_paragraphs_own_page_is_an_answer(desk: Client) -> None:
    paragraph = in_doubt().paragraphs.get(uid="p2")
    press(desk, paragraph, noise="")
    assert answers() == {0: "", 2: "body"}


def test_publishing_keeps_the_answers_too(desk: Client) -> None:
    article = in_doubt()
    press(desk, article, "_publish", reviewed="[2]")
    assert answers() == {0: "", 2: "noise"}
