"""A file that came in, by upload or import -> its picture, stored once however often it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import PurePath
from threading import Lock
from typing import Final

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from articles.models import Picture
from articles.pictures.embedded import embedded_words
from articles.pictures.original import Original, open_original
from articles.pictures.renditions import renditions_of
from articles.pictures.stored import has_files, write_files

# One picture at a time in a process: decoding one takes hundreds of megabytes.
_ALONE: Final = Lock()


@dataclass(frozen=True, slots=True)
class TakenPicture:
    """The picture of a file, and what to tell who sent it, in sentences.

    `read` tells which fields the file itself has filled, and is empty for none.
    """

    picture: Picture
    is_new: bool
    notes: Sequence[str] = ()
    read: str = ""


def take_picture(
    data: bytes, *, name: str = "", by: AbstractBaseUser | None = None, fetched_from: str = ""
) -> TakenPicture:
    """Store a picture with its renditions and what it says of itself; raises `PictureRefused`.

    `fetched_from` is the address at which an import found it. One that is here already stays as it
    is, but for files of it that were lost. The files are written before the row, so that no row is
    without them.
    """
    digest = sha256(data).hexdigest()
    known = Picture.objects.filter(sha256=digest).first()
    if known and has_files(known):
        return TakenPicture(known, is_new=False, notes=_notes_on_known(known))
    original = open_original(data)
    with _ALONE:
        renditions = list(renditions_of(original))
    write_files(digest, data, renditions)
    if known:
        return TakenPicture(known, is_new=False, notes=_notes_on_known(known))
    words = asdict(embedded_words(original.image))
    values = {
        "content_type": original.kind,
        "width": original.width,
        "height": original.height,
        "size": len(data),
        "name": _file_name(name),
        "uploaded_by_id": by.pk if by else None,
        "fetched_from": fetched_from,
        **words,
    }
    # Two may have sent the same file at the same time.
    picture, is_new = Picture.objects.get_or_create(sha256=digest, defaults=values)
    if not is_new:
        return TakenPicture(picture, is_new)
    return TakenPicture(picture, is_new, _notes_on(original), _told_of(words))


def _file_name(name: str) -> str:
    """Return the last part of a path, as Windows or others write it, without what is no text."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(char for char in last if char.isprintable())[:255]


def _notes_on_known(picture: Picture) -> list[str]:
    text = _("%(picture)s is in the library already: that one is taken.")
    notes = [text % {"picture": picture}]
    if not picture.is_showable:
        notes.append(_("Readers do not see it: it is withdrawn, or its rights are over."))
    return notes


def _notes_on(original: Original) -> list[str]:
    if not original.is_animated:
        return []
    return [_("It moves: readers see its first frame. The file is kept as it is.")]


def _told_of(words: Mapping[str, str]) -> str:
    """Return which fields the file filled, by their names on the desk."""
    names = {field.name: field.verbose_name for field in Picture._meta.fields}
    filled = [names[name] for name, said in words.items() if said]
    if not filled:
        return ""
    return _("Read from the file: %(fields)s.") % {"fields": ", ".join(map(str, filled))}
