"""The library of pictures in a browser: files are dropped on it, a focus is clicked and moved."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import found_in_light_and_dark
from tests.browser.screen import width_of
from tests.pictures.make import make_file
from tests.served import Newsroom

LIBRARY = "/admin/articles/picture/"


def add(page: Page, site: Newsroom, folder: Path, *widths: int) -> None:
    """Send pictures of these widths, and open the page of the last."""
    files = [folder / f"pier-{width}.jpg" for width in widths]
    for file, width in zip(files, widths, strict=True):
        file.write_bytes(make_file(width, 400))
    page.goto(f"{site.url}{LIBRARY}add/")
    page.locator("[name=pictures]").set_input_files(files)
    page.get_by_role("button", name="Add").click()
    expect(page.locator(".picture-sent a")).to_have_count(len(widths))


def test_files_are_sent_one_after_the_other(desk: Page, site: Newsroom, tmp_path: Path) -> None:
    add(desk, site, tmp_path, 500, 501, 502)
    names = desk.locator(".picture-sent a").all_inner_texts()
    assert names == ["pier-500.jpg", "pier-501.jpg", "pier-502.jpg"]
    desk.goto(f"{site.url}{LIBRARY}?q=pier-50")
    expect(desk.locator(".field-thumbnail img")).to_have_count(3)


def test_a_file_that_is_dropped_is_sent(desk: Page, site: Newsroom) -> None:
    desk.goto(f"{site.url}{LIBRARY}add/")
    desk.evaluate(
        """async (bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "dropped.png"));
            const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true });
            document.querySelector("[data-picture-drop] fieldset").dispatchEvent(drop);
        }""",
        list(make_file(60, 40, "PNG")),
    )
    expect(desk.locator(".picture-sent a")).to_have_text("dropped.png")


def test_the_focus_follows_click_keys_and_sliders(
    desk: Page, site: Newsroom, tmp_path: Path
) -> None:
    add(desk, site, tmp_path, 510)
    desk.locator(".picture-sent a").click()
    picture = desk.locator("[data-picture-focus] img")
    box = picture.bounding_box()
    assert box
    picture.click(position={"x": box["width"] * 0.2, "y": box["height"] * 0.75})
    sliders = [desk.locator(f"#id_focus_{axis}") for axis in "xy"]
    assert [each.input_value() for each in sliders] == ["0.2", "0.75"]
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Shift+ArrowUp")
    assert [each.input_value() for each in sliders] == ["0.21", "0.65"]
    crop = desk.locator(".picture-square img")
    assert crop.evaluate("each => getComputedStyle(each).objectPosition") == "21% 65%"
    desk.get_by_role("button", name="Save and continue editing").click()
    assert [each.input_value() for each in sliders] == ["0.21", "0.65"]


def test_enter_in_a_field_saves_and_withdraws_nothing(
    desk: Page, site: Newsroom, tmp_path: Path
) -> None:
    add(desk, site, tmp_path, 511)
    desk.locator(".picture-sent a").click()
    desk.locator("[name=credit]").fill("Pia Lowen")
    desk.locator("[name=credit]").press("Enter")
    expect(desk.locator(".messagelist")).to_contain_text("was changed successfully")


@pytest.mark.parametrize("page", ["", "add/", "change"])
def test_its_pages_are_accessible_and_fit_a_telephone(
    lax_page: Page, site: Newsroom, tmp_path: Path, page: str
) -> None:
    add(lax_page, site, tmp_path, 520)
    change = str(lax_page.locator(".picture-sent a").get_attribute("href"))
    address = site.url + (change if page == "change" else f"{LIBRARY}{page}")
    assert found_in_light_and_dark(lax_page, address) == ([], [])
    lax_page.set_viewport_size({"width": 390, "height": 800})
    assert width_of(lax_page) <= 390
