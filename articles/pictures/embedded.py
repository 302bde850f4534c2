"""What a picture says of itself, in XMP, IPTC or EXIF -> the fields of its row.

As the IPTC Photo Metadata Standard 2023.1 maps them; where two of them say something, XMP stands
before IPTC, and that before EXIF. An alternative text is only ever one that somebody wrote as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageFile, IptcImagePlugin

from articles.pictures.original import DAMAGED
from articles.pictures.xmp import properties_of

_MOST_CHARACTERS: Final = 4_000
_DC: Final = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP: Final = "http://ns.adobe.com/photoshop/1.0/"
_RIGHTS: Final = "http://ns.adobe.com/xap/1.0/rights/"
_IPTC_CORE: Final = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
# By our names: of XMP, of IPTC's records, of EXIF.
_XMP: Final = {
    "alt": (f"{_IPTC_CORE} AltTextAccessibility",),
    "caption": (f"{_DC} description",),
    "creator": (f"{_DC} creator",),
    "credit": (f"{_PHOTOSHOP} Credit",),
    "source": (f"{_PHOTOSHOP} Source",),
    "copyright": (f"{_DC} rights",),
    "licence": (f"{_RIGHTS} UsageTerms", f"{_RIGHTS} WebStatement"),
}
_IPTC: Final = {
    "caption": (2, 120),
    "creator": (2, 80),
    "credit": (2, 110),
    "source": (2, 115),
    "copyright": (2, 116),
}
_EXIF: Final = {"caption": 0x010E, "creator": 0x013B, "copyright": 0x8298}
# What cameras write for want of anything to say.
_OF_CAMERAS: Final = frozenset(
    {"olympus digital camera", "sony dsc", "default", "untitled", "picture", "dcim", "dji"}
)


@dataclass(frozen=True, slots=True)
class EmbeddedWords:
    """The words in a picture's file, each empty where it has none."""

    alt: str = ""
    caption: str = ""
    credit: str = ""
    copyright: str = ""
    source: str = ""
    licence: str = ""


def embedded_words(image: ImageFile.ImageFile) -> EmbeddedWords:
    """Return what an opened picture says of itself, as plain text."""
    found = {**_of_exif(image), **_of_iptc(image), **_of_xmp(image)}
    credit = _credit(found.pop("creator", ""), found.pop("credit", ""))
    return EmbeddedWords(credit=credit, **found)


def _credit(creator: str, line: str) -> str:
    """Return whom to name: the photographer and the agency, each once."""
    if creator.casefold() in line.casefold():
        return line
    return " / ".join(filter(None, (creator, line)))


def _of_xmp(image: Image.Image) -> dict[str, str]:
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    found = properties_of(xmp.encode() if isinstance(xmp, str) else bytes(xmp))
    texts = {
        name: next((found[each] for each in names if each in found), [])
        for name, names in _XMP.items()
    }
    # There may be several who made it; of the others, one in each language.
    joined = {
        name: ", ".join(each) if name == "creator" else each[0]
        for name, each in texts.items()
        if each
    }
    return _plain(joined)


def _of_iptc(image: ImageFile.ImageFile) -> dict[str, str]:
    try:
        records: Mapping[Any, Any] = IptcImagePlugin.getiptcinfo(image) or {}
    except DAMAGED:
        return {}
    return _plain({name: _text(records.get(key)) for name, key in _IPTC.items()})


def _of_exif(image: Image.Image) -> dict[str, str]:
    try:
        exif = image.getexif()
        found = {name: _text(exif.get(tag)) for name, tag in _EXIF.items()}
    except DAMAGED:
        return {}
    if found["caption"].strip("\0 ").casefold() in _OF_CAMERAS:
        found["caption"] = ""
    return _plain(found)


def _text(value: object) -> str:
    """Return bytes, or a text that was read as Latin-1, as the UTF-8 that they are if they are."""
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, str):
        try:
            value = value.encode("latin-1")
        except UnicodeEncodeError:
            return str(value)
    if not isinstance(value, bytes):
        return ""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _plain(texts: Mapping[str, str]) -> dict[str, str]:
    """Return those that say something, without what no database or page takes."""
    cleaned = {
        name: " ".join(_printable(text).split())[:_MOST_CHARACTERS] for name, text in texts.items()
    }
    return {name: text for name, text in cleaned.items() if text}


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
