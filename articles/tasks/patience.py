"""What is written down in spite of a database that is locked, restarted or away for a while."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Final, TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections

T = TypeVar("T")
# Seconds between two attempts. SQLite has waited for its lock for twenty before the first ends.
PAUSE: Final = 1.0
_logger: Final = logging.getLogger(__name__)


def patiently(act: Callable[[], T]) -> T:
    """Return what an act of one transaction comes to, tried until the database takes it."""
    while True:
        try:
            return act()
        except (OperationalError, InterfaceError) as error:
            _logger.warning("The database does not answer; tried again soon: %s", error)
        close_old_connections()
        time.sleep(PAUSE)
