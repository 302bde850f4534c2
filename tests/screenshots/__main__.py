"""Takes a picture of every page of site and desk, wide and narrow, in light and in dark.

python -m tests.screenshots [FOLDER] [--only public|desk]
"""

from __future__ import annotations

import argparse
import html
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import find
from tests.screenshots.pages import DESK, OUTSIDE, PUBLIC
from tests.screenshots.site import fill
from tests.served import Newsroom, newsroom

ROOT: Final = Path(__file__).parents[2]
WIDTHS: Final = {1440: 900, 390: 844}
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
_ARGUMENTS: Final = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
_HEAD: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Screenshots</title>
<style>
body { font: 1rem/1.4 sans-serif; margin: 1rem; background: #ddd; }
section { display: flex; gap: 1rem; align-items: start; overflow-x: auto; }
img { max-height: 90vh; max-width: 60vw; border: 1px solid #999; }
</style>
"""


def main() -> None:
    options = _options()
    groups = {"public": PUBLIC, "outside": OUTSIDE, "desk": DESK}
    chosen = {name: pages for name, pages in groups.items() if options.only in {None, name}}
    options.folder.mkdir(parents=True, exist_ok=True)
    # The pages that were left out stay in the index: their pictures are there still.
    with TemporaryDirectory() as data, newsroom(Path(data)) as site, sync_playwright() as play:
        told = fill(site, Path(data))
        browser = play.chromium.launch(executable_path=find(), args=_ARGUMENTS.split())
        for name, pages in chosen.items():
            for page in _pages(browser, site, is_in=name == "desk"):
                for title, address in pages.items():
                    where = site.url + address.format_map(told)
                    _take(page, where, options.folder / _file(name, title))
        browser.close()
    _write_index(options.folder, groups)
    sys.stdout.write(f"{options.folder / 'index.html'}\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "var" / "screenshots")
    parser.add_argument("--only", choices=["public", "outside", "desk"])
    return parser.parse_args()


def _pages(browser: Browser, site: Newsroom, *, is_in: bool) -> Iterator[Page]:
    """Yield a page of each width and scheme, logged in or not."""
    state = None
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                locale="en-GB",
                reduced_motion="reduce",
                storage_state=state,
            )
            page = context.new_page()
            if is_in and state is None:
                _log_in(page, site)
                state = context.storage_state()
            yield page
            context.close()


def _log_in(page: Page, site: Newsroom) -> None:
    page.goto(f"{site.url}/admin/")
    page.get_by_label("Username").fill(site.name)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(re.compile("/admin/$"))


def _take(page: Page, address: str, path: Path) -> None:
    page.goto(address, wait_until="networkidle")
    width = page.viewport_size["width"] if page.viewport_size else 0
    scheme = (
        "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    )
    page.screenshot(path=f"{path}-{width}-{scheme}.png", full_page=True)


def _file(group: str, title: str) -> str:
    return f"{group}-{re.sub(r'[^0-9A-Za-z]+', '-', title)}"


def _write_index(folder: Path, groups: Mapping[str, Mapping[str, str]]) -> None:
    """Write a page that shows the pictures of each page side by side."""
    parts = [_HEAD]
    for group, pages in groups.items():
        for title in pages:
            names = [
                f"{_file(group, title)}-{width}-{scheme}.png"
                for width in WIDTHS
                for scheme in SCHEMES
            ]
            taken = [name for name in names if (folder / name).exists()]
            if taken:
                parts.append(f"<h2>{html.escape(f'{group}: {title}')}</h2>\n<section>\n")
                parts += [
                    f'<a href="{name}"><img src="{name}" alt="{name}" loading="lazy"></a>\n'
                    for name in taken
                ]
                parts.append("</section>\n")
    (folder / "index.html").write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    main()
