"""What a page shows that is none of its article's: icons, portraits, pixels, advertisements.

Each is left out with a remark that names the reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from articles.documents.reading.lead_picture import are_one_picture
from articles.documents.urls.host import split_url

TRACKING, ICON, ADVERTISEMENT = "tracking", "icon", "advertisement"
DECORATION, TEASER, NO_ADDRESS, FORM = "decoration", "teaser", "no address", "form"
# Of a table, which then stays text.
LAYOUT: Final = "layout"

_TRACKING: Final = re.compile(
    r"(?i)/pixel[./?]|[./]tracking|beacon|doubleclick\.net/|scorecardresearch\.|facebook\.com/tr\b"
    r"|\.vgwort\.de|google-analytics\.|/__utm\.gif|quantserve\.|/count(?:er)?\.(?:gif|php)"
    r"|feedburner\.com/~|pixel\.wp\.com|/b\.gif\?"
)
_ICONS: Final = re.compile(
    r"(?i)(?:^|[\s/_.-])(?:icons?|emojis?|logos?|avatars?|gravatar|smil(?:ey|ies)|sprites?|spinner"
    r"|badge|favicon|author[_-]?(?:image|photo|img|pic\w*|thumb\w*)|byline[_-]?\w*"
    r"|profile[_-]?(?:image|photo|pic\w*)|arrow|bullet|button|btn|share|social)(?:$|[\s/_.?-])"
)
_ADVERTISEMENT: Final = re.compile(
    r"(?i)(?:^|[\s/_.-])(?:ads?|advert\w*|adserver|banner|sponsor\w*|werbung|anzeige|publicidad)"
    r"(?:$|[\s/_.?-])|googlesyndication|adnxs\."
)
_SOLD: Final = re.compile(
    r"(?i)googletagmanager|doubleclick|googlesyndication|adnxs|/ads?[/.?]|adserver|taboola|outbrain"
    r"|scorecardresearch|amazon-adsystem|prebid|facebook\.com/tr\b|/pixel"
)
_FORMS: Final = re.compile(
    r"(?i)recaptcha|disqus|/plugins/(?:like|share|page|follow|comments)|newsletter|subscribe|mailchi"
    r"|consent|addthis|sharethis"
)
_HIDING: Final = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_SIDES: Final = ("width", "height")
_LARGEST_ICON: Final = 72
_LARGEST_PIXEL: Final = 3
_PIXELS: Final = re.compile(r"\s*(\d{1,6})(?:\.\d*)?(?:px)?\s*")
_IMAGE_FILE: Final = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp)(?:[?#]|$)")


def reason_against_picture(
    said: Mapping[str, str], address: str, *, link: str = "", in_figure: bool = False
) -> str:
    """Return why a picture is none of the article's; "" for one that is.

    `said` are its attributes, `link` is where a link around it leads.
    """
    if _is_pixel(said) or _TRACKING.search(address):
        return TRACKING
    if not address:
        return NO_ADDRESS
    if in_figure:
        return ""
    is_teaser = link and not _IMAGE_FILE.search(link) and not are_one_picture(link, address)
    return _reason_by_names(said, address) or (TEASER if is_teaser else "")


def reason_against_embed(address: str) -> str:
    """Return why a frame or a player is none of the article's; "" for one that is."""
    if not address:
        return NO_ADDRESS
    if _SOLD.search(address):
        return ADVERTISEMENT
    return FORM if _FORMS.search(address) else ""


def _reason_by_names(said: Mapping[str, str], address: str) -> str:
    names = f"{said.get('class', '')} {said.get('id', '')}"
    found = split_url(address)
    if _is_small(said) or _ICONS.search(names) or (found and _ICONS.search(found.path)):
        return ICON
    if _ADVERTISEMENT.search(names) or _ADVERTISEMENT.search(address):
        return ADVERTISEMENT
    return DECORATION if _is_decoration(said) else ""


def _is_decoration(said: Mapping[str, str]) -> bool:
    is_silent = said.get("role", "").lower() in ("presentation", "none")
    is_hidden = said.get("aria-hidden", "").lower() == "true"
    return is_silent or is_hidden or bool(_HIDING.search(said.get("style", "")))


def _is_pixel(said: Mapping[str, str]) -> bool:
    sizes = (_pixels(said.get(name, "")) for name in _SIDES)
    return any(size is not None and size <= _LARGEST_PIXEL for size in sizes)


def _is_small(said: Mapping[str, str]) -> bool:
    sizes = (_pixels(said.get(name, "")) for name in _SIDES)
    return all(size is not None and size <= _LARGEST_ICON for size in sizes)


def _pixels(written: str) -> int | None:
    found = _PIXELS.fullmatch(written)
    return int(found[1]) if found else None
