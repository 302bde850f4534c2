"""What an editor decides of a line is foreseen, holds for past and future, and can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles import store
from articles.documents.labels import Label
from articles.documents.source import Piece, SourceMetadata
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.importing.reparse import reparse_documents
from articles.importing.sources.selection import Selection
from articles.models import Article, ImportRun, LabelReview, NoiseRule
from articles.models.import_run import Outcome, RunKind
from articles.models.noise_rule import NoiseState
from articles.models.version import Reason
from articles.noise import decide as decision
from articles.noise.decide import (
    NoiseDecision,
    Occurrences,
    decide,
    occurrences_of,
    preview_decision,
)
from articles.undo.undo import Undo
from tests.documents.make import SENTENCE, as_labelled, make_source
from tests.importing.site import state_of_the_site
from tests.make import make_editor, make_imported, make_label_review, make_noise_line

pytestmark = pytest.mark.django_db

PROMO = "The harbour bell rings for you each morning, in seven minutes and in your letter box."
OTHER = "Nobody on the quay could remember a summer with so much rain and so few herrings in it."
VERROW = "The Verrow Courier"
NOISE = NoiseDecision(VERROW, PROMO, NoiseState.NOISE)


def imported(*strings: str | Piece, publisher: str = VERROW) -> Article:
    texts = strings or (SENTENCE, PROMO, OTHER)
    return make_imported(*texts, metadata=SourceMetadata(publisher=publisher))


def kinds(article: Article) -> list[str]:
    return ["noise" if p.noise else p.kind for p in article.paragraphs.all()]


def edit(article: Article, number: int, markup: str = "", label: Label = Label.BODY) -> None:
    """What an editor makes of one paragraph."""
    document = store.load(article)
    p = list(document.paragraphs())[number]
    fields = as_labelled(label)
    changed = document.with_paragraph(
        p.uid, fields["kind"], markup or p.markup, noise=fields["noise"]
    )
    store.save(article.pk, changed, base=article.version, reason=Reason.EDIT, author=make_editor())
    article.refresh_from_db()


def test_it_changes_the_articles_of_the_publisher_and_nothing_else() -> None:
    ours, marked = imported(), imported(SENTENCE, f"<b>{PROMO}</b>", OTHER)
    others = [imported(publisher="The Hesk Post"), imported(SENTENCE, f"{PROMO} Ring!", OTHER)]
    run = decide(NOISE, by=None)
    assert [kinds(each)[1] for each in (ours, marked)] == ["noise", "noise"]
    assert [kinds(each) for each in others] == [["body", "body", "body"]] * 2
    assert run
    assert (run.kind, run.updated) == (RunKind.REPARSE, 2)
    assert run.arguments["line"] == PROMO


def test_everywhere_is_everywhere() -> None:
    articles = [imported(publisher=publisher) for publisher in (VERROW, "The Hesk Post", "")]
    decide(NoiseDecision("", PROMO, NoiseState.NOISE), by=None)
    assert [kinds(each)[1] for each in articles] == ["noise"] * 3


def test_what_is_imported_later_follows() -> None:
    assert decide(NOISE, by=make_editor()) is None
    assert kinds(imported()) == ["body", "noise", "body"]
    line = NoiseRule.objects.get()
    assert line.decided_by
    assert line.decided_by == line.created_by


def test_a_heading_that_is_noise_is_one_no_more() -> None:
    texts = (SENTENCE, OTHER, Piece(PROMO, "h2"), f"{SENTENCE} Again.", f"{OTHER} Again.")
    article = imported(*texts)
    assert article.sections.filter(heading=PROMO).exists()
    decide(NOISE, by=None)
    assert not article.sections.filter(heading=PROMO).exists()
    assert article.paragraphs.get(markup=PROMO).noise


def test_what_an_editor_made_of_the_line_stays() -> None:
    rewritten, vouched = imported(), imported()
    edit(rewritten, 1, f"{PROMO} It has rung since 1911.")
    doubt = make_label_review(vouched, origin=1)
    document = store.load(vouched)
    store.save(vouched.pk, document, base=1, reason=Reason.EDIT, author=make_editor(), reviewed=[1])
    doubt.refresh_from_db()
    assert doubt.reviewed_label == "body"
    decide(NOISE, by=None)
    assert [kinds(each)[1] for each in (rewritten, vouched)] == ["body", "body"]


@pytest.mark.parametrize("label", [Label.NOISE, Label.QUOTE])
def test_what_an_editor_made_of_it_before_stays_when_the_rule_is_forgotten(label: Label) -> None:
    article = imported()
    LabelReview.objects.all().delete()
    edit(article, 1, label=label)
    decide(NOISE, by=None)
    list(reparse_documents(Selection(), Options()))
    decide(replace(NOISE, state=None), by=None)
    list(reparse_documents(Selection(), Options()))
    assert kinds(article)[1] == label


def test_what_an_editor_gave_back_is_text_under_the_next_rule_too() -> None:
    article = imported()
    LabelReview.objects.all().delete()
    decide(NOISE, by=None)
    article.refresh_from_db()
    edit(article, 1)
    decide(replace(NOISE, state=None), by=None)
    list(reparse_documents(Selection(), Options()))
    decide(NOISE, by=None)
    assert kinds(article)[1] == "body"


def test_other_work_of_an_editor_stays_beside_it() -> None:
    article = imported()
    edit(article, 0, "The ferry was late.")
    decide(NOISE, by=None)
    assert kinds(article)[1] == "noise"
    assert article.paragraphs.first().markup == "The ferry was late."  # type: ignore[union-attr]


def test_foreseeing_changes_nothing_and_says_what_deciding_does() -> None:
    article, stays = imported(), imported()
    edit(stays, 1, f"{PROMO} It has rung since 1911.")
    before = state_of_the_site()
    found = occurrences_of(NOISE)
    seen = preview_decision(NOISE, found.may_change)
    assert (list(found.articles), list(found.may_change)) == ([article.pk], [article.pk])
    assert state_of_the_site() == before
    assert not NoiseRule.objects.exists()
    [(result, reread)] = seen.changes
    decide(NOISE, by=None)
    assert result.article == article.pk
    assert store.load(Article.objects.get(pk=article.pk)) == reread.after


def test_forgetting_a_rule_gives_the_lines_back_and_leaves_what_an_editor_did_since() -> None:
    article, touched = imported(), imported()
    before = store.load(article)
    decide(NOISE, by=None)
    for each in (article, touched):
        each.refresh_from_db()
    edit(touched, 1, f"{PROMO} It has rung since 1911.", Label.QUOTE)
    decide(replace(NOISE, state=None), by=None)
    article.refresh_from_db()
    assert store.load(article) == before
    assert kinds(touched)[1] == "quote"
    assert not NoiseRule.objects.exists()
    assert kinds(imported())[1] == "body"


def test_a_line_that_was_noise_by_itself_stays_so_when_the_rule_is_forgotten() -> None:
    line = "© 2026 The Verrow Courier"
    article = imported(SENTENCE, OTHER, line)
    assert kinds(article)[2] == "noise"
    for state in (NoiseState.NOISE, None):
        decide(NoiseDecision(VERROW, line, state), by=None)
    assert kinds(article)[2] == "noise"


def test_a_forgotten_rule_of_a_proposed_line_leaves_it_proposed() -> None:
    make_noise_line(PROMO, VERROW, state=NoiseState.PROPOSED, documents=6, as_text=2)
    decide(NOISE, by=make_editor())
    assert not NoiseRule.objects.proposed().exists()
    decide(replace(NOISE, state=None), by=None)
    line = NoiseRule.objects.proposed().get()
    assert (line.documents, line.decided_by) == (6, None)


def test_undoing_the_run_takes_the_rule_back_with_it() -> None:
    imported()
    before = state_of_the_site()
    run = decide(NOISE, by=None)
    assert run
    undo(run)
    assert state_of_the_site() == before
    assert not NoiseRule.objects.exists()
    assert kinds(imported())[1] == "body"


def test_undoing_the_run_gives_the_line_back_in_what_came_in_since() -> None:
    article = imported()
    run = decide(NOISE, by=None)
    assert run
    since, touched = imported(), imported()
    edit(touched, 0, "The ferry was late.")
    undo(run)
    assert [kinds(each)[1] for each in (article, since, touched)] == ["body"] * 3
    assert touched.paragraphs.first().markup == "The ferry was late."  # type: ignore[union-attr]


def test_a_line_may_stand_in_more_articles_than_a_query_takes_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = imported()
    make_label_review(article, origin=0)
    everywhere = Occurrences(range(article.pk, article.pk + 300_000), [])
    monkeypatch.setattr(decision, "_holding", lambda *_: everywhere)
    run = decide(NOISE, by=None)
    assert run
    assert (run.total, run.updated) == (1, 1)


def test_undoing_the_forgetting_brings_the_rule_back() -> None:
    article = imported()
    decide(NOISE, by=None)
    run = decide(replace(NOISE, state=None), by=None)
    assert run
    undo(run)
    assert NoiseRule.objects.get().state == NoiseState.NOISE
    assert kinds(article)[1] == "noise"


def test_undoing_leaves_a_rule_that_was_decided_otherwise_since() -> None:
    imported()
    run = decide(NOISE, by=None)
    decide(replace(NOISE, state=NoiseState.TEXT), by=None)
    assert run
    undo(run)
    assert NoiseRule.objects.get().state == NoiseState.TEXT


def test_foreseeing_an_undo_takes_nothing_back() -> None:
    imported()
    run = decide(NOISE, by=None)
    assert run
    list(Undo(run, dry_run=True))
    assert NoiseRule.objects.get().state == NoiseState.NOISE


def undo(run: ImportRun) -> None:
    list(Undo(run))


def test_lines_that_are_text_are_so_in_past_articles_that_came_in_together() -> None:
    metadata = SourceMetadata(publisher=VERROW)
    sources = [
        make_source(f"{SENTENCE} On day {n}.", PROMO, f"{OTHER} On day {n}.", external_id=f"{n}",
                    metadata=metadata)
        for n in range(4)
    ]  # fmt: skip
    list(import_documents(sources, Options()))
    articles = list(Article.objects.all())
    assert [kinds(each)[1] for each in articles] == ["noise"] * 4
    run = decide(NoiseDecision(VERROW, PROMO, NoiseState.TEXT), by=None)
    assert [kinds(each)[1] for each in articles] == ["body"] * 4
    assert run
    assert run.counts[Outcome.UPDATED] == 4
    decide(NoiseDecision(VERROW, PROMO, None), by=None)
    assert [kinds(each)[1] for each in articles] == ["noise"] * 4


def test_a_question_about_the_line_is_answered_by_the_rule() -> None:
    article = imported()
    make_label_review(article, origin=1)
    decide(NOISE, by=None)
    assert not article.label_reviews.open().exists()


def test_deciding_the_same_again_does_what_was_left() -> None:
    article = imported()
    make_noise_line(PROMO, VERROW)
    decide(NOISE, by=None)
    assert kinds(article)[1] == "noise"
    assert decide(NOISE, by=None) is None
