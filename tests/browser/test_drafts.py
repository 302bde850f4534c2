"""Text that was not saved: whatever becomes of the page, its writer is offered it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.axe import found_by_axe
from tests.browser.hands import is_kept, is_saved, log_out, put_cursor, saved
from tests.browser.screen import width_of
from tests.served import Newsroom

OpenArticle = Callable[[Page], str]

OFFER = "You have unsaved text from"


@pytest.fixture
def tab(lax_page: Page) -> Page:
    """A page of the desk that may show refused requests, and never asks before it is left."""
    lax_page.on("dialog", lambda dialog: dialog.accept())
    return lax_page


@pytest.fixture
def article(site: Newsroom, tab: Page, tmp_path: Path) -> str:
    """The address of an article's form, which `tab` shows."""
    paragraphs = [f"The pier at {tmp_path.name} is closed.", "It will open again in the spring."]
    document = tmp_path / f"{tmp_path.name}.txt"
    document.write_text(repr(paragraphs), encoding="utf-8")
    site.manage("import_articles", str(document))
    tab.goto(f"{site.url}/admin/articles/article/?q={tmp_path.name}")
    tab.get_by_role("link", name=f"The pier at {tmp_path.name}").click()
    tab.locator(".ProseMirror").wait_for()
    return tab.url


def write(page: Page) -> None:
    page.locator("#id_headline").fill("A pier opens")
    put_cursor(page, page.locator(".ProseMirror > *").count() - 1, 0)
    page.keyboard.type("Perhaps. ")
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror")).to_contain_text("Perhaps.")


def log_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def offer(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text=OFFER)).to_be_visible()


def no_offer(page: Page) -> None:
    page.locator(".ProseMirror").wait_for()
    page.wait_for_timeout(200)
    expect(page.get_by_text(OFFER)).to_have_count(0)


def take_back(page: Page) -> None:
    offer(page)
    page.get_by_role("button", name="Restore").click()


def assert_back(page: Page) -> None:
    expect(page.locator("#id_headline")).to_have_value("A pier opens")
    expect(page.locator(".ProseMirror")).to_contain_text("Perhaps.")
    assert "Perhaps." in saved(page)


def test_after_back_the_screen_and_the_form_agree(site: Newsroom, tab: Page, article: str) -> None:
    before = saved(tab)
    write(tab)
    tab.goto(f"{site.url}/admin/")
    tab.go_back()
    offer(tab)
    assert saved(tab) == before
    assert tab.locator("#id_headline").input_value() != "A pier opens"
    take_back(tab)
    assert_back(tab)


def test_text_that_was_taken_back_is_undone_by_keys(tab: Page, article: str) -> None:
    before, headline = saved(tab), tab.locator("#id_headline").input_value()
    write(tab)
    tab.reload()
    take_back(tab)
    expect(tab.locator(".ProseMirror")).to_be_focused()
    assert_back(tab)
    tab.keyboard.press("Control+z")
    assert saved(tab) == before
    tab.locator("#id_headline").focus()
    tab.keyboard.press("Control+z")
    expect(tab.locator("#id_headline")).to_have_value(headline)


def test_text_that_was_taken_back_is_still_unsaved(tab: Page, article: str) -> None:
    write(tab)
    tab.reload()
    take_back(tab)
    tab.reload()
    offer(tab)


def test_discarded_text_is_not_offered_again(tab: Page, article: str) -> None:
    write(tab)
    tab.reload()
    offer(tab)
    tab.get_by_role("button", name="Discard").press("Enter")
    no_offer(tab)
    tab.reload()
    no_offer(tab)


def test_a_new_draft_leaves_the_older_one_on_offer(tab: Page, article: str) -> None:
    write(tab)
    tab.reload()
    offer(tab)
    tab.locator("#id_headline").fill("Something else")
    tab.reload()
    offer(tab)
    tab.get_by_role("button", name="Discard").click()
    take_back(tab)
    assert_back(tab)


def test_text_outlives_an_expired_session(site: Newsroom, tab: Page, article: str) -> None:
    write(tab)
    tab.context.clear_cookies(name="sessionid")
    tab.get_by_role("button", name="Save", exact=True).click()
    log_in(tab, site.name, site.password)
    take_back(tab)
    assert_back(tab)
    tab.get_by_role("button", name="Save", exact=True).click()
    is_saved(tab, 2)
    no_offer(tab)


