"""Sections: a list to search, each leading to its article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.lists.filters import ChoiceFilter
from articles.admin.lists.keyset_list import Order
from articles.admin.lists.search import of_articles
from articles.admin.part import PartPage, link_to
from articles.admin.source.links import source_link
from articles.documents.editing.html import byline_id
from articles.models import Section


class HeadingFilter(ChoiceFilter):
    title = gettext_lazy("heading")
    parameter_name = "heading"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("With a heading")), ("no", _("Without a heading"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "yes":
                return queryset.exclude(heading="")
            case "no":
                return queryset.filter(heading="")
        return queryset


@admin.register(Section)
class SectionAdmin(PartPage[Section]):
    list_display = ("__str__", "byline", "content_paragraphs", "in_article", "in_source")
    list_filter = (HeadingFilter,)
    search_fields = ("heading", "byline", "article__headline")
    fields = ("in_article", "in_source", "heading", "byline", "content_paragraphs")
    list_select_related = ("article",)
    ordering = ("-article", "position")
    keysets: ClassVar[Mapping[str, Order]] = {"article": ("-article_id", "position")}
    sortable_by = ("in_article",)

    def figured(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        content = Count("paragraphs", filter=Q(paragraphs__noise=False))
        sections: QuerySet[Section] = rows.annotate(paragraph_count=content)
        return sections

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        columns = ("heading", "byline", "article__headline")
        return of_articles(queryset, search_term, "article", *columns), False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        section = super().get_object(request, object_id, from_field)
        return section and self.figured(Section.objects.filter(pk=section.pk)).get()

    @admin.display(description=gettext_lazy("article"), ordering="article")
    def in_article(self, section: Section) -> SafeString:
        return link_to(section.article)

    @admin.display(description=gettext_lazy("source"))
    def in_source(self, section: Section) -> SafeString:
        """Return links to the block of the heading, then of the byline."""
        lines = [
            (section.heading, section.uid, section.heading_origin),
            (section.byline, byline_id(section.uid), section.byline_origin),
        ]
        links = [
            source_link(section.article, target, block) for text, target, block in lines if text
        ]
        return format_html_join(", ", "{}", ((link,) for link in links if link))

    # Not named as the rows are: Django would sort by those, and repeat the section for each.
    @admin.display(description=gettext_lazy("paragraphs"))
    def content_paragraphs(self, section: Any) -> int:
        return int(section.paragraph_count)
