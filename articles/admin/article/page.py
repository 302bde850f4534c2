"""The article's page: the whole article in one form, saved by `articles.store` alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import store
from articles.admin.access import ChangesLogged, author_of, may_take
from articles.admin.article.copies import copies_of, duplicates_page
from articles.admin.article.drafts import draft_view, drafts_page, forget_draft, lead_to_drafts
from articles.admin.article.embargo import embargo_ahead, may_break_embargo
from articles.admin.article.exchange import ExchangeMixin
from articles.admin.article.history import (
    compare_page,
    history_context,
    name_version,
    version_page,
)
from articles.admin.article.in_place import (
    asked_answer,
    is_in_place,
    last_saved,
    refused_answer,
    saved_answer,
)
from articles.admin.article.label_review import add_prompts, describe_counts, next_needing_review
from articles.admin.article.led_here import led_here
from articles.admin.article.list import ArticleList
from articles.admin.article.merge_page import (
    address_of_questions,
    describe_joined,
    keep_questions,
    merge_page,
    merge_view,
)
from articles.admin.article.owner import describe_owner, take_view
from articles.admin.article.panel import panel_context, panel_page
from articles.admin.article.pictures import lead_to_pictures
from articles.admin.article.presence import presence_view
from articles.admin.article.preview import preview_page
from articles.admin.article.preview_links import open_preview_links, preview_links_page
from articles.admin.article.publishing import (
    MOMENT,
    cancel_scheduled,
    chosen_moments,
    publish_saved,
    publishes,
    unscheduled,
)
from articles.admin.article.save import SavingForm
from articles.admin.article.selected import TRASHED
from articles.admin.article.views import views_page
from articles.admin.article.withdraw import withdraw_page
from articles.admin.conflicts.page import conflicts_page, describe_open_conflicts
from articles.admin.corrections.page import correction_page, told_page
from articles.admin.erasure.page import erasure_page, may_erase
from articles.admin.notices.decide import notice_view, shown_notices
from articles.admin.numbers import integer
from articles.admin.part import may_decide_noise, may_see_sources
from articles.admin.release_sets.choose import choose_page
from articles.admin.source.pages import lead_to_origins, origin_panel, source_page
from articles.datetimes import format_recent
from articles.documents.article.metadata import METADATA_COLUMNS, METADATA_FIELDS
from articles.documents.article.rows import article_rows
from articles.locks import publish_lock
from articles.models import Article
from articles.models.version import Reason
from articles.publishing.copies import held_as_copies
from articles.publishing.release_sets import sets_of
from articles.reporting.removals import describe_gone, describe_removals

_PUBLISHING: Final = ("_publish", "_publish_now", "_cancel_schedule")
_ABOUT: Final = ("topics", "dateline", "sign_off")
_FOLLOWING: Final = ("_detach", "_attach")


@admin.register(Article)
class ArticleAdmin(ExchangeMixin, ChangesLogged, ArticleList):
    form = SavingForm
    object_history_template = "admin/articles/article/history.html"

    def get_urls(self) -> list[URLPattern]:
        return [
            self._page("history/<int:number>/", version_page, "version"),
            self._page("history/<int:number>/name/", name_version, "name_version"),
            self._page("compare/", compare_page, "compare"),
            self._page("preview/", preview_page, "preview"),
            self._page("owner/", take_view, "take"),
            self._page("panel/", panel_page, "panel"),
            self._page("withdraw/", withdraw_page, "withdraw"),
            self._page("preview-links/", preview_links_page, "preview_links"),
            self._page("source-updates/", conflicts_page, "source_updates"),
            self._page("duplicates/", duplicates_page, "duplicates"),
            self._page("source/", source_page, "source"),
            self._page("erase/", erasure_page, "erase"),
            self._page("merge/", merge_view, "merge"),
            self._page("presence/", presence_view, "presence"),
            self._page("notices/<int:notice>/", notice_view, "notice"),
            self._page("correction/", correction_page, "correction"),
            self._page("correction/<int:correction>/", told_page, "told"),
            self._page("set/", choose_page, "set"),
            self._page("source/part/", origin_panel, "origin"),
            self._page("draft/", draft_view, "draft"),
            self._site_page("add/draft/", draft_view, "new_draft"),
            self._site_page("drafts/", drafts_page, "drafts"),
            self._site_page("views/", views_page, "views"),
            *super().get_urls(),  # type: ignore[no-untyped-call]
        ]

    delete_confirmation_template = "admin/articles/confirm_deletion.html"

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        words = {
            "title": _("Put into the trash"),
            "note": TRASHED,
            "led_here": led_here([integer(unquote(object_id)) or 0]),
        }
        return super().delete_view(request, object_id, {**words, **(extra_context or {})})

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        page = reverse("admin:articles_trashedarticle_change", args=[obj_id])
        link = format_html('<a href="{}">{}</a>', page, obj_display)
        self.message_user(
            request, format_html(_("It is in the trash now: {link}"), link=link), messages.SUCCESS
        )
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))

    def _page(self, address: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        """Return the address of a page about one article."""
        return self._site_page(f"<int:pk>/{address}", view, name)

    def _site_page(self, address: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        of_this_desk = self.admin_site.admin_view(partial(view, self))
        page: URLPattern = path(address, of_this_desk, name=f"articles_article_{name}")
        return page

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Lead an old link to an article that is in the trash there."""
        key = integer(unquote(object_id))
        may_see = request.user.has_perm("articles.delete_article")
        if may_see and key and Article.with_deleted.in_trash().filter(pk=key).exists():
            if request.method == "POST":
                text = _("It was put into the trash meanwhile: what you sent was not saved.")
                self.message_user(request, text, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:articles_trashedarticle_change", args=[key]))
        # Django's own, which its stubs leave out.
        missing: HttpResponse = super()._get_obj_does_not_exist_redirect(  # type: ignore[misc]
            request, opts, object_id
        )
        return missing

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        article = self.get_object(request, unquote(object_id))
        # Before anything tells which articles there are.
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        shown = history_context(self, request, article) if article else {}
        context = {"title": _("History"), **shown, **(extra_context or {})}
        return super().history_view(request, object_id, context)

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        if obj and not self.has_change_permission(request, obj):
            text = ["kicker", "headline", "standfirst", "byline", "whole_text"]
            known = [name for name in METADATA_COLUMNS if name not in _ABOUT]
        else:
            text = ["kicker", "headline", "standfirst", "bylines", "body"]
            text += ["base", "opened_slug", "reviewed"]
            known = [name for name in METADATA_FIELDS if name not in _ABOUT]
            if obj and obj.headline_provisional:
                text.insert(2, "headline_confirmed")
        known.remove("kicker")
        return [
            (None, {"fields": text}),
            (_("About"), {"fields": ["topics", "language", "slug", "dateline", "sign_off"]}),
            (_("Where it came from"), {"fields": known}),
        ]

    @admin.display(description=gettext_lazy("text"))
    def whole_text(self, article: Article) -> SafeString:
        """Return the text for those who may only look."""
        return render_to_string(
            "admin/articles/article/text.html", {"document": store.load(article)}
        )

    @admin.display(description=gettext_lazy("bylines"))
    def byline(self, article: Article) -> str:
        return ", ".join(article.bylines)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and any(name in request.POST for name in _FOLLOWING):
            article = self.get_object(request, object_id) if object_id else None
            if not self.has_change_permission(request, article):
                raise PermissionDenied
            if article:
                self._follow(request, article)
        if request.method == "POST" and any(name in request.POST for name in _PUBLISHING):
            article = self.get_object(request, object_id) if object_id else None
            if not self.has_publish_permission(request, article):
                raise PermissionDenied
            # At once, even if the text beside the button cannot be saved.
            if article and "_cancel_schedule" in request.POST:
                cancel_scheduled(self, request, article)
            with transaction.atomic():
                # Before the save, which locks the article.
                publish_lock()
                return super().changeform_view(request, object_id, form_url, extra_context)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        form = context["adminform"].form
        if obj and form.is_bound and form.asks:
            key = keep_questions(request, obj, request.POST)
            if is_in_place(request):
                return asked_answer(form, address_of_questions(obj, key))
            return merge_page(self, request, obj.pk, form, request.POST, key)
        if is_in_place(request):
            return refused_answer(request, form)
        may_change = obj and self.has_change_permission(request, obj)
        if may_change and obj.source_id and may_see_sources(request):
            lead_to_origins(form, obj, to_decide=may_decide_noise(request))
        if may_change:
            page = reverse("admin:articles_article_presence", args=[obj.pk])
            form.fields["body"].widget.attrs["data-presence"] = page
        if may_change or not obj:
            lead_to_pictures(form, request)
            lead_to_drafts(form, request, obj)
        copies = [each for each in copies_of(obj) if each.is_copy]
        context |= {
            "review_prompts": add_prompts(obj, form) if may_change else [],
            "asks_headline": bool(obj) and obj.headline_provisional,
            "source_updates": describe_open_conflicts(obj) if obj else "",
            "copies": copies,
            "held_as_copy": held_as_copies([obj.pk]).get(obj.pk) if copies else None,
            "owner": describe_owner(request, obj) if obj else "",
            "may_take": bool(obj) and may_take(request, obj),
            "may_erase": bool(obj) and may_erase(request),
            "may_publish": self.has_publish_permission(request, obj),
            "may_save": may_change or not obj,
            "changed": format_recent(obj.changed_at) if obj else "",
            **panel_context(obj, context["adminform"], chosen_moments(request)),
            "now": timezone.now(),
            "preview_links": open_preview_links(obj) if may_change else [],
            "release_sets": sets_of(obj) if obj else [],
            "corrections": list(obj.corrections.all()) if obj else [],
            "embargo": embargo_ahead(obj) if obj else None,
            "may_break_embargo": may_break_embargo(request),
            "notices": shown_notices(self, request, obj) if obj else [],
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(
        self, request: HttpRequest, obj: Article, form: SavingForm, change: bool
    ) -> None:
        assert form.document
        if change:
            saved = store.save(
                obj.pk,
                form.document,
                base=form.version,
                reason=Reason.EDIT,
                author=author_of(request),
                reviewed=form.cleaned_data["reviewed"],
            )
            obj.version, reviewed = saved.version, saved.answered
            store.rename(obj.pk, form.cleaned_data["slug"], author=author_of(request))
        else:
            new = store.NewArticle(article_rows(form.document), form.cleaned_data["slug"])
            created = store.create(new, reason=Reason.EDIT, author=author_of(request))
            obj.pk, obj.version, reviewed = created.pk, created.version, store.ReviewCounts()
        forget_draft(request)
        self._report(request, obj, form, reviewed)
        if publishes(request) and form.joined:
            # Readers are shown nothing that whoever publishes has not seen.
            text = _("Not published yet: look at what came in, then publish.")
            self.message_user(request, text, messages.WARNING)
        elif publishes(request):
            publish_saved(self, request, obj, form)

    def _report(
        self, request: HttpRequest, article: Article, form: SavingForm, reviewed: store.ReviewCounts
    ) -> None:
        """Tell the editor what was saved, and what was not."""
        labels = describe_counts(reviewed)
        if form.changes and not is_in_place(request):
            values = {"headline": article.headline, "number": article.version}
            # On the way to the next article it is read beside that one.
            text = (
                _("“%(headline)s” is saved as version %(number)d.")
                if "_next" in request.POST
                else _("Saved as version %(number)d.")
            )
            self.message_user(request, text % values, messages.SUCCESS)
        if form.changes and form.joined:
            told = describe_joined(form.joined, article.pk, author_of(request))
            self.message_user(request, told, messages.INFO)
        if labels:
            self.message_user(request, labels, messages.SUCCESS)
        elif not form.changes and "_save" in request.POST and not is_in_place(request):
            text = _("%(saved)s: nothing has changed since.") % {"saved": last_saved(article)}
            self.message_user(request, text, messages.INFO)
        if removed := describe_removals(form.removed):
            self.message_user(request, removed, messages.WARNING)
        if gone := describe_gone(form.gone):
            self.message_user(request, gone, messages.WARNING)
        if MOMENT in unscheduled(request, article) and not publishes(request):
            text = _(
                "Not scheduled yet. Press Schedule to have it go live at the moment you chose."
            )
            self.message_user(request, text, messages.WARNING)

    def _follow(self, request: HttpRequest, article: Article) -> None:
        """Detach the article from its source, or attach it again."""
        if "_detach" in request.POST and store.detach(article.pk):
            text = _("It goes its own way now: imports leave it as it is.")
            self.message_user(request, text, messages.SUCCESS)
            self.log_change(request, article, _("Detached from its source."))
        elif "_attach" in request.POST and store.attach(article.pk):
            text = _("It follows its source again: the next import merges what is new there.")
            self.message_user(request, text, messages.SUCCESS)
            self.log_change(request, article, _("Attached to its source."))

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, dict[str, list[str]]]]:
        if add:
            return [{"added": {}}]
        return [{"changed": {"fields": form.changes}}] if form.changes else []

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Redirect back to the text: an editor saves many times before leaving."""
        if is_in_place(request):
            return saved_answer(request, obj)
        if "_next" in request.POST:
            return self._to_the_next(request, obj)
        page = reverse("admin:articles_article_change", args=[obj.pk])
        return HttpResponseRedirect(page + unscheduled(request, obj))

    def _to_the_next(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Redirect to the next article that needs a look, once this one needs none."""
        left = list(_questions_left(article))
        for text in left:
            self.message_user(request, text, messages.WARNING)
        target = article if left else next_needing_review(article)
        if target is None:
            self.message_user(request, _("No article needs a look any more."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[target.pk]))


def _questions_left(article: Article) -> Iterator[str]:
    """Yield what the import still asks an editor, in sentences."""
    if Article.objects.filter(pk=article.pk, headline_provisional=True).exists():
        yield _("Its headline is still provisional: write one, or confirm it.")
    if number := article.label_reviews.open().count():
        text = ngettext(
            "%(number)d block still needs a look.", "%(number)d blocks still need a look.", number
        )
        yield text % {"number": number}
