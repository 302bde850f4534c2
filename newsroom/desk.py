"""The admin site itself: Django's, under the newsroom's name.

It stands apart from its pages in `articles.admin`: they register with it when they are imported, so
importing it must not import them.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin


class Desk(admin.AdminSite):
    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = "Desk"
