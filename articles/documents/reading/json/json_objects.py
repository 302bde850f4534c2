"""Files of JSON objects with an article each: one alone, or an array of any length.

The array may stand in an object of its own, as exports and answers of services have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, Final

from articles.documents.messages import gettext_noop
from articles.documents.reading.bounds import (
    DOCUMENT_BYTES,
    document_too_large,
    start_of,
    whole_document,
)
from articles.documents.reading.json.json_values import (
    ArrayItem,
    Suits,
    empty_array,
    first_object,
    is_array,
    items_of,
    kind_of,
    next_array,
    wrapped_array,
)
from articles.documents.reading.reader import (
    from_the_start,
    make_source,
    own_external_id,
    rejoined,
    within,
)
from articles.documents.source import (
    Contents,
    DocumentLeftOut,
    DocumentRejected,
    Rejection,
    Source,
)

# So much is looked at behind an array for the next.
_LOOKED_AT: Final = 2**20

Parse = Callable[[bytes], Contents]
# Puts what articles of an object share around one of them, given what stands before their array.
Share = Callable[[bytes], Callable[[bytes], bytes]]


def read_objects(
    stream: BinaryIO,
    name: str,
    format: str,
    parse: Parse,
    suits: Suits,
    share: Share | None = None,
) -> Iterator[Source | Rejection]:
    """Yield the file's documents; a wrong one of an array costs only itself.

    An object that `suits` is a document, whatever arrays it has.
    """
    try:
        head = start_of(stream)
        whole = from_the_start(stream, head)
        if is_array(head):
            for item in items_of(whole):
                yield _received(item, name, format, parse)
        elif at := _articles_in(head, suits):
            whole.read(at)
            put_in = share(head[:at]) if share else bytes
            for item in _items_of_all(whole, 1 + head.count(b"\n", 0, at), suits):
                yield _received(item._replace(content=put_in(item.content)), name, format, parse)
        elif key := _empty_array(head, suits):
            raise DocumentLeftOut(
                f'has no article: its "{key}" is empty',
                gettext_noop("Fetch it again later, or leave it out."),
            )
        else:
            content = whole_document(whole)
            yield make_source(content, name, format, own_external_id(content, parse))
    except DocumentRejected as rejected:
        yield rejected.at(name)


def _articles_in(head: bytes, suits: Suits) -> int:
    if not (at := wrapped_array(head, suits) or wrapped_array(head)):
        return 0
    first = first_object(head)
    return 0 if first and suits(first) else at


def _empty_array(head: bytes, suits: Suits) -> str:
    key = empty_array(head)
    first = first_object(head) if key else None
    return "" if first is None or suits(first) else key


def _items_of_all(stream: BinaryIO, line: int, suits: Suits) -> Iterator[ArrayItem]:
    """Yield the items of the array that comes next, and of others of the same object after it."""
    after = yield from items_of(stream, line, is_part=True)
    while rest := after.content + stream.read(_LOOKED_AT):
        at = next_array(rest, suits)
        if not at:
            return
        line = after.line + rest.count(b"\n", 0, at)
        stream = rejoined(rest[at:], stream)
        after = yield from items_of(stream, line, after.number, is_part=True)


def object_of(value: object) -> Mapping[str, object]:
    """Return the value as an object; raise DocumentRejected where it is none."""
    if isinstance(value, dict):
        return value
    raise DocumentRejected(
        f"is {kind_of(value)}, not an object", gettext_noop("Write one object an article.")
    )


def _received(item: ArrayItem, name: str, format: str, parse: Parse) -> Source | Rejection:
    position = f"item {item.number} (line {item.line})"
    if len(item.content) > DOCUMENT_BYTES:
        return document_too_large().at(name, position)
    try:
        key = own_external_id(item.content, parse)
        return make_source(item.content, name, format, key, item.number, position)
    except DocumentRejected as rejected:
        return rejected.at(name, within(position, rejected.position))
