"""What axe-core finds on a page, in light and in dark."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

# What moves in a menu that is closed stands still until it is opened, and never ends.
SETTLE: Final = """() => Promise.all(
    document.getAnimations()
        .filter(({ effect }) => effect.target.checkVisibility())
        .map((moving) => moving.finished)
)"""
# Of all that axe could tell, only what is wrong: to describe the rest takes most of its time.
FIND: Final = """async () => {
    const { violations } = await axe.run({ resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))]);
}"""
# How each text stands on its ground: colour, size, weight, and the grounds down to one that covers.
PALETTE: Final = """() => {
    const covers = /^(rgb\\(|rgba?\\(.*[,/] ?1\\))/;
    const grounds = new Map([[null, ""]]);
    const ground = (element) => {
        if (!grounds.has(element)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
            const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
            const isAll = covers.test(backgroundColor) && opacity === "1";
            grounds.set(element, isAll ? own : `${own} over ${ground(element.parentElement)}`);
        }
        return grounds.get(element);
    };
    const shown = [...document.querySelectorAll("*")].filter((it) => it.getClientRects().length);
    return [...new Set(shown.map((element) => {
        const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(element);
        const { localName } = element;
        const text = `${localName} ${color} ${fontSize} ${fontWeight} ${textDecorationLine}`;
        return `${text} on ${ground(element)}`;
    }))];
}"""
_judged_in_dark: Final[set[str]] = set()


def found_by_axe(page: Page) -> list[str]:
    """Return axe's violations, one line each with the elements it concerns."""
    # A colour that is on its way to another theme is nobody's.
    page.evaluate(SETTLE)
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    return [f"{rule}: {elements}" for rule, elements in page.evaluate(FIND)]


def found_in_light_and_dark(page: Page, url: str) -> tuple[list[str], list[str]]:
    """Return axe's violations on a page in either scheme.

    In dark all but the colours is as in light: a page whose colours were all judged on other pages
    is not judged again.
    """
    page.emulate_media(color_scheme="light")
    # Modules have run when a page has loaded; what they leave for later they do within this turn.
    page.goto(url)
    page.evaluate("new Promise((resolve) => setTimeout(resolve, 20))")
    in_light = found_by_axe(page)
    page.emulate_media(color_scheme="dark")
    page.evaluate(SETTLE)
    palette = set(page.evaluate(PALETTE))
    if palette <= _judged_in_dark:
        return in_light, []
    in_dark = found_by_axe(page)
    if not in_dark:
        _judged_in_dark.update(palette)
    return in_light, in_dark


@cache
def _axe() -> str:
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")