def test_the_login_page_says_that_the_text_is_safe(site: Newsroom, tab: Page, article: str) -> None:
    safe = tab.get_by_role("status").filter(has_text="What you wrote is safe")
    write(tab)
    is_kept(tab)
    tab.context.clear_cookies(name="sessionid")
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(safe).to_be_visible()
    other = tab.context.new_page()
    other.goto(f"{site.url}/admin/login/")
    expect(other.get_by_label("Username")).to_be_visible()
    expect(other.get_by_text("What you wrote is safe")).to_be_hidden()
    other.close()
    log_in(tab, site.name, site.password)
    take_back(tab)
    assert_back(tab)


def test_after_a_login_in_another_tab_one_writes_on(
    site: Newsroom, tab: Page, article: str
) -> None:
    tab.context.clear_cookies(name="sessionid")
    write(tab)
    expect(tab.get_by_text("Logged out: kept here")).to_be_visible()
    login = tab.get_by_role("link", name="Log in").get_attribute("href")
    other = tab.context.new_page()
    other.goto(f"{site.url}{login}")
    log_in(other, site.name, site.password)
    expect(other).to_have_url(article.partition("?")[0])
    other.close()
    tab.get_by_role("button", name="Save", exact=True).click()
    is_saved(tab, 2)


def test_under_the_login_of_another_person_nothing_is_sent(
    site: Newsroom, tab: Page, article: str
) -> None:
    make_ann(site)
    other = tab.context.new_page()
    other.context.clear_cookies(name="sessionid")
    other.goto(article)
    log_in(other, "ann", "a-pass-word")
    other.locator(".ProseMirror").wait_for()
    write(tab)
    expect(tab.get_by_text("Somebody else is logged in: kept here")).to_be_visible()
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.get_by_text("Somebody else is logged in: kept here")).to_be_visible()
    other.reload()
    no_offer(other)
    assert other.locator("#id_headline").input_value() != "A pier opens"


def test_an_expired_form_is_saved_with_a_new_token(tab: Page, article: str) -> None:
    write(tab)
    tab.context.clear_cookies(name="csrftoken")
    tab.get_by_role("button", name="Save", exact=True).click()
    is_saved(tab, 2)


def test_text_outlives_a_crash_on_every_device(
    tab: Page, article: str, chromium: Browser, login: StorageState
) -> None:
    write(tab)
    is_kept(tab)
    assert drafts(tab) == 0
    with another_device(chromium, login) as other:
        other.goto(article)
        take_back(other)
        assert_back(other)
        other.get_by_role("button", name="Save", exact=True).click()
        is_saved(other, 2)
        other.reload()
        no_offer(other)


def test_what_was_typed_last_outlives_the_closing_of_its_tab(tab: Page, article: str) -> None:
    other = tab.context.new_page()
    other.goto(article)
    other.locator(".ProseMirror").wait_for()
    write(other)
    is_kept(other)
    put_cursor(other, 0, 0)
    other.keyboard.type("At last: ")
    other.close(run_before_unload=True)
    tab.wait_for_timeout(500)
    tab.reload()
    take_back(tab)
    assert_back(tab)
    assert "At last:" in saved(tab)


def test_offline_it_is_kept_here_and_sent_when_the_server_is_back(
    tab: Page, article: str, chromium: Browser, login: StorageState
) -> None:
    tab.context.set_offline(True)
    write(tab)
    expect(tab.get_by_text("Offline: kept here")).to_be_visible()
    assert drafts(tab) == 1
    tab.context.set_offline(False)
    is_kept(tab)
    assert drafts(tab) == 0
    with another_device(chromium, login) as other:
        other.goto(article)
        offer(other)


def test_what_was_saved_offline_is_saved_when_the_server_is_back(tab: Page, article: str) -> None:
    tab.context.set_offline(True)
    write(tab)
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.get_by_text("Offline: kept here")).to_be_visible()
    tab.context.set_offline(False)
    is_saved(tab, 2)
    assert_back(tab)


def test_two_tabs_leave_each_others_text_alone(tab: Page, article: str) -> None:
    other = tab.context.new_page()
    other.goto(article)
    other.locator("#id_headline").fill("From the other tab")
    is_kept(other)
    write(tab)
    is_kept(tab)
    other.locator("#id_headline").fill("From the other tab, later")
    other.wait_for_timeout(1500)
    other.close()
    tab.reload()
    for headline in ("From the other tab, later", "A pier opens"):
        take_back(tab)
        expect(tab.locator("#id_headline")).to_have_value(headline)
    no_offer(tab)


