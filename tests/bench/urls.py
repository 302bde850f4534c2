"""The site's addresses and one more: a view that does nothing but a query, to compare with."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from articles.models import Edition
from newsroom import urls


def one_query(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Edition.objects.order_by("pk").values_list("headline", flat=True).first())


urlpatterns = [path("one-query/", one_query), *urls.urlpatterns]
