"""The addresses on the desk that the editor's script shows, finds and sends pictures by."""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

# As wide as the column of text, on a fine screen.
_SHOWN: Final = 960


def lead_to_pictures(form: Any, request: HttpRequest) -> None:
    """Tell the editor's script where pictures are, as far as this user may see or add any."""
    addresses = {}
    if request.user.has_perm("articles.view_picture"):
        addresses["shown"] = reverse("admin:articles_picture_rendition", args=["PICTURE", _SHOWN])
        addresses["pick"] = reverse("admin:articles_picture_pick")
    if request.user.has_perm("articles.add_picture"):
        addresses["send"] = reverse("admin:articles_picture_send")
    form.fields["body"].widget.attrs["data-pictures"] = json.dumps(addresses)
