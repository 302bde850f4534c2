"""What surrounds an edition on its page, as a short stamp for the page's entity tag."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import Final

from django.conf import settings
from django.template import Engine
from django.templatetags.static import static

_TEMPLATES: Final = ("articles/site/page.html", "articles/site/article.html")
_FILES: Final = ("site.css", "focus.css", "player.js")


def appearance(stamp: int) -> str:
    """Return what surrounds an edition on its page, under a stamp of the masthead, in a few words.

    Without it readers would keep a page of the last release, and its style sheets may be gone.
    """
    return f"{appearance_of_release()}-{stamp:x}"


@cache
def appearance_of_release() -> str:
    """Return a digest of the templates, the style sheets and the settings that a page shows."""
    parts = [Engine.get_default().get_template(name).source for name in _TEMPLATES]
    parts += [static(f"articles/site/{name}") for name in _FILES]
    parts += [settings.SITE_NAME, settings.TIME_ZONE, *settings.PLAYERS]
    return blake2b("\0".join(parts).encode(), digest_size=4).hexdigest()
