"""Bytes that came in -> an opened picture of a kind that is known, or a refusal in a sentence.

Nothing is decoded here: a kind, a size in pixels and a turn are told from the head of the file.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from PIL import Image, ImageFile, UnidentifiedImageError

from articles.models.picture import PictureType

MOST_BYTES: Final = 40 * 2**20
# What the sharpest cameras of newsrooms make. A JPEG is decoded at a part of its size: 300 MB.
MOST_PIXELS: Final = 64_000_000
# Any other kind is decoded whole, some twice over: 600 MB.
MOST_PIXELS_OF_OTHERS: Final = 32_000_000
# No longer side is a picture, and AVIF and JPEG end at twice as many.
MOST_ON_A_SIDE: Final = 32_000

# A JPEG that comes into focus does so in ten scans or so, each of which takes as long as all of it.
_SCAN: Final = b"\xff\xda"
_MOST_SCANS: Final = 100

# As Pillow names them; MPO is a JPEG with others behind it, as some telephones write it.
_KINDS: Final = {
    "JPEG": PictureType.JPEG,
    "MPO": PictureType.JPEG,
    "PNG": PictureType.PNG,
    "WEBP": PictureType.WEBP,
    "AVIF": PictureType.AVIF,
    "GIF": PictureType.GIF,
}
# By name: a JPEG becomes an MPO once it is open.
_OPENED: Final = tuple(name for name in _KINDS if name != "MPO")
# What Pillow raises for files that are not as their format has it.
DAMAGED: Final = (
    OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, OverflowError, MemoryError,
    AttributeError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip
_ORIENTATION: Final = 0x0112
_TOO_MANY: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What files begin with that are taken.
_TAKEN: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")
_AVIF: Final = (b"ftypavif", b"ftypavis")
# What a file begins with that is often taken for a picture, or is one of another kind.
_OTHERS: Final = (
    (b"<", gettext_noop("This is a drawing or a page (SVG, HTML), which can hold scripts")),
    (b"II*\0", gettext_noop("This is a TIFF")),
    (b"MM\0*", gettext_noop("This is a TIFF")),
    (b"%PDF", gettext_noop("This is a PDF")),
    (b"8BPS", gettext_noop("This is a Photoshop document")),
    (b"BM", gettext_noop("This is a BMP")),
)
_HEIC: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheim", b"ftypmsf1")


class PictureRefused(Exception):
    """Why a file is not taken as a picture, and what to do, in sentences for who sent it."""


@dataclass(frozen=True, slots=True)
class Original:
    """A picture that is known and within bounds, not decoded yet.

    `orientation` is EXIF's, 1 to 8; `width` and `height` are in pixels, as it is to be seen.
    """

    image: ImageFile.ImageFile
    kind: PictureType
    orientation: int
    is_animated: bool

    @property
    def is_turned(self) -> bool:
        """Return whether it lies on its side as it is stored."""
        return self.orientation >= 5

    @property
    def width(self) -> int:
        return self.image.height if self.is_turned else self.image.width

    @property
    def height(self) -> int:
        return self.image.width if self.is_turned else self.image.height


def open_original(data: bytes) -> Original:
    """Return the picture in these bytes; raises `PictureRefused`.

    Pillow tells the size from the head, and refuses by itself what is much too large.
    """
    if not data:
        raise PictureRefused(_("The file is empty. Choose another one."))
    if len(data) > MOST_BYTES:
        raise too_many_bytes()
    image = _opened(data)
    if data.count(_SCAN) > _MOST_SCANS and image.format in ("JPEG", "MPO"):
        raise damaged_picture()
    kind = _KINDS[image.format or ""]
    most = MOST_PIXELS if kind == PictureType.JPEG else MOST_PIXELS_OF_OTHERS
    if image.width * image.height > most or max(image.size) > MOST_ON_A_SIDE:
        raise _too_many_pixels()
    return Original(image, kind, _orientation(image), _is_animated(image))


def _opened(data: bytes) -> ImageFile.ImageFile:
    try:
        return Image.open(BytesIO(data), formats=_OPENED)
    except _TOO_MANY as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        if data.startswith(_TAKEN) or data[4:12] in _AVIF:
            raise damaged_picture() from error
        raise PictureRefused(_what_it_is(data)) from error
    except DAMAGED as error:
        raise damaged_picture() from error


def too_many_bytes() -> PictureRefused:
    """Return the refusal of a file that is larger than `MOST_BYTES`."""
    text = _("The file is larger than %(megabytes)d MB. Save it as a JPEG of good quality.")
    return PictureRefused(text % {"megabytes": MOST_BYTES // 2**20})


def _too_many_pixels() -> PictureRefused:
    text = _(
        "The picture has more than %(pixels)d million pixels (%(others)d where it is no JPEG), "
        "or a side of more than %(side)d. Make it smaller: readers get 1920 pixels across at most."
    )
    bounds = {"pixels": MOST_PIXELS // 10**6, "others": MOST_PIXELS_OF_OTHERS // 10**6}
    return PictureRefused(text % {**bounds, "side": MOST_ON_A_SIDE})


def damaged_picture() -> PictureRefused:
    """Return the refusal of a file that breaks off or is not as its format has it."""
    return PictureRefused(
        _("The file is damaged or not whole. Open it in a picture editor and save it as a JPEG.")
    )


def _what_it_is(data: bytes) -> str:
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    found = next((text for begins, text in _OTHERS if start.startswith(begins)), "")
    if data[4:12] in _HEIC:
        found = gettext_noop("This is a HEIC")
    what = _(found) if found else _("This is no picture of a kind that is taken")
    return _("%(what)s. Save it as JPEG, PNG, WebP, AVIF or GIF and send that.") % {"what": what}


def _orientation(image: Image.Image) -> int:
    try:
        found = int(image.getexif().get(_ORIENTATION, 1))
    except DAMAGED:
        return 1
    return found if 1 <= found <= 8 else 1


def _is_animated(image: Image.Image) -> bool:
    try:
        return image.format != "MPO" and bool(getattr(image, "is_animated", False))
    except DAMAGED:
        return False
