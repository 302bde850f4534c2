"""The site's addresses and one more: the plainest view with a query, to compare with."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from articles.models import Edition
from newsroom import urls


def one_query(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(Edition.objects.get(pk=pk).headline)


urlpatterns = [path("one-query/<int:pk>/", one_query), *urls.urlpatterns]
