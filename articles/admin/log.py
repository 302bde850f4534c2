"""Django's log of the desk, without entries for saves that changed nothing."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from articles.admin.typed import ModelAdmin


class ChangesLogged(ModelAdmin[Any]):
    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """An empty message means that nothing was changed."""
        return super().log_change(request, obj, message) if message else None
