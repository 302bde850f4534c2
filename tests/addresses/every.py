"""Every address that the URLconf knows, with the keys of rows that are there, and of none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from tests.addresses.rows import SLUG

NO_KEY: Final = 999_999
# Of what is no row's key. Another parameter of an address that nobody lists here is 1.
_VALUES: Final = {
    "name": "index", "slug": SLUG, "url": "nothing", "app_label": "articles",
    "year": "2019", "month": "01", "day": "31", "sha256": "0" * 64, "width": "480", "suffix": "jpg",
}  # fmt: skip
_KEYS: Final = {"pk", "object_id", "id"}
_PARAMETER: Final = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
_GROUP: Final = re.compile(r"\(\?P<(?P<name>\w+)>[^)]*\)")
_MODEL: Final = re.compile(r"^admin/\w+/(\w+)/")


@dataclass(frozen=True, slots=True)
class Address:
    """One of them: `path` is about a row that is there, `path_of_none` about none.

    `page` is the admin class of the list that it is.
    """

    name: str
    path: str
    path_of_none: str
    page: Any = None


def every_address(rows: Mapping[str, Model]) -> list[Address]:
    pages = {
        f"{model._meta.app_label}_{model._meta.model_name}_changelist": page
        for model, page in admin.site._registry.items()
    }
    return [
        Address(
            name or route,
            _written(route, name, rows, is_there=True),
            _written(route, name, rows, is_there=False),
            pages.get(name),
        )
        for route, name in _patterns(get_resolver())
        if not route.endswith("<path:object_id>/")  # which leads to the row's page
    ]


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route, each.name or ""
        else:
            yield from _patterns(each, route)


def _written(route: str, name: str, rows: Mapping[str, Model], *, is_there: bool) -> str:
    """Return the address of a route, with the key of a row for each parameter."""

    def value(found: re.Match[str]) -> str:
        parameter = found["name"]
        if name == "view_on_site" and parameter == "content_type_id":
            return str(ContentType.objects.get_for_model(rows["article"]).pk)
        if parameter == "notice":
            return str(rows["sourcenotice"].pk if is_there else NO_KEY)
        if parameter == "correction":
            return str(rows["correction"].pk if is_there else NO_KEY)
        if parameter == "sha256" and is_there:
            return str(vars(rows["picture"])["sha256"])
        if parameter in _KEYS:
            model = _MODEL.match(route)
            row = rows.get(name) or rows.get(model[1] if model else "article")
            return str(row.pk if is_there and row else NO_KEY)
        return _VALUES.get(parameter, "1")

    plain = _GROUP.sub(value, route).replace("^", "").replace("$", "")
    return "/" + _PARAMETER.sub(value, plain)
