"""The admin of this site: Django's own, under our name."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "newsroom.desk.Desk"
