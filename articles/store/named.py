"""Names that editors give to versions: no part of what a version holds, which never changes."""

from __future__ import annotations

from articles.models import Version


def set_version_name(version: Version, name: str) -> None:
    """Call a version by a name; by an empty one, no more."""
    Version.objects.filter(pk=version.pk).update(name=name)
    version.name = name
