"""The one rule for where a link may lead: return the target to keep, or None.

Import, editor and the admin's link form all ask here.
"""

import re
import unicodedata
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final

SCHEMES: Final = frozenset({"http", "https", "mailto"})

# Browsers trim these from both ends of a URL and drop some of them anywhere, so
# `java\tscript:` is a script to them (WHATWG URL, "basic URL parser"). Dropping every C0 control
# leaves no reading in which a scheme hides.
_ENDS: Final = "".join(map(chr, range(0x21)))
_CONTROLS: Final = dict.fromkeys(range(0x20))
_SURROGATE: Final = re.compile("[\ud800-\udfff]")

# What most links are, and what is plainly kept as it is: names of ASCII, and nothing to trim.
_USUAL: Final = re.compile(r"https?://(?:(?!xn--)[a-z0-9-]+\.)+[a-z]+(?:[/?#][!-~]*)?")
_SCHEME: Final = re.compile(r"([^/?#\\:]*):")
_OTHER_HOST: Final = re.compile(r"[/\\]{2}")
_AUTHORITY: Final = re.compile(r"https?:[/\\]*(?:[^/?#\\]*@)?([^/?#\\]*)", re.IGNORECASE)
_HOST: Final = re.compile(r"(\[[0-9a-f:.]+\]|[^\x00-\x20\x7f#%/:<>?@\[\\\]^|]+)(?::([0-9]{0,5}))?")
_NUMBER: Final = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\.?", re.IGNORECASE)


def safe_url(url: str) -> str | None:
    """Return `url` trimmed if it is http, https, mailto or relative, else None.

    `//host/x` becomes `https://host/x`: a link must not depend on the page it is on.
    """
    return url if _USUAL.fullmatch(url) else _checked_url(url)


def _checked_url(url: str) -> str | None:
    url = url.strip(_ENDS).translate(_CONTROLS)
    if not url or _SURROGATE.search(url):
        return None
    if _OTHER_HOST.match(url):
        if url[2:3] in ("", "/", "\\") or "\\" in url[:2]:  # browsers read `/\host` as `//host`
            return None
        url = f"https:{url}"
    scheme = _SCHEME.match(url)
    if scheme is None:
        return url
    if scheme[1].lower() not in SCHEMES:
        return None
    authority = _AUTHORITY.match(url)
    return url if authority is None or _is_host(authority[1]) else None


def _is_host(authority: str) -> bool:
    """Return whether a browser finds a host here (WHATWG URL, "host parser"); False in doubt."""
    found = _HOST.fullmatch(unicodedata.normalize("NFKC", authority).lower())
    if found is None or int(found[2] or 0) > 0xFFFF:
        return False
    host = found[1]
    try:
        if host.startswith("["):
            IPv6Address(host[1:-1])
        elif _NUMBER.fullmatch(host.removesuffix(".").rpartition(".")[2]):
            IPv4Address(host.removesuffix("."))
        return all(map(_is_label, host.split(".")))
    except AddressValueError:
        return False


def _is_label(label: str) -> bool:
    """Return whether a label of a host can be a name: other scripts have letters and marks only."""
    if label.startswith("xn--"):
        try:
            label = label[4:].encode("ascii").decode("punycode")
        except UnicodeError:
            return False
        return not label.isascii() and _is_label(label)
    return all(
        character.isascii() or character.isalpha() or unicodedata.category(character)[0] == "M"
        for character in label
    )