def test_text_of_a_new_article_is_offered_and_listed(
    site: Newsroom, tab: Page, tmp_path: Path, chromium: Browser, login: StorageState
) -> None:
    tab.goto(f"{site.url}/admin/articles/article/add/")
    tab.locator("#id_headline").fill(f"New {tmp_path.name}")
    is_kept(tab)
    with another_device(chromium, login) as other:
        other.goto(f"{site.url}/admin/articles/article/drafts/")
        other.get_by_role("link", name=f"New {tmp_path.name}").click()
        expect(other.get_by_text(f"“New {tmp_path.name}”")).to_be_visible()
        other.get_by_role("button", name="Restore").click()
        other.keyboard.type("It is about to begin.")
        other.get_by_role("button", name="Save", exact=True).click()
        is_saved(other, 1)
        other.goto(f"{site.url}/admin/articles/article/drafts/")
        expect(other.get_by_text(f"New {tmp_path.name}")).to_have_count(0)


def test_saved_text_is_not_offered(tab: Page, article: str) -> None:
    write(tab)
    tab.locator("#id_headline").fill("  A pier   opens ")
    tab.get_by_role("button", name="Save", exact=True).click()
    is_saved(tab, 2)
    no_offer(tab)
    tab.reload()
    no_offer(tab)


def test_taking_text_back_does_not_replace_what_was_saved_meanwhile(
    tab: Page, article: str
) -> None:
    write(tab)
    tab.goto("about:blank")
    other = tab.context.new_page()
    other.goto(article)
    other.locator("#id_headline").fill("The pier stays closed")
    other.get_by_role("button", name="Save", exact=True).click()
    is_saved(other, 2)
    other.close()
    tab.goto(article)
    take_back(tab)
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.get_by_role("heading", name="One place to settle")).to_be_visible()
    expect(tab.locator("main")).to_contain_text("stays closed")
    # Who leaves the question open is offered the text again.
    tab.goto(article)
    take_back(tab)
    assert_back(tab)


def test_another_user_of_the_tab_is_offered_nothing(
    site: Newsroom, tab: Page, article: str
) -> None:
    make_ann(site)
    write(tab)
    tab.context.clear_cookies(name="sessionid")
    tab.reload()
    log_in(tab, "ann", "a-pass-word")
    no_offer(tab)
    assert drafts(tab) == 0


def make_ann(site: Newsroom) -> None:
    site.manage(
        "shell",
        "-c",
        "from django.contrib.auth.models import User;"
        "User.objects.filter(username='ann').exists()"
        " or User.objects.create_superuser('ann', '', 'a-pass-word')",
    )


@contextmanager
def another_device(chromium: Browser, login: StorageState) -> Iterator[Page]:
    context = chromium.new_context(storage_state=login)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    context.close()


def test_after_the_logout_nothing_is_left(site: Newsroom, tab: Page, article: str) -> None:
    tab.context.clear_cookies(name="sessionid")  # the other tests are to stay logged in
    tab.goto(article)
    log_in(tab, site.name, site.password)
    tab.locator(".ProseMirror").wait_for()
    # As if the server could not be reached while it was written.
    tab.route("**/draft/", lambda route: route.abort())
    write(tab)
    expect(tab.get_by_text("Offline: kept here")).to_be_visible()
    assert drafts(tab) == 1
    log_out(tab)
    expect(tab.get_by_role("heading", name="Logged out")).to_be_visible()
    # The page is seen before its script has run.
    tab.wait_for_function("() => sessionStorage.length === 0")


def drafts(page: Page) -> int:
    return int(page.evaluate("sessionStorage.length"))


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_offer_is_accessible_and_fits_a_telephone(
    tab: Page, article: str, colours: str
) -> None:
    write(tab)
    tab.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    tab.reload()
    offer(tab)
    assert found_by_axe(tab) == []
    tab.set_viewport_size({"width": 390, "height": 844})
    assert width_of(tab) == 390


def test_a_form_that_is_too_large_is_not_lost(tab: Page, article: str) -> None:
    write(tab)
    # As if the server took no more than this text has.
    tab.evaluate("document.querySelector('[name=body]').dataset.mostBytes = 200")
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.get_by_role("alert")).to_contain_text("Nothing was sent")
    assert_back(tab)
