"""What an article's form sends while it is written -> what to keep, and what to forget."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

_KEY: Final = re.compile(r"[0-9a-f-]{36}")
_LARGEST_VERSION: Final = 2**31 - 1
_LARGEST_SERIAL: Final = 2**53


class DraftRefused(ValueError):
    """What was sent is no draft; the text says why."""


@dataclass(frozen=True, slots=True)
class ReceivedDraft:
    """A draft as it was sent: which opening wrote it, from which version, and what its fields hold.

    Of one opening a higher `serial` is later. `fields` is None where there is nothing to keep.
    `forget` names drafts that were taken back into the form, saved or discarded: by their keys,
    each with the moment of which its text was.
    """

    key: str
    serial: int = 0
    base: int = 0
    fields: Mapping[str, str] | None = None
    forget: Mapping[str, datetime] = field(default_factory=dict)


def read_draft(body: bytes, names: Collection[str]) -> ReceivedDraft:
    """Return what the JSON of a request says; of its fields, those with such names.

    Raises `DraftRefused`.
    """
    sent = _loaded(body)
    key = str(sent.get("key"))
    if not is_key(key):
        raise DraftRefused("A draft has a key: a UUID.")
    return ReceivedDraft(
        key,
        _number(sent, "serial", _LARGEST_SERIAL),
        _number(sent, "base", _LARGEST_VERSION),
        _fields(sent.get("fields"), names),
        _forgotten(sent.get("forget", {})),
    )


def is_key(value: object) -> bool:
    """Return whether a value is the key of an opening of a form."""
    return isinstance(value, str) and bool(_KEY.fullmatch(value))


def _number(sent: dict[str, Any], name: str, largest: int) -> int:
    number = sent.get(name, 0)
    # True is an int, too.
    if type(number) is not int or not 0 <= number <= largest:
        raise DraftRefused(f"The {name} of a draft is a number, and not less than 0.")
    return number


def _fields(fields: object, names: Collection[str]) -> dict[str, str] | None:
    if fields is None:
        return None
    if not isinstance(fields, dict) or not all(isinstance(text, str) for text in fields.values()):
        raise DraftRefused("A draft has fields: texts by their names.")
    return {name: text for name, text in fields.items() if name in names}


def _forgotten(named: object) -> dict[str, datetime]:
    if not isinstance(named, dict) or not all(map(is_key, named)):
        raise DraftRefused("Drafts to forget are named by their keys.")
    return {key: _moment(text) for key, text in named.items()}


def _moment(text: object) -> datetime:
    try:
        moment = parse_datetime(str(text))
    except ValueError:
        moment = None
    if moment is None or not is_aware(moment):
        raise DraftRefused("Of drafts to forget, the moment is told: in ISO 8601.")
    return moment


def _loaded(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body)
        # A text with half a character is one that nothing can be written as.
        json.dumps(sent, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise DraftRefused("This is no JSON.") from error
    if not isinstance(sent, dict):
        raise DraftRefused("A draft is an object.")
    return sent
