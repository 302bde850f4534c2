"""A page of a list, found by the row beside it instead of by its number.

An OFFSET reads all that it leaves out, and a count reads everything. Here an address says
`?after=…` or `?before=…` with a row's place in the order, and an index on the columns of the order
leads there: each page costs the same, and what nobody asks for is not counted.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, DateTimeField, F, Field, Func, Model, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.fields import IntegerField
from django.http import QueryDict

AFTER: Final = "after"
BEFORE: Final = "before"

Row = TypeVar("Row", bound=Model)
# The values of a row in the columns of an order.
_Place = tuple[Any, ...]
_Fields = Sequence["Field[Any, Any]"]
_Condition = Q | Func

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[Row]):
    """Hold the rows of a page, and where those beside it are: `None` where there are none."""

    rows: Sequence[Row]
    previous_cursor: str | None = None
    next_cursor: str | None = None

    @property
    def has_previous(self) -> bool:
        return self.previous_cursor is not None

    @property
    def has_next(self) -> bool:
        return self.next_cursor is not None

    def previous_address(self, parameters: QueryDict | None = None) -> str:
        """Return the address of the page before, with other parameters of this one's."""
        return _address(parameters, BEFORE, self.previous_cursor)

    def next_address(self, parameters: QueryDict | None = None) -> str:
        """Return the address of the page after, with other parameters of this one's."""
        return _address(parameters, AFTER, self.next_cursor)


class Keyset:
    """Page lists by an order: names of columns, a minus before those that descend.

    No two rows share a place in it: the last column is unique, or all of them together. Only the
    first may be empty, and rows without a value come last, whichever way it goes. An index of these
    columns, in these directions or all in the other, is what makes a page cheap.
    """

    def __init__(self, *order: str) -> None:
        self._columns = [_Column(name.removeprefix("-"), name.startswith("-")) for name in order]

    def page(
        self, rows: QuerySet[Row], parameters: Mapping[str, str], size: int
    ) -> KeysetPage[Row]:
        """Return the page that an address asks for: the first for one that says nothing of use.

        `?before=` alone asks for the last page.
        """
        fields = self._fields(rows)
        if (cursor := parameters.get(BEFORE)) is not None:
            place = _read_cursor(cursor, fields)
            if (place or not cursor) and (page := self._before(rows, fields, place, size)):
                return page
            # Less than a page is left there: the first page shows that and what follows it.
            place = None
        else:
            place = _read_cursor(parameters.get(AFTER, ""), fields)
        return self._after(rows, fields, place, size)

    def address_after(self, row: Model) -> str:
        """Return the address of the page that goes on after a row."""
        return _address(None, AFTER, self._cursor(row))

    def _after(
        self, rows: QuerySet[Row], fields: _Fields, place: _Place | None, size: int
    ) -> KeysetPage[Row]:
        found = self._beyond(rows, fields, place, size + 1)
        shown = found[:size]
        previous = None
        if place:
            # What stood beside it may be gone: then the way back leads to what is last now.
            previous = self._cursor(shown[0]) if shown else ""
        return KeysetPage(
            shown,
            previous_cursor=previous,
            next_cursor=self._cursor(shown[-1]) if len(found) > size else None,
        )

    def _before(
        self, rows: QuerySet[Row], fields: _Fields, place: _Place | None, size: int
    ) -> KeysetPage[Row] | None:
        """Return the page that ends before a place, or with the list; `None` if it is the first."""
        found = self._beyond(rows, fields, place, size + 1, backwards=True)
        if len(found) <= size:
            return None
        shown = found[size - 1 :: -1]
        return KeysetPage(
            shown,
            previous_cursor=self._cursor(shown[0]),
            next_cursor=self._cursor(shown[-1]) if place else None,
        )

    def _beyond(
        self,
        rows: QuerySet[Row],
        fields: _Fields,
        place: _Place | None,
        size: int,
        *,
        backwards: bool = False,
    ) -> list[Row]:
        """Return so many rows that follow a place, mostly by one query."""
        columns = [column.turned(backwards) for column in self._columns]
        ordered = rows.order_by(*(column.ordering for column in columns))
        found: list[Row] = []
        for conditions in _stretches(columns, fields, place, empty_first=backwards):
            if (missing := size - len(found)) > 0:
                found += ordered.filter(*conditions)[:missing]
        return found

    def _fields(self, rows: QuerySet[Row]) -> _Fields:
        fields = [_field(rows, column.name) for column in self._columns]
        if any(field.null for field in fields[1:]):
            raise ValueError("only the first column of an order may be empty")
        return fields

    def _cursor(self, row: Model) -> str:
        return _written([column.value(row) for column in self._columns])


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    descends: bool

    @property
    def ordering(self) -> str:
        return f"-{self.name}" if self.descends else self.name

    def turned(self, backwards: bool) -> _Column:
        return _Column(self.name, self.descends ^ backwards)

    def value(self, row: Model) -> Any:
        return attrgetter(self.name.replace("__", "."))(row)


