"""An opened picture -> what readers get: AVIF and JPEG in a few widths, upright, in sRGB.

All of it is encoded anew from pixels, so that nothing else of the original goes out: no place, no
name of a camera, no comment, no profile. One decoding serves all widths, each made of the wider.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageCms

from articles.pictures.original import DAMAGED, Original, damaged_picture

WIDTHS: Final = (480, 960, 1440, 1920)
# The better first, as `<picture>` has them; by their suffixes and what Pillow calls them.
FORMATS: Final = {"avif": "AVIF", "jpg": "JPEG"}
MEDIA_TYPES: Final = {"avif": "image/avif", "jpg": "image/jpeg"}

_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "avif": {"quality": 55, "speed": 9, "subsampling": "4:2:0", "max_threads": 1},
    "jpg": {"quality": 80, "progressive": True},
}
# Modes that Pillow scales as they are.
_SCALED: Final = frozenset({"L", "RGB", "RGBA", "CMYK"})
# EXIF's numbers for what has to be done to stand it upright.
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What is seen through a picture, on pages light and dark alike.
_PAPER: Final = (255, 255, 255, 255)


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file for readers; `width` is in pixels."""

    width: int
    suffix: str
    data: bytes


def widths_of(width: int) -> tuple[int, ...]:
    """Return the widths that a picture of this width is rendered in, the smallest first."""
    return tuple(each for each in WIDTHS if each <= width) or (width,)


def height_at(width: int, of_width: int, of_height: int) -> int:
    """Return the height of a picture of that size when it is so wide, in pixels."""
    return max(1, round(of_height * width / of_width))


def renditions_of(original: Original) -> Iterator[Rendition]:
    """Yield them all; raises `PictureRefused` where the picture cannot be decoded."""
    widths = widths_of(original.width)
    image = _upright(original, max(widths))
    for width in reversed(widths):
        image = _scaled(image, width, height_at(width, original.width, original.height))
        for suffix, name in FORMATS.items():
            yield Rendition(width, suffix, _encoded(image, name, _OPTIONS[suffix]))


def _upright(original: Original, width: int) -> Image.Image:
    """Return it decoded, about that wide, upright and in sRGB."""
    size = (width, height_at(width, original.width, original.height))
    lying = size[::-1] if original.is_turned else size
    try:
        image = _scaled(_decoded(original.image, lying), *lying)
        image = _in_srgb(_on_paper(image), original.image)
    except (*DAMAGED, ImageCms.PyCMSError) as error:
        raise damaged_picture() from error
    turn = _TURNS.get(original.orientation)
    return image if turn is None else image.transpose(turn)


def _decoded(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return it in a mode that can be scaled."""
    # A JPEG is decoded at an eighth, a quarter or half of its size, if that is still large enough.
    image.draft(None, size)
    image.load()
    if image.mode.startswith("I"):
        # Greys of sixteen bits; what has thirty-two is of no camera.
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in _SCALED and (image.mode == "RGBA" or not image.has_transparency_data):
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _on_paper(image: Image.Image) -> Image.Image:
    """Return it without transparency. It is small by then: this takes memory."""
    if image.mode != "RGBA":
        return image
    return Image.alpha_composite(Image.new("RGBA", image.size, _PAPER), image).convert("RGB")


def _scaled(image: Image.Image, width: int, height: int) -> Image.Image:
    if image.size == (width, height):
        return image
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _in_srgb(image: Image.Image, original: Image.Image) -> Image.Image:
    """Return it in the colours of the web, by the profile that the original has."""
    profile = original.info.get("icc_profile")
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # One that is damaged, or of colours that the picture does not have.
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def _encoded(image: Image.Image, name: str, options: dict[str, Any]) -> bytes:
    # Pillow would write what it has kept of the original.
    image.info = {}
    file = BytesIO()
    image.save(file, name, **options)
    return file.getvalue()
