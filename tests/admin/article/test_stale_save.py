"""Two people at one article: what both changed is asked, all else is joined, nothing is lost."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from articles import store
from articles.documents.article.model import ArticleDocument, Line
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, LabelReview, Version, WorkingDraft
from articles.models.version import Reason
from tests.admin.page import address, fields_of, messages_of, send
from tests.documents.make import (
    SENTENCE,
    make_document,
    make_paragraph,
    make_section,
    make_source,
)
from tests.make import EDITOR, follow, make_article, make_editor, make_label_review


def text_of(first: str = "as it was", second: str = "Second.", **fields: Any) -> ArticleDocument:
    paragraphs = make_paragraph("p1", f"First {first}."), make_paragraph("p2", second)
    return make_document(make_section("s1", *paragraphs), **fields)


def make_colleague() -> User:
    colleague = make_editor()
    colleague.first_name, colleague.last_name = "Oda", "Ferring"
    colleague.save()
    return colleague


def save_meanwhile(
    article: Article, document: ArticleDocument, base: int = 1, author: User | None = None
) -> None:
    author = author or make_colleague()
    store.save(article.pk, document, base=base, reason=Reason.EDIT, author=author)


def began(desk: Client) -> tuple[Article, dict[str, Any]]:
    """An article, and the fields of a form in which its first paragraph was written anew."""
    article = make_article(text_of())
    fields = fields_of(desk, address(article))
    return article, fields | {"body": fields["body"].replace("as it was", "of mine")}


def current() -> ArticleDocument:
    return store.load(Article.objects.get())


def asked(response: Any) -> dict[str, Any]:
    """The form of the page that asks, as a browser would send it with the first choices."""
    context = response.context
    fields: dict[str, Any] = dict(context["fields"])
    for view in context["views"]:
        question = view.question
        fields[f"seen.{question.part}"] = question.seen
        if question.may_be_written:
            fields[f"text.{question.part}"] = question.text.replace("\n", "\r\n")
        if question.checked:
            fields[f"take.{question.part}"] = question.checked
    return fields


def parts_asked(response: Any) -> list[str]:
    return [view.question.part for view in response.context["views"]]


def test_what_another_changed_elsewhere_comes_in(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, text_of(second="Second of theirs."))
    response = send(desk, article, fields)
    assert current() == text_of("of mine", "Second of theirs.")
    saved, joined = messages_of(desk, response)
    assert saved == "Saved as version 3."
    assert "Joined with what Oda Ferring changed meanwhile: 1 paragraph." in joined
    assert address(article).replace("change/", "history/2/") in joined


def test_an_import_that_came_in_is_named(desk: Client) -> None:
    article, fields = began(desk)
    follow(article, text_of(second="Second of the source.", headline=Line("A new one")))
    joined = messages_of(desk, send(desk, article, fields))[1]
    assert "what an import changed meanwhile: headline, 1 paragraph." in joined
    assert current().headline.text == "A new one"


def test_two_tabs_of_one_person_are_joined(desk: Client) -> None:
    article, fields = began(desk)
    other = fields_of(desk, address(article)) | {"headline": "Of the other tab"}
    send(desk, article, fields)
    joined = messages_of(desk, send(desk, article, other))[-1]
    assert "what you, in another tab, changed meanwhile: 1 paragraph." in joined
    assert current() == text_of("of mine", headline=Line("Of the other tab"))


def test_what_both_changed_is_asked_and_the_rest_is_joined(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, text_of("of theirs", "Second of theirs."))
    response = send(desk, article, fields)
    assert parts_asked(response) == ["p.p1"]
    page = response.content.decode()
    assert "Oda Ferring saved version 2" in page
    assert re.search(r"<ins> ?of theirs</ins>", page)
    assert re.search(r"<ins> ?of mine</ins>", page)
    assert current() == text_of("of theirs", "Second of theirs.")
    assert send(desk, article, asked(response)).status_code == 302
    assert current() == text_of("of mine", "Second of theirs.")


def test_theirs_can_be_chosen_though_the_field_holds_ours(desk: Client) -> None:
    """Without a script the field goes on holding the text that it began with."""
    article, fields = began(desk)
    save_meanwhile(article, text_of("of theirs"))
    response = send(desk, article, fields | {"headline": "Mine"})
    send(desk, article, asked(response) | {"take.p.p1": "theirs"})
    assert current() == text_of("of theirs", headline=Line("Mine"))


def test_what_is_written_by_hand_counts_whichever_is_chosen(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, text_of("of theirs"))
    response = send(desk, article, fields)
    for choice in ("theirs", "ours"):
        answers = {"text.p.p1": "First of both.", "take.p.p1": choice}
        send(desk, article, asked(response) | answers)
        assert current() == text_of("of both")
        save_meanwhile(article, text_of("of theirs"), Article.objects.get().version)


def test_an_answer_counts_for_the_texts_that_were_asked_about(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, text_of("of theirs"))
    answers = asked(send(desk, article, fields)) | {"text.p.p1": "First of both."}
    save_meanwhile(article, text_of("of a third"), 2)
    again = send(desk, article, answers)
    assert parts_asked(again) == ["p.p1"]
    assert again.context["views"][0].question.text == "First of both."
    assert current() == text_of("of a third")


def test_an_answer_left_out_is_asked_once_more(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, text_of("of theirs", headline=Line("Theirs")))
    response = send(desk, article, fields | {"headline": "Mine"})
    assert parts_asked(response) == ["headline", "p.p1"]
    answers = asked(response) | {"take.headline": "theirs", "text.p.p1": "By hand."}
    del answers["take.p.p1"]
    again = send(desk, article, answers)
    assert parts_asked(again) == ["headline", "p.p1"]
    assert [view.question.take for view in again.context["views"]] == ["theirs", ""]
    assert again.context["views"][1].question.text == "By hand."
    assert Version.objects.count() == 2


def test_a_text_that_cannot_stand_there_is_refused_and_kept(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, text_of("of theirs"))
    answers = asked(send(desk, article, fields)) | {"text.p.p1": " "}
    again = send(desk, article, answers)
    assert "Not saved: It is empty." in again.content.decode()
    assert Version.objects.count() == 2


def test_a_deletion_against_a_change_is_asked_with_nothing_chosen(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, make_document(make_section("s1", make_paragraph("p2", "Second."))))
    response = send(desk, article, fields)
    assert [view.question.checked for view in response.context["views"]] == [""]
    assert '<p class="note">Deleted.</p>' in response.content.decode()
    send(desk, article, asked(response) | {"take.p.p1": "ours"})
    assert current() == text_of("of mine")


def test_a_paragraph_that_both_made_something_else_is_asked(desk: Client) -> None:
    """One wrote in it, the other made it a heading."""
    article, fields = began(desk)
    heading = make_section("p1", make_paragraph("p2", "Second."), heading=Line("First"))
    save_meanwhile(article, make_document(heading))
    response = send(desk, article, fields)
    assert parts_asked(response) == ["p.p1"]
    send(desk, article, asked(response) | {"take.p.p1": "theirs"})
    assert [section.heading.text for section in current().sections if section.heading] == ["First"]


def test_another_order_survives_a_text(desk: Client) -> None:
    article, fields = began(desk)
    first, second = text_of().paragraphs()
    save_meanwhile(article, make_document(make_section("s1", second, first)))
    joined = messages_of(desk, send(desk, article, fields))[1]
    assert "changed meanwhile: the order." in joined
    assert [p.markup for p in current().paragraphs()] == ["Second.", "First of mine."]


def test_nothing_that_was_sent_is_lost_when_the_page_is_left(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, text_of("of theirs"))
    send(desk, article, fields)
    [draft] = WorkingDraft.objects.filter(article=article)
    assert "First of mine." in draft.fields["body"]
    page = address(article).replace("change/", f"merge/?draft={draft.key}")
    response = desk.get(page)
    assert parts_asked(response) == ["p.p1"]
    send(desk, article, asked(response))
    assert current() == text_of("of mine")
    assert not WorkingDraft.objects.exists()


def test_the_draft_of_another_person_is_not_shown(desk: Client, client: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, text_of("of theirs"))
    send(desk, article, fields)
    key = WorkingDraft.objects.get().key
    client.force_login(make_editor(*EDITOR))
    assert client.get(address(article).replace("change/", f"merge/?draft={key}")).status_code == 404


def test_publishing_a_joined_text_saves_it_and_publishes_nothing(desk: Client) -> None:
    """Nobody publishes what they have not seen."""
    article, fields = began(desk)
    save_meanwhile(article, text_of(second="Second of theirs."))
    response = send(desk, article, fields, "_publish")
    assert any("Not published yet" in text for text in messages_of(desk, response))
    assert not article.editions.exists()
    assert current() == text_of("of mine", "Second of theirs.")


def test_publishing_a_text_with_questions_publishes_nothing(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, text_of("of theirs"))
    response = send(desk, article, fields, "_publish")
    assert "_publish" not in asked(response)
    assert not article.editions.exists()


def test_an_untouched_form_is_not_stale(desk: Client) -> None:
    article = make_article(text_of())
    fields = fields_of(desk, address(article))
    save_meanwhile(article, text_of("of theirs"))
    response = send(desk, article, fields)
    [told] = messages_of(desk, response)
    assert told.endswith("version 2: nothing has changed since.")
    assert current() == text_of("of theirs")


def test_the_slug_of_another_editor_stays(desk: Client) -> None:
    article, fields = began(desk)
    store.rename(article.pk, "of-theirs", author=make_editor())
    assert send(desk, article, fields).status_code == 302
    assert Article.objects.get().slug == "of-theirs"
    assert current() == text_of("of mine")


def test_of_two_new_slugs_one_is_asked_for(desk: Client) -> None:
    article, fields = began(desk)
    fields |= {"slug": "of-mine"}
    store.rename(article.pk, "of-theirs", author=make_colleague())
    response = send(desk, article, fields)
    assert parts_asked(response) == ["slug"]
    assert "Oda Ferring gave the article another address" in response.content.decode()
    assert Article.objects.get().slug == "of-theirs"
    send(desk, article, asked(response) | {"take.slug": "theirs"})
    assert (Article.objects.get().slug, current()) == ("of-theirs", text_of("of mine"))
    again = send(desk, article, fields)
    send(desk, article, asked(again) | {"take.slug": "ours"})
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


def test_an_error_of_the_form_comes_before_questions(desk: Client) -> None:
    article, fields = began(desk)
    save_meanwhile(article, text_of("of theirs"))
    form = send(desk, article, fields | {"language": "?"}).context["adminform"].form
    assert list(form.errors) == ["language"]
    assert form["body"].value() == fields["body"]


def test_a_text_of_an_older_source_is_joined_with_a_newer_one(desk: Client) -> None:
    list(import_documents([make_source(SENTENCE, "Is it so?")], Options()))
    article = Article.objects.get()
    fields = fields_of(desk, address(article))
    fields["body"] = fields["body"].replace("Is it", "It is")
    list(import_documents([make_source("Something new.", SENTENCE, "Is it so?")], Options()))
    send(desk, article, fields)
    assert list(article.paragraphs.values_list("markup", "origin")) == [
        ("Something new.", 0),
        (SENTENCE, 1),
        ("It is so?", 2),
    ]


def test_a_label_is_reviewed_where_it_still_reads_as_the_editor_saw_it(desk: Client) -> None:
    first, second = (make_paragraph(f"p{n}", f"Text {n}.", origin=n) for n in (1, 2))
    article = make_article(make_document(make_section("s1", first, second)))
    for origin in (1, 2):
        make_label_review(article, origin)
    fields = fields_of(desk, address(article)) | {"headline": "Mine", "reviewed": "[1, 2]"}
    changed = make_paragraph("p2", "Text of theirs.", origin=2)
    save_meanwhile(article, make_document(make_section("s1", first, changed)))
    send(desk, article, fields)
    assert list(LabelReview.objects.open().values_list("origin", flat=True)) == [2]
