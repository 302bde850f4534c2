"""Files of pictures for tests, drawn here, and the rows of pictures that were taken."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from itertools import count
from typing import Any

from PIL import Image

from articles.documents.urls.host import host_of
from articles.models import Picture, PictureAddress
from articles.models.picture_address import AddressState, digest_of_address
from articles.pictures.take import take_picture

_numbers = count(1)

# What an agency's picture says of itself.
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 photoshop:Credit="The Courier" photoshop:Source="Hesk Pictures">
<dc:creator><rdf:Seq><rdf:li>Idris Moyle</rdf:li><rdf:li>Pia Løwen</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="de">Der Hafen</rdf:li>
<rdf:li xml:lang="x-default">The harbour of Hesk &amp; its pier</rdf:li></rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Moyle</rdf:li></rdf:Alt></dc:rights>
<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">Editorial use</rdf:li></rdf:Alt>
</xmpRights:UsageTerms>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt>
<rdf:li xml:lang="x-default">A pier in fog</rdf:li></rdf:Alt>
</Iptc4xmpCore:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()

LEFT = (200, 30, 30)
RIGHT = (30, 30, 200)


def make_image(width: int = 600, height: int = 400, mode: str = "RGB") -> Image.Image:
    """Draw a picture, red at its left half and blue at its right."""
    image = Image.new("RGB", (width, height), RIGHT)
    image.paste(LEFT, (0, 0, width // 2, height))
    return image.convert(mode)


def make_file(
    width: int = 600, height: int = 400, format: str = "JPEG", *, image: Any = None, **options: Any
) -> bytes:
    """Return the bytes of one; `options` are Pillow's for writing that format."""
    file = BytesIO()
    (image or make_image(width, height)).save(file, format, **options)
    return file.getvalue()


def make_picture(data: bytes = b"", **fields: Any) -> Picture:
    """Take a picture, another one each time, and set fields of its row."""
    data = data or make_file(comment=f"{next(_numbers)}".encode())
    picture = take_picture(data, name="pier.jpg").picture
    Picture.objects.filter(pk=picture.pk).update(**fields)
    picture.refresh_from_db()
    return picture


def make_picture_address(address: str, **fields: Any) -> PictureAddress:
    """Make an address that was asked for in vain."""
    values: dict[str, Any] = {"state": AddressState.GONE, "host": host_of(address), **fields}
    digest = digest_of_address(address)
    return PictureAddress.objects.create(address=address, digest=digest, **values)


def make_png_bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """Return a PNG of so many pixels, all black, which are a thousandth of that in bytes."""
    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 2)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


# Of sRGB: the red, green and blue that its numbers mean, adapted to D50.
_PRIMARIES = ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141))


def make_profile() -> bytes:
    """Return an ICC profile in which red and blue are the other way round."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(each * 65536) for each in values))

    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    red, green, blue = _PRIMARIES
    tags = {
        b"wtpt": xyz(0.9642, 1, 0.8249),
        b"rXYZ": xyz(*blue), b"gXYZ": xyz(*green), b"bXYZ": xyz(*red),
        b"rTRC": gamma, b"gTRC": gamma, b"bTRC": gamma,
    }  # fmt: skip
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, data in tags.items():
        table += struct.pack(">4sII", name, at + len(body), len(data))
        body += data
    end = struct.pack(">I", len(tags)) + table + body
    head = struct.pack(">I4xI4s4s4s12x4s28x3i", 128 + len(end), 0x02100000, b"mntr", b"RGB ",
        b"XYZ ", b"acsp", 63190, 65536, 54061)  # fmt: skip
    return head.ljust(128, b"\0") + end
