"""The tags of sources beyond those that markup keeps: what becomes of each."""

from collections.abc import Mapping
from typing import Final

from articles.documents.markup.inline import ALIASES, BLOCK_BORDER, MARKS


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


MARKED: Final = frozenset(MARKS) | frozenset(ALIASES)

# What a browser does not show as the words of an article goes with all that is in it.
HIDDEN: Final = _names(
    """applet audio canvas datalist iframe math noembed noframes noscript object script select
    style svg template textarea title video"""
)

# Others go and leave their content, parted from its neighbours by a line break or a space.
BLOCKS: Final = _names(
    """address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing
    main menu nav ol optgroup option p plaintext pre search section summary table tbody tfoot
    thead tr ul xmp"""
)
CELLS: Final = _names("td th")

INLINE: Final = _names(
    """area base basefont bdi bdo bgsound big blink br button col colgroup data dfn embed font
    frame frameset head html image img input isindex keygen label link map marquee menuitem meta
    meter nobr output param picture progress rb rp rt rtc ruby slot source spacer span time track
    var wbr"""
)
_ELEMENTS: Final = MARKED | HIDDEN | BLOCKS | CELLS | INLINE

# A lone `<p>` is an element whose end tag was left out; a lone `<div>` among words is a word.
_OFTEN_UNCLOSED: Final = CELLS | _names(
    """area base body br col colgroup dd dt head hr html li link meta optgroup option p param rp
    rt source tbody tfoot thead tr track wbr"""
)


def border_of(name: str) -> str:
    """Return the characters that separate the content of a removed tag from its neighbours."""
    if name in BLOCKS:
        return f" {BLOCK_BORDER}"  # alone, a parser would drop it as a NUL
    return " " if name in CELLS else ""


def is_words(name: str, attributes: Mapping[str, str], *, closed: bool, stands_alone: bool) -> bool:
    """Return whether a start tag is rather words between angle brackets.

    `<press@example.org>`, `<Reuters>`, `if a<b and c>d`, `use the <div> element`: none is ever
    closed or has an attribute with a value. `stands_alone`: with white space on both sides.
    """
    if "@" in name or name.endswith(":"):
        return True
    if closed or any(attributes.values()):
        return False
    if name not in _ELEMENTS:
        return True
    if name in _OFTEN_UNCLOSED or (name in HIDDEN and attributes):
        return False
    return bool(attributes) or (name not in MARKED and stands_alone)
