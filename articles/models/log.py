"""The log of the desk: who did what, as Django's admin records it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext_lazy as _


class LogLine(LogEntry):
    """A line of the log, which is only read: whoever may view Django's log entries may read it."""

    class Meta:
        proxy = True
        default_permissions: ClassVar = ()
        verbose_name = _("line of the log")
        verbose_name_plural = _("log")
