"""Resolve links against their document, and give each page's URL one spelling and one number.

Which targets a link may have is decided by `safe_url`, what is stripped of them by `tracking`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from typing import Final
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit

from articles.documents.urls.host import cut_reference, split_url
from articles.documents.urls.safe_url import safe_url
from articles.documents.urls.tracking import TrackingParameters, without_tracking

_SCHEME: Final = re.compile(r"[^/?#\\:]*:")
_WEB: Final = re.compile(r"https?:", re.IGNORECASE)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
# Characters that browsers percent-encode in a URL, and white space.
_UNWRITTEN: Final = re.compile('[\\s"<>`{}|^\x00-\x1f\x7f]')


def resolved_url(url: str, base: str) -> str:
    """Return a document's link resolved against the document's own URL `base` ("" if unknown).

    What names its own scheme stays to the letter, and so does what cannot be resolved.
    """
    if not base or _SCHEME.match(url) or not url:
        return url
    path, mark, rest = cut_reference(url)
    try:
        # Browsers read a backslash of a path as a slash.
        found = urljoin(base, path.replace("\\", "/") + mark + rest)
    except ValueError:
        return url
    return found if safe_url(found) == found else url


def canonical_url(url: str, tracking: TrackingParameters = TrackingParameters()) -> str:
    """Return the one spelling of a page's URL; "" for what is no URL of the web.

    Scheme and host are lower-case, the port is named where it is not the usual one, the path has no
    dots to resolve; there is no name of a user, no tracking and no fragment.
    """
    safe = safe_url(url)
    if safe is None or not _WEB.match(safe):
        return ""
    found = split_url(safe)
    if found is None or not found.hostname:
        return ""
    path = _without_dots(found.path) or "/"
    bare = urlunsplit((found.scheme, _authority(found), path, found.query, ""))
    return _UNWRITTEN.sub(_in_per_cents, without_tracking(bare, tracking).url)


def _authority(found: SplitResult) -> str:
    host = (found.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    usual = found.port in (None, _DEFAULT_PORTS[found.scheme])
    return host if usual else f"{host}:{found.port}"


def _without_dots(path: str) -> str:
    """Remove dot segments (RFC 3986, section 5.2.4)."""
    if "/." not in path:
        return path
    out: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del out[-1:]
        elif segment != ".":
            out.append(segment)
    ends_in_folder = segments[-1:] in (["."], [".."])
    return "/" + "/".join([*out, ""] if ends_in_folder else out)


def _in_per_cents(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


# An import asks for the same links twice: where an article leads, and whom it leads to here.
@lru_cache(maxsize=4_096)
def url_hash(url: str) -> int | None:
    """Return a number that two URLs share if they name the same page; None for no URL.

    It ignores what sites do not distinguish pages by: http or https, "www.", a slash at the end,
    the fragment, tracking parameters and how characters are escaped. 64 bits with a sign, as both
    databases hold them.
    """
    address = canonical_url(url)
    if not address:
        return None
    found = urlsplit(address)
    host = found.netloc.removeprefix("www.")
    path = unquote(found.path, errors="surrogateescape").rstrip("/")
    query = unquote(found.query, errors="surrogateescape")
    named = f"{_in_ascii(host)}{path}?{query}".encode(errors="surrogateescape")
    return int.from_bytes(blake2b(named, digest_size=8).digest(), signed=True)


def _in_ascii(host: str) -> str:
    """Return a host in the form of DNS: links write it in its own script as well."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
