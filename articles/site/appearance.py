"""What surrounds an edition on its page, as a short stamp for the page's entity tag."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from inspect import getsource
from pathlib import Path
from typing import Final

from django.conf import settings
from django.template import Engine
from django.templatetags.static import static

from articles.publishing.front.sections import front_sections
from articles.publishing.teasers import teaser

_TEMPLATES: Final = Path(__file__).parent.parent / "templates"
_FILES: Final = ("site.css", "focus.css", "player.js")


def appearance(stamp: int) -> str:
    """Return what surrounds an edition on its page, under a stamp of the masthead, in a few words.

    Without it readers would keep a page of the last release, and its style sheets may be gone.
    """
    return f"{appearance_of_release()}-{stamp:x}"


@cache
def appearance_of_release() -> str:
    """Return a digest of the templates, the style sheets and the settings that a page shows."""
    parts = [
        *_sources(),
        *(static(f"articles/site/{name}") for name in _FILES),
        settings.SITE_NAME, settings.LANGUAGE_CODE, settings.TIME_ZONE, *settings.PLAYERS,
    ]  # fmt: skip
    return blake2b("\0".join(parts).encode(), digest_size=4).hexdigest()


def _sources() -> Iterator[str]:
    """Yield the templates of pages: the site's own where it has some, and what those include.

    Teasers are written in Python.
    """
    yield getsource(sys.modules[teaser.__module__])
    yield getsource(sys.modules[front_sections.__module__])
    engine = Engine.get_default()
    for path in sorted(_TEMPLATES.glob("articles/site/*.html")):
        yield engine.get_template(str(path.relative_to(_TEMPLATES))).source
    for folder in engine.dirs:
        yield from (
            path.read_text(encoding="utf-8") for path in sorted(Path(folder).rglob("*.html"))
        )
