"""The pictures of README and handbook, taken anew: `python -m tests.browser.take_pictures`."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from PIL import Image  # noqa: E402
from playwright.sync_api import Page, ViewportSize, sync_playwright  # noqa: E402

from tests.browser.hands import put_cursor  # noqa: E402
from tests.chromium import find  # noqa: E402
from tests.served import Newsroom, newsroom  # noqa: E402

ROOT: Final = Path(__file__).parents[2]
OF_README: Final = ROOT / "tests" / "browser" / "pictures"
OF_HANDBOOK: Final = ROOT / "articles" / "handbook" / "pictures"
README_SIZE: Final[ViewportSize] = {"width": 1280, "height": 860}
HANDBOOK_SIZE: Final[ViewportSize] = {"width": 1120, "height": 700}
ARTICLE: Final = "articles/article/2"
LINES: Final = [
    "A ferry on time is news in Hesk.",
    "Seven passengers and a dog were counted at the quay, and all of them wanted their money back.",
    "The captain said her clock had stopped in the night.",
    "The next ferry leaves on Sunday, or so the captain says.",
]
PROMO: Final = "Get the Hesk app for the tides, the ferries and the weather every morning."
HIDE_FOLDERS: Final = r"""(root) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data } = walker.currentNode;
    walker.currentNode.data = data.replaceAll(root, "/srv").replace(/\/tmp\/\w+/g, "/srv/wire");
  }
}"""
CORRECTED: Final = LINES[1].replace("Seven", "Nine")


def main() -> None:
    with TemporaryDirectory() as folder, newsroom(Path(folder)) as site, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport=README_SIZE, color_scheme="light", locale="en-GB")
        _log_in(site, page)
        _take_readmes(site, page)
        page.set_viewport_size(HANDBOOK_SIZE)
        _take_handbooks(site, page, Path(folder))
        browser.close()


def _log_in(site: Newsroom, page: Page) -> None:
    page.goto(f"{site.url}/admin/")
    page.get_by_label("Username").fill(site.name)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Log in").click()


def _take_readmes(site: Newsroom, page: Page) -> None:
    page.goto(f"{site.url}/admin/{ARTICLE}/change/")
    page.locator(".ProseMirror").wait_for()
    _keep(page, OF_README / "desk.png")
    page.locator(".strip").get_by_role("link", name="View").click()
    _keep(page, OF_README / "article.png")


def _take_handbooks(site: Newsroom, page: Page, folder: Path) -> None:
    page.goto(f"{site.url}/admin/{ARTICLE}/source/")
    _keep(page, OF_HANDBOOK / "source.png")
    promo = _import_promo(site, folder)
    page.goto(f"{site.url}/admin/articles/noiserule/decide/?source={promo}&block=1")
    _keep(page, OF_HANDBOOK / "noise-rule.png")
    page.goto(f"{site.url}/admin/{ARTICLE}/change/")
    page.locator(".ProseMirror").wait_for()
    put_cursor(page, 3, 5)
    _keep(page, OF_HANDBOOK / "article.png")
    _raise_conflict(site, folder)
    page.goto(f"{site.url}/admin/articles/conflict/")
    page.locator("#content").get_by_role("link", name="ferry").first.click()
    _keep(page, OF_HANDBOOK / "source-update.png")
    _raise_label_review(site, folder)
    page.goto(f"{site.url}/admin/articles/article/?look=needed")
    page.locator(".headline-link").first.click()
    page.locator(".ProseMirror").wait_for()
    page.keyboard.press("F8")
    _keep(page, OF_HANDBOOK / "needs-a-look.png")
    (folder / "broken.json").write_text('{"paragraphs": 7}', encoding="utf-8")
    _manage_whatever(site, "import_articles", str(folder / "broken.json"), "seeds")
    page.goto(f"{site.url}/admin/articles/importrun/")
    page.locator(".run-number").first.click()
    _keep(page, OF_HANDBOOK / "run.png")


def _keep(page: Page, path: Path) -> None:
    """Take the picture, without the folders of this machine."""
    page.wait_for_load_state("networkidle")
    page.evaluate(HIDE_FOLDERS, str(ROOT))
    page.screenshot(path=path)
    # A photograph would take three times as many bytes in all of its colours.
    with Image.open(path) as taken:
        taken.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def _import_promo(site: Newsroom, folder: Path) -> str:
    """Import two articles of one publisher with the same promo; return a source's number."""
    for number, line in enumerate(LINES[1:3]):
        strings = [line, PROMO, LINES[3]]
        document = {"id": f"promo-{number}", "title": line[:40], "paragraphs": strings}
        path = folder / f"promo-{number}.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        site.manage("import_articles", str(path), "--publisher", "The Hesk Courier")
    code = (
        "from articles.models import SourceDocument; "
        "print(SourceDocument.objects.get(external_id='promo-0').pk)"
    )
    return site.manage("shell", "--no-imports", "-c", code).strip()


def _import(site: Newsroom, folder: Path, name: str, *lines: str) -> None:
    document = {"id": name, "title": "A ferry runs on time", "paragraphs": lines}
    (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    site.manage("import_articles", str(folder / f"{name}.json"))


def _raise_conflict(site: Newsroom, folder: Path) -> None:
    _import(site, folder, "ferry", *LINES)
    code = (
        "from dataclasses import replace; from articles import store; "
        "from articles.models import Article, Version; "
        "from articles.models.version import Reason; "
        "a = Article.objects.get(external_id='ferry'); d = store.load(a); "
        "e = replace(d, sections=tuple(replace(s, paragraphs=tuple(replace(p, "
        "markup=p.markup.replace('counted', 'counted twice')) for p in s.paragraphs)) "
        "for s in d.sections)); "
        "store.save(a.pk, e, base=a.version, reason=Reason.EDIT)"
    )
    site.manage("shell", "--no-imports", "-c", code)
    _import(site, folder, "ferry", LINES[0], CORRECTED, *LINES[2:])


def _raise_label_review(site: Newsroom, folder: Path) -> None:
    (folder / "unsure.txt").write_text(repr(LINES), encoding="utf-8")
    site.manage("import_articles", str(folder / "unsure.txt"))
    labels = ["standfirst", "body", "noise", "body"]
    alternatives = {"unsure.txt": {0: "body", 2: "body"}}
    code = (
        f"from tests.browser.unsure import make_unsure; make_unsure({labels!r}, {alternatives!r})"
    )
    site.manage("shell", "--no-imports", "-c", code)


def _manage_whatever(site: Newsroom, *arguments: str) -> None:
    """A run with something rejected ends with another code than 0."""
    try:
        site.manage(*arguments)
    except AssertionError as error:
        sys.stderr.write(re.sub(r"^", "  ", str(error), flags=re.M) + "\n")


if __name__ == "__main__":
    main()
