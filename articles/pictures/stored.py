"""Where the files of a picture lie in the storage of pictures, by names that their content gives.

A name says what is in the file, so that a file is never changed, and may be written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages

from articles.models.picture import Picture
from articles.pictures.renditions import FORMATS, Rendition, widths_of


def picture_storage() -> Storage:
    """Return the storage of pictures, a folder or a bucket; its names are those given here."""
    return storages["pictures"]


def original_name(sha256: str) -> str:
    """Return the name of an original's file."""
    return f"originals/{sha256[:2]}/{sha256}"


def rendition_name(sha256: str, width: int, suffix: str) -> str:
    """Return the name of a rendition's file."""
    return f"renditions/{sha256[:2]}/{sha256}/{width}.{suffix}"


def names_of(sha256: str, width: int) -> Iterator[str]:
    """Yield the names of all files of a picture that is so wide."""
    yield original_name(sha256)
    for each in widths_of(width):
        yield from (rendition_name(sha256, each, suffix) for suffix in FORMATS)


def write_files(sha256: str, data: bytes, renditions: Iterable[Rendition]) -> None:
    """Write the original and its renditions; whatever breaks off is written again next time."""
    storage = picture_storage()
    for each in renditions:
        name = rendition_name(sha256, each.width, each.suffix)
        storage.save(name, ContentFile(each.data))
    storage.save(original_name(sha256), ContentFile(data))


def open_file(name: str) -> File[bytes]:
    """Open a file of a picture; raises `FileNotFoundError`."""
    return picture_storage().open(name)


def delete_files(picture: Picture) -> None:
    """Delete the files of a picture, as far as they are there."""
    storage = picture_storage()
    for name in names_of(picture.sha256, picture.width):
        storage.delete(name)
