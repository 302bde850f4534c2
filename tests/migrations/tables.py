"""What a site's database says of its own tables, however they came to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tests.served import rows

_OF_SQLITE: Final = "SELECT sql FROM sqlite_master WHERE tbl_name LIKE 'articles_%' AND sql != ''"
_OF_POSTGRESQL: Final = (
    "SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length, "
    "is_nullable, column_default, identity_generation) "
    "FROM information_schema.columns WHERE table_name LIKE 'articles_%'",
    "SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) "
    "FROM pg_constraint WHERE conrelid::regclass::text LIKE 'articles_%'",
    "SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'articles_%'",
)
# Names of indexes and constraints that Django made up; they end in a hash of what they are of.
_MADE_UP: Final = re.compile(r"articles_\w+_[0-9a-f]{8}(_\w+)?\b|articles_\w+_(key|pkey|check)\b")
# PostgreSQL writes a condition with other casts and brackets once it comes from a dump.
_CASTS: Final = re.compile(r"::(text|character varying)(\[\])?|[()]")


def tables_of(environment: dict[str, str]) -> list[str]:
    """Return its columns, constraints and indexes in words of its own, in no order of theirs."""
    if environment["DATABASE_URL"].startswith("sqlite"):
        told = [part for (sql,) in rows(environment, _OF_SQLITE) for part in _parts(sql)]
    else:
        found = [words for query in _OF_POSTGRESQL for (words,) in rows(environment, query)]
        told = [_CASTS.sub("", words) for words in found]
    return sorted(_MADE_UP.sub("…", words) for words in told)


def _parts(sql: str) -> Iterator[str]:
    """Yield the columns and constraints of a table, each with its table's name; or an index."""
    if not sql.startswith("CREATE TABLE"):
        yield sql
        return
    name, _, body = sql.partition(" (")
    depth, part = 0, ""
    for letter in body[:-1]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            yield f"{name}: {part.strip()}"
            part = ""
        else:
            part += letter
    yield f"{name}: {part.strip()}"
