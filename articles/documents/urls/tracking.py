"""Tracking parameters: which there are, what a site decided on them, and URLs without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote_plus

from articles.documents.urls.host import host_of

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
