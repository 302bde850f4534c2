"""Public pages, feeds and sitemaps -> brotli or gzip, once for the same bytes.

Only what every reader gets alike: it holds no secret, so that nobody can tell one by how small an
answer becomes (BREACH). The desk is never compressed.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from functools import partial
from hashlib import blake2b
from typing import Final

import brotli
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from articles.site.memory import Memory

# Below it, headers and dictionaries cost what is won.
_LEAST: Final = 500
# Some ten kilobytes each.
_MOST_REMEMBERED: Final = 500
_COMPRESSIBLE: Final = re.compile(r"(?:text/|application/(?:[\w.-]+\+)?(?:xml|json)\b|image/svg)")
# An article costs a millisecond; the next levels take three times as long for two per cent.
_QUALITY: Final = 5
_LEVEL: Final = 6
_NAMED: Final = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([\d.]+)\s*)?\Z")

_remembered: Final[Memory[bytes]] = Memory(_MOST_REMEMBERED)


def _as_brotli(data: bytes) -> bytes:
    compress: Callable[..., bytes] = brotli.compress
    return compress(data, mode=brotli.MODE_TEXT, quality=_QUALITY)


# The better first. What is the same is compressed to the same: no time stands in it.
_CODINGS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "br": _as_brotli,
    "gzip": partial(gzip.compress, compresslevel=_LEVEL, mtime=0),
}


class CompressionMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.headers.get("Cache-Control", "").startswith("public"):
            return response
        kind = response.headers.get("Content-Type", "")
        if response.status_code == 304 or _COMPRESSIBLE.match(kind):
            patch_vary_headers(response, ["Accept-Encoding"])
            if response.status_code != 304 and not response.has_header("Content-Encoding"):
                _compress(response, chosen_coding(request.headers.get("Accept-Encoding", "")))
        return response


def chosen_coding(accepted: str) -> str:
    """Return the coding to use of those that a client takes (RFC 9110, 12.5.3); "" for none."""
    weights: dict[str, float] = {}
    for each in accepted.split(","):
        if found := _NAMED.match(each):
            try:
                weights[found[1].lower()] = float(found[2] or 1)
            except ValueError:
                continue
    others = weights.get("*", 0.0)
    taken = {coding: weights.get(coding, others) for coding in _CODINGS}
    best = max(taken, key=lambda coding: taken[coding])
    return best if taken[best] > 0 else ""


def _compress(response: HttpResponseBase, coding: str) -> None:
    data = b"" if response.streaming else response.content  # type: ignore[attr-defined]
    if not coding or len(data) < _LEAST:
        return
    key = (coding, blake2b(data, digest_size=16).digest())
    response.content = _remembered.of(key, lambda: _CODINGS[coding](data))  # type: ignore[attr-defined]
    response.headers["Content-Encoding"] = coding
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
    etag = response.headers.get("ETag", "")
    # Another body under the same tag: only what it says is the same.
    if etag and not etag.startswith("W/"):
        response.headers["ETag"] = f"W/{etag}"
