"""Work on another database of the same kind, as if it were the site's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def database_at(name: str) -> Iterator[None]:
    """Have everything in this thread use the database of this name, or file, until the end."""
    own = connections[DEFAULT_DB_ALIAS]
    other = type(own)({**own.settings_dict, "NAME": name}, DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = other
    # They are remembered by their keys, which are others there.
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = own
        ContentType.objects.clear_cache()
