"""An article leaves its readers for a reason: what they find at its address from then on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from articles.models import Article, Edition
from articles.models.edition import Withdrawal
from articles.publishing.publish import PublishRefused, withdraw
from articles.publishing.work import tell_soon

# By what public pages are known among all addresses.
_PAGES: Final = "articles.site."
_ARTICLE: Final = "article"


@dataclass(frozen=True, slots=True)
class Departure:
    """What readers find: that it is gone and why, a notice, or the page at the path `leads_to`."""

    kind: Withdrawal = Withdrawal.GONE
    note: str = ""
    leads_to: str = ""


class LeadsNowhere(PublishRefused):
    """Readers would be sent to an address at which there is nothing for them."""


@transaction.atomic
def depart(article: Article, departure: Departure) -> int:
    """Withdraw an article at once and say what its readers find; return the editions ended.

    Of one that is withdrawn already, only what they find is changed.
    """
    ended = withdraw(article)
    Edition.objects.filter(article=article.pk).begun().update(
        withdrawal=departure.kind,
        withdrawal_note=departure.note,
        leads_to=departure.leads_to,
    )
    tell_soon([article.pk])
    return ended


def path_here(article: Article, written: str, host: str) -> str:
    """Return the path of an address on this site, which `host` serves, for readers of an article.

    Raises `LeadsNowhere` for what is elsewhere, none of the public pages, or not live.
    """
    try:
        parts = urlsplit(written.strip())
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("", "http", "https") or parts.netloc not in ("", host):
        raise LeadsNowhere(_("That is another site. Write an address of this one."))
    path = unquote(parts.path)
    try:
        found = resolve(path)
    except Resolver404:
        raise LeadsNowhere(_("There is no such page here.")) from None
    if not found.func.__module__.startswith(_PAGES):
        raise LeadsNowhere(_("That is no page for readers."))
    if found.url_name == _ARTICLE:
        _check_article(article, found.kwargs["slug"])
    return iri_to_uri(path)


def _check_article(article: Article, slug: str) -> None:
    target = Edition.objects.live().filter(slug=slug).first()
    if target is None:
        raise LeadsNowhere(_("No article is live there: publish it first, or choose another."))
    if target.article_id == article.pk:
        raise LeadsNowhere(_("That is the article itself."))
