"""A language tag -> the direction its text runs in."""

from __future__ import annotations

from typing import Final

from django.utils.translation import get_language_info

_RIGHT_TO_LEFT: Final = frozenset({"adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"})


def direction(language: str) -> str:
    """`rtl` or `ltr` for a BCP 47 tag, `auto` (told by its first letter) where that is unknown.

    A script in the tag decides over the language: Azerbaijani is `ltr`, `az-Arab` is not.
    """
    subtags = language.lower().split("-")
    script = next((tag for tag in subtags[1:] if len(tag) == 4 and tag.isalpha()), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    try:
        return "rtl" if get_language_info(subtags[0])["bidi"] else "ltr"
    except KeyError:
        return "auto"
