"""An address of the site -> the file that a web server answers it with. Pure."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

INDEX: Final = "index.html"
# What only a running site answers: searches and forms, and the desk.
_RUNNING: Final = ("/search/", "/admin/", "/csp-reports/", "/preview/", "/health", "/metrics")
_FORMS: Final = ("/report/", "/report/thanks/")
_OLDER: Final = re.compile(r"/older/\d+/\Z")


def is_for_files(address: str) -> bool:
    """Return whether a file can be what an address leads to; a search or a form is none."""
    path = urlsplit(address).path
    return not (path.startswith(_RUNNING) or path.endswith(_FORMS))


def file_at(path: str) -> str | None:
    """Return the file of a path, relative to the folder; None for what can be none.

    That of `/articles/the-lighthouse/` is `articles/the-lighthouse/index.html`.
    """
    steps = unquote(path).split("/")[1:]
    if not path.startswith("/") or any(_is_none(step) for step in steps[:-1]):
        return None
    last = steps[-1] if steps else ""
    if last and _is_none(last):
        return None
    return "/".join([*steps[:-1], last or INDEX])


def older_page(path: str, number: int) -> str:
    """Return the address in files of a list's page; the first is the list's own."""
    return path if number == 1 else f"{path}older/{number}/"


def is_older_page(path: str) -> bool:
    """Return whether an address is that of an older page among files."""
    return bool(_OLDER.search(path))


def forwarding_file_of(path: str) -> str | None:
    """Return the file of a page that leads on from an old path; None for what no server shows.

    An old path without a slash at its end is found as a folder, as web servers find one.
    """
    dot = path.rpartition("/")[2].rpartition(".")[1]
    if not path.endswith("/") and not dot:
        path = f"{path}/"
    file = file_at(path)
    return file if file and file.lower().endswith((".html", ".htm")) else None


def _is_none(step: str) -> bool:
    return step in {"", ".", ".."} or any(ord(each) < 32 or each in "\\\x7f" for each in step)
