"""The list of articles: its columns, search and actions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import smart_split, unescape_string_literal
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import store
from articles.admin.access import ArticleAccess, author_of
from articles.admin.article.embargo import confirms_embargo
from articles.admin.article.filters import (
    ChangedFilter,
    ConflictFilter,
    DuplicateFilter,
    HeadlineFilter,
    LanguageFilter,
    PublisherFilter,
    ReviewFilter,
    StateFilter,
)
from articles.admin.article.selected import (
    PUBLISHING,
    TRASHING,
    WITHDRAWING,
    confirmed_of,
    publishing_context,
)
from articles.datetimes import format_datetime
from articles.models import Article, Conflict, Duplicate, LabelReview, Link, Paragraph, Section
from articles.models.article import State
from articles.publishing.publish import PublishRefused, publish, withdraw


class FiguredChangeList(ChangeList):
    """Counts for the rows of one page alone: no other page of the article needs the figures."""

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Article]:
        queryset: QuerySet[Article] = super().get_queryset(request, *args, **kwargs)
        return queryset.annotate(
            open_label_review_count=_count_of(LabelReview.objects.open(), "article"),
            conflict_count=_count_of(Conflict.objects.open(), "article"),
            is_carried_twice=Exists(_open_duplicates()),
            section_count=_count_of(Section.objects.all(), "article"),
            paragraph_count=_count_of(Paragraph.objects.content(), "article"),
            link_count=_count_of(Link.objects.all(), "paragraph__article"),
        )


class ArticleList(ArticleAccess):
    list_display = (
        "headline_and_mark",
        "state_mark",
        "source_name",
        "sections_counted",
        "paragraphs_counted",
        "links_counted",
        "changed",
    )
    list_filter = (
        ReviewFilter,
        ConflictFilter,
        DuplicateFilter,
        StateFilter,
        HeadlineFilter,
        ("changed_at", ChangedFilter),
        LanguageFilter,
        PublisherFilter,
    )
    list_per_page = 50
    # Tells Django to show the search field; `get_search_results` does the searching.
    search_fields = ("headline",)
    show_full_result_count = False
    actions = ("publish_selected", "withdraw_selected", "delete_selected")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return FiguredChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        return holding(queryset, search_term), False

    @admin.display(description=gettext_lazy("headline"), ordering="headline")
    def headline_and_mark(self, article: Any) -> SafeString | str:
        marks = [_("provisional")] if article.headline_provisional else []
        if number := article.open_label_review_count:
            text = ngettext(
                "%(number)d block needs a look", "%(number)d blocks need a look", number
            )
            marks.append(text % {"number": number})
        if article.conflict_count:
            marks.append(_("source updates"))
        if article.is_carried_twice:
            marks.append(_("duplicate"))
        shown = format_html_join("", ' <em class="mark">{}</em>', ((mark,) for mark in marks))
        return format_html("{}{}", article.headline, shown)

    # Sorting is offered by what is stored: the state and the counts are worked out for its rows.
    # None is named as the rows are: Django would sort by those, and repeat the article for each.
    @admin.display(description=gettext_lazy("state"))
    def state_mark(self, article: Any) -> SafeString:
        return format_html(
            '<span class="state state-{}">{}</span>', article.state, State(article.state).label
        )

    @admin.display(description=gettext_lazy("source"), ordering="source__publisher")
    def source_name(self, article: Article) -> str:
        source = article.source
        if source is None:
            return ""
        return source.publisher or PurePath(source.file).name or source.external_id

    @admin.display(description=gettext_lazy("sections"))
    def sections_counted(self, article: Any) -> int:
        return int(article.section_count)

    @admin.display(description=gettext_lazy("paragraphs"))
    def paragraphs_counted(self, article: Any) -> int:
        return int(article.paragraph_count)

    @admin.display(description=gettext_lazy("links"))
    def links_counted(self, article: Any) -> int:
        return int(article.link_count)

    @admin.display(description=gettext_lazy("changed"), ordering="changed_at")
    def changed(self, article: Article) -> str:
        moment = format_datetime(article.changed_at)
        if not article.changed_by:
            return moment
        return _("%(moment)s by %(editor)s") % {"moment": moment, "editor": article.changed_by}

    @admin.action(description=gettext_lazy("Publish selected articles"), permissions=["publish"])
    def publish_selected(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> HttpResponse | None:
        confirmed = confirmed_of(request, queryset)
        if confirmed is None:
            context = {**self._context(request), **publishing_context(request, queryset)}
            return PUBLISHING.ask(request, queryset, context)
        published = [article for article in confirmed if self._published(request, article)]
        for article in published:
            self.log_change(request, article, _("Published."))
        if published:
            text = ngettext(
                "%(number)d article is live.", "%(number)d articles are live.", len(published)
            )
            self.message_user(request, text % {"number": len(published)}, messages.SUCCESS)
        return None

    def _published(self, request: HttpRequest, article: Article) -> bool:
        try:
            publish(article, by=author_of(request), despite_embargo=confirms_embargo(request))
        except PublishRefused as refused:
            text = _("Not published: “%(headline)s”. %(reason)s")
            values = {"headline": article.headline, "reason": refused}
            self.message_user(request, text % values, messages.ERROR)
            return False
        return True

    @admin.action(description=gettext_lazy("Withdraw selected articles"), permissions=["publish"])
    def withdraw_selected(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> HttpResponse | None:
        confirmed = confirmed_of(request, queryset)
        if confirmed is None:
            return WITHDRAWING.ask(request, queryset, self._context(request))
        withdrawn = [article for article in confirmed if withdraw(article)]
        for article in withdrawn:
            self.log_change(request, article, _("Withdrawn."))
        text = ngettext(
            "%(number)d article is withdrawn.",
            "%(number)d articles are withdrawn.",
            len(withdrawn),
        )
        self.message_user(request, text % {"number": len(withdrawn)}, messages.SUCCESS)
        return None

    # By this name it stands in the place of Django's, which deletes for good.
    @admin.action(
        description=gettext_lazy("Put selected articles into the trash"), permissions=["delete"]
    )
    def delete_selected(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> HttpResponse | None:
        confirmed = confirmed_of(request, queryset)
        if confirmed is None:
            return TRASHING.ask(request, queryset, self._context(request))
        articles = list(confirmed)
        going = [each for each in articles if self.has_delete_permission(request, each)]
        number = store.delete([each.pk for each in going], by=author_of(request))
        self.log_deletions(request, going)
        text = ngettext(
            "%(number)d article is in the trash.", "%(number)d articles are in the trash.", number
        )
        self.message_user(request, text % {"number": number}, messages.SUCCESS)
        if len(going) < len(articles):
            text = _("Those that readers see are left: to withdraw them is a right of its own.")
            self.message_user(request, text, messages.ERROR)
        return None

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts}


def holding(articles: QuerySet[Article], term: str) -> QuerySet[Article]:
    """Return the articles that hold every word of the term; a quoted phrase is one word."""
    for word in words_of(term):
        paragraphs = Paragraph.objects.filter(article=OuterRef("pk")).holding(word)
        articles = articles.filter(
            Q(headline__icontains=word)
            | Q(standfirst__icontains=word)
            | Q(slug__icontains=word)
            | Exists(paragraphs)
        )
    return articles


def words_of(term: str) -> Iterable[str]:
    """Yield the words of a search term."""
    for word in smart_split(term):
        is_quoted = len(word) > 1 and word[0] in "\"'" and word[0] == word[-1]
        yield unescape_string_literal(word) if is_quoted else word


def _open_duplicates() -> QuerySet[Duplicate]:
    either = Q(earlier=OuterRef("pk")) | Q(later=OuterRef("pk"))
    return Duplicate.objects.open().filter(either).order_by()


def _count_of(rows: QuerySet[Any], article: str) -> Coalesce:
    counted = rows.filter(**{article: OuterRef("pk")}).order_by().values(article)
    number = counted.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)
