"""Pictures are what came in: originals are hashed anew, and all their files are there.

It is known which article has which, for who shows or deletes one goes by that.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from articles.documents.article.kinds import Kind
from articles.models import Article, ArticlePicture, Paragraph, Picture
from articles.pictures.stored import (
    names_of,
    open_file,
    original_name,
    picture_storage,
    stray_originals,
)
from articles.pictures.use import valid_sha256s
from articles.safekeeping.soundness.fault import Fault, Faults, in_batches

_TOGETHER: Final = 200


def check_pictures() -> Faults:
    """Yield the faults of each picture."""
    for batch in in_batches(Picture.objects.all(), _TOGETHER):
        for picture in batch:
            yield list(_of_files(picture))


def check_strays() -> Faults:
    """Yield files of pictures that are not here: those of one that was deleted in the meantime."""
    what = _("no picture is known by this name of a file")
    remedy = _("Upload the file on the desk, or delete it if nobody is to have it")
    label = Picture._meta.label
    yield [Fault(label, original_name(each), what, remedy) for each in stray_originals()]


def check_uses() -> Faults:
    """Yield the articles whose pictures are not recorded as they are."""
    held: defaultdict[int, set[str]] = defaultdict(set)
    rows = Paragraph.objects.filter(kind=Kind.PICTURE).order_by()
    for article, attributes in rows.values_list("article", "attributes").iterator():
        if attributes:
            held[article] |= valid_sha256s([json.loads(attributes).get("picture", "")])
    recorded: defaultdict[int, set[str]] = defaultdict(set)
    pairs = ArticlePicture.objects.order_by().values_list("article", "sha256")
    for article, digest in pairs.iterator():
        recorded[article].add(digest)
    what = _("it is not recorded which pictures it has")
    remedy = _("Change a word of the article on the desk and save: its rows are written anew")
    wrong = (key for key in sorted({*held, *recorded}) if held[key] != recorded[key])
    yield [Fault(Article._meta.label, key, what, remedy) for key in wrong]


def _of_files(picture: Picture) -> Iterator[Fault]:
    original, *renditions = names_of(picture.sha256, picture.width)
    label, remedy = Picture._meta.label, _("Restore a back-up of before")
    if what := _of_original(original, picture.sha256):
        yield Fault(label, picture.pk, what, remedy)
    storage = picture_storage()
    remedy = _("Send the same file on the desk once more, which makes it anew")
    for name in renditions:
        if not storage.exists(name):
            yield Fault(label, picture.pk, _("its %(file)s is missing") % {"file": name}, remedy)


def _of_original(name: str, digest: str) -> str:
    """Return what is wrong with an original, or nothing."""
    try:
        with open_file(name) as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return _("its original is missing")
    return "" if found == digest else _("its original is not what came in: it has another digest")
