"""The text of a post whose body is only in the data of Elementor, a page builder.

Its data is JSON: sections hold columns, these hold widgets, each with its settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from json import JSONDecodeError, loads
from typing import Any, Final

from articles.documents import markup

_MOST_ELEMENTS: Final = 20_000
# Tuples: what stands there may be of any type, and not every one can be looked up in a set.
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
# The settings with words for readers, in their order; those of HTML, and those of plain text.
_HTML: Final = (
    "editor",
    "description_text",
    "testimonial_content",
    "blockquote_content",
    "tab_content",
)
_PLAIN: Final = ("title", "title_text", "tab_title", "text", "caption")
# Widgets whose words are no part of a text.
_APART: Final = ("button", "image-gallery", "share-buttons", "nav-menu", "form", "search-form")


def html_of_elementor(data: str) -> str:
    """Return the words of the widgets as HTML, in reading order; "" where it holds none."""
    if not data:
        return ""
    try:
        found = loads(data)
    except (JSONDecodeError, RecursionError):
        return ""
    return "\n\n".join(_words(found))


def _words(data: Any) -> Iterator[str]:
    """Yield each widget's words. Without recursion: what comes first is last on the pile."""
    pile = [data]
    for _ in range(_MOST_ELEMENTS):
        if not pile:
            return
        match pile.pop():
            case list() as elements:
                pile += reversed(elements)
            case dict() as element:
                pile.append(element.get("elements"))
                pile += _listed(element)
                if element.get("widgetType") not in _APART:
                    yield from _of_settings(element.get("settings"))


def _listed(element: dict[str, Any]) -> Iterator[Any]:
    """Yield the entries of a list, of tabs or of an accordion, as if each were a widget."""
    settings = element.get("settings")
    if isinstance(settings, dict):
        for name in ("tabs", "icon_list"):
            entries = settings.get(name)
            if isinstance(entries, list):
                yield [{"settings": entry} for entry in entries]


def _of_settings(settings: Any) -> Iterator[str]:
    if not isinstance(settings, dict):
        return
    for name in _PLAIN:
        if text := _text(settings, name):
            size = settings.get("header_size", "h2" if name == "title" else "p")
            tag = size if size in _HEADINGS else "p"
            yield f"<{tag}>{markup.escape(text)}</{tag}>"
    for name in _HTML:
        if text := _text(settings, name):
            yield f"<div>{text}</div>"


def _text(settings: dict[str, Any], name: str) -> str:
    value = settings.get(name)
    return value.strip() if isinstance(value, str) else ""
