"""What the lists of the desk look up: an address or a form may ask for anything.

A list that cannot answer shows itself whole, with a message. Nothing that is asked stops a page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest
from django.db import DataError, ProgrammingError
from django.db.models import QuerySet, UUIDField
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    _Page = ModelAdmin[Any]
else:
    _Page = ModelAdmin

# Each word is a condition of its own, and a thousand take minutes.
MOST_WORDS: Final = 24
# A pattern of a few letters can take a day, and SQLite has Python look for it.
_PATTERNS: Final = ("__regex", "__iregex")
# What Django and the databases raise for them.
_UNASKABLE: Final = (
    IncorrectLookupParameters, DataError, ProgrammingError, OverflowError, TypeError, ValueError,
)  # fmt: skip
# No row's key has more, and no database takes them.
_MOST_DIGITS: Final = 18


class CheckedLookups(_Page):
    """Hold for every page of the desk: its site puts this before what registers with it."""

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Return the list that is asked for; raise IncorrectLookupParameters.

        Django raises that for most of what cannot be looked for, and leaves the rest to fail:
        numbers that the database does not have, years that the calendar does not, columns of bytes.
        """
        try:
            return super().get_changelist_instance(request)
        except _UNASKABLE as error:
            text = _("The address asks for what cannot be looked for. Here is the whole list.")
            self.message_user(request, text, messages.WARNING)
            raise IncorrectLookupParameters(*error.args) from error

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Return whether an address may look for it: for patterns, none may."""
        is_pattern = lookup.endswith(_PATTERNS)
        return not is_pattern and super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.split()
        if len(words) > MOST_WORDS:
            text = _("A search takes %(number)d words: the others were not looked for.")
            self.message_user(request, text % {"number": MOST_WORDS}, messages.WARNING)
            search_term = " ".join(words[:MOST_WORDS])
        return super().get_search_results(request, queryset, search_term)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        # `_to_field=` names no field.
        return super().get_object(request, object_id, from_field or None)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *rest: Any, **named: Any
    ) -> HttpResponse | None:
        """Do an action with the selected rows; raise BadRequest for what can be no row's key."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        may_be_a_key = _MAY_BE_A_KEY.get(type(self.opts.pk), _may_be_a_number)
        if not all(map(may_be_a_key, chosen)):
            raise BadRequest("A selected row has no such key.")
        if chosen and not queryset.filter(pk__in=chosen).exists():
            text = _("What was selected is not here any more. Nothing was done.")
            self.message_user(request, text, messages.WARNING)
            return None
        return super().response_action(request, queryset, *rest, **named)


def _may_be_a_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS


def _may_be_a_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


# Of the kinds of keys; most are numbers.
_MAY_BE_A_KEY: Final[dict[type, Callable[[str], bool]]] = {UUIDField: _may_be_a_uuid}
