"""What the front page is made of at this moment, by one query that reads no text of an article.

Whoever has a page made of the same needs no other: it is the page's name among those remembered,
and its entity tag.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

# Of the newest that stand in no group.
NEWEST_READ: Final = 21
_STAMP, _GROUP, _SLOT, _NEWEST = range(4)


class MadeOf(NamedTuple):
    """The masthead's stamp, the groups of the live arrangement, and keys of live editions.

    A group is (number, name, form, kind and slug of its listing); an edition of a slot (number of
    its group, position, key, live from, changed at, own headline); one of the newest (key, live
    from, changed at, first published at). Moments are as the database writes them: what counts is
    whether they are the same.
    """

    stamp: int
    groups: tuple[tuple[int, str, str, str, str], ...] = ()
    placed: tuple[tuple[int, int, int, Any, Any, str], ...] = ()
    newest: tuple[tuple[int, Any, Any, Any], ...] = ()

    @property
    def editions(self) -> tuple[int, ...]:
        return (*(each[2] for each in self.placed), *(each[0] for each in self.newest))


# `Edition.objects.live()` and `Arrangement.objects.begun()`, which tests hold it to: building and
# compiling those takes as long as all the rest of a page that is remembered.
_LIVE: Final = "edition.live_from <= %s AND (edition.live_until IS NULL OR edition.live_until > %s)"
_SQL: Final = f"""\
SELECT * FROM (
WITH latest AS (
  SELECT id FROM articles_arrangement
  WHERE NOT is_draft AND cancelled_at IS NULL AND begins_at <= %s
  ORDER BY begins_at DESC, id DESC LIMIT 1
)
SELECT {_NEWEST}, 0, 0, newest.id, newest.live_from, newest.linked_at,
  newest.first_published_at, '', '', '', ''
FROM (
  SELECT id, live_from, linked_at, first_published_at FROM articles_edition AS edition
  WHERE {_LIVE} AND edition.article_id NOT IN (
    SELECT article_id FROM articles_arrangedslot WHERE arrangement_id = (SELECT id FROM latest)
  )
  ORDER BY first_published_at DESC, id DESC LIMIT {NEWEST_READ}
) AS newest
UNION ALL
SELECT {_SLOT}, held.position, slot.position, edition.id, edition.live_from, edition.linked_at,
  NULL, slot.headline, '', '', ''
FROM latest
JOIN articles_arrangedslot AS slot ON slot.arrangement_id = latest.id
JOIN articles_arrangedgroup AS held ON held.id = slot.group_id
JOIN articles_edition AS edition ON edition.article_id = slot.article_id
WHERE {_LIVE}
UNION ALL
SELECT {_GROUP}, held.position, 0, NULL, NULL, NULL, NULL,
  held.name, held.form, COALESCE(listing.kind, ''), COALESCE(listing.slug, '')
FROM latest
JOIN articles_arrangedgroup AS held ON held.arrangement_id = latest.id
LEFT JOIN articles_listing AS listing ON listing.id = held.listing_id
UNION ALL
SELECT {_STAMP}, 0, 0, COALESCE((SELECT stamp FROM articles_masthead), 0), NULL, NULL, NULL,
  '', '', '', ''
) AS made
"""  # noqa: S608


def front_made_of() -> MadeOf:
    """Return what the front page is made of now. One query."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [now] * 5)
        rows = cursor.fetchall()
    kinds: tuple[list[Any], ...] = ([], [], [], [])
    for row in rows:
        kinds[row[0]].append(row)
    return MadeOf(
        kinds[_STAMP][0][3],
        tuple(sorted((row[1], *row[7:]) for row in kinds[_GROUP])),
        tuple(sorted(((*row[1:6], row[7]) for row in kinds[_SLOT]), key=itemgetter(0, 1))),
        tuple(sorted((row[3:7] for row in kinds[_NEWEST]), key=itemgetter(3, 0), reverse=True)),
    )
