"""What the import was not sure of is asked once, of the source that the article follows."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.documents import pipeline as parsing
from articles.documents.labels import Label
from articles.documents.source import Source
from articles.importing.pipeline import import_documents
from articles.importing.plan import IMPORT, Options, Plan
from articles.models import Article, LabelReview
from tests.documents.make import SENTENCE, make_source
from tests.review.unsure import label_documents

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _labeller(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is unsure of what ends in a question mark, so that these tests know of what."""
    monkeypatch.setattr(parsing, "label_with_shapes", label_documents)


def run(*documents: Source, plan: Plan = IMPORT) -> None:
    list(import_documents(documents, Options(), plan))


def doubts() -> list[tuple[int, str, str]]:
    """Of the source that the article follows: the block, its label and its answer."""
    source = Article.objects.get().source
    return list(
        LabelReview.objects.filter(source=source).values_list("origin", "label", "reviewed_label")
    )


def answer(origin: int, label: str = "body") -> None:
    editor, _ = get_user_model().objects.get_or_create(username="ilse")
    LabelReview.objects.open().filter(origin=origin).update(
        reviewed_label=label, reviewed_at=timezone.now(), reviewed_by=editor
    )


def test_what_is_unsure_is_stored_as_it_was_labelled() -> None:
    run(make_source(SENTENCE, "Is it?"))
    doubt = LabelReview.objects.get()
    article = Article.objects.get()
    assert (doubt.article, doubt.source, doubt.origin) == (article, article.source, 1)
    assert (doubt.label, doubt.alternative) == ("body", "noise")
    assert (doubt.reason, doubt.confidence, doubt.reviewed_label) == ("Reads so", 0.6, "")


def test_a_block_that_stands_otherwise_than_labelled_is_not_asked_about() -> None:
    run(make_source("Standfirst?", "Standfirst, a second?", SENTENCE))
    assert doubts() == [(0, "standfirst", "")]


def test_importing_twice_asks_nothing_again() -> None:
    for _ in range(2):
        run(make_source(SENTENCE, "Is it?", "Is that?"))
        answer(1)
    assert doubts() == [(1, "body", "body"), (2, "body", "")]


def test_a_dry_run_asks_nothing() -> None:
    run(make_source("Is it?"), plan=IMPORT.dry())
    assert not LabelReview.objects.exists()


def test_a_changed_source_brings_its_own_questions() -> None:
    run(make_source(SENTENCE, "Is it?"))
    run(make_source("Is that?", SENTENCE))
    assert doubts() == [(0, "body", "")]
    assert LabelReview.objects.count() == 1


def test_an_answer_holds_for_the_same_block_wherever_it_stands_now() -> None:
    run(make_source("Standfirst?", SENTENCE, "Is it?"))
    answer(2)
    answer(0, "standfirst")
    run(make_source("New.", "Standfirst?", "Is it?", SENTENCE))
    run(make_source("Standfirst?", "Is it?", "Is that?"))
    assert doubts() == [(0, "standfirst", "standfirst"), (1, "body", "body"), (2, "body", "")]
    kept = LabelReview.objects.get(source=Article.objects.get().source, origin=1)
    assert kept.reviewed_by == get_user_model().objects.get()


def test_an_answer_does_not_pass_to_another_block_of_the_same_number() -> None:
    run(make_source(SENTENCE, "Is it?"))
    answer(1)
    run(make_source(SENTENCE, "Is that?"))
    run(make_source(SENTENCE, "Is that?", "More."))
    assert doubts() == [(1, "body", "")]


def test_a_block_that_reads_otherwise_is_asked_about_again() -> None:
    run(make_source(SENTENCE, "Is it?"))
    answer(1)
    run(make_source(SENTENCE, "Is it <em>so</em>?"))
    assert doubts() == [(1, "body", "")]


def test_a_text_that_did_not_change_keeps_its_label_and_is_not_asked_about_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(make_source(SENTENCE, "Is it?"))
    answer(1)
    monkeypatch.setattr("tests.review.unsure._label", lambda _: Label.QUOTE)
    run(make_source(SENTENCE, "Is it?", "More."))
    assert doubts() == []
    assert Article.objects.get().paragraphs.get(markup="Is it?").kind == "body"


def test_a_source_that_changes_back_brings_its_answers_back() -> None:
    first, second = make_source(SENTENCE, "Is it?", "Is that?"), make_source("Something else.")
    run(first)
    answer(1)
    run(second)
    run(first)
    assert doubts() == [(1, "body", "body"), (2, "body", "")]


def test_any_number_of_doubts_is_stored_in_one_statement(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    questions = [f"Is it {number}?" for number in range(20)]
    documents = [make_source(SENTENCE, *questions, external_id=str(number)) for number in range(20)]
    with django_assert_max_num_queries(60):
        run(*documents)
    assert LabelReview.objects.count() == 400
