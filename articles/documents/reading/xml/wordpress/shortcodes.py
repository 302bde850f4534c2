"""WordPress' shortcodes: turn those with words for readers into HTML, recognise the others.

Shortcodes around words give their words: [dropcap]T[/dropcap]he, and page builders' columns. Codex:
https://codex.wordpress.org/Shortcode
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Final

from articles.documents.markup import escape
from articles.documents.markup.inline import escape_value
from articles.documents.reading.xml.wordpress.attachments import Attachment, is_picture_name

# Finds the pictures of a gallery by the attributes of its shortcode.
Gallery = Callable[[str], Iterable[Attachment]]

# Both stop at the next bracket of their kind, so that they are linear whatever is left open.
_CAPTION: Final = re.compile(
    r"(?i)\[caption\b([^\[\]]*+)\]([^\[]*+(?:\[(?!/?caption\b)[^\[]*+)*+)\[/caption\]"
)
_EMBED: Final = re.compile(r"(?i)\[embed\b[^\[\]]*+\]\s*+(https?://[^\s\[\]<>\"]++)\s*+\[/embed\]")
_GALLERY: Final = re.compile(r"(?i)\[gallery\b([^\[\]]*+)\]")
_PLAYER: Final = re.compile(
    r"(?i)\[(?:video|audio|youtube|vimeo|tweet|instagram|soundcloud|facebook|tiktok|dailymotion)"
    r"[\s=]([^\[\]]*+)\](?:\s*+\[/(?:video|audio)\])?"
)
_ADDRESS: Final = re.compile(r"https?://[^\s\[\]<>\"']++")
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

# Of one tag: the slash of an end tag, the name, the attributes.
_TAG: Final = re.compile(r"\[(/?)([a-zA-Z][\w-]*+)((?:[\s=][^\[\]]*+)?)\]")
_ATTRIBUTE: Final = re.compile(r"""\b([a-z_]{1,40})\s?=\s?(?:"([^"]*+)"|'([^']*+)')""")
_KEPT: Final = frozenset(_NAMES.split("|"))
# Page builders: WPBakery (Visual Composer), Divi, Avada, Enfold, Cornerstone, Thrive, Mk, Porto.
_BUILDER: Final = re.compile(r"(?:vc|et_pb|fusion|av|cs|x|mk|ult|dt|nectar|tatsu|porto|kc|cmsms)_")
# What begins and ends a paragraph, whoever names it so.
_APART: Final = re.compile(
    r"(?i)(?:row|col|column|columns|section|box|block|tabs?|toggle|accordion|spoiler|one|two|three"
    r"|half|third|full|center|list|item|alert|notice|message|quote)(?:[_-]|\Z)"
)
_QUOTE: Final = re.compile(r"(?i)(?:pull|block)?[_-]?quote(?:[_-]|\Z)|pullquote")
_NOTE: Final = re.compile(r"(?i)(?:efn_|mfn_)?(?:foot)?notes?\Z|ref\Z|fn\Z|mfn\Z")
# Attributes with words for readers, of page builders' tags.
_TITLES: Final = re.compile(
    r"(?i)vc_custom_heading|et_pb_(?:blurb|toggle|accordion_item|tab|cta|fullwidth_header)|"
    r"vc_(?:tta_section|toggle|cta|message)|fusion_(?:title|toggle)|av_heading"
)
_WORDS: Final = ("text", "title", "heading", "h2", "h4")
_MOST_TAGS: Final = 20_000


def without_shortcodes(html: str, gallery: Gallery = lambda attributes: ()) -> str:
    """Return captions, galleries and embeds as figures, and the words in other shortcodes.

    `gallery` finds the pictures of a gallery by its attributes. One that is around nothing, and
    that no page builder has, stays as it is.
    """
    if "[" not in html:
        return html
    html = _GALLERY.sub(lambda found: _gallery(gallery(found[1])) or found[0], html)
    html = _PLAYER.sub(_player, _EMBED.sub(_embed, _CAPTION.sub(_figure, html)))
    return "".join(_with_words(html))


def _with_words(html: str) -> Iterator[str]:
    tags = [*_TAG.finditer(html)][:_MOST_TAGS]
    paired = _paired(tags)
    at = 0
    for number, tag in enumerate(tags):
        if number in paired or _is_frame(tag):
            yield html[at : tag.start()]
            yield _in_html(tag)
            at = tag.end()
    yield html[at:]


def _paired(tags: list[re.Match[str]]) -> set[int]:
    """Return the numbers of the tags that are around something: each start with its end."""
    opened: dict[str, list[int]] = {}
    found: set[int] = set()
    for number, tag in enumerate(tags):
        name = tag[2].lower()
        if name in _KEPT:
            continue
        if not tag[1]:
            opened.setdefault(name, []).append(number)
        elif opened.get(name):
            found |= {opened[name].pop(), number}
    return found


def _is_frame(tag: re.Match[str]) -> bool:
    """Return whether it is a page builder's tag that has words in its attributes."""
    return bool(_TITLES.fullmatch(tag[2]) and _title_of(tag))


def _in_html(tag: re.Match[str]) -> str:
    """Return what stands for a tag: nothing, the mark of a block or a quotation, a heading."""
    name, is_end = tag[2].lower(), bool(tag[1])
    if _NOTE.match(name):
        return ")" if is_end else " ("
    if _QUOTE.match(name):
        return "</blockquote>" if is_end else "<blockquote>"
    if _BUILDER.match(name) or _APART.match(name):
        title = _title_of(tag) if _TITLES.fullmatch(name) and not is_end else ""
        return f"<h3>{escape(title)}</h3>" if title else "<div></div>"
    return ""


def _title_of(tag: re.Match[str]) -> str:
    said = {name: one or other for name, one, other in _ATTRIBUTE.findall(tag[3])}
    return next((unescape(said[name]).strip() for name in _WORDS if said.get(name)), "")


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


def _embed(found: re.Match[str]) -> str:
    """Return an address as the block editor writes what is embedded."""
    return _embedded(found[1])


def _player(found: re.Match[str]) -> str:
    """Return what a player's shortcode plays, or it as it stands where it has no address."""
    addresses = _ADDRESS.findall(found[1])
    played = next((each for each in addresses if not is_picture_name(each)), "")
    return _embedded(played) if played else found[0]


def _embedded(address: str) -> str:
    return f'<figure class="wp-block-embed">{escape(unescape(address))}</figure>'


def _gallery(pictures: Iterable[Attachment]) -> str:
    shown = "".join(map(_picture, pictures))
    return f"<figure>{shown}</figure>" if shown else ""


def _picture(attachment: Attachment) -> str:
    source, alt = escape_value(attachment.address), escape_value(attachment.alt)
    caption = f"<figcaption>{attachment.caption}</figcaption>" if attachment.caption else ""
    return f'<figure><img src="{source}" alt="{alt}">{caption}</figure>'
