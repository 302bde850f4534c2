"""Clean a fragment of HTML, and report what was removed.

The tags that there are are declared in `inline`, link targets are judged by `urls.safe_url`, bleach
is known to `sanitiser` alone, and `fast_path` does without it where that is safe.
"""

import re
from typing import Final, NamedTuple

from articles.documents.markup.fast_path import fast_read
from articles.documents.markup.inline import (
    canonical_inlines,
    collapsed,
    escape,
    is_canonical,
    links_in,
    to_markup,
    visible_text,
)
from articles.documents.markup.sanitiser import (
    Removal,
    sanitise,
    without_controls,
)
from articles.documents.urls.safe_url import safe_url

# White space, and what takes no room on a page: soft hyphens, zero-width and bidirectional marks,
# fillers, the Braille blank, variation selectors, tags.
_INVISIBLE: Final = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)
_UNUSUAL: Final = re.compile("[<>&\x00-\x1f\ud800-\udfff]")
_MARKUP: Final = re.compile("[<>&\x00-\x08\x0e-\x1b\ud800-\udfff]")
_TAG: Final = re.compile("<[^>]*>")
_WELL_FORMED: Final = re.compile("(?:[^<>]|<(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+>)*+")


class Cleaned(NamedTuple):
    """Clean markup and what was removed to get it."""

    markup: str
    removed: tuple[Removal, ...] = ()


def clean(fragment: str) -> Cleaned:
    """Return the canonical clean markup of `fragment` and what was removed from it.

    Raises `MarkupTooComplex` rather than take longer than about a quarter of a second.
    """
    if _is_plain(fragment):
        return Cleaned(_one_spaced(fragment))
    if "<" not in fragment:
        if not _UNUSUAL.search(fragment):
            return Cleaned(_one_spaced(fragment))
        if not _MARKUP.search(fragment):
            return Cleaned(collapsed(fragment).strip(" "))
    found = fast_read(fragment)
    if found is None:
        if is_clean(fragment):  # and may exceed the bounds
            return Cleaned(fragment)
        found = sanitise(fragment)
    pieces, removed = found
    if len(removed) > 1:
        removed = list(dict.fromkeys(removed))
    return Cleaned(to_markup(canonical_inlines(pieces)), tuple(removed))


def is_clean(fragment: str) -> bool:
    """Return whether `clean` would leave `fragment` as it is, without asking bleach."""
    if not is_canonical(fragment):
        return False
    return all(safe_url(link.url) == link.url for link in links_in(fragment))


def plain(text: str) -> str:
    """Return the markup that shows a plain text."""
    return escape(collapsed(without_controls(text, [])).strip(" "))


def is_visible(text: str) -> bool:
    """Return whether a reader sees anything of the text: not of white and zero-width characters."""
    # What begins with a printable character of ASCII, as most does, needs no closer look.
    return "!" <= text < "\x7f" or not _INVISIBLE.fullmatch(text)


def one_line(text: str) -> str:
    """Return plain text as a line of an article: without control characters and line breaks."""
    return visible_text(plain(text))


def complexity(fragment: str) -> int:
    """Return an upper bound of the time to clean `fragment`, in units of 50 us: a tag or entity.

    For a caller that cleans many fragments and bounds the sum. Inside tags bleach goes letter by
    letter, and where tags are malformed every letter may be inside one.
    """
    if _is_plain(fragment) or not _MARKUP.search(fragment):
        return 0
    slow = (
        sum(map(len, _TAG.findall(fragment))) if _WELL_FORMED.fullmatch(fragment) else len(fragment)
    )
    return 2 + fragment.count("<") + fragment.count("&") + slow // 25 + len(fragment) // 250


def shows_itself(fragment: str) -> bool:
    """Return whether a glance shows that the fragment is clean and visible; False may be wrong."""
    return (
        "!" <= fragment < "\x7f"
        and fragment[-1] != " "
        and "  " not in fragment
        and _is_plain(fragment)
    )


def most_complexity(fragment: str) -> int:
    """Return an upper bound of `complexity`, at the cost of a glance."""
    return 2 + len(fragment) + len(fragment) // 20


def _is_plain(fragment: str) -> bool:
    """Return whether a glance shows nothing to clean but spaces; False may be wrong."""
    return (
        "<" not in fragment
        and "&" not in fragment
        and ">" not in fragment
        and fragment.isprintable()
    )


def _one_spaced(text: str) -> str:
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        return collapsed(text).strip(" ")
    return text
