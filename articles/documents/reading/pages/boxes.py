"""Tell the boxes that an author wrote from what a site puts beside its texts: both are asides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

# What designers call a site's own asides, besides what any part of a page is called.
_OF_SITES: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:cta|authors?|autor(?:en)?|bio|byline|banner\w*|rich-?link|bounce|teaser\w*"
    r"|toc|table-of-contents|prev(?:ious)?|next|trending|popular|most-?read|donat\w*|sponsor\w*"
    r"|tags?|topics?|actions?|toolbar|tools|tracking|placeholder|player|scaip|dfp|gpt|meta(?:data)?"
    r"|link-?list|posts?-list|upsell|piano|poll|survey|quiz)(?:$|[\s_-])|artikelvorschlag"
)
_FORMS: Final = ("form", "input", "select", "textarea")
# Whose text is none that readers see.
_SILENT: Final = frozenset({"script", "style", "noscript", "template"})
_PULL: Final = re.compile(r"(?i)pull-?_?quote")
# Fewer letters beside links lead to other pages; alone, they are a label or a time.
_FEWEST_BESIDE_LINKS: Final = 40
_FEWEST_LETTERS: Final = 20


def is_box(aside: Any) -> bool:
    """Return whether an aside may be part of the text: words or a picture, and few links."""
    names = f"{aside.get('class') or ''} {aside.get('id') or ''}"
    if _OF_SITES.search(names) or next(aside.iter(*_FORMS), None) is not None:
        return False
    letters = _letters(aside)
    linked = sum(_letters(link) for link in aside.iter("a"))
    if linked:
        return letters - linked >= _FEWEST_BESIDE_LINKS and 2 * linked < letters
    if letters >= _FEWEST_LETTERS or (letters and _PULL.search(names)):
        return True
    return next(aside.iter("img"), None) is not None


def _letters(element: Any) -> int:
    return len("".join("".join(_texts(element)).split()))


def _texts(element: Any) -> Iterator[str]:
    for each in element.iter():
        if isinstance(each.tag, str) and each.tag not in _SILENT:
            yield each.text or ""
        if each is not element:
            yield each.tail or ""
