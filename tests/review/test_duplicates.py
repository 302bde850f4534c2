"""Stored texts are compared as they are written, and editors are asked about pairs once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import store
from articles.documents.article.model import Line
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, Duplicate, ImportRun, TellingSentence
from articles.models.duplicate import CopyVerdict
from articles.models.version import Reason
from articles.review.duplicates import (
    MOST_HOLDERS,
    decide_duplicate,
    index_stored,
    look_for_duplicates,
    open_groups,
)
from articles.undo.undo import Undo
from tests.documents.make import make_document, make_paragraph, make_section, make_source
from tests.make import make_article, make_editor, make_imported
from tests.review.stories import document_of, story

pytestmark = pytest.mark.django_db


def pairs() -> list[tuple[int, int]]:
    return list(Duplicate.objects.open().values_list("earlier", "later"))


def import_all(*sources: object) -> ImportRun:
    importing = import_documents(sources, Options())  # type: ignore[arg-type]
    assert not [result for result in importing if result.reason]
    assert importing.run
    return importing.run


def test_an_import_finds_what_is_here_already() -> None:
    first = make_imported(*story(), external_id="wire-1")
    make_imported(*story(2), external_id="wire-2")
    second = make_imported(*story(without=3), external_id="daily-7")
    assert pairs() == [(first.pk, second.pk)]
    found = Duplicate.objects.get()
    assert found.shared == 100
    assert found.run == ImportRun.objects.latest("pk")


def test_an_import_finds_what_came_with_it() -> None:
    import_all(
        make_source(*story(), external_id="a"),
        make_source(*story(2), external_id="b"),
        make_source(*story(without=2), external_id="c"),
    )
    first, third = Article.objects.filter(external_id__in="ac").order_by("pk")
    assert pairs() == [(first.pk, third.pk)]


def test_the_same_document_again_and_a_new_version_of_it_are_no_duplicates() -> None:
    for texts in (story(), story(), story(without=1)):
        import_all(make_source(*texts, external_id="wire-1"))
    assert pairs() == []


def test_an_editor_who_writes_what_is_here_already_is_told() -> None:
    first = make_article(document_of(story()))
    second = make_article(document_of(story(2)))
    store.save(second.pk, document_of(story()), base=1, reason=Reason.EDIT)
    assert pairs() == [(first.pk, second.pk)]
    assert Duplicate.objects.get().run is None


def test_what_is_no_longer_alike_is_not_asked_about() -> None:
    make_article(document_of(story()))
    second = make_article(document_of(story()))
    store.save(second.pk, document_of(story(2)), base=1, reason=Reason.EDIT)
    assert pairs() == []


def test_what_is_still_alike_is_asked_about_once() -> None:
    make_article(document_of(story()))
    second = make_article(document_of(story()))
    before = Duplicate.objects.get()
    store.save(second.pk, document_of(story(without=1)), base=1, reason=Reason.EDIT)
    assert Duplicate.objects.get() == before


def test_a_save_that_leaves_the_text_asks_nothing() -> None:
    article = make_article(document_of(story()))
    kept = set(TellingSentence.objects.values_list("number", flat=True))
    changed = document_of(story(), headline=Line("Another headline"))
    store.save(article.pk, changed, base=1, reason=Reason.EDIT)
    assert set(TellingSentence.objects.values_list("number", flat=True)) == kept


def test_noise_is_not_compared() -> None:
    noise = [make_paragraph(f"n{n}", text, noise=True) for n, text in enumerate(story())]
    for number in (2, 3):
        own = [make_paragraph(f"p{n}", text) for n, text in enumerate(story(number))]
        make_article(make_document(make_section("s1", *noise, *own)))
    assert pairs() == []


@pytest.mark.parametrize("verdict", CopyVerdict)
def test_what_was_decided_is_not_asked_again(verdict: CopyVerdict) -> None:
    make_article(document_of(story()))
    second = make_article(document_of(story()))
    decide_duplicate(Duplicate.objects.get(), verdict, make_editor())
    store.save(second.pk, document_of(story(2)), base=1, reason=Reason.EDIT)
    store.save(second.pk, document_of(story()), base=2, reason=Reason.EDIT)
    assert pairs() == []
    assert Duplicate.objects.get().verdict == verdict


def test_a_verdict_says_who_and_when_and_can_be_taken_back() -> None:
    make_article(document_of(story()))
    make_article(document_of(story()))
    duplicate, editor = Duplicate.objects.get(), make_editor()
    decide_duplicate(duplicate, CopyVerdict.BOTH, editor)
    duplicate.refresh_from_db()
    assert duplicate.decided_by == editor
    assert duplicate.decided_at
    decide_duplicate(duplicate, None, editor)
    assert len(pairs()) == 1


def test_nothing_is_left_to_ask_of_an_article_that_does_not_stand() -> None:
    first, second, third = (make_article(document_of(story())) for _ in range(3))
    assert len(pairs()) == 3
    lost = Duplicate.objects.get(earlier=first, later=second)
    decide_duplicate(lost, CopyVerdict.EARLIER, make_editor())
    assert pairs() == [(first.pk, third.pk)]
    assert Duplicate.objects.get(earlier=second, later=third).is_lost_by(second.pk)


def test_what_is_in_the_trash_is_not_asked_about_until_it_is_back() -> None:
    first = make_article(document_of(story()))
    make_article(document_of(story()))
    store.delete([first.pk])
    assert pairs() == []
    store.undelete(first.pk)
    assert len(pairs()) == 1


def test_an_undo_of_the_import_takes_them_back() -> None:
    make_imported(*story(), external_id="wire-1")
    changed = make_imported(*story(2), external_id="daily-2")
    run = import_all(
        make_source(*story(), external_id="daily-1"),
        make_source(*story(), external_id="daily-2"),
    )
    assert len(pairs()) == 3
    list(Undo(run))
    assert pairs() == []
    assert set(TellingSentence.objects.values_list("article", flat=True)) == {
        *Article.objects.values_list("pk", flat=True)
    }
    assert changed.pk in set(TellingSentence.objects.values_list("article", flat=True))


def test_a_sentence_that_very_many_have_tells_nothing() -> None:
    legal = "Nothing in this text may be copied, sent on or read aloud without leave of the owner. "
    sources = [
        make_source(*story(number), legal * 3, external_id=str(number))
        for number in range(MOST_HOLDERS + 5)
    ]
    import_all(*sources)
    number = TellingSentence.objects.values_list("number", flat=True)
    times = [list(number).count(each) for each in set(number)]
    assert max(times) <= MOST_HOLDERS
    assert pairs() == []


def test_of_a_story_that_very_many_carry_a_further_copy_is_shown_beside_the_first() -> None:
    articles = [make_article().pk for _ in range(MOST_HOLDERS + 1)]
    Duplicate.objects.all().delete()
    TellingSentence.objects.all().delete()
    look_for_duplicates(dict.fromkeys(articles, story(1)), are_new=True)
    first, *_, last = articles
    assert list(Duplicate.objects.of([last]).values_list("earlier", "later")) == [(first, last)]


@pytest.mark.parametrize(("pair", "part"), [((2, 1), 0.5), ((1, 1), 0.5), ((1, 2), 1.2)])
def test_what_no_row_may_hold_is_not_lost_in_silence(pair: tuple[int, int], part: float) -> None:
    with pytest.raises(ValueError, match="cannot share"):
        Duplicate.between(pair, part)


def test_it_takes_as_many_statements_for_any_number_of_texts() -> None:
    articles = [make_article() for _ in range(9)]
    with CaptureQueriesContext(connection) as few:
        look_for_duplicates({articles[0].pk: story(1)}, are_new=True)
    with CaptureQueriesContext(connection) as many:
        texts = {each.pk: story(number) for number, each in enumerate(articles[1:], 2)}
        look_for_duplicates(texts, are_new=True)
    assert len(few) == len(many) <= 2


def test_articles_of_before_are_indexed_and_it_goes_on_where_it_was_stopped() -> None:
    for number in (1, 2, 1):
        make_article(document_of(story(number)))
    Duplicate.objects.all().delete()
    TellingSentence.objects.all().delete()
    indexing = index_stored()
    assert next(indexing) == 3
    indexing.close()
    assert len(pairs()) == 1
    assert list(index_stored()) == []


def test_the_articles_of_a_story_are_a_group() -> None:
    one = [make_article(document_of(story())) for _ in range(3)]
    other = [make_article(document_of(story(2))) for _ in range(2)]
    make_article(document_of(story(3)))
    assert list(open_groups()) == [one, other]


def test_an_undo_leaves_what_an_editor_chose_from_its_copies() -> None:
    make_article(document_of(story()))
    run = import_all(
        make_source(*story(), external_id="daily-1"), make_source(*story(2), external_id="daily-2")
    )
    decide_duplicate(Duplicate.objects.get(), CopyVerdict.LATER, make_editor())
    [left] = [result for result in Undo(run) if result.reason]
    assert left.key == "daily-1"
    assert "chose it from its copies" in left.reason
