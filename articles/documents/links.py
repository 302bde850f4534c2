"""A link target as written -> the target to keep, or None: the one rule for where a link may lead.

Import, editor, API and the admin's link form all ask here.
"""

import re
from typing import Final

SCHEMES: Final = frozenset({"http", "https", "mailto"})

# Browsers trim these from both ends of a URL and drop the rest of them wherever they stand, so
# `java\tscript:` is a script to them (WHATWG URL, "basic URL parser"). Dropping every C0 control,
# not only tab and newline, leaves no reading in which a scheme hides.
_ENDS: Final = "".join(map(chr, range(0x21)))
_CONTROLS: Final = dict.fromkeys(range(0x20))
_SURROGATE: Final = re.compile("[\ud800-\udfff]")

_SCHEME: Final = re.compile(r"([^/?#\\:]*):")
_HOST_ONLY: Final = re.compile(r"//[^/\\]")


def safe_url(url: str) -> str | None:
    """Return `url` trimmed if it is http, https, mailto or relative, else None.

    `//host/x` becomes `https://host/x`, for a page must not change meaning with its own scheme.
    """
    url = url.strip(_ENDS).translate(_CONTROLS)
    if not url or _SURROGATE.search(url):
        return None
    if url[:1] in "/\\" and url[1:2] in ("/", "\\"):  # browsers read `/\host` as `//host`
        return f"https:{url}" if _HOST_ONLY.match(url) else None
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in SCHEMES:
        return None
    return url
