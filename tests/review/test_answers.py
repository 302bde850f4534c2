"""Every save answers the doubts of blocks that were looked at, or that stand otherwise now."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from articles import store
from articles.documents.article.model import ArticleDocument, Line
from articles.documents.labels import Label
from articles.models import Article, LabelReview
from articles.models.version import Reason
from tests.documents.make import as_labelled, make_document, make_paragraph, make_section
from tests.make import make_article, make_editor, make_label_review

pytestmark = pytest.mark.django_db


def document(*labels: Label | None) -> ArticleDocument:
    """A paragraph with each label from the block of its index; None: the block is gone."""
    paragraphs = [
        make_paragraph(f"p{origin}", origin=origin, **as_labelled(label))
        for origin, label in enumerate(labels)
        if label
    ]
    return make_document(make_section("s1", *paragraphs))


def in_doubt(*labels: Label) -> Article:
    article = make_article(document(*labels), reason=Reason.IMPORT)
    for origin, label in enumerate(labels):
        make_label_review(article, origin, label=label.value)
    return article


def save(
    article: Article,
    changed: ArticleDocument | None = None,
    *reviewed: int,
    reason: Reason = Reason.EDIT,
    author: User | None = None,
) -> store.Saved:
    standing = Article.objects.get(pk=article.pk)
    return store.save(
        article.pk,
        changed or store.load(standing),
        base=standing.version,
        reason=reason,
        author=author,
        reviewed=reviewed,
    )


def answers() -> list[str]:
    return list(LabelReview.objects.order_by("origin").values_list("reviewed_label", flat=True))


def test_what_was_reviewed_is_what_it_stands_as_and_no_new_version() -> None:
    editor = make_editor()
    saved = save(in_doubt(Label.BODY, Label.NOISE, Label.BODY), None, 0, 1, author=editor)
    assert answers() == ["body", "noise", ""]
    assert saved == store.Saved(1, changed=False, answered=store.ReviewCounts(confirmed=2))
    assert (
        list(LabelReview.objects.reviewed().values_list("reviewed_by", flat=True))
        == [editor.pk] * 2
    )


@pytest.mark.parametrize("reason", [Reason.EDIT, Reason.RESTORE, Reason.MERGE])
def test_a_block_that_was_changed_is_answered_without_being_marked(reason: Reason) -> None:
    saved = save(in_doubt(Label.BODY, Label.BODY), document(Label.BODY, Label.NOISE), reason=reason)
    assert answers() == ["", "noise"]
    assert saved.answered == store.ReviewCounts(corrected=1)


def test_a_block_that_was_flipped_is_answered_with_what_it_is_now() -> None:
    save(in_doubt(Label.BODY), document(Label.QUOTE), 0)
    assert answers() == ["quote"]


def test_a_block_that_became_a_heading_is_one() -> None:
    heading = make_section("p0", heading=Line("The quay", 0))
    save(in_doubt(Label.BODY), make_document(heading))
    assert answers() == ["heading"]


def test_a_deleted_block_tells_of_no_label() -> None:
    saved = save(in_doubt(Label.BODY, Label.BODY), document(Label.BODY, None))
    assert answers() == ["", "deleted"]
    assert saved.answered == store.ReviewCounts()


def test_an_answer_follows_its_block_but_outlives_it() -> None:
    article = in_doubt(Label.BODY)
    save(article, None, 0)
    save(article, document(Label.NOISE))
    assert answers() == ["noise"]
    save(article, document(None))
    assert answers() == ["noise"]


def test_a_deleted_block_that_comes_back_is_asked_about_again() -> None:
    article = in_doubt(Label.BODY)
    save(article, document(None))
    assert save(article, document(Label.BODY)).answered == store.ReviewCounts()
    assert answers() == [""]
    assert LabelReview.objects.open().exists()


def test_a_save_without_a_look_answers_nothing() -> None:
    article = in_doubt(Label.BODY)
    saved = save(article, make_document(*document(Label.BODY).sections, headline=Line("Better")), 7)
    assert answers() == [""]
    assert (saved.changed, saved.answered) == (True, store.ReviewCounts())


def test_an_import_answers_nothing() -> None:
    save(in_doubt(Label.BODY), document(Label.NOISE), 0, reason=Reason.IMPORT)
    assert answers() == [""]


def test_a_question_about_another_source_is_not_answered() -> None:
    article = in_doubt(Label.BODY)
    other = make_label_review(make_article(), 1).source
    make_label_review(article, 1, source=other)
    save(article, None, 0, 1)
    assert LabelReview.objects.reviewed().get().source == article.source


def test_a_refused_save_answers_nothing() -> None:
    article = in_doubt(Label.BODY)
    with pytest.raises(store.StaleSave):
        store.save(article.pk, document(), base=7, reason=Reason.EDIT, reviewed=[0])
    assert answers() == [""]
