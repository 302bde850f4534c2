from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles import store
from articles.documents.article.kinds import Kind
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, LabelReview, SourceDocument
from articles.models.version import Reason
from tests.documents.make import SENTENCE, make_source
from tests.make import make_article, make_label_review

pytestmark = pytest.mark.django_db

STRINGS = ("Read more", SENTENCE, "• A bullet", SENTENCE.upper(), "", "Subscribe")
GOLD = ["noise", "body", "body", "body", "noise", "noise"]


def export(*arguments: object, code: int = 0) -> tuple[list[dict[str, Any]], str]:
    """Run the command; gives the documents that it wrote and what it said on stderr."""
    out, err = io.StringIO(), io.StringIO()
    exit_code: object = 0
    try:
        call_command("export_labels", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stop:
        exit_code = stop.code
    assert exit_code == code
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def imported(*doubtful: int, key: str = "ferry.txt") -> Article:
    """An article of the strings above, in doubt of these."""
    list(import_documents([make_source(*STRINGS, external_id=key)], Options()))
    article = Article.objects.get(external_id=key)
    article.label_reviews.all().delete()
    labels = ["noise", "body", "list_item", "body", "", "noise"]
    for origin in doubtful:
        make_label_review(article, origin, label=labels[origin], alternative="heading")
    return article


def save(article: Article, *reviewed: int, **kinds: Kind) -> None:
    """Save with paragraphs of these blocks (b0=...) of a kind, and no noise."""
    document = store.load(article)
    for paragraph in document.paragraphs():
        if kind := kinds.get(f"b{paragraph.origin}"):
            document = document.with_paragraph(paragraph.uid, kind, paragraph.markup, noise=False)
    store.save(article.pk, document, base=1, reason=Reason.EDIT, reviewed=reviewed)


def gold() -> list[str]:
    [document], _ = export()
    found: list[str] = document["gold"]
    return found


def test_nobody_vouches_for_what_nobody_reviewed() -> None:
    imported()
    imported(1, key="in-doubt.txt")
    make_article()
    documents, said = export()
    assert documents == []
    assert said == "No editor has confirmed a label yet.\n"


def test_an_article_that_is_answered_for_is_labelled_whole() -> None:
    save(imported(0, 5), 0, 5)
    [document], _ = export()
    assert (document["gold"], document["document"]) == (GOLD, list(STRINGS))
    assert (document["id"], document["meta"]["by"]) == ("ferry.txt", "editors")


def test_an_article_that_an_editor_saved_is_labelled_whole() -> None:
    save(imported(), b0=Kind.BODY)
    assert gold() == ["body", *GOLD[1:]]


def test_of_an_article_still_in_doubt_only_answers_and_corrections_count() -> None:
    save(imported(0, 1, 2), 1, b5=Kind.BODY)
    assert gold() == ["optional", "body", "optional", "optional", "noise", "body"]


def test_a_save_that_says_nothing_of_a_label_is_left_out() -> None:
    article = imported(0)
    uid = article.paragraphs.get(origin=1).uid
    document = store.load(article).with_paragraph(uid, Kind.BODY, "Better words.")
    store.save(article.pk, document, base=1, reason=Reason.EDIT)
    assert export()[0] == []


def test_a_deleted_block_is_not_scored() -> None:
    article = imported(1)
    document = store.load(article)
    [section] = document.sections
    kept = tuple(p for p in section.paragraphs if p.origin != 1)
    shorter = type(document)(document.headline, sections=(type(section)("s1", paragraphs=kept),))
    store.save(article.pk, shorter, base=1, reason=Reason.EDIT)
    assert LabelReview.objects.get().reviewed_label == "deleted"
    assert gold() == ["noise", "optional", *GOLD[2:]]


def test_all_adds_what_the_import_was_sure_of() -> None:
    imported(0)
    save(imported(1, key="looked-at.txt"), 1)
    by_import, by_editors = export("--all")[0]
    assert (by_import["gold"], by_import["meta"]["by"]) == (["optional", *GOLD[1:]], "import")
    assert (by_editors["gold"], by_editors["meta"]["by"]) == (GOLD, "editors")


def test_it_writes_to_a_file_and_says_so(tmp_path: Path) -> None:
    save(imported(1), 1)
    path, out = tmp_path / "labels.jsonl", io.StringIO()
    call_command("export_labels", "--output", str(path), stdout=out)
    assert out.getvalue() == f"6 labels of 1 article are in {path}\n"
    assert json.loads(path.read_text(encoding="utf-8"))["gold"] == GOLD


def test_what_is_exported_can_be_measured(tmp_path: Path) -> None:
    save(imported(1), 1)
    path, out = tmp_path / "labels.jsonl", io.StringIO()
    call_command("export_labels", "--output", str(path), stdout=io.StringIO())
    call_command("label_report", str(path), "--json", stdout=out)
    [score] = json.loads(out.getvalue())["scores"]
    assert (score["kind"], score["score"]["blocks"]) == ("structure", 5)


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        CommandError, match=r"labels cannot be written to .*no/labels.jsonl: No such"
    ):
        export("--output", tmp_path / "no" / "labels.jsonl")


def test_a_source_that_cannot_be_read_any_more_costs_only_itself() -> None:
    save(imported(1, key="a.txt"), 1)
    save(imported(1, key="b.txt"), 1)
    SourceDocument.objects.filter(external_id="a.txt").update(content=b"[")
    documents, said = export(code=1)
    assert [document["id"] for document in documents] == ["b.txt"]
    assert said.startswith("a.txt")


def test_any_number_of_articles_takes_as_many_queries(
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(5):
        save(imported(1, key=str(number)), 1)
    with django_assert_max_num_queries(4):
        assert len(export()[0]) == 5


def test_a_document_of_many_in_one_file_is_read_again_by_its_line() -> None:
    line = json.dumps({"id": "7", "url": "https://hesk.example/7", "paragraphs": list(STRINGS)})
    source = make_source(*STRINGS, external_id="7", format="jsonl", content=line.encode())
    list(import_documents([source], Options()))
    save(Article.objects.get(), b0=Kind.BODY)
    [document], _ = export()
    assert (document["document"], document["id"]) == (list(STRINGS), "7")
    assert document["meta"]["url"] == "https://hesk.example/7"
