"""The navigation and the footer in a form: rows of a name and an address, without any script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from articles.documents.urls.safe_url import safe_url
from articles.models import Listing, StaticPage

# Rows that wait for more; when they are full, saving brings as many again.
_EMPTY: Final = 3
_MOST: Final = 30
_LONGEST_NAME: Final = 80
# What a browser still offers without haste.
_OFFERED: Final = 300

# As a form shows one: its place, its name and its address, each as it was typed.
Row = tuple[str, str, str]


class LinkRows(forms.Widget):
    """Show rows in their order; `place` is a number by which they are put in another."""

    template_name = "admin/articles/masthead/links.html"

    class Media:
        css = {"all": ["articles/desk/masthead.css"]}  # noqa: RUF012

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [*(value or []), *[("", "", "")] * _EMPTY][:_MOST]
        return {**context, "rows": rows, "name": name, "pages": _pages()}

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> Sequence[Row] | None:
        assert isinstance(data, MultiValueDict)
        columns = [data.getlist(f"{name}_{column}") for column in ("place", "name", "address")]
        return list(zip(*columns, strict=False))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_name" not in data

    def id_for_label(self, id_: str) -> str:
        return ""


class LinksField(forms.Field):
    """A list of [name, address]; an address may be the name of a topic, author or publisher."""

    widget = LinkRows

    def prepare_value(self, value: Any) -> Any:
        if value and len(value[0]) == 2:
            return [(str(place), *pair) for place, pair in enumerate(value, 1)]
        return value

    def to_python(self, value: Any) -> list[list[str]]:
        rows = [tuple(text.strip() for text in row) for row in (value or [])[:_MOST]]
        rows = [row for row in rows if row[1] or row[2]]
        # Of two with one number the upper stays above; one without stays where it is.
        places = [_place(row[0], number) for number, row in enumerate(rows, 1)]
        ordered = [row for _place_of, row in sorted(zip(places, rows, strict=True), key=_first)]
        return [_link(name, address) for _, name, address in ordered]

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True


def _first(pair: tuple[float, Any]) -> float:
    return pair[0]


def _place(typed: str, number: int) -> float:
    try:
        return float(typed)
    except ValueError:
        return number


def _link(name: str, typed: str) -> list[str]:
    """Return a row as it is stored. Raises `ValidationError`."""
    if len(name) > _LONGEST_NAME:
        raise ValidationError(
            _("“%(name)s…” is too long for a link: %(most)s characters are the most.")
            % {"name": name[:_LONGEST_NAME], "most": _LONGEST_NAME}
        )
    if typed.startswith("/") and not typed.startswith(("//", "/\\")):
        address = typed
    elif "://" in typed:
        address = safe_url(typed) or ""
    else:
        name, address = _named(name, typed)
    if not address:
        raise ValidationError(
            _(
                "“%(typed)s” leads nowhere. Write an address that begins with / or https://, or "
                "the name of a topic, author, publisher or page."
            )
            % {"typed": typed or name}
        )
    return [name or address, address]


def _named(name: str, typed: str) -> tuple[str, str]:
    """Return the name of a link to the page that is called so, and its address; "" for none."""
    wanted = typed or name
    for kind in (StaticPage.objects.filter(title__iexact=wanted), _listings(wanted)):
        if found := kind.first():
            return name or str(found), found.get_absolute_url()
    return name, ""


def _listings(name: str) -> Any:
    return Listing.objects.filter(name__iexact=name).order_by("kind", "pk")


def _pages() -> Iterable[tuple[str, str]]:
    """Yield the addresses that are offered, and what is there."""
    for page in StaticPage.objects.all():
        yield page.get_absolute_url(), page.title
    for listing in Listing.objects.order_by("-kind", "name")[:_OFFERED]:
        yield listing.get_absolute_url(), f"{listing.name} ({listing.get_kind_display()})"
