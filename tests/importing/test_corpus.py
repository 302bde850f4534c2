"""Promises 1, 3 and 9 on every real page of a corpus, stored; and a merge of every one of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from articles import store
from articles.documents.article.kinds import TEXT_KINDS
from articles.documents.article.model import ArticleDocument
from articles.documents.reading import contents_of
from articles.documents.source import Piece, Source
from articles.exchange import json_file
from articles.exchange.bounds import Size
from articles.exchange.entry import Entry
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, Conflict, ImportRun, Paragraph, SourceDocument, Version
from articles.models.import_run import Outcome
from articles.models.version import Reason
from tests.documents.make import make_source
from tests.documents.real_pages import sources, texts_by_origin

pytestmark = pytest.mark.django_db


def imported(pages: list[Source]) -> Counter[Outcome]:
    importing = import_documents(pages, Options())
    for result in importing:
        assert result.outcome is not Outcome.REJECTED, result
    return importing.counts


def pages_of(corpus: Path) -> list[Source]:
    """Each page once: the variants of one page share its key."""
    return list({source.external_id: source for source in sources(corpus)}.values())


def documents() -> dict[str, ArticleDocument]:
    return {article.external_id: store.load(article) for article in Article.objects.all()}


def test_every_real_page_is_stored_whole_and_unchanged_the_second_time(corpus: Path) -> None:
    pages = pages_of(corpus)
    assert imported(pages) == {Outcome.CREATED: len(pages)}
    for page in pages:
        kept = SourceDocument.objects.get(external_id=page.external_id)
        assert (kept.content, kept.size) == (page.content, len(page.content))
    for article in Article.objects.all():
        rows = article.paragraphs.order_by("position").values_list("uid", "markup")
        assert list(rows) == [(p.uid, p.markup) for p in store.load(article).paragraphs()]
    versions = Version.objects.count()
    assert imported(pages) == {Outcome.UNCHANGED: len(pages)}
    assert Version.objects.count() == versions
    assert sum(sum(each.values()) for each in ImportRun.objects.latest("pk").removed.values()) == 0
    assert ImportRun.objects.earliest("pk").removed["attribute"]
    check_round_trip(documents())


def test_every_real_page_is_merged_with_an_editors_work(corpus: Path) -> None:
    pages = [page for page in pages_of(corpus) if len(contents_of(page).pieces) > 4]
    imported(pages)
    base = documents()
    edits = {article.external_id: edit(article) for article in Article.objects.all()}
    counts = imported([changed(page) for page in pages])
    assert counts[Outcome.MERGED] + counts[Outcome.CONFLICT] == len(pages)
    for key, document in documents().items():
        texts = [paragraph.markup for paragraph in document.paragraphs()]
        assert edits[key] in texts
        article = Article.objects.get(external_id=key)
        assert (
            list(article.paragraphs.order_by("position").values_list("markup", flat=True)) == texts
        )
        check_nothing_lost(article, document, base[key])
    assert not Paragraph.objects.filter(markup="", kind__in=TEXT_KINDS).exists()


def check_round_trip(stored: dict[str, ArticleDocument]) -> None:
    """Every article comes back from an export as it is stored."""
    entries = [Entry(key, "", 1, document) for key, document in stored.items()]
    for start in range(0, len(entries), 50):
        content = json_file.write(entries[start : start + 50])
        for entry in json_file.read(content, "export.json", Size()):
            assert isinstance(entry, Entry), entry
            assert entry.document == stored[entry.key]


def edit(article: Article) -> str:
    """Add to a paragraph in the middle; gives how it reads then."""
    document = store.load(article)
    paragraphs = list(document.paragraphs())
    chosen = paragraphs[len(paragraphs) // 2]
    markup = f"{chosen.markup} By hand."
    edited = document.with_paragraph(chosen.uid, chosen.kind, markup)
    store.save(article.pk, edited, base=article.version, reason=Reason.EDIT)
    return markup


def changed(page: Source) -> Source:
    """The page as corrected: a string gone, one longer, one new, the last moved to the front."""
    pieces = list(contents_of(page).pieces)
    del pieces[1]
    pieces[len(pieces) // 2] = pieces[len(pieces) // 2]._replace(
        html=f"{pieces[len(pieces) // 2].html} This was corrected."
    )
    pieces.insert(2, Piece("<p>A new string stands here, and it is a whole sentence.</p>"))
    pieces.insert(0, pieces.pop())
    return make_source(*pieces, external_id=page.external_id)


def check_nothing_lost(article: Article, document: ArticleDocument, base: ArticleDocument) -> None:
    """What the corrected page says stands, or stood before, or is a question to an editor."""
    source = Version.objects.filter(article=article, source=article.source).latest("number")
    asked = Conflict.objects.open().filter(article=article)
    theirs = {passage[2] for change in asked for passage in change.theirs}
    known = {p.markup for p in (*document.paragraphs(), *base.paragraphs())}
    lines = {line.text for each in (document, base) for line in each.lines()}
    says = source.imported_document()
    assert {p.markup for p in says.paragraphs()} <= known | theirs
    assert {line.text for line in says.lines()} <= lines | theirs
    assert texts_by_origin(document)
