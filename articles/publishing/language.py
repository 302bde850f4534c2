"""The language that the site speaks, beside those of its articles: one setting."""

from __future__ import annotations

from typing import Final

from django.utils.translation import get_language, get_language_bidi

# Whose letters are in a file of their own, which a page would ask for late.
_FONTS: Final = {
    "el": "greek",
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg"), "cyrillic"),
}


def site_language() -> str:
    """Return the language of a page's own words, as `lang` takes it."""
    language = get_language() or "en"
    # Its dates are British, its words are not.
    return "en" if language == "en-gb" else language


def site_direction() -> str:
    """Return the direction of a page, as `dir` takes it."""
    return "rtl" if get_language_bidi() else "ltr"


def font_of_script(language: str) -> str:
    """Return the static file of a language's letters (BCP 47); "" where every page has them."""
    name, *subtags = language.lower().split("-")
    script = "" if "latn" in subtags else _FONTS.get(name, "")
    return f"articles/site/fonts/serif-{script}.woff2" if script else ""
