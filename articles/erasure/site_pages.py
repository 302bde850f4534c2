"""Passages -> out of static pages and the masthead, which are of no article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from articles.documents.redaction import Redaction
from articles.models import Masthead, StaticPage
from articles.slugs import other_slugs, slug_from

_TEXTS: Final = ("title", "written", "markup")
_SAID: Final = ("name", "tagline")
_LINKS: Final = ("navigation", "footer")
# The label of a table, the key of a row, and the name of a field.
_Held = tuple[str, int, str]


def sweep_site_pages(redaction: Redaction) -> Iterator[_Held]:
    """Take the passages out, and yield where they were."""
    for page in list(StaticPage.objects.order_by("pk")):
        values = _values_of_page(page, redaction)
        yield from ((StaticPage._meta.label, page.pk, name) for name in values)
        if values:
            StaticPage.objects.filter(pk=page.pk).update(**values)
    for masthead in Masthead.objects.all():
        values = _values_of_masthead(masthead, redaction)
        yield from ((Masthead._meta.label, masthead.pk, name) for name in values)
        if values:
            Masthead.objects.filter(pk=masthead.pk).update(**values)


def _values_of_page(page: StaticPage, redaction: Redaction) -> dict[str, Any]:
    values: dict[str, Any] = _redacted(page, _TEXTS, redaction)
    former = [each for each in page.former_slugs if not redaction.is_in(each)]
    if former != page.former_slugs:
        values["former_slugs"] = former
    if redaction.is_in(page.slug):
        values["slug"] = _free_slug(redaction.without(page.slug), page)
    return values


def _free_slug(text: str, page: StaticPage) -> str:
    slug = slug_from(text, otherwise="page")
    taken = set(StaticPage.objects.exclude(pk=page.pk).values_list("slug", flat=True))
    return next(each for each in (slug, *other_slugs(slug, f"{page.pk}")) if each not in taken)


def _values_of_masthead(masthead: Masthead, redaction: Redaction) -> dict[str, Any]:
    values: dict[str, Any] = _redacted(masthead, _SAID, redaction)
    for name in _LINKS:
        before = getattr(masthead, name)
        # The page of a name leads nowhere any more.
        left = [
            [redaction.redacted(text), address]
            for text, address in before
            if not redaction.is_in(address)
        ]
        if left != before:
            values[name] = left
    return values


def _redacted(row: StaticPage | Masthead, names: tuple[str, ...], redaction: Redaction) -> Any:
    found = {name: redaction.redacted(getattr(row, name)) for name in names}
    return {
        # A mark may be longer than what it stands for.
        name: text[: getattr(row._meta.get_field(name), "max_length", None)]
        for name, text in found.items()
        if text != getattr(row, name)
    }
