"""Each part of an article knows its block, or who wrote it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.documents.article.model import ArticleDocument, Line
from articles.documents.reading import contents_of
from articles.documents.source import DocumentRejected
from articles.models import Article
from articles.models.version import Reason
from articles.provenance import Origin, origin_of, sources_of
from tests.documents.make import SENTENCE, make_document, make_paragraph, make_section
from tests.make import follow, make_article, make_editor, make_imported, make_source_document

pytestmark = pytest.mark.django_db


def document_of(*parts: tuple[str, int | None], **fields: object) -> ArticleDocument:
    """Paragraphs by uid and block."""
    paragraphs = [make_paragraph(uid, f"It is {uid}.", origin=origin) for uid, origin in parts]
    return make_document(make_section("s1", *paragraphs), **fields)


def edit(article: Article, document: ArticleDocument) -> None:
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT, author=make_editor())
    article.refresh_from_db()


def traced(article: Article, target: str) -> Origin:
    origin = origin_of(article, target)
    assert origin
    return origin


def test_a_paragraph_leads_to_its_block() -> None:
    article = make_imported("Ferry news", SENTENCE)
    paragraph = article.paragraphs.get(origin=1)
    origin = traced(article, paragraph.uid)
    assert (origin.block, origin.source, origin.version.number) == (1, article.source, 1)


def test_a_paragraph_that_was_edited_still_does() -> None:
    article = make_article(document_of(("p1", 4)))
    edit(article, document_of(("p1", 4), ("p2", None)))
    assert traced(article, "p1").block == 4


def test_a_heading_and_its_byline_lead_to_theirs() -> None:
    section = make_section("s1", heading=Line("The quay", 3), byline=Line("By Pia", 4))
    article = make_article(make_document(section))
    assert [traced(article, target).block for target in ("s1", "s1.byline")] == [3, 4]


def test_what_a_newer_source_lacks_leads_to_the_older_one() -> None:
    article = make_article(document_of(("p1", 1)))
    older = follow(article, document_of(("p1", 2), ("p2", 3)))
    edit(article, document_of(("p1", 2), ("p2", 3), ("p3", None)))
    newer = follow(article, document_of(("p1", None), ("p2", 0)))
    origins = {target: traced(article, target) for target in ("p1", "p2")}
    assert (origins["p1"].source, origins["p1"].block) == (older, 2)
    assert origins["p1"].version.number == 3
    assert (origins["p2"].source, origins["p2"].block) == (newer, 0)


def test_a_restored_paragraph_leads_over_the_gap() -> None:
    article = make_article(document_of(("p1", 1), ("p2", 2)))
    source = follow(article, document_of(("p1", 5), ("p2", 6)))
    edit(article, document_of(("p1", 5)))
    edit(article, document_of(("p1", 5), ("p2", None)))
    assert (traced(article, "p2").source, traced(article, "p2").block) == (source, 6)


def test_what_an_editor_wrote_leads_to_the_version_that_brought_it() -> None:
    article = make_article(document_of(("p1", 1)))
    edit(article, document_of(("p1", 1), ("p2", None)))
    edit(article, document_of(("p1", 1), ("p2", None), ("p3", None)))
    origin = traced(article, "p2")
    assert (origin.block, origin.source, origin.version.number) == (None, None, 2)


def test_another_standfirst_in_the_same_place_has_no_block() -> None:
    article = make_article(document_of(standfirst=Line("In short.", 0)))
    edit(article, document_of(standfirst=Line("Otherwise.")))
    edit(article, document_of(("p1", None), standfirst=Line("Otherwise.")))
    origin = traced(article, "standfirst")
    assert (origin.block, origin.version.number) == (None, 2)


def test_a_standfirst_that_was_kept_leads_to_the_older_source() -> None:
    article = make_article(document_of())
    older = follow(article, document_of(standfirst=Line("In short.", 0)))
    follow(article, document_of(("p1", 1), standfirst=Line("In short.")))
    assert traced(article, "standfirst").source == older


def test_what_does_not_stand_leads_nowhere() -> None:
    article = make_article(document_of(("p1", 1), ("p2", 2)))
    edit(article, document_of(("p1", 1)))
    assert origin_of(article, "p2") is None
    assert origin_of(article, "standfirst") is None


def test_the_sources_are_the_versions_that_follow_them() -> None:
    article = make_article(document_of(("p1", 1)))
    older = follow(article, document_of(("p1", 2)))
    edit(article, replace(store.load(article), language="en"))
    newer = follow(article, document_of(("p1", 3)))
    followed = [(f.source, f.since, f.until) for f in sources_of(article)]
    assert followed == [(newer, 4, 4), (older, 2, 3)]


def test_a_source_that_changed_nothing_is_followed_all_the_same() -> None:
    article = make_article(document_of(("p1", 1)))
    older = follow(article, document_of(("p1", 2)))
    newer = make_source_document()
    store.save(article.pk, store.load(article), base=2, reason=Reason.IMPORT, source_id=newer.pk)
    article.refresh_from_db()
    assert [(f.source, f.since) for f in sources_of(article)] == [(newer, 3), (older, 2)]
    assert traced(article, "p1").source == newer


def test_what_stands_in_its_source_costs_two_queries_for_any_history(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    article = make_article(document_of(("p1", 1)))
    follow(article, document_of(("p1", 2)))
    article = Article.objects.select_related("source").get()
    with django_assert_num_queries(2):
        origin_of(article, "p1")


def test_a_source_is_read_again_as_it_was() -> None:
    article = make_imported("Ferry news", SENTENCE, position="line 3")
    assert article.source
    again = article.source.received()
    assert [piece.html for piece in contents_of(again).pieces] == ["Ferry news", SENTENCE]
    assert (again.external_id, again.position) == (article.external_id, "line 3")


@pytest.mark.parametrize(
    ("format", "content", "reason"),
    [
        ("literal", b"not a list", "is not a Python list"),
        ("jsonl", b"\n", "is not valid JSON"),
        ("wordstar", b"['One.']", "is in a format that is not read here any more: wordstar"),
    ],
)
def test_a_source_that_cannot_be_read_any_more_says_why(
    format: str, content: bytes, reason: str
) -> None:
    with pytest.raises(DocumentRejected, match=reason):
        contents_of(make_source_document(format=format, content=content).received())
