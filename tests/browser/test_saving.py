"""What the desk's buttons do around a save: where the page opens after it, and what asks before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, StorageState, expect

from tests.browser.axe import found_by_axe
from tests.browser.hands import is_kept, is_saved, lines, put_cursor
from tests.browser.screen import width_of
from tests.served import Newsroom

CHANGE = re.compile("/change/")


@pytest.fixture
def article(site: Newsroom, desk: Page, tmp_path: Path) -> Page:
    """The form of a long article."""
    return open_long(site, desk, tmp_path)


@pytest.fixture
def lax_article(site: Newsroom, lax_page: Page, tmp_path: Path) -> Page:
    """The same, where answers may be refusals."""
    return open_long(site, lax_page, tmp_path)


def open_long(site: Newsroom, desk: Page, tmp_path: Path) -> Page:
    document = tmp_path / f"{tmp_path.name}.txt"
    lines = [f"Line {number} of {tmp_path.name} says little. " * 4 for number in range(40)]
    document.write_text(repr(lines), encoding="utf-8")
    site.manage("import_articles", str(document))
    desk.goto(f"{site.url}/admin/articles/article/?q={tmp_path.name}")
    desk.get_by_role("link", name="Line 0").first.click()
    desk.locator(".ProseMirror").wait_for()
    return desk


@pytest.mark.parametrize("by_key", [True, False])
def test_a_save_leaves_the_page_as_it_is(article: Page, by_key: bool) -> None:
    put_cursor(article, 30, 5)
    article.keyboard.type("A")
    block = article.locator(".ProseMirror > *").nth(30)
    block.scroll_into_view_if_needed()
    assert article.evaluate("scrollY") > 500
    article.evaluate("window.isTheSamePage = true")
    before = top_of(block)
    save(article, by_key=by_key)
    is_saved(article, 2)
    assert article.evaluate("window.isTheSamePage")
    assert top_of(block) == pytest.approx(before, abs=2)
    if not by_key:
        article.locator(".ProseMirror").focus()
    article.keyboard.type("B")
    expect(block).to_contain_text("AB")
    for _ in range(2):
        article.keyboard.press("Control+z")
    expect(block).not_to_contain_text("A")


def save(page: Page, *, by_key: bool = True) -> None:
    if by_key:
        page.keyboard.press("Control+s")
    else:
        page.get_by_role("button", name="Save", exact=True).click()


def top_of(block: Locator) -> float:
    box = block.bounding_box()
    assert box
    return box["y"]


def test_a_second_press_says_what_the_first_one_did(article: Page) -> None:
    put_cursor(article, 3, 5)
    article.keyboard.type("A")
    save(article)
    save(article)
    is_saved(article, 2)
    with article.expect_response(lambda response: response.request.method == "POST"):
        save(article)
    is_saved(article, 2)
    expect(article.locator(".messagelist")).to_have_count(0)


def test_new_parts_are_given_their_ids_and_keep_them(article: Page) -> None:
    number = len(ids(article))
    put_cursor(article, 3, 0)
    article.keyboard.type("First")
    article.keyboard.press("Enter")
    assert ids(article)[3] == ""
    save(article)
    is_saved(article, 2)
    given = ids(article)
    assert "" not in given
    assert len(set(given)) == len(given) == number + 1
    article.keyboard.type("Second")
    save(article)
    is_saved(article, 3)
    assert ids(article) == given
    for _ in range(3):
        article.keyboard.press("Control+z")
    expect(article.locator(".ProseMirror")).not_to_contain_text("First")
    save(article)
    is_saved(article, 4)
    article.reload()
    article.locator(".ProseMirror").wait_for()
    assert len(ids(article)) == number
    assert set(ids(article)) < set(given)


def ids(page: Page) -> list[str]:
    """The identifier of each part, "" of one that has none yet."""
    found = (re.search(r'data-id="([^"]*)"', line) for line in lines(page))
    return [match[1] if match else "" for match in found]


def test_what_is_typed_while_a_save_is_under_way_stays_and_is_kept(article: Page) -> None:
    waiting: list[Route] = []
    article.route(CHANGE, lambda route: waiting.append(route))
    put_cursor(article, 3, 0)
    article.keyboard.type("First")
    article.keyboard.press("Enter")
    save(article)
    expect(article.get_by_role("status").filter(has_text="Saving…")).to_be_visible()
    article.keyboard.type("Second ")
    article.wait_for_timeout(500)
    waiting.pop().continue_()
    article.unroute(CHANGE)
    is_kept(article)
    assert "" not in ids(article)
    expect(article.locator(".ProseMirror > *").nth(4)).to_contain_text("Second Line")
    save(article)
    is_saved(article, 3)


def test_what_is_wrong_is_said_at_its_field_on_the_same_page(lax_article: Page) -> None:
    article = lax_article
    article.evaluate("window.isTheSamePage = true")
    language = article.locator(".folds details", has=article.locator("#id_language"))
    language.locator("summary").click()
    article.locator("#id_language").fill("?")
    language.locator("summary").click()
    article.locator("#id_headline").fill(" ")
    save(article)
    expect(article.get_by_text("Not saved: something has to be put right first.")).to_be_visible()
    expect(article.locator("#id_headline")).to_be_focused()
    expect(article.locator("#id_headline")).to_have_accessible_description(
        re.compile("An article needs a headline.")
    )
    expect(article.get_by_text("Enter a language tag such as en-GB or ar.")).to_be_visible()
    assert found_by_axe(article) == []
    article.locator("#id_language").fill("en")
    article.locator("#id_headline").fill("A pier")
    save(article)
    is_saved(article, 2)
    expect(article.locator(".errorlist")).to_have_count(0)
    assert article.evaluate("window.isTheSamePage")


def test_what_stands_beside_the_text_is_of_the_version_that_was_saved(article: Page) -> None:
    article.get_by_role("button", name="Publish", exact=True).click()
    expect(article.get_by_role("link", name="see it on the site")).to_be_visible()
    article.locator("#id_headline").fill("  A   pier ")
    save(article)
    is_saved(article, 2)
    expect(article.locator("#id_headline")).to_have_value("A pier")
    expect(article.get_by_role("button", name="Publish changes")).to_be_visible()
    expect(article).to_have_title(re.compile("A pier"))


def test_the_first_save_of_a_new_article_leads_to_its_own_address(
    desk: Page, site: Newsroom
) -> None:
    desk.goto(f"{site.url}/admin/articles/article/add/")
    desk.locator("#id_headline").fill("A pier, at last")
    put_cursor(desk, 0, 0)
    desk.keyboard.type("One.")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Two.")
    save(desk)
    is_saved(desk, 1)
    expect(desk).to_have_url(re.compile(r"/article/\d+/change/$"))
    expect(desk.locator(".ProseMirror")).to_be_focused()
    desk.keyboard.type(" And more.")
    save(desk)
    is_saved(desk, 2)
    desk.keyboard.press("Control+z")
    expect(desk.locator(".ProseMirror")).not_to_contain_text("And more.")
    desk.reload()
    expect(desk.locator(".ProseMirror")).to_contain_text("Two. And more.")


def test_a_refused_save_leaves_the_text_and_says_so(lax_article: Page) -> None:
    article = lax_article
    article.route(CHANGE, lambda route: route.fulfill(status=503, body="Busy"))
    article.locator("#id_headline").fill("A pier")
    save(article)
    expect(
        article.get_by_text("Not saved: the server answered with an error (503).")
    ).to_be_visible()
    article.unroute(CHANGE)
    save(article)
    is_saved(article, 2)


def test_another_article_opens_at_its_top(article: Page, site: Newsroom) -> None:
    put_cursor(article, 30, 5)
    article.keyboard.type("A")
    save(article)
    is_saved(article, 2)
    article.goto(f"{site.url}/admin/articles/article/1/change/")
    article.locator(".ProseMirror").wait_for()
    assert article.evaluate("scrollY") == 0


def test_a_link_in_what_the_server_said_can_be_followed(article: Page) -> None:
    put_cursor(article, 30, 5)
    article.keyboard.type("A")
    article.get_by_role("button", name="Publish", exact=True).click()
    article.get_by_role("link", name="see it on the site").click()
    article.wait_for_url("**/articles/line-0-*/")


def test_withdrawing_asks_what_readers_are_to_find(article: Page) -> None:
    article.get_by_role("button", name="Publish", exact=True).click()
    article.get_by_role("link", name="Withdraw…").click()
    expect(article.get_by_role("radio", name="That it is gone")).to_be_checked()
    article.get_by_label("Why, for readers").fill("Its lines say little.")
    article.set_viewport_size({"width": 390, "height": 844})
    assert width_of(article) == 390
    article.get_by_role("button", name="Withdraw from readers").click()
    expect(article.get_by_text("Withdrawn: readers no longer see it.")).to_be_visible()
    expect(article.locator(".strip .is-gone")).to_contain_text("Withdrawn: version 1")


def test_without_scripts_an_article_is_published_and_withdrawn(
    article: Page, chromium: Browser, login: StorageState
) -> None:
    context = chromium.new_context(storage_state=login, java_script_enabled=False)
    page = context.new_page()
    page.goto(article.url)
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("link", name="Withdraw…").click()
    page.get_by_role("button", name="Withdraw from readers").click()
    expect(page.get_by_text("Withdrawn: readers no longer see it.")).to_be_visible()
    context.close()
