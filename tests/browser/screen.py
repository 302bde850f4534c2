"""What an editor sees of a page: its width, its paragraphs, and the questions it asks."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Dialog, Page

# An article of the seeds, at the desk.
ARTICLE: Final = "/admin/articles/article/2"


def width_of(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def text_of(page: Page, block: int) -> str:
    return page.locator(".ProseMirror > *").nth(block).inner_text()


def body_blocks(page: Page) -> list[int]:
    """The first paragraphs of plain text, whose words stand in the source as they are."""
    kinds = page.locator(".ProseMirror > *").evaluate_all("them => them.map(it => it.dataset.kind)")
    return [number for number, kind in enumerate(kinds) if kind == "body"]


def note_warnings(page: Page) -> list[str]:
    """Accept all dialogs from now on, and note their types."""
    warnings: list[str] = []

    def note(dialog: Dialog) -> None:
        warnings.append(dialog.type)
        dialog.accept()

    page.on("dialog", note)
    return warnings
