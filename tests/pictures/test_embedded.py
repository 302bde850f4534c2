"""What a picture says of itself fills its fields, and none is made up."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from articles.pictures.embedded import EmbeddedWords, embedded_words
from articles.pictures.original import open_original
from articles.pictures.xmp import properties_of
from tests.pictures.make import XMP, make_file

BOMB = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"><photoshop:Credit>&b;</photoshop:Credit>
</rdf:Description></rdf:RDF>"""


def words_of(format: str = "JPEG", **options: Any) -> EmbeddedWords:
    return embedded_words(open_original(make_file(format=format, **options)).image)


def iptc_block(records: dict[int, bytes]) -> bytes:
    """The application segment of a JPEG in which Photoshop keeps records of IPTC."""
    data = b"".join(
        struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text for number, text in records.items()
    )
    padded = data + b"\0" * (len(data) % 2)
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + padded
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block


def words_of_iptc(records: dict[int, bytes], **options: Any) -> EmbeddedWords:
    data = make_file(**options)
    return embedded_words(open_original(data[:2] + iptc_block(records) + data[2:]).image)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_fills_every_field(format: str) -> None:
    options: dict[str, Any] = {"xmp": XMP}
    if format == "PNG":
        chunks = PngInfo()
        chunks.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options = {"pnginfo": chunks}
    assert words_of(format, **options) == EmbeddedWords(
        alt="A pier in fog",
        caption="The harbour of Hesk & its pier",
        credit="Idris Moyle, Pia Løwen / The Courier",
        copyright="© 2026 Moyle",
        source="Hesk Pictures",
        licence="Editorial use",
    )


def test_iptc_fills_what_it_has() -> None:
    found = words_of_iptc({
        80: "Pia Løwen".encode(), 110: b"PA", 115: b"Hesk", 116: b"\xa9 PA", 120: b"A pier.\nFog.",
    })  # fmt: skip
    assert found == EmbeddedWords(
        caption="A pier. Fog.", credit="Pia Løwen / PA", source="Hesk", copyright="© PA"
    )


def test_exif_fills_what_it_has() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = "A pier", "Pia Lowen", "PA"
    assert words_of(exif=exif) == EmbeddedWords(
        caption="A pier", credit="Pia Lowen", copyright="PA"
    )


def test_xmp_stands_before_iptc_and_that_before_exif() -> None:
    exif = Image.Exif()
    exif[0x010E] = exif[0x8298] = "of EXIF"
    found = words_of_iptc({116: b"of IPTC", 120: b"of IPTC"}, exif=exif, xmp=XMP)
    assert found.caption == "The harbour of Hesk & its pier"
    found = words_of_iptc({120: b"of IPTC"}, exif=exif)
    assert (found.caption, found.copyright) == ("of IPTC", "of EXIF")


def test_who_made_it_is_named_once() -> None:
    assert words_of_iptc({80: b"Pia Lowen", 110: b"PIA LOWEN / PA"}).credit == "PIA LOWEN / PA"


@pytest.mark.parametrize("text", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "\0\0 "])
def test_what_cameras_write_is_no_caption(text: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = text
    assert words_of(exif=exif) == EmbeddedWords()


def test_a_picture_that_says_nothing_gets_no_words() -> None:
    assert words_of() == EmbeddedWords()


def test_no_caption_becomes_an_alternative_text() -> None:
    assert words_of_iptc({120: b"A pier in fog."}).alt == ""


def test_entities_are_never_expanded() -> None:
    assert properties_of(BOMB) == {}
    assert words_of(xmp=BOMB) == EmbeddedWords()


@pytest.mark.parametrize("xmp", [b"", b"\xff\xfe", b"<x", XMP[:900], b"<a>" * 5000])
def test_damaged_xmp_is_read_as_far_as_it_goes(xmp: bytes) -> None:
    found = properties_of(xmp)
    assert set(found) <= set(properties_of(XMP))


def test_a_text_is_one_line_that_a_database_takes() -> None:
    found = words_of_iptc({120: b"A\0 pier\r\n in\x07 fog" + b"x" * 9_000}).caption
    assert found.startswith("A pier in fogx")
    assert len(found) == 4_000
