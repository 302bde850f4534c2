"""What an editor's hands do in the text of an article, and what the form holds then."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def open_menu(page: Page) -> None:
    """Opens the user's menu in the head of a page of the desk."""
    page.locator("#user-tools summary").click()


def log_out(page: Page) -> None:
    open_menu(page)
    page.get_by_role("button", name="Log out").click()


def is_saved(page: Page, version: int, *, timeout: float | None = None) -> None:
    """Wait until the words beside the button say that it is saved as this version."""
    said = page.get_by_role("status").filter(has_text=re.compile(rf"^Saved .+, version {version}$"))
    expect(said).to_be_visible(timeout=timeout)


def is_kept(page: Page) -> None:
    """Wait until the server has what is not saved, the last words with it."""
    page.wait_for_timeout(500)  # as long as the form knows nothing of them
    expect(page.get_by_role("status").filter(has_text="Kept, not saved yet")).to_be_visible()


def saved(page: Page) -> str:
    """What the form would send now."""
    form = "document.querySelector('form:has([name=body])')"
    return str(page.evaluate(f"new FormData({form}).get('body')"))


def lines(page: Page) -> list[str]:
    return saved(page).split("\n")


def put_cursor(page: Page, block: int, offset: int) -> None:
    select(page, (block, offset), (block, offset))


def select_block(page: Page, block: int) -> None:
    text = page.locator(".ProseMirror > *").nth(block).inner_text()
    select(page, (block, 0), (block, len(text)))


def select(page: Page, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Selects from one block and offset to another, and waits until the editor has seen it.

    Keys that move the cursor would do too, but come faster than the browser tells of the move.
    """
    page.evaluate(
        """async (ends) => {
            const editor = document.querySelector(".ProseMirror");
            const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
            editor.focus();
            await pause(); // ProseMirror restores its own selection 20 ms after it gets the focus.
            const places = ends.map(([block, offset]) => {
                const { firstChild } = editor.children[block];
                return [firstChild, firstChild.nodeType === Node.TEXT_NODE ? offset : 0];
            });
            getSelection().setBaseAndExtent(...places[0], ...places[1]);
            await pause();
        }""",
        [start, end],
    )


def paste(page: Page, kind: str, content: str) -> None:
    page.evaluate(
        """([kind, content]) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData(kind, content);
            const options = { clipboardData, bubbles: true, cancelable: true };
            const editor = document.querySelector(".ProseMirror");
            editor.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        [kind, content],
    )


def paste_html(page: Page, html: str) -> None:
    paste(page, "text/html", html)


def click_caption(page: Page) -> None:
    """Click on a caption, and wait until the editor has seen it."""
    page.locator("figcaption").click()
    expect(page.locator("figure.is-current")).to_be_visible()


def choose_more(page: Page, name: str) -> None:
    """Choose what is in the menu at the end of the toolbar."""
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name=name, exact=True).click()
