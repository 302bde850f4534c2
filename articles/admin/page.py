"""A page of the desk that is neither a list nor a form of Django's."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

from articles.admin.typed import ModelAdmin


def desk_page(
    desk: ModelAdmin[Any], request: HttpRequest, template: str, context: dict[str, Any]
) -> TemplateResponse:
    """Return a page from a template under `admin/articles/` that extends `page.html` there.

    Its context has a `title`; `original` is the row that the page is about.
    """
    common = {**desk.admin_site.each_context(request), "opts": desk.opts}
    return TemplateResponse(request, f"admin/articles/{template}", {**common, **context})
