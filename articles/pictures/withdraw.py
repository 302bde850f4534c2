"""Pictures that readers are to see no longer: withdrawn, brought back, or deleted for good."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Picture
from articles.pictures.stored import delete_files
from articles.pictures.use import is_used


class PictureUsed(Exception):
    """Why a picture is not deleted, in a sentence for the editor."""

    def __init__(self, picture: Picture) -> None:
        text = _("%(picture)s is used: take it out of those articles first, or withdraw it.")
        super().__init__(text % {"picture": picture})


def withdraw_picture(picture: Picture, reason: str) -> None:
    """Take a picture from readers at once, wherever it is; it stays on the desk."""
    picture.withdrawn_at, picture.withdrawn_reason = timezone.now(), reason.strip()
    picture.save(update_fields=["withdrawn_at", "withdrawn_reason"])


def bring_back_picture(picture: Picture) -> None:
    """Let readers see a picture again that was withdrawn."""
    picture.withdrawn_at, picture.withdrawn_reason = None, ""
    picture.save(update_fields=["withdrawn_at", "withdrawn_reason"])


@transaction.atomic
def delete_picture(picture: Picture) -> None:
    """Delete a picture with its files; raises `PictureUsed` where a page would lose it."""
    if is_used(picture.sha256):
        raise PictureUsed(picture)
    picture.delete()
    # Not before: a row must not be left without its files.
    transaction.on_commit(lambda: delete_files(picture))
