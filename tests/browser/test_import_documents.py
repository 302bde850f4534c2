"""Uploading documents at the real desk: looked at, discarded, imported, and without scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.axe import found_by_axe, found_in_light_and_dark
from tests.browser.screen import width_of
from tests.documents.reading.packing import zipped
from tests.served import Newsroom

ADDRESS = "/admin/articles/importrun/import/"
LINES = [
    '<b onclick="go()">The ferry to Hesk sails at nine from Monday.</b>',
    "Seven passengers and a dog were counted at the quay, and all of them wanted their money back.",
    "© 2026 The Verrow Courier. All rights reserved.",
]


@pytest.fixture
def archive(site: Newsroom, tmp_path: Path) -> Path:
    """Two new documents, one that updates an article, one that cannot be read."""

    def document(name: str, *lines: str) -> bytes:
        title = f"A ferry of {tmp_path.name}"
        return json.dumps(
            {"id": f"{tmp_path.name}-{name}", "title": title, "paragraphs": lines}
        ).encode()

    known = tmp_path / "known.json"
    known.write_bytes(document("known", *LINES))
    site.manage("import_articles", str(known))
    path = tmp_path / "wire.zip"
    path.write_bytes(
        zipped(
            {
                "known.json": document("known", LINES[0], LINES[1].replace("Seven", "Nine")),
                "one.json": document("one", *LINES),
                "two.json": document("two", *LINES),
                "broken.json": b'{"paragraphs": 7}',
            }
        )
    )
    return path


def look_at(page: Page, site: Newsroom, file: Path) -> None:
    page.goto(f"{site.url}/admin/articles/article/")
    page.get_by_role("link", name="Import documents…").click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Show a preview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Import 3 articles?")


def test_a_file_is_looked_at_then_imported(site: Newsroom, desk: Page, archive: Path) -> None:
    look_at(desk, site, archive)
    updated = desk.get_by_role("article").filter(has_text="Updated")
    expect(updated.locator("ins")).to_contain_text("Nine")
    new = desk.get_by_role("article").filter(has_text="Created").first
    expect(new.get_by_text(LINES[1])).to_be_hidden()
    new.get_by_text("Show the text").click()
    expect(new.get_by_text(LINES[1])).to_be_visible()
    desk.get_by_role("link", name="Rejected 1").click()
    expect(desk.get_by_role("article")).to_contain_text("is not an array")
    desk.get_by_role("button", name="Import", exact=True).click()
    expect(desk.get_by_text("Import finished: 2 created, 1 updated, 1 rejected.")).to_be_visible()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Import ")
    desk.go_back()
    desk.reload()
    expect(desk.get_by_text("has stored this since.")).to_be_visible()


def test_it_is_done_without_scripts(
    site: Newsroom, archive: Path, chromium: Browser, login: StorageState
) -> None:
    context = chromium.new_context(storage_state=login, java_script_enabled=False)
    page = context.new_page()
    look_at(page, site, archive)
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("Discarded. Nothing was imported.")).to_be_visible()
    look_at(page, site, archive)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Import finished: 2 created, 1 updated, 1 rejected.")).to_be_visible()
    context.close()


def test_a_preview_is_accessible_and_fits_a_telephone(
    site: Newsroom, lax_page: Page, archive: Path
) -> None:
    look_at(lax_page, site, archive)
    for summary in lax_page.locator("summary").all():
        summary.click()
    assert found_by_axe(lax_page) == []
    assert found_in_light_and_dark(lax_page, lax_page.url) == ([], [])
    lax_page.set_viewport_size({"width": 390, "height": 844})
    assert width_of(lax_page) == 390
    lax_page.set_viewport_size({"width": 1280, "height": 800})


def test_a_file_without_documents_stays_on_the_form(
    site: Newsroom, lax_page: Page, tmp_path: Path
) -> None:
    (tmp_path / "broken.json").write_text('{"paragraphs": 7}', encoding="utf-8")
    lax_page.goto(site.url + ADDRESS)
    lax_page.get_by_label("File").set_input_files(tmp_path / "broken.json")
    lax_page.get_by_role("button", name="Show a preview").click()
    expect(lax_page.get_by_text("The file its")).to_be_visible()
    assert found_by_axe(lax_page) == []
