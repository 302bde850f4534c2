"""Find the lead picture of a page in its figure, which often stands before all text."""

from __future__ import annotations

import importlib
from typing import Any, Final

from articles.documents.reading.lead_picture import are_one_picture, is_default_picture
from articles.documents.reading.pages.page_shaping import best_address, shapes_in
from articles.documents.source import Piece, Scope

_MOST_PICTURES: Final = 300
_HIGHEST: Final = 5
_MOST_ELEMENTS: Final = 60


def page_lead_picture(tree: Any | None, address: str, base: str) -> Piece | None:
    """Return the picture of this address with its caption; None where no figure has it."""
    if tree is None or not address or is_default_picture(address):
        return None
    for number, image in enumerate(tree.iter("img")):
        if number > _MOST_PICTURES:
            return None
        said = {name.lower(): str(value) for name, value in image.attrib.items()}
        shown = (best_address(said, base), best_address({"src": said.get("src", "")}, base))
        if any(each and are_one_picture(each, address) for each in shown):
            return _in_figure(image, base)
    return None


def _in_figure(image: Any, base: str) -> Piece | None:
    element = image
    for _ in range(_HIGHEST):
        element = element.getparent()
        if element is None:
            return None
        if element.tag == "figure":
            is_small = sum(1 for _ in element.iter()) <= _MOST_ELEMENTS
            return _piece_of(element, base) if is_small else None
    return None


def _piece_of(figure: Any, base: str) -> Piece | None:
    shown = [piece for piece in shapes_in(html_of_element(figure), base).pieces if piece.kind]
    if len(shown) != 1 or shown[0].kind != "picture":
        return None
    return shown[0]._replace(label="picture", scope=Scope.EXTRACT)


def html_of_element(element: Any) -> str:
    """Return the HTML of an element."""
    lxml_html = importlib.import_module("lxml.html")  # which comes with the library
    html: str = lxml_html.tostring(element, encoding="unicode", with_tail=False)
    return html
