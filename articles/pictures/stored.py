"""Where the files of a picture lie in the storage of pictures, by names that their content gives.

A name says what is in the file, so that a file is never changed, and may be written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

from articles.models.picture import Picture
from articles.pictures.renditions import FORMATS, Rendition, widths_of

# The folder among the site's files, where they are in no bucket.
PICTURES: Final = "pictures"
_ORIGINALS: Final = "originals"
_RENDITIONS: Final = "renditions"
_elsewhere: ContextVar[Storage | None] = ContextVar("picture_files_in", default=None)


def picture_storage() -> Storage:
    """Return the storage of pictures, a folder or a bucket; its names are those given here."""
    return _elsewhere.get() or storages["pictures"]


@contextmanager
def picture_files_in(folder: Path) -> Iterator[None]:
    """Have everything in this thread take this folder for the site's, which is no bucket."""
    is_folder = isinstance(storages["pictures"], FileSystemStorage)
    token = _elsewhere.set(FileSystemStorage(folder) if is_folder else None)
    try:
        yield
    finally:
        _elsewhere.reset(token)


def original_name(sha256: str) -> str:
    """Return the name of an original's file."""
    return f"{_ORIGINALS}/{sha256[:2]}/{sha256}"


def rendition_name(sha256: str, width: int, suffix: str) -> str:
    """Return the name of a rendition's file."""
    return f"{_RENDITIONS}/{sha256[:2]}/{sha256}/{width}.{suffix}"


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


def size_of_rendition(sha256: str, width: int, suffix: str) -> int:
    """Return how many bytes a rendition has; 0 if none, or if a bucket would have to be asked."""
    storage = picture_storage()
    if not isinstance(storage, FileSystemStorage):
        return 0
    try:
        return storage.size(rendition_name(sha256, width, suffix))
    except OSError:
        return 0


def has_files(picture: Picture) -> bool:
    """Return whether all files of a picture are there."""
    return all(map(picture_storage().exists, names_of(picture.sha256, picture.width)))


def stored_originals() -> Iterator[str]:
    """Yield the SHA-256 of every original that has a file."""
    storage = picture_storage()
    try:
        folders, _files = storage.listdir(_ORIGINALS)
    except FileNotFoundError:
        return
    for folder in folders:
        yield from storage.listdir(f"{_ORIGINALS}/{folder}")[1]


def stray_originals() -> list[str]:
    """Return the SHA-256 of every original in the site's folder whose picture is not here."""
    if not isinstance(picture_storage(), FileSystemStorage):
        return []
    known = set(Picture.objects.order_by().values_list("sha256", flat=True))
    return sorted(set(stored_originals()) - known)


def delete_strays() -> None:
    """Delete the files of pictures that are not here, such as of one that a back-up still has."""
    storage = picture_storage()
    for sha256 in stray_originals():
        folder = f"{_RENDITIONS}/{sha256[:2]}/{sha256}"
        if storage.exists(folder):
            for name in storage.listdir(folder)[1]:
                storage.delete(f"{folder}/{name}")
        storage.delete(original_name(sha256))


def delete_files(picture: Picture) -> None:
    """Delete the files of a picture, as far as they are there."""
    storage = picture_storage()
    for name in names_of(picture.sha256, picture.width):
        storage.delete(name)
