"""What Newsroom is for, from the operator's command to the reader's page, in a real browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.hands import paste_html, put_cursor, select, select_block
from tests.served import Newsroom

FERRY = [
    "This video can not be played",
    '<b class="x1">The ferry to Hesk has left on time, for the first time since it began.</b>',
    "Seven passengers and a dog were counted at the quay, and all of them wanted their money back.",
    "Why it happened",
    "The captain said her clock had stopped in the night, and that she had not dared to wait on.",
    "© 2026 The Verrow Courier. All rights reserved.",
]
PASTED = (
    '<html><body><p class="MsoNormal" style="margin:0">A <b style="color:red">bold</b> claim, and '
    '<a href="https://www.google.com/url?q=https://verrow.example/tide&amp;sa=D">a tide table</a>.'
    "</p><ul><li>One boat</li><li>No dog</li></ul></body></html>"
)


def test_a_scraped_document_becomes_a_page_that_reads_as_the_editor_left_it(
    site: Newsroom, desk: Page, reader_page: Page, tmp_path: Path
) -> None:
    document = tmp_path / "ferry.txt"
    document.write_text(repr(FERRY), encoding="utf-8")
    assert "1 created" in site.manage("import_articles", str(document))

    desk.get_by_role("link", name="Articles", exact=True).first.click()
    desk.get_by_role("link", name="The ferry to Hesk has left on time").click()
    edit(desk)
    desk.get_by_role("button", name="Publish", exact=True).click()
    address = desk.get_by_role("link", name="see it on the site").get_attribute("href")

    reader_page.goto(f"{site.url}{address}")
    assert page_of(reader_page) == [
        ("h1", "A ferry leaves on time"),
        ("p", "The ferry to Hesk has left on time, for the first time since it began."),
        ("p", "Eight passengers and a dog were counted at the quay, and all of them wanted "
              "their money back."),
        ("h2", "Why it happened"),
        ("p", "The captain said her clock had stopped in the night, and that she had not dared "
              "to wait on."),
        ("p", "A bold claim, and a tide table."),
        ("li", "One boat"),
        ("li", "No dog"),
    ]  # fmt: skip
    links = reader_page.locator(".body a[rel=noopener]")
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://verrow.example/clock",
        "https://verrow.example/tide",
    ]
    assert links.first.inner_text() == "clock"
    assert reader_page.locator("strong").inner_text() == "bold"
    assert "can not be played" not in reader_page.content()


def edit(desk: Page) -> None:
    """Give a headline, change a word, make a heading, add a link, paste formatted text."""
    desk.locator(".ProseMirror").wait_for()
    desk.get_by_label("Headline", exact=False).first.fill("A ferry leaves on time")
    block = {text.split()[0]: number for number, text in enumerate(blocks(desk))}
    select(desk, (block["Seven"], 0), (block["Seven"], len("Seven")))
    desk.keyboard.type("Eight")
    select_block(desk, block["Why"])
    desk.get_by_label("Kind").select_option(label="Heading")
    sentence = blocks(desk)[block["The"]]
    put_cursor(desk, block["The"], len(sentence))
    desk.keyboard.press("Enter")
    paste_html(desk, PASTED)
    start = sentence.index("clock")
    select(desk, (block["The"], start), (block["The"], start + len("clock")))
    desk.keyboard.press("Control+k")
    desk.get_by_label("Address", exact=True).fill("https://verrow.example/clock")
    desk.keyboard.press("Enter")


def blocks(desk: Page) -> list[str]:
    return desk.locator(".ProseMirror > *").all_inner_texts()


def page_of(reader: Page) -> list[tuple[str, str]]:
    """The tags and texts that a reader sees of an article, in order, without its dates."""
    found = reader.locator("article.story :is(h1, h2, p, li):not(.dates):not(footer *)")
    return [
        (str(element.evaluate("element => element.localName")), element.inner_text())
        for element in found.all()
    ]
