"""The parts of an article that are no plain text, in the editor: none is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import KINDS, Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.table import cell_of
from articles.documents.editing.html import from_html, to_html
from tests.browser.axe import found_by_axe
from tests.browser.conftest import EditorServer
from tests.browser.hands import is_saved, put_cursor, saved
from tests.served import Newsroom

OpenEditor = Callable[[str], Page]


def p(
    uid: str, kind: Kind, markup: str = "", *, noise: bool = False, **attributes: object
) -> Paragraph:
    return Paragraph(uid, kind, markup, None, Attributes(attributes), noise)


ROWS = (
    ("Party", "<strong>Seats</strong>", "Change"),
    (cell_of("Red", head=True), cell_of("12<br>of 40", columns=2)),
    (cell_of("Blue", rows=2), "", "–1"),
    ("8", '<a href="https://example.org/">+1</a>'),
)

EVERY_KIND = (
    p("a1", Kind.BODY, "Words &amp; <em>more</em>"),
    p("a2", Kind.BODY, "Noise of a scrape", noise=True),
    p("l1", Kind.LIST_ITEM, "Third", list="ol", start=3),
    p("l2", Kind.LIST_ITEM, "Inner", list="ul", level=2),
    p("l3", Kind.LIST_ITEM, "Its second paragraph", level=2, continued=True),
    p("q1", Kind.QUOTE, "Pulled", pull=True, by='Ann "The Pen" Lee'),
    p("s1", Kind.SUBHEADING, "Upper"),
    p("s2", Kind.SUBHEADING, "Lower", level=4),
    p(
        "p1",
        Kind.PICTURE,
        "A <em>caption</em><br>of two lines",
        picture="f00d" * 16,
        source="https://example.org/a.jpg?b=1&c=2",
        file="images/a b.jpg",
        alt="Rain's <end>",
        credit="A. Lee",
        focus=(0.25, 0.5),
        gallery="g1",
    ),
    p("p2", Kind.PICTURE, source="https://example.org/b.jpg", decorative=True),
    p("t1", Kind.TABLE, "Seats by <em>party</em>", head=1, rows=ROWS),
    p("t2", Kind.TABLE, noise=True, rows=(("one", "two"),)),
    p(
        "e1",
        Kind.EMBED,
        "Under it",
        url="https://www.youtube.com/watch?v=abcdefghijk",
        provider="youtube",
        id="abcdefghijk",
        title="A film",
        author="B. Moss",
        text="One line\nand another",
    ),
    p("e2", Kind.EMBED, url="https://example.org/x"),
    p("f1", Kind.PREFORMATTED, text="for  x in y:\n    <b>print</b>(x)\n\nend"),
    p("r1", Kind.RULE),
    p("r2", Kind.RULE, noise=True),
    p("b1", Kind.BOX, "In short"),
    p("b2", Kind.BODY, "In the box", box="b1"),
    p("b3", Kind.PICTURE, "A map", source="https://example.org/m.png", box="b1"),
    p("z1", Kind.BODY, "The end"),
)


def document(*paragraphs: Paragraph) -> ArticleDocument:
    section = Section("s0", Line("A heading"), Line("By Ann Lee"), paragraphs)
    return ArticleDocument(Line("The bridge"), sections=(section,))


def test_the_article_of_these_tests_has_every_kind_and_attribute() -> None:
    there = {(each.kind, name) for each in EVERY_KIND for name in each.attributes}
    declared = {(kind, name) for kind, rules in KINDS.items() for name in rules.attributes}
    assert {each.kind for each in EVERY_KIND} == set(Kind)
    assert {each for each in declared if each[1] != "box"} <= there


def test_every_kind_survives_the_html() -> None:
    article = document(*EVERY_KIND)
    assert from_html(to_html(article), article).sections == article.sections


def test_every_kind_survives_the_editor(open_editor: OpenEditor) -> None:
    article = document(*EVERY_KIND)
    page = open_editor(to_html(article))
    put_cursor(page, 2, 0)
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    assert saved(page) == to_html(article)
    page.keyboard.type("x")
    (section,) = from_html(saved(page), article).sections
    assert section.paragraphs[0].markup == "xWords &amp; <em>more</em>"
    assert section.paragraphs[1:] == EVERY_KIND[1:]


def test_a_part_that_no_script_knows_is_kept_as_it_came(open_editor: OpenEditor) -> None:
    unknown = (
        '<figure data-id="x1" data-kind="map"><svg></svg><figcaption>A map</figcaption></figure>',
        '<section data-id="x2" data-kind="poll"><p>Yes</p><p>No</p></section>',
        '<figure data-id="x3" data-kind="chart" data-deep="1"><figcaption>So</figcaption></figure>',
        '<p data-id="x4" data-kind="verse" data-feet="5">Words</p>',
    )
    page = open_editor("\n".join(['<p data-id="a1" data-kind="body">Words</p>', *unknown]))
    put_cursor(page, 0, 0)
    page.keyboard.type("x")
    assert saved(page).split("\n")[1:] == list(unknown)


@pytest.fixture
def plain(chromium: Browser, login: StorageState) -> Iterator[Page]:
    """The desk without scripts, where an editor edits the HTML itself."""
    context = chromium.new_context(storage_state=login, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_an_article_with_every_kind_is_saved_unchanged(
    site: Newsroom, desk: Page, plain: Page
) -> None:
    plain.goto(f"{site.url}/admin/articles/article/add/")
    plain.locator("[name=headline]").fill("Every kind")
    plain.locator("[name=body]").fill(to_html(document(*EVERY_KIND)))
    plain.locator("[name=_save]").click()
    plain.locator("[name=body]").wait_for()
    before = plain.locator("[name=body]").input_value()
    assert before.count("data-id=") == len(EVERY_KIND) + 2

    desk.goto(plain.url)
    desk.locator(".ProseMirror").wait_for()
    with desk.expect_response(lambda response: response.request.method == "POST"):
        desk.get_by_role("button", name="Save", exact=True).click()
    is_saved(desk, 1)

    desk.goto(plain.url)
    put_cursor(desk, 2, 0)
    desk.keyboard.type("x")
    desk.get_by_role("button", name="Save", exact=True).click()
    is_saved(desk, 2)
    expect(desk.get_by_text("No longer in the text")).to_have_count(0)
    plain.goto(plain.url)
    assert plain.locator("[name=body]").input_value() == before.replace(">Words", ">xWords")


def test_the_editor_of_every_kind_is_accessible(
    lax_context: BrowserContext, editor_server: EditorServer
) -> None:
    editor_server.body = to_html(document(*EVERY_KIND))
    page = lax_context.new_page()
    page.goto(f"http://127.0.0.1:{editor_server.server_port}/")
    page.locator(".ProseMirror td").first.click()
    expect(page.get_by_role("toolbar", name="Table")).to_be_visible()
    assert found_by_axe(page) == []
    page.close()
