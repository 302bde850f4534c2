"""The lists and pages of topics, authors and publishers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Func, IntegerField, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.listings.follow import follow_listing
from articles.admin.listings.form import ListingForm
from articles.admin.listings.merge import MergeListings
from articles.admin.lists.keyset_list import KeysetList
from articles.admin.numbers import integer
from articles.admin.pictures.chosen import ChoosesPictures
from articles.admin.pictures.files import picture_address
from articles.counts import CAP, CappedCount
from articles.listings.change import OnlySpelling, save_listing, split_spelling
from articles.listings.names import listing_key
from articles.models import (
    Author,
    ListedEdition,
    Listing,
    ListingKind,
    ListingSpelling,
    Publisher,
    Topic,
)


class _Articles(Func):
    """Count what is listed, and no more than tells that it is above the cap."""

    template = (
        f"(SELECT COUNT(*) FROM (SELECT 1 FROM {ListedEdition._meta.db_table} "  # noqa: S608
        f"WHERE listing_id = %(expressions)s LIMIT {CAP + 1}) AS subquery)"
    )
    output_field = IntegerField()


@admin.register(Topic, Author, Publisher)
class ListingAdmin(KeysetList, MergeListings, ChoosesPictures):
    """What the desk has of each kind of listing."""

    form = ListingForm
    list_display = ("name", "slug", "articles", "spelled", "described")
    list_per_page = 50
    sortable_by = ()
    ordering = ("slug",)
    # Anything: `get_search_results` looks among the spellings.
    search_fields = ("name",)
    fields = ("name", "slug", "about", "picture", "portrait", "spelled", "led_from")
    readonly_fields = ("portrait", "spelled", "led_from")
    autocomplete_fields = ("picture",)
    actions = ("merge_selected",)
    change_form_template = "admin/articles/listing/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.split_view))
        name = f"articles_{self.opts.model_name}_split"
        return [path("<int:pk>/split/", view, name=name), *super().get_urls()]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return those of which a spelling has what is typed, whatever its case and accents."""
        key = listing_key(ListingKind.TOPIC, search_term)
        if not key:
            return queryset, False
        spellings = ListingSpelling.objects.filter(kind=self.model.KIND, key__contains=key)
        return queryset.filter(pk__in=spellings.values("listing")), False

    def get_actions(self, request: HttpRequest) -> Any:
        """Return them without deletion: what has articles is merged or renamed."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request: HttpRequest, obj: Listing | None = None) -> bool:
        """Return whether the user may delete: nothing that articles are listed under."""
        is_free = obj is None or not obj.listed.exists()
        return is_free and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Listing, form: Any, change: bool) -> None:
        save_listing(obj)
        if change and "slug" in form.changed_data:
            follow_listing(self, request, obj)

    def view_on_site(self, obj: Listing) -> str:
        return obj.get_absolute_url()

    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a listing of its own of one of its spellings."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        listing = get_object_or_404(self.model, pk=pk)
        chosen = listing.spellings.filter(pk=integer(request.POST.get("spelling", "")) or 0)
        spelling = get_object_or_404(chosen.select_related("listing"))
        try:
            own = split_spelling(spelling)
        except OnlySpelling as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return self._to_page(pk)
        self.log_change(request, listing, _("Split off: %(name)s.") % {"name": own.name})
        text = _("“%(name)s” goes its own way now: this is its page.")
        self.message_user(request, text % {"name": own.name}, messages.SUCCESS)
        follow_listing(self, request, own)
        return self._to_page(own.pk)

    def _to_page(self, pk: int) -> HttpResponse:
        page = reverse(f"admin:articles_{self.opts.model_name}_change", args=[pk])
        return HttpResponseRedirect(page)

    def figured(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        spellings = Prefetch("spellings", ListingSpelling.objects.order_by())
        counted: QuerySet[Any] = rows.annotate(number=_Articles(F("pk")))
        return counted.prefetch_related(spellings)

    def with_counts(self, found: list[Listing]) -> list[Any]:
        rows = self.figured(self.model.objects.filter(pk__in=[each.pk for each in found]))
        counted = [(each, CappedCount(each.number)) for each in rows.order_by("slug")]
        return sorted(counted, key=lambda each: -each[1])

    @admin.display(description=gettext_lazy("articles"))
    def articles(self, listing: Any) -> str:
        return str(CappedCount(listing.number))

    @admin.display(description=gettext_lazy("spellings"))
    def spelled(self, listing: Listing) -> SafeString:
        found = sorted(each.spelling for each in listing.spellings.all())
        return format_html_join(", ", "<bdi>{}</bdi>", ((each,) for each in found))

    @admin.display(description=gettext_lazy("about"))
    def described(self, listing: Listing) -> str:
        return _("Written") if listing.about else "–"

    @admin.display(description=gettext_lazy("how it is seen"))
    def portrait(self, listing: Listing) -> SafeString | str:
        if listing.picture is None:
            return "–"
        address = picture_address(listing.picture.sha256)
        return format_html('<img class="portrait" src="{}" alt="{}">', address, listing.picture.alt)

    @admin.display(description=gettext_lazy("former slugs"))
    def led_from(self, listing: Listing) -> str:
        """Return the slugs that lead to it, too."""
        slugs = listing.former_slugs.values_list("slug", flat=True).order_by("slug")
        return ", ".join(slugs) or "–"
