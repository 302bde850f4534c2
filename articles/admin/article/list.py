"""The list of articles: its columns, search and actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import Any, ClassVar, Final

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR, ChangeList
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import store
from articles.admin.access import ArticleAccess, author_of
from articles.admin.article.embargo import confirms_embargo
from articles.admin.article.figures import figured
from articles.admin.article.filters import (
    ChangedFilter,
    ConflictFilter,
    DuplicateFilter,
    HeadlineFilter,
    LanguageFilter,
    MineFilter,
    PublisherFilter,
    ReviewFilter,
    StateFilter,
    WaitingFilter,
)
from articles.admin.article.led_here import led_here
from articles.admin.article.selected import (
    PUBLISHING,
    TRASHING,
    WITHDRAWING,
    publishing_context,
)
from articles.admin.article.views import BEST, FILTERS, ListView, view_of, views_for
from articles.admin.confirmation import confirmed_of
from articles.admin.lists.keyset_list import KeysetChangeList, KeysetList, Order
from articles.admin.numbers import integer
from articles.admin.release_sets.choose import GatherAction
from articles.counts import CAP, CappedCount, capped_counts
from articles.datetimes import format_recent
from articles.keyset import AFTER, BEFORE, KeysetPage
from articles.models import Article
from articles.models.article import HEADLINE_KEY
from articles.publishing.publish import PublishRefused, publish, withdraw
from articles.publishing.states import settle_states
from articles.search.find import best_matching, matching
from articles.search.marked import Marked
from articles.search.query import Query, parse_query
from articles.search.suggest import meant

# What the bar below the list offers; each asks before it does anything.
_BULK: Final = (
    ("publish_selected", gettext_lazy("Publish…")),
    ("gather_selected", gettext_lazy("Put into a set…")),
    ("withdraw_selected", gettext_lazy("Withdraw…")),
    ("delete_selected", gettext_lazy("Put into the trash…")),
)


class ArticleChangeList(KeysetChangeList):
    """Page by the keys of articles alone; the figures of a row are made for those shown."""

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Article]:
        # States are kept, and none is worked out: but see `ArticleList.response_action`.
        self.root_queryset = Article.objects.alias(headline_key=HEADLINE_KEY)
        queryset: QuerySet[Article] = super().get_queryset(request, *args, **kwargs)
        return queryset

    own_parameters = (BEST,)
    _best_number: CappedCount | None = None

    def get_results(self, request: HttpRequest) -> None:
        self.request: Any = request
        settle_states()
        super().get_results(request)

    @cached_property
    def asked(self) -> Query:
        """Return what was typed into the search field; nothing of it is an error."""
        return parse_query(self.query)

    @property
    def is_best_first(self) -> bool:
        return bool(self.asked.terms) and BEST in self.params and ORDER_VAR not in self.params

    @property
    def other_order(self) -> str:
        """Return the address of what is found in the other of its two orders."""
        change = {BEST: None if self.is_best_first else "1", ORDER_VAR: None}
        return self.get_query_string(change)

    @cached_property
    def meant(self) -> Query | None:
        """Return what was meant, where nothing is found."""
        return meant(Article.objects.all(), self.asked) if self.asked else None

    @property
    def meant_address(self) -> str:
        return self.get_query_string({SEARCH_VAR: self.meant.typed if self.meant else None})

    def found_page(self, request: HttpRequest, size: int) -> KeysetPage[Any]:
        if not self.is_best_first:
            return super().found_page(request, size)
        # They are a list of keys: a page of it is told by its number.
        keys = best_matching(self.queryset, self.asked)
        self._best_number, keys = CappedCount(len(keys)), keys[:CAP]
        number = integer(request.GET.get(AFTER) or request.GET.get(BEFORE) or "") or 0
        rows = [Article(pk=key) for key in keys[number * size : (number + 1) * size]]
        following = str(number + 1) if (number + 1) * size < len(keys) else None
        return KeysetPage(rows, str(number - 1) if number else None, following)

    def counted(self) -> CappedCount:
        # Those that were ranked are counted.
        return super().counted() if self._best_number is None else self._best_number

    def order(self) -> Order:
        is_by_place = self.asked and ORDER_VAR not in self.params
        return ("-place",) if is_by_place else super().order()

    def apply_select_related(self, qs: QuerySet[Any]) -> QuerySet[Any]:
        return qs

    def paged(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows with no more than the columns that they are sorted by."""
        if self.asked and ORDER_VAR in self.params:
            # No index has what is found in another order than the newest first.
            newest = list(rows.values_list("pk", flat=True)[:CAP])
            rows = Article.objects.filter(pk__in=newest)
        elif self.asked:
            rows = rows.annotate(place=F("words__index__place"))
        rows = rows.annotate(headline_key=HEADLINE_KEY)
        return rows.only("pk", "changed_at", "kept_state", "kept_state_at")

    def shown(self, request: HttpRequest, rows: Sequence[Any]) -> Sequence[Any]:
        articles: list[Any] = figured([row.pk for row in rows], author_of(request), self.asked)
        kept: dict[str, Any] = {"preserved_filters": self.preserved_filters, "opts": self.opts}
        for article in articles:
            page = reverse("admin:articles_article_change", args=[article.pk])
            article.address = add_preserved_filters(kept, page)
        return articles

    @property
    def views(self) -> Iterator[tuple[ListView, CappedCount, bool]]:
        """Yield what the list offers to look at, how many articles each has, and which it is."""
        shown = view_of(self.params)
        views = list(views_for(self.request.user))
        counted = [view for view in views if view.counted and self._known_of(view) is None]
        numbers = iter(capped_counts([view.counted for view in counted]))
        for view in views:
            number = next(numbers) if view in counted else self._number_of(view)
            yield view, number, view.parameters == shown

    @property
    def saving_address(self) -> str:
        """Return the address where what is shown is saved as a view."""
        return f"{reverse('admin:articles_article_views')}?{urlencode(view_of(self.params))}"

    @cached_property
    def _counted_already(self) -> dict[frozenset[tuple[str, str]], CappedCount]:
        """Return the numbers that the list and its filters tell, by the parameters of a view."""
        found = {
            frozenset({(str(spec.parameter_name), spec.waits[0])}): spec.number
            for spec in self.filter_specs
            if isinstance(spec, WaitingFilter)
        }
        if (shown := view_of(self.params)) == self.params:
            found[frozenset(shown.items())] = CappedCount(self.result_count)
        return found

    def _known_of(self, view: ListView) -> CappedCount | None:
        return self._counted_already.get(frozenset(view.parameters.items()))

    def _number_of(self, view: ListView) -> CappedCount:
        if (known := self._known_of(view)) is not None:
            return known
        asked = copy(self.request)
        asked.GET = QueryDict(view.address[1:])
        asked.counts_alone = True
        counted = _CountedList(
            asked, self.model, self.list_display, self.list_display_links, self.list_filter,
            self.date_hierarchy, self.search_fields, self.list_select_related, self.list_per_page,
            self.list_max_show_all, self.list_editable, self.model_admin, self.sortable_by,
            self.search_help_text,
        )  # fmt: skip
        return counted.counted()

    @property
    def summary(self) -> str:
        """Return how many articles the list has, and of what."""
        number = {"number": self.result_count}
        text = ngettext("%(number)s article", "%(number)s articles", self.result_count) % number
        if self.query:
            text = _("%(articles)s with “%(words)s”") % {"articles": text, "words": self.query}
        chosen = [menu.title for menu in self.menus if menu.is_set]
        return ", ".join([text, *chosen])


