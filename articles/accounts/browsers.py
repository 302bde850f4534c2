"""A browser in words, from what it says of itself."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

# The first that is found: each says that it is those after it, too.
_BROWSERS: Final = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS: Final = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def browser_in_words(user_agent: str) -> str:
    """Return such as "Firefox on Windows"."""
    browser = _named(user_agent, _BROWSERS) or _("Another program")
    if system := _named(user_agent, _SYSTEMS):
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser


def _named(text: str, names: dict[str, str]) -> str:
    return next((name for sign, name in names.items() if sign in text), "")
