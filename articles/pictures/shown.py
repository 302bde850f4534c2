"""Pictures -> what a page writes for each: its addresses, its size, its words, its focus."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from articles.models.picture import Picture
from articles.pictures.renditions import height_at, widths_of

# The address of a rendition, by its SHA-256, width and suffix.
Addressed = Callable[[str, int, str], str]

# What a browser takes that knows neither `srcset` nor AVIF; a picture for a feed, too.
_MIDDLE = 960


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """What a page writes for a picture.

    `avif` and `jpeg` are values of `srcset`; `src` is a JPEG of `width` by `height`; `largest` is
    the widest. `focus` has classes of `focus.css`, which say what stays in sight where it is
    cropped; it is empty for the centre. `alt` is empty for one that is decorative, and for one that
    nobody has described.
    """

    sha256: str
    avif: str
    jpeg: str
    src: str
    largest: str
    width: int
    height: int
    alt: str
    is_decorative: bool
    caption: str
    credit: str
    focus: str


def shown_pictures(
    sha256s: Collection[str], addressed: Addressed | None = None
) -> Mapping[str, ShownPicture]:
    """Return those of these pictures that readers may see, by their SHA-256. One query at most.

    `addressed` gives the addresses of files where they are not those for readers.
    """
    if not sha256s:
        return {}
    found = Picture.objects.showable().filter(sha256__in=set(sha256s))
    return {picture.sha256: shown_picture(picture, addressed) for picture in found}


def shown_picture(picture: Picture, addressed: Addressed | None = None) -> ShownPicture:
    """Return what a page writes for a picture."""
    addressed = addressed or address
    widths = widths_of(picture.width)
    middle = max((each for each in widths if each <= _MIDDLE), default=widths[0])
    return ShownPicture(
        sha256=picture.sha256,
        avif=_srcset(picture.sha256, widths, "avif", addressed),
        jpeg=_srcset(picture.sha256, widths, "jpg", addressed),
        src=addressed(picture.sha256, middle, "jpg"),
        largest=addressed(picture.sha256, widths[-1], "jpg"),
        width=middle,
        height=height_at(middle, picture.width, picture.height),
        alt=picture.alt,
        is_decorative=picture.is_decorative,
        caption=picture.caption,
        credit=picture.credit,
        focus=focus_classes(picture.focus_x, picture.focus_y),
    )


def address(sha256: str, width: int, suffix: str) -> str:
    """Return the public address of a rendition."""
    return reverse("rendition", args=[sha256, width, suffix])


def focus_classes(x: float, y: float) -> str:
    """Return the classes for a focus, in tenths: no style may stand in a page."""
    tenths = round(x * 10), round(y * 10)
    return "" if tenths == (5, 5) else "focus-x{} focus-y{}".format(*tenths)


def _srcset(sha256: str, widths: Iterable[int], suffix: str, addressed: Addressed) -> str:
    return ", ".join(f"{addressed(sha256, each, suffix)} {each}w" for each in widths)