def _field(rows: QuerySet[Any], name: str) -> Field[Any, Any]:
    """Return the field of a column or an annotation."""
    query = rows.query.chain()
    field: Field[Any, Any] = F(name).resolve_expression(query).output_field
    return field


def _stretches(
    columns: Sequence[_Column], fields: _Fields, place: _Place | None, *, empty_first: bool
) -> Iterator[list[_Condition]]:
    """Yield the conditions of rows that follow a place, one after another.

    Databases differ in where they put rows without a value; so those are asked for by themselves.
    """
    if not fields[0].null:
        yield from _within(columns, fields, place)
        return
    bands = [empty_first, not empty_first]
    if place is not None:
        # Where the place is in the second, all of the first is before it.
        bands = bands[bands.index(place[0] is None) :]
    for number, empty in enumerate(bands):
        inner = place[empty:] if place is not None and number == 0 else None
        for conditions in _within(columns[empty:], fields[empty:], inner):
            yield [Q(**{f"{columns[0].name}__isnull": empty}), *conditions]


def _within(
    columns: Sequence[_Column], fields: _Fields, place: _Place | None
) -> Iterator[list[_Condition]]:
    """Yield the conditions of rows that follow a place where no column is empty."""
    if place is None:
        yield []
    elif len({column.descends for column in columns}) == 1:
        yield [_row_comparison(columns, fields, place)]
    else:
        # No database compares rows of which one column ascends and one descends. First those that
        # differ in the last column alone: an OR of all would read every row of a tie.
        for index in reversed(range(len(columns))):
            same = {
                column.name: value for column, value in zip(columns[:index], place, strict=False)
            }
            compared = "lt" if columns[index].descends else "gt"
            yield [Q(**same, **{f"{columns[index].name}__{compared}": place[index]})]


def _row_comparison(columns: Sequence[_Column], fields: _Fields, place: _Place) -> Func:
    """Return (a, b) < (1, 2), which both databases look up in an index of a and b."""
    names = [F(column.name) for column in columns]
    values = [Value(value, output_field=field) for value, field in zip(place, fields, strict=True)]
    return row_comparison(names, " < " if columns[0].descends else " > ", values)


def row_comparison(left: Sequence[Combinable], sign: str, right: Sequence[Combinable]) -> Func:
    """Return the condition that a row of values stands before (" < ") or after (" > ") another."""
    rows, template = (_row(*left), _row(*right)), "%(expressions)s"
    return Func(*rows, template=template, arg_joiner=sign, output_field=BooleanField())


def _row(*expressions: Combinable) -> Func:
    return Func(*expressions, template="(%(expressions)s)", output_field=BooleanField())


def _written(place: Sequence[Any]) -> str:
    """Return a place as text for an address: dates as microseconds, which are short."""
    values = [
        (value - _EPOCH) // _MICROSECOND if isinstance(value, datetime) else value
        for value in place
    ]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(cursor: str, fields: _Fields) -> _Place | None:
    """Return the place that a cursor names; `None` for one that names none in this order."""
    try:
        padding = "=" * (-len(cursor) % 4)
        values = json.loads(urlsafe_b64decode(f"{cursor}{padding}"))
        if not isinstance(values, list):
            return None
        return tuple(_value(value, field) for value, field in zip(values, fields, strict=True))
    except (ValueError, OverflowError, RecursionError, ValidationError):
        return None


def _value(value: Any, field: Field[Any, Any]) -> Any:
    """Return a value of a cursor as its column has it; raise what says that it has no such."""
    if value is None and field.null:
        return None
    if type(value) not in (int, str) or (isinstance(value, str) and "\0" in value):
        raise ValueError("no column holds this")
    if isinstance(field, DateTimeField):
        return _EPOCH + int(value) * _MICROSECOND
    if isinstance(value, str):
        # A lone half of a character, which no database takes.
        value.encode()
    value = field.to_python(value)
    if isinstance(field, IntegerField):
        field.run_validators(value)
    return value


def _address(parameters: QueryDict | None, name: str, cursor: str | None) -> str:
    kept = parameters.copy() if parameters is not None else QueryDict(mutable=True)
    for other in (AFTER, BEFORE):
        kept.pop(other, None)
    if cursor is not None:
        kept[name] = cursor
    return f"?{kept.urlencode()}"
