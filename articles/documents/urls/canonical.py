"""Canonical URLs of documents, and the URLs of links as they are stored.

Which targets a link may have is decided by `safe_url`; here one page gets one spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple
from urllib.parse import SplitResult, unquote, unquote_plus, urljoin, urlsplit, urlunsplit

from articles.documents.urls.safe_url import safe_url

# Names that mean nothing but where a reader came from. Chosen from those that Firefox, Brave and
# ClearURLs remove on every site; short and general ones ("ref", "source", "cmp", "mc") are left
# out, since somewhere each of them leads to another page.
TRACKING: Final = (
    "utm_*",
    # comScore, AT Internet, Webtrekk, Matomo, and what publishers count their own links with
    "ns_*", "at_*", "xtor", "wt_mc", "wt_zmc", "mtm_*", "matomo_*", "matomo:*", "piwik_*",
    "pk_campaign", "pk_cid", "pk_content", "pk_keyword", "pk_kwd", "pk_medium", "pk_source",
    "itm_*", "cmpid", "intlink_from_*", "echobox",
    # Google, Microsoft, Yandex, Yahoo
    "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid",
    "_ga", "_gl", "ga_campaign", "ga_content", "ga_medium", "ga_place", "ga_source", "ga_term",
    "msclkid", "yclid", "ymclid", "_openstat", "guccounter", "guce_referrer*",
    # social networks
    "fbclid", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source", "mibextid", "igsh",
    "igshid", "twclid", "ref_src", "__twitter_impression", "ttclid", "li_fat_id", "epik",
    "rdt_cid", "wprov",
    # letters and campaigns
    "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hsfp", "__hssc", "__hstc",
    "hsctatracking", "hsa_*", "hmb_*", "ml_subscriber", "ml_subscriber_hash", "oly_anon_id",
    "oly_enc_id", "vero_conv", "vero_id", "wickedid", "bsft_*", "__s", "s_cid", "s_kwcid",
    "rb_clickid", "oft_c", "oft_ck", "oft_d", "oft_id", "oft_ids", "oft_k", "oft_lk", "oft_sk",
)  # fmt: skip

# An address with more is none that anybody follows; to look at each would take too long.
MOST_PARAMETERS: Final = 200
_LONGEST_NAME: Final = 200

_SCHEME: Final = re.compile(r"[^/?#\\:]*:")
_WEB: Final = re.compile(r"https?:", re.IGNORECASE)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
# Characters that browsers percent-encode in a URL, and white space.
_UNWRITTEN: Final = re.compile('[\\s"<>`{}|^\x00-\x1f\x7f]')


class ParameterRule(NamedTuple):
    """A site's decision on parameters: `pattern` is lower-case, `*` matches anything in it.

    `host` is the only one it holds for, with those under it; "" for every one.
    """

    pattern: str
    host: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class TrackingParameters:
    """The parameters to remove from a URL: those of `TRACKING`, but for the site's own rules."""

    rules: tuple[ParameterRule, ...] = ()

    def has(self, name: str, host: str = "") -> bool:
        """Return whether a parameter, named in lower case, is one.

        The rule of the closest host holds; of two for the same host, the one that keeps it.
        """
        if self.rules:
            fitting = [rule for rule in self.rules if _holds(rule, name, host)]
            if fitting:
                closest = max(len(rule.host) for rule in fitting)
                return not any(rule.keep for rule in fitting if len(rule.host) == closest)
        return _ALWAYS.fullmatch(name) is not None


def _holds(rule: ParameterRule, name: str, host: str) -> bool:
    under = not rule.host or host == rule.host or host.endswith(f".{rule.host}")
    return under and _compiled(rule.pattern).fullmatch(name) is not None


@lru_cache(maxsize=1000)
def _compiled(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(pattern).replace(r"\*", ".*") for pattern in patterns))


_ALWAYS: Final = _compiled(*TRACKING)


class StrippedUrl(NamedTuple):
    """A URL without its tracking parameters, and the names of those, in order."""

    url: str
    removed: tuple[str, ...] = ()


def without_tracking(url: str, tracking: TrackingParameters = TrackingParameters()) -> StrippedUrl:
    """Remove tracking parameters from a query, or from a fragment that is written like one.

    All else stays to the letter.
    """
    head, hash_mark, fragment = url.partition("#")
    page, mark, query = head.partition("?")
    if ("=" not in fragment and not query) or url.count("&") > MOST_PARAMETERS:
        return StrippedUrl(url)
    host = host_of(url) if tracking.rules else ""
    removed: list[str] = []
    kept = "&".join(_without(query, tracking, host, removed)) if query else ""
    if "=" in fragment and not fragment.startswith(("!", "/", ":")):
        fragment = "&".join(_without(fragment, tracking, host, removed))
    if not removed:
        return StrippedUrl(url)
    mark, hash_mark = mark if kept else "", hash_mark if fragment else ""
    return StrippedUrl(f"{page}{mark}{kept}{hash_mark}{fragment}", tuple(removed))


def _without(
    query: str, tracking: TrackingParameters, host: str, removed: list[str]
) -> Iterator[str]:
    for parameter in query.split("&"):
        name = _name_of(parameter)
        if tracking.has(name, host):
            removed.append(name)
        else:
            yield parameter


def _name_of(parameter: str) -> str:
    name = unquote_plus(parameter.partition("=")[0][:_LONGEST_NAME]).lower()
    while name.startswith("amp;"):  # escaped once too often on its way here
        name = name.removeprefix("amp;")
    return name


def resolved_url(url: str, base: str) -> str:
    """Return a document's link resolved against the document's own URL `base` ("" if unknown).

    What names its own scheme stays to the letter, and so does what cannot be resolved.
    """
    if not base or _SCHEME.match(url) or not url:
        return url
    path, mark, rest = _cut(url)
    try:
        # Browsers read a backslash of a path as a slash.
        found = urljoin(base, path.replace("\\", "/") + mark + rest)
    except ValueError:
        return url
    return found if safe_url(found) == found else url


def _cut(url: str) -> tuple[str, str, str]:
    """Return a reference in three: up to its query or fragment, that mark, and the rest."""
    found = re.search("[?#]", url)
    return (url[: found.start()], found[0], url[found.end() :]) if found else (url, "", "")


def canonical_url(url: str, tracking: TrackingParameters = TrackingParameters()) -> str:
    """Return the one spelling of a page's URL; "" for what is no URL of the web.

    Scheme and host are lower-case, the port is named where it is not the usual one, the path has no
    dots to resolve; there is no name of a user, no tracking and no fragment.
    """
    safe = safe_url(url)
    if safe is None or not _WEB.match(safe):
        return ""
    found = _split(safe)
    if found is None or not found.hostname:
        return ""
    path = _without_dots(found.path) or "/"
    bare = urlunsplit((found.scheme, _authority(found), path, found.query, ""))
    return _UNWRITTEN.sub(_in_per_cents, without_tracking(bare, tracking).url)


def _split(url: str) -> SplitResult | None:
    """Return a URL's components as browsers see them: a backslash ends a host like a slash."""
    path, mark, rest = _cut(url)
    try:
        found = urlsplit(path.replace("\\", "/") + mark + rest)
        _ = found.port, found.hostname  # both are read late, and refused then
    except ValueError:
        return None
    return found


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


def site_of(url: str) -> str:
    """Return the host of a URL without "www."; "" where it has none."""
    return host_of(url).removeprefix("www.")


def host_of(url: str) -> str:
    """Return the host of a URL; "" where it has none."""
    found = _split(url)
    return (found.hostname or "") if found else ""


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
