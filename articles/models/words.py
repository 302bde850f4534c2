"""Fields of search: normalised words as each database indexes them, and what finds them there.

`articles.search` makes the words; here is how they are stored. SQLite has them in a text that an
FTS5 table indexes, PostgreSQL in a `tsvector`; both know the place of each word, for phrases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import chain, repeat
from typing import Any, Final

from django.db import connection, models
from django.db.models import Lookup

# Words of a field stand in the index a second time, with its name and this before them; alone it
# begins each text, so that no phrase is found across two.
FIELD_MARK: Final = "="
# PostgreSQL knows no later place in a text, nor more places of one word.
_LAST_PLACE: Final = 16_383
_PLACES: Final = 255


class WordsField(models.TextField):  # type: ignore[type-arg]
    """Hold the words of a text in their order, parted by spaces."""

    def db_type(self, connection: Any) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return words_value(value) if connection.vendor == "postgresql" else value


def words_value(words: str) -> str:
    """Return words as this database stores them. Of PostgreSQL's vector, fields weigh most."""
    return _vector(words.split(" ")) if connection.vendor == "postgresql" else words


def _vector(words: Iterable[str]) -> str:
    """Return words with their places, as a vector is written.

    It is made for every article that comes in: be fast.
    """
    places: dict[str, list[str]] = defaultdict(list)
    for word, place in zip(words, chain(_places(), repeat(str(_LAST_PLACE))), strict=False):
        places[word].append(place)
    for word in [each for each in places if each.startswith("headline=")]:
        places[word] = [f"{place}A" for place in places[word]]
    return " ".join([f"'{word}':{','.join(found[:_PLACES])}" for word, found in places.items()])


@cache
def _places() -> tuple[str, ...]:
    """Return the places as they are written: to write each anew takes as long as all the rest."""
    return tuple(map(str, range(1, _LAST_PLACE + 1)))


@WordsField.register_lookup
class Match(Lookup):
    """Find words by an expression in the language of the database: see `articles.search.find`."""

    lookup_name = "match"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        words, parameters = self.process_lhs(compiler, connection)
        return f"{words} @@ %s::tsquery", (*parameters, self.rhs)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        words, parameters = self.process_lhs(compiler, connection)
        return f"{words} MATCH %s", (*parameters, self.rhs)


class PlaceField(models.BigIntegerField):  # type: ignore[type-arg]
    """Hold a number that orders rows by a moment, and is the `rowid` of SQLite's index."""

    def db_type(self, connection: Any) -> str:
        return "integer" if connection.vendor == "sqlite" else "bigint"

    def rel_db_type(self, connection: Any) -> str:
        return self.db_type(connection)


class WordsIndex(models.Model):
    """Describe the index of words that a database has: a table of FTS5, or a view of the rows.

    Migrations create it. `place` is its key once more, under a name of its own: ordered by that,
    SQLite reads an index from its end and stops after a page.
    """

    key = PlaceField(primary_key=True, db_column="rowid")
    place = PlaceField(db_column="_rowid_")
    words = WordsField()
    rank = models.FloatField()

    class Meta:
        abstract = True
        managed = False
        default_permissions = ()