class _CountedList(ArticleChangeList):
    """What a view finds, of which only the number is asked."""

    def get_results(self, request: HttpRequest) -> None:
        self.result_list = ()


class ArticleList(KeysetList, GatherAction, ArticleAccess):
    list_display = (
        "thumbnail",
        "headline_and_byline",
        "state_mark",
        "published",
        "length",
        "changed",
    )
    list_display_links = None
    list_filter = (
        StateFilter,
        ReviewFilter,
        ConflictFilter,
        DuplicateFilter,
        HeadlineFilter,
        ChangedFilter,
        MineFilter,
        LanguageFilter,
        PublisherFilter,
    )
    list_per_page = 50
    # Tells Django to show the search field; `get_search_results` does the searching.
    search_fields = ("headline",)
    keysets: ClassVar[Mapping[str, Order]] = {"kept_state": ("kept_state", "-changed_at", "-pk")}
    actions = ("publish_selected", "gather_selected", "withdraw_selected", "delete_selected")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        query = parse_query(search_term)
        is_filtered = any(request.GET.get(name) for name in FILTERS)
        found = matching(queryset, query, may_be_few=is_filtered) if query else queryset
        return found, False

    def response_action(
        self, request: HttpRequest, queryset: Any, *rest: Any, **named: Any
    ) -> HttpResponse | None:
        """Do an action with the selected articles, of which it is told what state they are in."""
        return super().response_action(request, queryset.with_state(), *rest, **named)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        allowed = self.get_actions(request)
        bulk = [(name, label) for name, label in _BULK if name in allowed]
        return super().changelist_view(request, {"bulk": bulk, **(extra_context or {})})

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, article: Any) -> SafeString:
        if not article.thumbnail:
            return format_html('<span class="{}"></span>', "thumb")
        return format_html(
            '<img class="thumb" src="{}" alt="" width="64" height="48" loading="lazy">',
            article.thumbnail,
        )

    @admin.display(description=gettext_lazy("headline"), ordering="headline_key")
    def headline_and_byline(self, article: Any) -> SafeString:
        marks = format_html_join(" ", '<em class="mark">{}</em>', ((m,) for m in _marks(article)))
        return format_html(
            '<a class="headline-link" href="{}"{} dir="auto">{}</a> {}<p><bdi>{}</bdi>{}</p>',
            article.address,
            format_html(' lang="{}"', article.language) if article.language else "",
            _with_marks(article.found_headline),
            marks,
            ", ".join(article.bylines) or _("No byline"),
            format_html(' <span class="found"><bdi>{}</bdi></span>', _with_marks(article.found))
            if article.found
            else "",
        )

    @admin.display(description=gettext_lazy("state"), ordering="kept_state")
    def state_mark(self, article: Any) -> SafeString:
        return format_html(
            '<span class="state state-{}">{}</span>', article.kept_state, article.state_label
        )

    @admin.display(description=gettext_lazy("published"), ordering="kept_state_at")
    def published(self, article: Article) -> str:
        """Return when readers first saw it, when they will, or when it was withdrawn."""
        return format_recent(article.kept_state_at) if article.kept_state_at else ""

    @admin.display(description=gettext_lazy("words"))
    def length(self, article: Any) -> str:
        return f"{article.length:,}" if article.length else ""

    @admin.display(description=gettext_lazy("changed"), ordering="changed_at")
    def changed(self, article: Any) -> SafeString:
        return format_html(
            '{}<span class="quiet">{}</span>', format_recent(article.changed_at), article.who
        )

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
            return WITHDRAWING.ask(request, queryset, self._with_led_here(request, queryset))
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
            return TRASHING.ask(request, queryset, self._with_led_here(request, queryset))
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

    def _with_led_here(self, request: HttpRequest, queryset: QuerySet[Article]) -> dict[str, Any]:
        return {**self._context(request), "led_here": led_here([each.pk for each in queryset])}

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts}


def _with_marks(text: Iterable[Marked]) -> SafeString:
    """Return a text with what was looked for marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", t) if found else t,) for t, found in text)
    )


def _marks(article: Any) -> Iterator[str]:
    """Yield what an editor should know of an article before opening it."""
    if article.headline_provisional:
        yield _("Headline is provisional")
    if number := article.open_label_review_count:
        words = ngettext("%(number)d to look at", "%(number)d to look at", number)
        yield words % {"number": number}
    if article.conflict_count:
        yield _("Source changed")
    if article.is_carried_twice:
        yield _("Likely duplicate")
