"""The pages of this folder -> the desk, which stands apart from them."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.home.first_page import first_page
from articles.admin.home.inbox import inbox_view
from articles.admin.home.menu import menu_for
from articles.admin.home.settings_page import settings_view

admin.site.first_page = first_page  # type: ignore[attr-defined]
admin.site.menu = menu_for  # type: ignore[attr-defined]
admin.site.add_page("inbox/", inbox_view, "inbox")  # type: ignore[attr-defined]
admin.site.add_page("settings/", settings_view, "settings")  # type: ignore[attr-defined]
