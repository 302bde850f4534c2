"""What readers get of a picture: upright, in sRGB, in a few widths, and nothing else of it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from articles.pictures.original import PictureRefused, open_original
from articles.pictures.renditions import renditions_of, widths_of
from tests.pictures.make import LEFT, RIGHT, make_file, make_image, make_profile

_GPS = 0x8825


def rendered(data: bytes) -> dict[tuple[int, str], Image.Image]:
    found = renditions_of(open_original(data))
    return {(each.width, each.suffix): Image.open(BytesIO(each.data)) for each in found}


def is_near(found: Any, wanted: tuple[int, int, int], by: int = 24) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def colours(image: Image.Image) -> tuple[Any, Any]:
    """The colours in the middle of the left half, and of the right."""
    image = image.convert("RGB")
    middle = image.height // 2
    return tuple(image.getpixel((image.width * part // 4, middle)) for part in (1, 3))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (300, (300,)),
        (480, (480,)),
        (959, (480,)),
        (1500, (480, 960, 1440)),
        (1920, (480, 960, 1440, 1920)),
        (6000, (480, 960, 1440, 1920)),
    ],
)
def test_none_is_wider_than_the_original(width: int, widths: tuple[int, ...]) -> None:
    assert widths_of(width) == widths


def test_each_width_is_there_as_avif_and_jpeg() -> None:
    found = rendered(make_file(1500, 1000))
    assert set(found) == {(w, suffix) for w in (480, 960, 1440) for suffix in ("avif", "jpg")}
    assert {image.size for image in found.values()} == {(480, 320), (960, 640), (1440, 960)}
    assert {image.format for (_, suffix), image in found.items() if suffix == "avif"} == {"AVIF"}


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_colours_stay_what_they_are(format: str) -> None:
    for image in rendered(make_file(format=format)).values():
        left, right = colours(image)
        assert is_near(left, LEFT)
        assert is_near(right, RIGHT)


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "RGBA", "I;16"])
def test_every_mode_of_pixels_is_rendered(mode: str) -> None:
    image = make_image(600, 400, "L").point(lambda value: 200 if value > 60 else 40)
    if mode == "I;16":
        image = image.convert("I").point(lambda value: value * 256).convert("I;16")
    else:
        image = image.convert(mode)
    left, right = colours(rendered(make_file(format="PNG", image=image))[480, "jpg"])
    assert sum(left) > 450
    assert sum(right) < 200


def test_what_is_seen_through_it_is_white() -> None:
    image = make_image(mode="RGBA")
    image.putalpha(0)
    left, right = colours(rendered(make_file(format="PNG", image=image))[480, "avif"])
    assert is_near(left, (255, 255, 255), 4)
    assert is_near(right, (255, 255, 255), 4)


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF", "PNG"])
@pytest.mark.parametrize(
    ("orientation", "turn"),
    [
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_it_stands_upright(orientation: int, turn: Image.Transpose, format: str) -> None:
    """Stored as a camera that was held so stores it, it comes out as it was seen."""
    seen = make_image(500, 400)
    seen.paste((20, 160, 20), (0, 200, 500, 400))
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = make_file(format=format, image=seen.transpose(turn), exif=exif)
    image = rendered(stored)[480, "jpg"].convert("RGB")
    assert image.size == (480, 384)
    assert is_near(image.getpixel((120, 90)), LEFT)
    assert is_near(image.getpixel((360, 90)), RIGHT)
    assert is_near(image.getpixel((240, 300)), (20, 160, 20))


def test_four_inks_become_colours_of_a_screen() -> None:
    image = Image.new("CMYK", (600, 400), (0, 255, 255, 0))
    image.paste((255, 255, 0, 0), (300, 0, 600, 400))
    for found in rendered(make_file(image=image)).values():
        left, right = colours(found)
        assert found.mode == "RGB"
        assert left[0] > 200 > 60 > left[2]
        assert right[2] > 200 > 60 > right[0]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_profile_is_applied_and_gone(format: str) -> None:
    """One in which red and blue are the other way round shows whether it is."""
    for image in rendered(make_file(format=format, icc_profile=make_profile())).values():
        assert "icc_profile" not in image.info
        left, right = colours(image)
        assert is_near(left, RIGHT)
        assert is_near(right, LEFT)


@pytest.mark.parametrize("profile", [b"no profile", b"\0" * 200], ids=["text", "zeros"])
def test_a_damaged_profile_is_passed_over(profile: bytes) -> None:
    assert is_near(colours(rendered(make_file(icc_profile=profile))[480, "jpg"])[0], LEFT)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_nothing_else_of_the_original_goes_out(format: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(_GPS)[29] = "SECRET-PLACE"
    options: dict[str, Any] = {"exif": exif, "xmp": b"<x>SECRET-XMP</x>"}
    if format in ("JPEG", "GIF"):
        options["comment"] = b"SECRET-COMMENT"
    data = make_file(format=format, **options)
    assert b"SECRET" in data
    for each in renditions_of(open_original(data)):
        assert b"SECRET" not in each.data
        written = Image.open(BytesIO(each.data))
        assert not dict(written.getexif())
        assert not {"comment", "xmp", "icc_profile"} & set(written.info)


def test_readers_see_the_first_frame() -> None:
    frames = [make_image(), make_image().transpose(Image.Transpose.ROTATE_180)]
    moving = make_file(format="GIF", image=frames[0], save_all=True, append_images=frames[1:])
    assert is_near(colours(rendered(moving)[480, "jpg"])[0], LEFT)


@pytest.mark.parametrize("place", [b"iloc", b"mdat"])
def test_a_damaged_avif_is_refused(place: bytes) -> None:
    """What its decoder raises is no error of a file's."""
    data = bytearray(make_file(format="AVIF", image=Image.effect_noise((90, 60), 60)))
    at = data.index(place) + 4
    data[at : at + 40] = b"\xff" * 40
    with pytest.raises(PictureRefused, match="damaged or not whole"):
        rendered(bytes(data))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_file_that_breaks_off_is_refused(format: str) -> None:
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    data = make_file(format=format, image=noise)
    with pytest.raises(PictureRefused, match="damaged or not whole"):
        rendered(data[: len(data) * 2 // 3])
