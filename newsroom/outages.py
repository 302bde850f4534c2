"""What a database, disk or cache says when it fails -> a sentence for operators, a page for all.

The one place that knows these errors: the command line and the site's page of errors ask here.
"""

from __future__ import annotations

import errno
import sys
from http import HTTPStatus
from typing import Final, NamedTuple

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.defaults import server_error as page_of_an_error

# Seconds after which a reader's browser, or a search engine, may ask again.
_RETRY_AFTER: Final = 60


class Outage(NamedTuple):
    """What does not work, and what an operator does about it."""

    what: str | Promise
    remedy: str | Promise

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}" % {"command": settings.COMMAND}


_FULL: Final = Outage(
    _("The disk is full, or fails."),
    _("Make room. What was stored stays; run the command again to do the rest."),
)
DAMAGED: Final = Outage(
    _("The database is damaged."),
    _(
        "Stop the site, keep the database's files as they are, and restore the last back-up: "
        "%(command)s restore"
    ),
)
_CLOSED: Final = Outage(
    _("The database cannot be opened."),
    _(
        "Check DATABASE_URL, and NEWSROOM_DATA_DIR where it is unset: whether the folder is there, "
        "and whether this user may write to it."
    ),
)
_BUSY: Final = Outage(
    _("Another program writes to the database and does not come to an end."),
    _("Stop it. What was stored stays; run the command again to do the rest."),
)
_GONE: Final = Outage(
    _("The database server does not answer."),
    _(
        "Start it, or check DATABASE_URL. What was stored stays; run the command again to do the "
        "rest."
    ),
)
_UNPREPARED: Final = Outage(
    _("The database has not the tables of this release."), _("Run: %(command)s prepare_newsroom")
)

_UNCOUNTED: Final = Outage(
    _("Redis does not answer."), _("Start it, or check NEWSROOM_CACHE and NEWSROOM_BROKER.")
)
# Without the count of wrong tries, anybody could try as often as they like.
_NO_LOGIN: Final = {
    "title": _("No login at the moment"),
    "text": _(
        "The site cannot count who tries how often, so it lets nobody try. Those who are logged in "
        "already go on. Please try again in a minute."
    ),
}

# The beginnings of SQLite's names of errors, and of PostgreSQL's codes (its manual, appendix A).
_BY_CODE: Final = {
    "SQLITE_FULL": _FULL,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_CANTOPEN": _CLOSED,
    "SQLITE_READONLY": _CLOSED,
    "SQLITE_PERM": _CLOSED,
    "SQLITE_IOERR": _FULL,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "53100": _FULL,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
    "08": _GONE,
    "28": _GONE,
    "3D": _GONE,
    "53": _GONE,
    "57P": _GONE,
    "42P01": _UNPREPARED,
    "42703": _UNPREPARED,
}
# Of a disk, without a database.
_BY_NUMBER: Final = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EROFS: _CLOSED}


def outage_of(error: BaseException | None) -> Outage | None:
    """Return what is amiss with database or disk; None for any other error, such as a fault."""
    if isinstance(error, OSError):
        return _BY_NUMBER.get(error.errno or 0)
    if _is_of_redis(error):
        return _UNCOUNTED
    if not isinstance(error, Error):
        return None
    if str(error).startswith(("no such table", "no such column")):
        return _UNPREPARED
    code = _code(error)
    for beginning, outage in _BY_CODE.items():
        if code.startswith(beginning):
            return outage
    # A server that is gone has no code to give.
    is_lost = type(error).__name__ in {"OperationalError", "InterfaceError"}
    return _GONE if is_lost and not code else None


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page of an error; one that says to come again where database or cache fail."""
    outage = outage_of(sys.exc_info()[1])
    if outage is None:
        return page_of_an_error(request)
    template, context = ("refused.html", _NO_LOGIN) if outage is _UNCOUNTED else ("503.html", {})
    response = SimpleTemplateResponse(template, context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(_RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response.render()


def _is_of_redis(error: BaseException | None) -> bool:
    # The package is there only where it is used.
    kinds = type(error).__mro__
    return any((k.__module__, k.__name__) == ("redis.exceptions", "RedisError") for k in kinds)


def _code(error: Error) -> str:
    """Return the name or code that the driver gives the error, if any."""
    driver = error.__cause__
    return getattr(driver, "sqlite_errorname", None) or getattr(driver, "sqlstate", None) or ""
