"""Links: where the articles lead, by address and host."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from articles.admin.part import PartPage, link_to
from articles.admin.source_links import source_link
from articles.documents.article import Kind
from articles.models import Link


class HostFilter(admin.SimpleListFilter):
    """The hosts that most links lead to; the search field finds the others."""

    title = "host"
    parameter_name = "host"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        hosts = Link.objects.exclude(host="").order_by().values_list("host")
        most = hosts.annotate(number=Count("pk")).order_by("-number", "host")[:12]
        return [(host, f"{host} ({number})") for host, number in most]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(host=self.value()) if self.value() else queryset


class PlaceFilter(admin.SimpleListFilter):
    title = "place"
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("shown", "Shown to readers"), ("noise", "In noise")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "shown":
                return queryset.exclude(paragraph__kind=Kind.NOISE)
            case "noise":
                return queryset.filter(paragraph__kind=Kind.NOISE)
        return queryset


@admin.register(Link)
class LinkAdmin(PartPage[Link]):
    list_display = ("short_url", "host", "text", "in_paragraph", "in_article", "in_source")
    list_filter = (PlaceFilter, HostFilter)
    list_select_related = ("paragraph__article",)
    search_fields = ("url", "text", "title", "paragraph__article__headline")
    fields = ("address", "host", "text", "title", "in_paragraph", "in_article", "in_source")
    ordering = ("-pk",)

    @admin.display(description="address", ordering="url")
    def short_url(self, link: Link) -> str:
        return Truncator(link.url).chars(80)

    @admin.display(description="address")
    def address(self, link: Link) -> SafeString:
        return format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', link.url)

    @admin.display(description="paragraph")
    def in_paragraph(self, link: Link) -> SafeString:
        page = reverse("admin:articles_paragraph_change", args=[link.paragraph_id])
        text = Truncator(link.paragraph.text).chars(60)
        return format_html('<a href="{}">{}</a>', page, text)

    @admin.display(description="article", ordering="paragraph__article")
    def in_article(self, link: Link) -> SafeString:
        return link_to(link.paragraph.article)

    @admin.display(description="source")
    def in_source(self, link: Link) -> SafeString | str:
        paragraph = link.paragraph
        return source_link(paragraph.article, paragraph.uid, paragraph.origin)
