"""What is taken as a picture, and in what words anything else is refused."""

from __future__ import annotations

import pytest
from PIL import Image

from articles.models.picture import PictureType
from articles.pictures import original
from articles.pictures.original import PictureRefused, open_original
from tests.pictures.make import make_file, make_image, make_png_bomb


@pytest.mark.parametrize("kind", PictureType)
def test_it_takes_each_kind_by_its_content(kind: PictureType) -> None:
    assert open_original(make_file(format=kind.label)).kind is kind


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "(SVG, HTML)"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>Hi", "(SVG, HTML)"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b"%PDF-1.7", "PDF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"BM\0\0", "BMP"),
        (b"MZ\x90", "no picture"),
    ],
)
def test_it_refuses_any_other_and_says_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(PictureRefused, match="Save it as JPEG, PNG, WebP, AVIF or GIF") as refused:
        open_original(data)
    assert words in str(refused.value)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(PictureRefused, match="is empty"):
        open_original(b"")


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(image: Image.Image) -> None:
        raise AssertionError("decoded")

    data = make_png_bomb()
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", load)
    assert len(data) < 120_000
    with pytest.raises(PictureRefused, match="more than 64 million pixels"):
        open_original(data)


@pytest.mark.parametrize(
    ("width", "height"), [(8_001, 4_000), (8_000, 8_000), (10_000, 9_000), (40_000, 8)], ids=str
)
def test_too_many_pixels_are_refused(width: int, height: int) -> None:
    with pytest.raises(PictureRefused, match="Make it smaller"):
        open_original(make_png_bomb(width, height))


def test_as_many_pixels_as_are_allowed_are_taken() -> None:
    assert open_original(make_png_bomb(8_000, 4_000)).width == 8_000


def test_a_jpeg_may_have_more_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(original, "MOST_PIXELS", 200)
    monkeypatch.setattr(original, "MOST_PIXELS_OF_OTHERS", 100)
    assert open_original(make_file(20, 10))
    for width, format in ((21, "JPEG"), (11, "PNG")):
        with pytest.raises(PictureRefused):
            open_original(make_file(width, 10, format))


def test_a_jpeg_of_very_many_scans_is_refused() -> None:
    data = make_file(progressive=True)
    last = data.rindex(b"\xff\xda")
    scan = data[last:-2]
    assert open_original(data[:-2] + scan * 50 + data[-2:])
    with pytest.raises(PictureRefused, match="damaged"):
        open_original(data[:-2] + scan * 100 + data[-2:])


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_file()
    monkeypatch.setattr(original, "MOST_BYTES", len(data))
    assert open_original(data)
    with pytest.raises(PictureRefused, match="is larger than"):
        open_original(data + b"\0")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_its_size_is_that_of_the_upright_picture(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = open_original(make_file(60, 40, exif=exif))
    assert (found.width, found.height) == ((60, 40) if orientation < 5 else (40, 60))


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "AVIF"])
def test_it_tells_a_picture_that_moves(format: str) -> None:
    frames = [make_image(40, 40), make_image(20, 40).resize((40, 40)).rotate(90)]
    moving = make_file(format=format, image=frames[0], save_all=True, append_images=frames[1:])
    assert open_original(moving).is_animated
    assert not open_original(make_file(40, 40, format)).is_animated


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_head_of_a_damaged_file_is_no_reason_to_fail(format: str) -> None:
    data = make_file(format=format)
    for end in range(1, 40):
        with pytest.raises(PictureRefused):
            open_original(data[:end][:12] + b"\xff" * 8)
