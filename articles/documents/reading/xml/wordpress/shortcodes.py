"""WordPress' shortcodes: turn those with words for readers into HTML, recognise the others.

Codex: https://codex.wordpress.org/Shortcode
"""

from __future__ import annotations

import re
from typing import Final

from articles.documents.markup.inline import escape_value

# Both stop at the next bracket of their kind, so that they are linear whatever is left open.
_CAPTION: Final = re.compile(
    r"(?i)\[caption\b([^\[\]]*+)\]([^\[]*+(?:\[(?!/?caption\b)[^\[]*+)*+)\[/caption\]"
)
_EMBED: Final = re.compile(r"(?i)\[embed\b[^\[\]]*+\]\s*+(https?://[^\s\[\]<>\"]++)\s*+\[/embed\]")
_IMAGE: Final = re.compile(r"(?i)\s*+(?:<a\s[^<>]*+>)?\s*+<img\b[^<>]*+>\s*+(?:</a>)?")
_CAPTION_ATTRIBUTE: Final = re.compile(r"""\bcaption=(?:"([^"]*)"|'([^']*)')""")

_NAMES: Final = "audio|caption|embed|gallery|playlist|video|wp_caption"
# Of the others those that have a value, an end, or a name that is no word (page builders' are so).
_ONE: Final = (
    rf"\[/?(?:(?:{_NAMES})\b[^\[\]]*+|[a-z][\w-]*+\s[^\[\]=]*+=[^\[\]]*+|/[a-z][\w-]*+"
    r"|[a-z][a-z0-9]*+_\w*+)\]"
)
# What was taken is never tried in another way: of many, each can be read in two.
_ALONE: Final = re.compile(rf"(?i)(?:{_ONE}(?:\s|<br\s*+/?>)*+)++")


def without_shortcodes(html: str) -> str:
    """Return captions as figures and embedded URLs as links; all others stay as they are."""
    if "[" not in html:
        return html
    return _EMBED.sub(_link, _CAPTION.sub(_figure, html))


def is_shortcode(text: str) -> bool:
    """Return whether there is nothing but shortcodes: `[gallery ids="1,2"]`; "[sic]" is none."""
    return _ALONE.fullmatch(text) is not None


def _figure(found: re.Match[str]) -> str:
    """Return a figure: old captions are in an attribute, newer ones after the picture."""
    image = _IMAGE.match(found[2])
    picture, words = (image[0], found[2][image.end() :]) if image else ("", found[2])
    if attribute := _CAPTION_ATTRIBUTE.search(found[1]):
        words = f"{words} {attribute[1] or attribute[2] or ''}"
    return f"<figure>{picture}<figcaption>{words.strip()}</figcaption></figure>"


def _link(found: re.Match[str]) -> str:
    address = found[1].replace("&amp;", "&")
    return f'<p><a href="{escape_value(address)}">{escape_value(address)}</a></p>'
