"""What readers saw and what they are to see: the versions that a note for readers is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from articles.documents.revisions.diff import DiffPart, DiffRow, differences
from articles.models import Article, Edition, Version

# What an article has beside its text: readers are told of it by nobody.
_LINES = frozenset({"headline", "standfirst"})


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions, and the parts of the text that differ, each known by its place."""

    before: Version
    after: Version
    rows: tuple[DiffRow, ...]

    def quotes(self, places: Collection[int]) -> list[list[str]]:
        """Return the texts of these rows, before and after; "" for a part that is not there."""
        return [
            [_text(row.before), _text(row.after)]
            for place, row in enumerate(self.rows)
            if place in places
        ]


def compared_of(article: Article) -> Compared | None:
    """Return what is live beside the newest version; beside what was live before, if it is that.

    None for an article that readers do not see.
    """
    live = Edition.objects.live().filter(article=article).defer("body").first()
    if live is None:
        return None
    newest = Version.objects.get(article=article, number=article.version)
    before = _before(article, newest) if live.version_id == newest.pk else live.version
    before = before or newest
    return Compared(before, newest, changed_text(before, newest))


def changed_text(before: Version, after: Version) -> tuple[DiffRow, ...]:
    """Return the parts that readers see, or saw, and that read otherwise; not what only moved."""
    rows = differences(before.document(), after.document())
    return tuple(row for row in rows if row.change != "moved" and _is_seen(row))


def _before(article: Article, newest: Version) -> Version | None:
    """Return the version that readers saw before this one; None where there was none."""
    begun = Edition.objects.begun().filter(article=article).exclude(version=newest)
    edition = begun.defer("body").select_related("version").order_by("-live_from").first()
    return edition.version if edition else None


def _is_seen(row: DiffRow) -> bool:
    is_text = row.key in _LINES or "." in row.key
    parts = [part for part in (row.before, row.after) if part]
    return is_text and any(not (part.paragraph and part.paragraph.noise) for part in parts)


def _text(part: DiffPart | None) -> str:
    return part.text if part and not (part.paragraph and part.paragraph.noise) else ""
