"""Links: where the articles lead, by address and host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.lists.filters import ChoiceFilter
from articles.admin.lists.keyset_list import KeysetChangeList
from articles.admin.lists.search import beginning_with, of_articles
from articles.admin.part import PartPage, link_to
from articles.admin.source.links import source_link
from articles.counts import capped_counts
from articles.documents.urls.canonical import url_hash
from articles.documents.urls.host import host_of
from articles.models import Link
from articles.publishing.links import articles_at_urls

# All links of an archive would take seconds to count.
_NEWEST: Final = 1000
_HOSTS: Final = 12


def _find_articles(links: Iterable[Any]) -> None:
    """Give each link the article here that it leads to, as `leads_to`, in one query."""
    numbers = [(link, url_hash(link.url)) for link in links]
    found = articles_at_urls([number for _, number in numbers if number is not None])
    for link, number in numbers:
        link.leads_to = None if number is None else found.get(number)


class _LinksOfAPage(KeysetChangeList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        _find_articles(self.result_list)


class HostFilter(ChoiceFilter):
    """Offer the hosts that most of the newest links lead to; the search field finds the others."""

    title = gettext_lazy("host")
    parameter_name = "host"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        newest = Link.objects.order_by("-pk").values_list("host", flat=True)[:_NEWEST]
        most = Counter(host for host in newest if host).most_common(_HOSTS)
        hosts = [host for host, _ in most]
        numbers = capped_counts([[Link.objects.filter(host=host)] for host in hosts])
        return [(host, f"{host} ({number})") for host, number in zip(hosts, numbers, strict=True)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(host=self.value()) if self.value() else queryset


class PlaceFilter(ChoiceFilter):
    title = gettext_lazy("shown or in noise")
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("shown", _("Shown to readers")), ("noise", _("In noise"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "shown":
                return queryset.filter(paragraph__noise=False)
            case "noise":
                return queryset.filter(paragraph__noise=True)
        return queryset


@admin.register(Link)
class LinkAdmin(PartPage[Link]):
    of_article = "paragraph__article"
    list_display = (
        "short_url", "text", "article_there", "in_paragraph", "in_article", "in_source",
    )  # fmt: skip
    list_filter = (PlaceFilter, HostFilter)
    list_select_related = ("paragraph__article",)
    search_fields = ("url", "text", "title", "paragraph__article__headline")
    fields = (
        "address", "article_there", "host", "text", "title", "in_paragraph", "in_article",
        "in_source",
    )  # fmt: skip
    ordering = ("-pk",)
    sortable_by = ()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return _LinksOfAPage

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return what is found by its host, or a beginning of that; else by words."""
        term = search_term.strip()
        if not term:
            return queryset, False
        if "." in term and " " not in term:
            address = term if "//" in term else f"//{term}"
            host = host_of(address) or term.casefold()
            of_host = queryset.filter(host=host)
            if of_host.exists():
                return of_host, False
            return queryset.filter(beginning_with("host", host)), False
        columns = ("text", "title", "url", "paragraph__article__headline")
        return of_articles(queryset, term, "paragraph__article", *columns), False

    @admin.display(description=gettext_lazy("address"), ordering="url")
    def short_url(self, link: Link) -> str:
        return Truncator(link.url).chars(80)

    @admin.display(description=gettext_lazy("address"))
    def address(self, link: Link) -> SafeString:
        return format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', link.url)

    @admin.display(description=gettext_lazy("leads to"), empty_value="")
    def article_there(self, link: Any) -> SafeString | None:
        """Return a link to the article here with this address, a draft too."""
        if not hasattr(link, "leads_to"):
            _find_articles([link])
        return link_to(link.leads_to) if link.leads_to else None

    @admin.display(description=gettext_lazy("paragraph"))
    def in_paragraph(self, link: Link) -> SafeString:
        page = reverse("admin:articles_paragraph_change", args=[link.paragraph_id])
        text = Truncator(link.paragraph.text).chars(60)
        return format_html('<a href="{}">{}</a>', page, text)

    @admin.display(description=gettext_lazy("article"), ordering="paragraph__article")
    def in_article(self, link: Link) -> SafeString:
        return link_to(link.paragraph.article)

    @admin.display(description=gettext_lazy("source"))
    def in_source(self, link: Link) -> SafeString | str:
        paragraph = link.paragraph
        return source_link(paragraph.article, paragraph.uid, paragraph.origin)
