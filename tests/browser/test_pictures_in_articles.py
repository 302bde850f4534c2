"""Pictures of the library in the text of an article: sent, chosen, shown."""

from __future__ import annotations

import base64
import re
from typing import Final

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.hands import lines, paste_html, put_cursor
from tests.pictures.make import make_file
from tests.served import Newsroom

# To make its files takes a busy machine a while.
SLOW: Final = 60_000
_SENT: Final = re.compile(
    r'<figure data-kind="picture" data-picture="[0-9a-f]{64}"><figcaption></figcaption></figure>'
)


@pytest.fixture
def article(site: Newsroom, desk: Page) -> Page:
    """The form of a new article with two paragraphs."""
    desk.goto(f"{site.url}/admin/articles/article/add/")
    desk.locator(".ProseMirror").wait_for()
    desk.locator(".ProseMirror").click()
    desk.keyboard.type("First")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Second")
    return desk


def file_named(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def hand_over(page: Page, event: str, name: str, data: bytes) -> None:
    """Paste or drop a file, as the browser tells of it."""
    page.evaluate(
        """([event, name, data]) => {
            const bytes = Uint8Array.from(atob(data), (each) => each.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], name, { type: "image/jpeg" }));
            const block = document.querySelector(".ProseMirror > p");
            const { left, top } = block.getBoundingClientRect();
            const place = { clientX: left + 5, clientY: top + 5, bubbles: true, cancelable: true };
            block.dispatchEvent(
                event === "paste"
                    ? new ClipboardEvent("paste", { clipboardData: transfer, ...place })
                    : new DragEvent("drop", { dataTransfer: transfer, ...place }),
            );
        }""",
        [event, name, base64.b64encode(data).decode()],
    )


@pytest.mark.parametrize("event", ["paste", "drop"])
def test_a_picture_is_sent_and_stands_in_the_text(article: Page, event: str) -> None:
    put_cursor(article, 0, 5)
    hand_over(article, event, "quay.jpg", make_file())
    expect(article.locator("figure img")).to_be_visible(timeout=SLOW)
    width = "async it => (await it.decode(), it.naturalWidth)"
    assert article.locator("figure img").evaluate(width) > 0
    first, figure, second = lines(article)
    assert _SENT.fullmatch(figure)
    assert (first, second) == ('<p data-kind="body">First</p>', '<p data-kind="body">Second</p>')


def test_a_refused_picture_says_so_in_its_place(article: Page) -> None:
    # A real refusal is a console error, too.
    article.route("**/picture/send/", lambda route: route.fulfill(json={"error": "Too large."}))
    put_cursor(article, 0, 5)
    hand_over(article, "paste", "quay.jpg", b"no picture")
    alert = article.locator(".article-sending[role=alert]")
    expect(alert).to_contain_text("quay.jpg: Too large.")
    alert.get_by_role("button", name="Close").click()
    expect(alert).to_have_count(0)
    assert len(lines(article)) == 2


def test_a_file_is_chosen_and_then_the_same_from_the_library(article: Page) -> None:
    put_cursor(article, 0, 5)
    article.get_by_role("button", name="Insert").click()
    article.get_by_role("button", name="Picture").click()
    article.get_by_label("A file of yours").set_input_files(file_named("mole.jpg", make_file()))
    expect(article.locator("figure img")).to_have_count(1, timeout=SLOW)
    put_cursor(article, 2, 6)
    article.get_by_role("button", name="Insert").click()
    article.get_by_role("button", name="Picture").click()
    article.get_by_role("list", name="Pictures of the library").get_by_role("button").first.click()
    expect(article.locator("figure img")).to_have_count(2)
    article.keyboard.type("A mole")
    assert lines(article)[3].endswith("<figcaption>A mole</figcaption></figure>")


def of_data(data: bytes) -> str:
    source = f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"
    return f'<p>Before</p><p><img src="{source}" alt="The quay"></p><p>After</p>'


def test_a_picture_that_is_pasted_as_data_is_sent(article: Page) -> None:
    put_cursor(article, 1, 6)
    article.keyboard.press("Enter")
    paste_html(article, of_data(make_file()))
    expect(article.locator("figure img")).to_be_visible(timeout=SLOW)
    figure = lines(article)[3]
    assert re.fullmatch(
        r'<figure data-kind="picture" data-picture="[0-9a-f]{64}" data-alt="The quay">'
        "<figcaption></figcaption></figure>",
        figure,
    )


def test_pasted_data_that_is_refused_is_said_to_be_left_out(article: Page) -> None:
    article.route("**/picture/send/", lambda route: route.fulfill(json={"error": "No picture."}))
    put_cursor(article, 1, 6)
    article.keyboard.press("Enter")
    paste_html(article, of_data(b"none" * 100))
    expect(article.locator(".article-left-out span")).to_have_text("1 picture was left out.")
    expect(article.locator("figure")).to_have_count(0)
