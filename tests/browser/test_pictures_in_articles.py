"""Pictures of the library in the text of an article: sent, chosen, shown."""

from __future__ import annotations

import base64
import re
from typing import Final

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.browser.hands import is_saved, lines, paste_html, put_cursor
from tests.pictures.make import XMP, make_file
from tests.served import Newsroom

# To make its files takes a busy machine a while.
SLOW: Final = 60_000
_SENT: Final = re.compile(
    r'<figure data-kind="picture" data-picture="[0-9a-f]{64}"><figcaption></figcaption></figure>'
)

_SENT_AND_NAMED: Final = re.compile(r'<figure data-id="[^"]+" data-kind="picture" data-picture="')


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


def refuse(page: Page, reason: str) -> None:
    # A real refusal is a console error, too.
    page.route("**/picture/send/", lambda route: route.fulfill(json={"error": reason}))


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def headline(page: Page) -> None:
    page.get_by_role("textbox", name="Headline").fill("Quays")


def test_a_refused_picture_says_so_in_its_place_and_is_removed(article: Page) -> None:
    refuse(article, "Too large.")
    put_cursor(article, 0, 5)
    hand_over(article, "paste", "quay.jpg", b"no picture")
    alert = article.locator(".article-sending[role=alert]")
    expect(alert).to_contain_text("quay.jpg: Too large.")
    alert.get_by_role("button", name="Remove").click()
    expect(alert).to_have_count(0)
    assert len(lines(article)) == 2


def test_a_refused_picture_is_sent_again(article: Page) -> None:
    refuse(article, "Busy.")
    put_cursor(article, 0, 5)
    hand_over(article, "paste", "quay.jpg", make_file())
    alert = article.locator(".article-sending[role=alert]")
    expect(alert).to_contain_text("Busy.")
    article.unroute("**/picture/send/")
    alert.get_by_role("button", name="Try again").click()
    expect(article.locator("figure img")).to_be_visible(timeout=SLOW)
    assert len(lines(article)) == 3


def test_a_save_waits_for_a_picture_that_is_being_sent(article: Page) -> None:
    waiting: list[Route] = []
    article.route("**/picture/send/", lambda route: waiting.append(route))
    headline(article)
    put_cursor(article, 0, 5)
    hand_over(article, "paste", "quay.jpg", make_file())
    save(article)
    expect(article.get_by_text("It is saved as soon as quay.jpg is here.")).to_be_visible()
    waiting.pop().continue_()
    is_saved(article, 1, timeout=SLOW)
    assert [_SENT_AND_NAMED.search(line) is not None for line in lines(article)] == [
        False,
        True,
        False,
    ]


def test_a_save_asks_about_a_picture_that_was_refused(article: Page) -> None:
    refuse(article, "Too large.")
    headline(article)
    put_cursor(article, 0, 5)
    hand_over(article, "paste", "quay.jpg", b"no picture")
    expect(article.locator(".article-sending[role=alert]")).to_be_visible()
    save(article)
    expect(article.get_by_text("Not saved yet: quay.jpg was not sent.")).to_be_visible()
    article.get_by_role("button", name="Save without").click()
    is_saved(article, 1)
    assert len(lines(article)) == 2


def test_several_files_become_a_gallery_in_their_order(article: Page) -> None:
    put_cursor(article, 0, 5)
    article.get_by_role("button", name="Insert").click()
    article.get_by_role("button", name="Gallery").click()
    files = [file_named(f"{n}.jpg", make_file(60 + n, 40)) for n in range(3)]
    article.get_by_label("A file of yours").set_input_files(files)
    expect(article.get_by_role("group", name="Gallery of 3 pictures")).to_be_visible(timeout=SLOW)
    widths = "them => them.map(it => it.getAttribute('width'))"
    assert article.locator("figure img").evaluate_all(widths) == ["60", "61", "62"]


def test_a_gallery_is_chosen_from_the_library_and_added_to(article: Page) -> None:
    put_cursor(article, 0, 5)
    article.get_by_role("button", name="Insert").click()
    article.get_by_role("button", name="Gallery").click()
    files = [file_named(f"{n}.jpg", make_file(70 + n, 40)) for n in range(2)]
    article.get_by_label("A file of yours").set_input_files(files)
    gallery = article.get_by_role("group", name="Gallery of 2 pictures")
    gallery.get_by_role("button", name="Add pictures").click(timeout=SLOW)
    library = article.get_by_role("list", name="Pictures of the library")
    library.get_by_role("button").first.click()
    expect(library.get_by_role("button").first).to_have_attribute("aria-pressed", "true")
    article.get_by_role("button", name="Insert 1 picture").click()
    expect(article.get_by_role("group", name="Gallery of 3 pictures")).to_be_visible()


def test_a_late_answer_leaves_what_is_chosen_since(article: Page) -> None:
    put_cursor(article, 0, 5)
    hand_over(article, "paste", "quay.jpg", make_file(80, 40))
    expect(article.locator("figure img")).to_be_visible(timeout=SLOW)
    held: list[Route] = []
    article.route("**/picture/pick/?q=", lambda route: held.append(route), times=1)
    for last in (False, True):
        article.get_by_role("button", name="Insert").click()
        article.get_by_role("button", name="Gallery").click()
        if not last:
            article.get_by_role("button", name="Cancel").click()
    library = article.get_by_role("list", name="Pictures of the library")
    library.get_by_role("button").first.click()
    assert len(held) == 1
    with article.expect_response("**/picture/pick/?q="):
        held[0].continue_()
    expect(article.get_by_role("button", name="Insert 1 picture")).to_be_visible()
    expect(library.get_by_role("button").first).to_have_attribute("aria-pressed", "true")


def test_the_focus_is_set_by_a_click_and_by_keys(article: Page) -> None:
    put_cursor(article, 0, 5)
    hand_over(article, "paste", "quay.jpg", make_file(400, 200))
    article.get_by_role("button", name="Focus", exact=True).click(timeout=SLOW)
    mark = article.get_by_role("button", name="Focus: move it with the arrow keys")
    expect(mark).to_be_focused()
    article.keyboard.press("ArrowLeft")
    article.keyboard.press("Shift+ArrowUp")
    assert 'data-focus="0.49 0.4"' in lines(article)[1]
    article.locator(".article-focus").click(position={"x": 100, "y": 150})
    assert 'data-focus="0.25 0.75"' in lines(article)[1]
    article.keyboard.press("Escape")
    expect(mark).to_have_count(0)
    expect(article.get_by_role("button", name="Focus", exact=True)).to_be_focused()


def test_what_a_file_said_of_itself_is_told_below_its_picture(article: Page) -> None:
    put_cursor(article, 0, 5)
    hand_over(article, "paste", "quay.jpg", make_file(90, 60, xmp=XMP))
    expect(
        article.get_by_text("Read from the file: alternative text, caption, credit")
    ).to_be_visible(timeout=SLOW)


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


def test_pasted_data_that_is_refused_stays_until_it_is_removed(article: Page) -> None:
    refuse(article, "No picture.")
    put_cursor(article, 1, 6)
    article.keyboard.press("Enter")
    paste_html(article, of_data(b"none" * 100))
    alert = article.locator("figure [role=alert]")
    expect(alert).to_contain_text("No picture.")
    headline(article)
    save(article)
    expect(article.get_by_text("Not saved yet: Pasted picture.jpeg was not sent.")).to_be_visible()
    alert.get_by_role("button", name="Remove").click()
    is_saved(article, 1)
    expect(article.locator("figure")).to_have_count(0)
