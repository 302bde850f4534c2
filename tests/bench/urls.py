"""The site's addresses and two more: a plain view with a query, and articles not remembered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path

from articles.models import Edition
from articles.site.article import PAGES, article
from newsroom import urls


def one_query(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(Edition.objects.get(pk=pk).headline)


def rendered_anew(request: HttpRequest, slug: str) -> HttpResponseBase:
    PAGES.clear()
    return article(request, slug)


urlpatterns = [
    path("one-query/<int:pk>/", one_query),
    path("rendered-anew/<str:slug>/", rendered_anew),
    *urls.urlpatterns,
]
