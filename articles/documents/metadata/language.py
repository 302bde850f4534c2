"""Check and normalise language tags, on every way in."""

from __future__ import annotations

import re
from typing import Final

# The shape of BCP 47 (RFC 5646, section 2.1), without its registry: languages come and go.
TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
LONGEST_TAG: Final = 35

# What BCP 47 writes with two letters (ISO 639-1) and others with three (ISO 639-2 and 639-3, of
# which 639-2 has two for some); last, codes that were given up.
_SHORTER: Final = {
    long: short
    for short, longs in {
        "af": "afr", "am": "amh", "ar": "ara arb", "az": "aze azj", "be": "bel", "bg": "bul",
        "bn": "ben", "bs": "bos", "ca": "cat", "cs": "ces cze", "cy": "cym wel", "da": "dan",
        "de": "deu ger", "el": "ell gre", "en": "eng", "eo": "epo", "es": "spa", "et": "est ekk",
        "eu": "eus baq", "fa": "fas per pes", "fi": "fin", "fr": "fra fre", "ga": "gle",
        "gl": "glg", "gu": "guj", "ha": "hau", "he": "heb iw", "hi": "hin", "hr": "hrv",
        "hu": "hun", "hy": "hye arm", "id": "ind in", "ig": "ibo", "is": "isl ice", "it": "ita",
        "ja": "jpn", "ka": "kat geo", "kk": "kaz", "km": "khm", "kn": "kan", "ko": "kor",
        "ku": "kur", "ky": "kir", "lb": "ltz", "lo": "lao", "lt": "lit", "lv": "lav lvs",
        "mk": "mkd mac", "ml": "mal", "mn": "mon", "mr": "mar", "ms": "msa may zsm", "mt": "mlt",
        "my": "mya bur", "nb": "nob", "ne": "nep", "nl": "nld dut", "nn": "nno", "no": "nor",
        "or": "ori", "pa": "pan", "pl": "pol", "ps": "pus", "pt": "por", "ro": "ron rum mo",
        "ru": "rus", "si": "sin", "sk": "slk slo", "sl": "slv", "so": "som", "sq": "sqi alb",
        "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam", "te": "tel", "th": "tha", "tl": "tgl",
        "tr": "tur", "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie", "yi": "yid ji",
        "yo": "yor", "zh": "zho chi cmn", "zu": "zul",
    }.items()
    for long in longs.split()
}  # fmt: skip
# ISO 639-2: mis, mul, und, zxx, and what it leaves to local use.
_NO_LANGUAGE: Final = re.compile("mis|mul|und|zxx|q[a-t][a-z]")


def language_tag(text: str) -> str | None:
    """Return the tag that `text` is, "en_GB" as "en-GB"; None if it is none."""
    tag = text.strip().replace("_", "-")
    return tag if len(tag) <= LONGEST_TAG and TAG.fullmatch(tag) else None


def normal_tag(text: str) -> str:
    """Return the tag in the spelling of BCP 47 (RFC 5646, 2.1.1 and 4.5); "" for no language.

    "EN_us" is en-US, "deu" is de, "en_GB.UTF-8" is en-GB; "english" and "und" give "".
    """
    tag = language_tag(re.split("[.@]", text, maxsplit=1)[0])
    if not tag:
        return ""
    language, *others = tag.lower().split("-")
    # No language has a name of four letters or more.
    if len(language) > 3 or _NO_LANGUAGE.fullmatch(language):
        return ""
    return "-".join([_SHORTER.get(language, language), *_in_case(others)])


def _in_case(subtags: list[str]) -> list[str]:
    """Return scripts as "Latn", regions as "GB"; an extension (a single letter on) as it is."""
    single = next((at for at, subtag in enumerate(subtags) if len(subtag) == 1), len(subtags))
    written = [
        subtag.upper() if len(subtag) == 2 else subtag.title() if _is_script(subtag) else subtag
        for subtag in subtags[:single]
    ]
    return written + subtags[single:]


def _is_script(subtag: str) -> bool:
    return len(subtag) == 4 and subtag.isalpha()
