"""From a part of an article to its block: the source's page, the fragment, the links in lists."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.documents.article.model import ArticleDocument, Line
from articles.models import Article
from articles.models.version import Reason
from tests.admin.page import address
from tests.documents.make import SENTENCE, make_document, make_paragraph, make_section
from tests.make import EDITOR, follow, make_article, make_editor, make_imported

LINKED = f'<p>{SENTENCE} <a onclick="x()" href="https://example.org/">More</a></p>'
STRINGS = ("<script>track()</script>", SENTENCE, LINKED, "© 2025 The Courier", "And at last. " * 50)


def page_of(client: Client, article: Article, query: str = "") -> str:
    return client.get(address(article, "source") + query).content.decode()


def row_of(page: str, block: int) -> str:
    found = re.search(rf'<tr id="block-{block}".*?</tr>', page, re.DOTALL)
    assert found
    return found[0]


def fragment(client: Client, article: Article, part: str) -> str:
    return client.get(address(article, "origin"), {"part": part}).content.decode()


def uid_of(article: Article, block: int) -> str:
    return article.paragraphs.get(origin=block).uid


def edit(article: Article, document: ArticleDocument) -> None:
    author = make_editor()
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT, author=author)
    article.refresh_from_db()


def without(article: Article, block: int) -> ArticleDocument:
    document = store.load(article)
    [section] = document.sections
    kept = tuple(p for p in section.paragraphs if p.origin != block)
    return replace(document, sections=(replace(section, paragraphs=kept),))


def test_every_block_is_shown_as_received_and_as_cleaned(desk: Client) -> None:
    row = row_of(page_of(desk, make_imported(*STRINGS)), 2)
    assert "&lt;a onclick=&quot;x()&quot; href=" in row
    assert '<a rel="noopener" href="https://example.org/">More</a>' in row
    assert "&lt;a href=&quot;https://example.org/&quot;&gt;More&lt;/a&gt;" in row
    assert "1 attribute onclick of &lt;a&gt; (x())" in row
    assert "1 &lt;p&gt; element" in row


def test_every_block_says_what_it_was_taken_for_and_why(desk: Client) -> None:
    row = row_of(page_of(desk, make_imported(*STRINGS)), 2)
    assert re.search(r"<strong>Text</strong>: [a-z].*% sure", row)
    assert '<td data-name="Now">Text' in row


def test_what_stands_nowhere_says_why(desk: Client) -> None:
    article = make_imported(*STRINGS)
    edit(article, without(article, 2))
    page = page_of(desk, article)
    assert "Nowhere: nothing of it is visible" in row_of(page, 0)
    assert "Nowhere: an editor deleted it, or joined it to another" in row_of(page, 2)
    assert "Noise: kept, not shown to readers" in row_of(page, 3)


def test_what_an_editor_changed_is_shown_word_by_word(desk: Client) -> None:
    article = make_imported(*STRINGS)
    uid = uid_of(article, 2)
    changed = SENTENCE.replace("left on time", "was late")
    paragraphs = [p for p in store.load(article).paragraphs() if p.uid == uid]
    edit(article, store.load(article).with_paragraph(uid, paragraphs[0].kind, changed))
    words = " <del>left on time</del> <ins>was late</ins>"
    assert words in row_of(page_of(desk, article), 2)
    assert words in fragment(desk, article, uid)


def test_a_long_block_is_folded(desk: Client) -> None:
    page = page_of(desk, make_imported(*STRINGS))
    assert "<details" in row_of(page, 4)
    assert "650 characters" in row_of(page, 4)
    assert "<details" not in row_of(page, 1)


def test_the_block_that_is_asked_for_is_marked(desk: Client) -> None:
    page = page_of(desk, make_imported(*STRINGS), "?block=2")
    assert 'aria-current="true"' in row_of(page, 2)
    assert page.count('aria-current="true"') == 1


@pytest.mark.parametrize("block", ["x", "-1", "999", "9" * 5_000, "²"])
def test_a_block_that_is_none_marks_nothing(desk: Client, block: str) -> None:
    page = page_of(desk, make_imported(*STRINGS), f"?block={block}")
    assert 'aria-current="true"' not in page


def test_the_page_tells_where_the_document_came_from(client: Client, db: None) -> None:
    rights = ("view_importrun", "view_sourcedocument")
    client.force_login(make_editor(*EDITOR, *rights))
    article = make_imported(*STRINGS, file="wire.jsonl", position="line 3")
    assert article.source
    page = page_of(client, article)
    assert "wire.jsonl, line 3" in page
    assert f"/admin/articles/importrun/{article.source.run_id}/change/" in page
    assert f"/admin/articles/sourcedocument/{article.source_id}/content/" in page


def test_it_shows_no_links_that_lead_to_a_refusal(desk: Client) -> None:
    page = page_of(desk, make_imported(*STRINGS))
    # The menu leads to where documents are imported, which is a right of its own.
    assert "/admin/articles/importrun/" not in page.replace("/admin/articles/importrun/import/", "")


def test_an_article_written_here_has_no_source(desk: Client) -> None:
    article = make_article()
    assert "it has no source document" in page_of(desk, article)
    assert address(article, "source") not in desk.get(address(article)).content.decode()


def test_without_scripts_the_article_links_to_its_source(desk: Client) -> None:
    article = make_imported(*STRINGS)
    assert f'href="{address(article, "source")}"' in desk.get(address(article)).content.decode()


def test_a_source_that_cannot_be_parsed_any_more_is_shown_as_it_is(desk: Client) -> None:
    article = make_imported(*STRINGS)
    follow(article, store.load(article), content=b"<Nothing> to parse")
    page = page_of(desk, article)
    assert "is not a Python list" in page
    assert "&lt;Nothing&gt; to parse" in page
    assert "can no longer be read" in fragment(desk, article, uid_of(article, 2))


def test_a_parser_that_is_another_now_is_told(desk: Client) -> None:
    article = make_imported(*STRINGS)
    assert "so labels may differ" not in page_of(desk, article)
    follow(article, store.load(article))
    assert "so labels may differ" in page_of(desk, article)


def test_an_import_that_knew_more_is_told(desk: Client) -> None:
    article = make_imported(*STRINGS)
    assert article.source
    document = store.load(article)
    noise = next(p for p in document.paragraphs() if p.origin == 3)
    follow(
        article,
        document.with_paragraph(noise.uid, noise.kind, noise.markup, noise=False),
        content=article.source.content,
        format=article.source.format,
    )
    assert "labelled it Text" in row_of(page_of(desk, article), 3)


# Earlier sources


def kept_after_a_newer_source() -> tuple[Article, str]:
    """An article whose paragraph of block 2 is kept though the newer source lacks it."""
    article = make_imported(*STRINGS)
    uid = uid_of(article, 2)
    kept = make_paragraph(uid, SENTENCE, origin=None)
    newer = make_document(make_section("s1", make_paragraph("n1", "One.", origin=0), kept))
    follow(article, newer)
    return article, uid


def test_an_earlier_source_can_be_chosen(desk: Client) -> None:
    article = make_imported(*STRINGS)
    older = article.source_id
    uid = uid_of(article, 2)
    kept = make_paragraph(uid, SENTENCE, origin=None)
    follow(article, make_document(make_section("s1", kept)), content=b"['Another.']")
    page = page_of(desk, article)
    assert f'href="?source={older}"' in page
    assert "Another." in page
    page = page_of(desk, article, f"?source={older}")
    assert '<td data-name="Now">Text' in row_of(page, 2)
    assert "No longer in the article" in row_of(page, 1)


def test_a_source_of_another_article_cannot(desk: Client) -> None:
    article, other = make_imported(*STRINGS), make_imported("Other news", SENTENCE)
    for source in (str(other.source_id), "x", "999999"):
        response = desk.get(address(article, "source"), {"source": source})
        assert response.status_code == 404


def test_a_part_leads_to_its_block_in_an_earlier_source(desk: Client) -> None:
    article, uid = kept_after_a_newer_source()
    older = article.versions.get(number=1).source_id
    response = desk.get(address(article, "source"), {"part": uid})
    page = address(article, "source")
    assert response["Location"] == f"{page}?source={older}&block=2#block-2"
    assert "An earlier source" in fragment(desk, article, uid)


def test_a_part_that_an_editor_wrote_leads_to_the_version(desk: Client) -> None:
    article = make_imported(*STRINGS)
    document = store.load(article)
    [section] = document.sections
    mine = make_paragraph("mine", "Mine.")
    sections = (replace(section, paragraphs=(*section.paragraphs, mine)),)
    edit(article, replace(document, sections=sections))
    author = article.versions.get(number=2).created_by
    for page in (page_of(desk, article, "?part=mine"), fragment(desk, article, "mine")):
        assert f"An editor wrote this: {author}:" in page
        assert f"/admin/articles/article/{article.pk}/history/2/" in page


def test_a_headline_that_no_block_holds_says_so(desk: Client) -> None:
    article = make_imported(*STRINGS)
    assert "the import made it up from the text" in fragment(desk, article, "headline")


# The fragment for the editor's panel


def test_the_fragment_shows_the_block_between_its_neighbours(desk: Client) -> None:
    article = make_imported(*STRINGS)
    found = fragment(desk, article, uid_of(article, 2))
    assert "<strong>Block 2</strong> of 5" in found
    assert "&lt;a onclick=" in found
    assert found.count("origin-neighbour") == 2
    assert f'href="{address(article, "source")}?block=2#block-2"' in found
    assert "<html" not in found


@pytest.mark.parametrize("part", ["", "nowhere", "s1.byline"])
def test_a_part_that_does_not_stand_says_so(desk: Client, part: str) -> None:
    assert "has no such part" in fragment(desk, make_imported(*STRINGS), part)


def test_a_link_to_a_part_that_does_not_stand_leads_nowhere(desk: Client) -> None:
    page = address(make_imported(*STRINGS), "source")
    assert desk.get(page, {"part": "nowhere"}).status_code == 404


def test_every_part_of_the_editors_html_has_a_fragment(desk: Client) -> None:
    section = make_section("s2", heading=Line("The quay", 1), byline=Line("By Pia", 2))
    article = make_imported(*STRINGS)
    edit(article, make_document(section, standfirst=Line("In short.", 0)))
    for part, block in {"standfirst": 0, "s2": 1, "s2.byline": 2}.items():
        assert f"<strong>Block {block}</strong>" in fragment(desk, article, part)


# Rights and costs


@pytest.mark.parametrize("page", ["source", "origin"])
def test_a_source_takes_the_right_to_it_wherever_it_is_shown(
    client: Client, db: None, page: str
) -> None:
    article = make_imported(*STRINGS)
    part = {"part": uid_of(article, 2)}
    for rights in ((), ("view_article", "change_article"), ("view_sourcedocument",)):
        client.force_login(make_editor(*rights))
        assert client.get(address(article, page), part).status_code == 403
    client.force_login(make_editor("view_article", "view_sourcedocument"))
    assert client.get(address(article, page), part).status_code in (200, 302)


def test_who_may_not_see_sources_finds_no_way_to_one(client: Client, db: None) -> None:
    article = make_imported(*STRINGS)
    client.force_login(make_editor("view_article", "change_article"))
    for page in (
        address(article),
        address(article.paragraphs.all()[0]),
        "/admin/articles/paragraph/",
    ):
        assert "/source/" not in client.get(page).content.decode()


@pytest.mark.parametrize(("page", "queries"), [("source", 12), ("origin", 10)])
def test_a_page_takes_as_many_queries_for_any_history(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries, page: str, queries: int
) -> None:
    for edits in (0, 4):
        article = make_imported(*STRINGS)
        for number in range(edits):
            edit(article, replace(store.load(article), language=f"e{number}"))
        query = {"part": uid_of(article, 2)} if page == "origin" else {}
        with django_assert_num_queries(queries):
            desk.get(address(article, page), query)


# Lists


def test_lists_lead_to_the_block(desk: Client) -> None:
    section = make_section(
        "s1", make_paragraph("p1", LINKED, origin=2), heading=Line("The quay", 1)
    )
    article = make_imported(*STRINGS)
    edit(article, make_document(section))
    page = address(article, "source")
    for name, block in {"paragraph": 2, "link": 2, "section": 1}.items():
        found = desk.get(f"/admin/articles/{name}/").content.decode()
        assert f'<a href="{page}?block={block}#block-{block}">Block {block}</a>' in found
    own_page = desk.get(address(article.paragraphs.get())).content.decode()
    assert f"{page}?block=2#block-2" in own_page


def test_lists_lead_what_its_source_lacks_to_who_has_it(desk: Client) -> None:
    article, uid = kept_after_a_newer_source()
    found = desk.get("/admin/articles/paragraph/").content.decode()
    assert f'<a href="{address(article, "source")}?part={uid}">Not in its source</a>' in found


def test_lists_say_nothing_of_an_article_without_a_source(desk: Client) -> None:
    make_article()
    assert "/source/" not in desk.get("/admin/articles/paragraph/").content.decode()


# The source document's own page


@pytest.fixture
def reader(client: Client, db: None) -> Client:
    client.force_login(make_editor("view_sourcedocument"))
    return client


def test_a_source_documents_page_shows_its_blocks(reader: Client) -> None:
    article = make_imported(*STRINGS)
    page = reader.get(f"/admin/articles/sourcedocument/{article.source_id}/change/")
    row = row_of(page.content.decode(), 2)
    assert "1 attribute onclick" in row
    assert 'data-name="Now"' not in row


def test_it_shows_where_they_stand_to_those_who_may_see_articles(client: Client, db: None) -> None:
    client.force_login(make_editor(*EDITOR, "view_sourcedocument"))
    article = make_imported(*STRINGS)
    page = client.get(f"/admin/articles/sourcedocument/{article.source_id}/change/")
    assert 'data-name="Now"' in row_of(page.content.decode(), 2)


def test_the_page_of_a_source_whose_article_is_gone_still_opens(reader: Client) -> None:
    article = make_imported(*STRINGS)
    source = article.source_id
    article.delete()
    response: Any = reader.get(f"/admin/articles/sourcedocument/{source}/change/")
    assert response.status_code == 200
