"""The host of a URL, and a URL in pieces as browsers see them."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit


def split_url(url: str) -> SplitResult | None:
    """Return a URL's components as browsers see them: a backslash ends a host like a slash."""
    path, mark, rest = cut_reference(url)
    try:
        found = urlsplit(path.replace("\\", "/") + mark + rest)
        _ = found.port, found.hostname  # both are read late, and refused then
    except ValueError:
        return None
    return found


def cut_reference(url: str) -> tuple[str, str, str]:
    """Return a reference in three: up to its query or fragment, that mark, and the rest."""
    found = re.search("[?#]", url)
    return (url[: found.start()], found[0], url[found.end() :]) if found else (url, "", "")


def site_of(url: str) -> str:
    """Return the host of a URL without "www."; "" where it has none."""
    return host_of(url).removeprefix("www.")


def host_of(url: str) -> str:
    """Return the host of a URL; "" where it has none."""
    found = split_url(url)
    return (found.hostname or "") if found else ""
