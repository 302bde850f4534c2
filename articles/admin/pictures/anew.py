"""What the library says of a picture, on the pages of readers: at once on a few, or by a worker."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from articles.admin.typed import ModelAdmin
from articles.publishing.refresh import editions_with, refresh_pictures
from articles.publishing.work import show_pictures_anew

# Fields that a page shows, where its article says nothing else.
SHOWN: Final = frozenset(
    {"alt", "is_decorative", "caption", "credit", "rights_until", "focus_x", "focus_y"}
)
# What a request has time for, half a second or so.
MOST_AT_ONCE: Final = 20


def show_anew(desk: ModelAdmin[Any], request: HttpRequest, sha256s: Collection[str]) -> None:
    """Bring live and scheduled pages up to date with these pictures, and say what comes of it."""
    number = editions_with(sha256s).count()
    if number > MOST_AT_ONCE:
        show_pictures_anew.enqueue(sha256s=list(sha256s))
        words = ngettext(
            "%(number)s page of readers is written anew in the background.",
            "%(number)s pages of readers are written anew in the background.",
            number,
        )
    else:
        number = refresh_pictures(sha256s)
        words = ngettext(
            "%(number)s page of readers shows it now.",
            "%(number)s pages of readers show it now.",
            number,
        )
    if number:
        desk.message_user(request, words % {"number": f"{number:,}"}, messages.SUCCESS)
