"""The admin site itself: Django's, under the newsroom's name."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin


class Desk(admin.AdminSite):
    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = "Desk"
