"""An edition -> what its page shows, for readers and for the desk's preview."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language_info, gettext, pgettext

from articles.models.edition import Edition
from articles.publishing.language import site_language
from articles.publishing.listed import listed_names
from articles.publishing.masthead import ShownMasthead
from articles.publishing.parts.dateline import MARK
from articles.publishing.parts.players import hosts_of_players
from articles.publishing.structured import article_facts, canonical_address, shared_picture
from articles.publishing.told import told_corrections

_PERMALINK: Final = re.compile(r'<a class="permalink" href="#p-([^"]*)"[^>]*></a>')
_RIGHT_TO_LEFT: Final = frozenset({"adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"})


class PageDate(NamedTuple):
    """A datetime as a page shows it: for machines in ISO 8601, for people in the site's zone."""

    iso: str
    text: str


def page_context(edition: Edition, address: str, site: ShownMasthead) -> dict[str, Any]:
    """Return the context of `articles/site/article.html`, whose absolute address this is."""
    published = page_date(edition.first_published_at)
    updated = page_date(edition.updated_at) if edition.updated_at else None
    picture = shared_picture(edition, address)
    return {
        "address": address,
        "canonical": canonical_address(edition, address),
        "site_name": site.name,
        "edition": edition,
        "names": listed_names(edition),
        # Of an edition of an older release: by now the body has it.
        "dateline": "" if MARK in edition.body else edition.dateline,
        "picture": picture,
        "facts": article_facts(edition, address, site),
        "direction": text_direction(edition.language),
        "published": published,
        "updated": updated,
        "corrections": told_corrections(edition),
        "frame_hosts": frame_hosts(edition),
        "kicker_address": _address_of_kicker(edition),
        "mail": mail_of(edition, address),
    }


def _address_of_kicker(edition: Edition) -> str:
    """Return the address of the topic that a kicker names; "" where it names none."""
    topics = listed_names(edition).topics if edition.kicker else ()
    return next((each.address for each in topics if each.name == edition.kicker), "")


def mail_of(edition: Edition, address: str) -> str:
    """Return the address at which a mail program writes a letter with a link to the page."""
    return f"mailto:?{urlencode({'subject': edition.headline, 'body': address}, quote_via=quote)}"


def with_report_links(body: str) -> str:
    """Return a body with a link to report an error beside that of each paragraph to itself."""
    label = escape(gettext("Report an error in this paragraph"))
    link = (
        f'<a class="report" href="report/?paragraph=\\1" rel="nofollow" lang="{site_language()}" '
        f'aria-label="{label}"></a>'
    )
    return _PERMALINK.sub(rf"\g<0>{link}", body)


def frame_hosts(edition: Edition) -> list[str]:
    """Return the hosts that players of the page call, of those that the site has now."""
    if not edition.frame_hosts:
        return []
    hosts = hosts_of_players(settings.PLAYERS)
    return [host for host in edition.frame_hosts if host in hosts]


def page_policy(edition: Edition) -> str:
    """Return what the page needs beyond the site's Content-Security-Policy; "" for nothing."""
    hosts = frame_hosts(edition)
    return f"frame-src {' '.join(f'https://{host}' for host in hosts)}" if hosts else ""


def page_date(value: datetime) -> PageDate:
    """Return a datetime in the site's time zone."""
    local = localtime(value)
    # HTML's `datetime` takes no more than milliseconds.
    return PageDate(local.isoformat(timespec="seconds"), _written(local, site_language()))


@lru_cache(1024)
def _written(local: datetime, language: str) -> str:
    """Return a datetime in a language, with its zone. Django takes its time over it."""
    date, time = date_format(local, "DATE_FORMAT"), date_format(local, "TIME_FORMAT")
    return f"{date}, {time} {local:%Z}"


def today() -> str:
    """Return the day that it is in the site's time zone, in words: "Sunday 29 November 2026"."""
    day = localdate()
    return pgettext("day of the week, then the date", "%(weekday)s %(date)s") % {
        "weekday": date_format(day, "l"),
        "date": date_format(day, "DATE_FORMAT"),
    }


def text_direction(language: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 tag, `auto` (HTML: by its first letter) if unknown.

    A script in the tag decides over the language: Azerbaijani is `ltr`, `az-Arab` is not.
    """
    subtags = language.lower().split("-")
    script = next((tag for tag in subtags[1:] if len(tag) == 4 and tag.isalpha()), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    try:
        return "rtl" if get_language_info(subtags[0])["bidi"] else "ltr"
    except KeyError:
        return "auto"
