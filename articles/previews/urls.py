"""The addresses of previews, which no page of the site leads to."""

from __future__ import annotations

from django.urls import path

from articles.previews import view

urlpatterns = [
    path("<str:token>/", view.preview_by_link, name="preview"),
    path(
        "<str:token>/pictures/<slug:sha256>/<int:width>.<slug:suffix>",
        view.preview_picture,
        name="preview_picture",
    ),
]
