"""The trash: what was deleted, by whom and when; restored from here, or deleted for good."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles import store
from articles.admin.access import author_of
from articles.admin.article.selected import PURGING
from articles.admin.confirmation import confirmed_of
from articles.admin.erasure.page import may_erase
from articles.admin.part import ReadOnlyPage
from articles.datetimes import format_datetime
from articles.models import Article, TrashedArticle

ABOUT: Final = gettext_lazy(
    "Articles that were deleted. Readers do not see them, no list or search has them, and no "
    "import changes them or brings them back."
)
GONE: Final = gettext_lazy(
    "Its text, its versions and what readers saw of it are deleted, and cannot be brought back. A "
    "tombstone keeps imports from making the article again; its source documents stay."
)


@admin.register(TrashedArticle)
class TrashedArticleAdmin(ReadOnlyPage[TrashedArticle]):
    list_display = ("headline", "deleted", "deleted_by", "publisher", "external_id")
    list_select_related = ("deleted_by",)
    search_fields = ("headline", "external_id", "publisher")
    fields = ("text", "publisher", "external_id")
    readonly_fields = ("text",)
    date_hierarchy = "deleted_at"
    ordering = ("-deleted_at", "-pk")
    actions = ("restore_selected", "delete_selected")
    delete_confirmation_template = "admin/articles/confirm_deletion.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[TrashedArticle]:
        return TrashedArticle.with_deleted.in_trash()  # type: ignore[return-value]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.restore_view))
        return [
            path("<int:pk>/restore/", view, name="articles_trashedarticle_restore"),
            *super().get_urls(),
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the user may delete: who may, may look and restore."""
        return request.user.has_perm("articles.delete_article")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may_purge = request.user.has_perm("articles.purge_article")
        return may_purge and self.has_view_permission(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return super().changelist_view(request, {"about": ABOUT, **(extra_context or {})})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {"may_erase": may_erase(request), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        words = {"title": _("Delete for good"), "note": GONE}
        return super().delete_view(request, object_id, {**words, **(extra_context or {})})

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        self._report_purged(request, 1)
        return HttpResponseRedirect(reverse("admin:articles_trashedarticle_changelist"))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return nothing to list or to refuse: an article goes with all its parts."""
        return [], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: TrashedArticle) -> None:
        store.purge([obj.pk], by=author_of(request))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Log it of the articles, as what they are."""
        keys = [article.pk for article in queryset]
        return super().log_deletions(request, Article.with_deleted.filter(pk__in=keys))

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take one article out of the trash, and lead to its page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        self._restore(request, article)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def _restore(self, request: HttpRequest, trashed: TrashedArticle) -> None:
        restored = store.undelete(trashed.pk, by=author_of(request))
        article = restored.article
        # Of the article, as what it is now.
        self.log_change(request, article, _("Restored from the trash."))
        page = reverse("admin:articles_article_change", args=[article.pk])
        link = format_html('<a href="{}">{}</a>', page, article.headline)
        told = format_html(_("Restored, and not published: {link}"), link=link)
        # No success: the editor's page would take that for the arrival of a text that was sent in
        # vain while the article was here, and forget it.
        self.message_user(request, told, messages.WARNING)
        if restored.lost_slug:
            text = _("Another article has the slug %(lost)s now: this one has %(slug)s instead.")
            values = {"lost": restored.lost_slug, "slug": article.slug}
            self.message_user(request, text % values, messages.WARNING)

    @admin.display(description=gettext_lazy("deleted"), ordering="deleted_at")
    def deleted(self, article: TrashedArticle) -> str:
        return format_datetime(article.deleted_at) if article.deleted_at else ""

    @admin.display(description=gettext_lazy("text"))
    def text(self, article: TrashedArticle) -> SafeString:
        return render_to_string(
            "admin/articles/article/text.html", {"document": store.load(article)}
        )

    @admin.action(description=gettext_lazy("Restore selected articles"), permissions=["view"])
    def restore_selected(self, request: HttpRequest, queryset: QuerySet[TrashedArticle]) -> None:
        for article in queryset.order_by("pk"):
            self._restore(request, article)

    @admin.action(
        description=gettext_lazy("Delete selected articles for good"), permissions=["delete"]
    )
    def delete_selected(
        self, request: HttpRequest, queryset: QuerySet[TrashedArticle]
    ) -> HttpResponse | None:
        confirmed = confirmed_of(request, queryset)
        if confirmed is None:
            context = {**self.admin_site.each_context(request), "opts": self.opts, "note": GONE}
            return PURGING.ask(request, queryset, context)
        self.log_deletions(request, confirmed)
        number = store.purge([article.pk for article in confirmed], by=author_of(request))
        self._report_purged(request, number)
        return None

    def _report_purged(self, request: HttpRequest, number: int) -> None:
        text = ngettext(
            "%(number)d article is deleted for good.",
            "%(number)d articles are deleted for good.",
            number,
        )
        self.message_user(request, text % {"number": number}, messages.SUCCESS)
