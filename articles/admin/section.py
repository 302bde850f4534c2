"""Sections: a list to search, each leading to its article."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.admin.part import PartPage, link_to
from articles.documents.article import Kind
from articles.models import Section


class HeadingFilter(admin.SimpleListFilter):
    title = "heading"
    parameter_name = "heading"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "With a heading"), ("no", "Without one")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "yes":
                return queryset.exclude(heading="")
            case "no":
                return queryset.filter(heading="")
        return queryset


@admin.register(Section)
class SectionAdmin(PartPage[Section]):
    list_display = ("__str__", "byline", "paragraphs", "in_article")
    list_filter = (HeadingFilter,)
    search_fields = ("heading", "byline", "article__headline")
    fields = ("in_article", "heading", "byline", "paragraphs")
    ordering = ("-article", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        content = Count("paragraphs", filter=~Q(paragraphs__kind=Kind.NOISE))
        sections = super().get_queryset(request).select_related("article")
        return sections.annotate(paragraph_count=content)

    @admin.display(description="article", ordering="article")
    def in_article(self, section: Section) -> SafeString:
        return link_to(section.article)

    @admin.display(ordering="paragraph_count")
    def paragraphs(self, section: Any) -> int:
        return int(section.paragraph_count)
