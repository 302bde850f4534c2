"""The front page on the desk: what stands where, from which moment on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.access import author_of
from articles.admin.article.form import ZONE_HELP
from articles.admin.front.found import articles_to_place, slot_articles
from articles.admin.front.preview import front_preview
from articles.admin.front.sent import (
    FrontStep,
    article_added,
    name_of_group,
    named_listings,
    sent_groups,
    step_of,
)
from articles.admin.numbers import integer
from articles.admin.page import desk_page
from articles.admin.typed import ModelAdmin
from articles.datetimes import format_datetime
from articles.models import Arrangement, Listing
from articles.models.arrangement import GroupForm
from articles.publishing.front.arrange import (
    StaleDraft,
    arranged_groups,
    begin_arrangement,
    cancel_arrangement,
    current_draft,
    save_draft,
    take_up,
)
from articles.publishing.front.groups import Groups, headlines_of
from articles.publishing.publish import MomentPassed

_TEMPLATE = "front/page.html"
_EARLIER = 20
# What a browser still offers without haste.
_MOST_NAMES = 500


class MomentForm(forms.Form):
    publish_at = forms.DateTimeField(
        required=False,
        label=gettext_lazy("Schedule for"),
        help_text=ZONE_HELP,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


@dataclass(slots=True)
class _Shown:
    """What the page is to show: `theirs` is the draft that somebody else saved meanwhile."""

    groups: Groups
    base: int
    said: str = ""
    focus: str = ""
    theirs: Arrangement | None = None
    unknown: tuple[str, ...] = ()


@admin.register(Arrangement)
class ArrangementAdmin(ModelAdmin[Arrangement]):
    """Whoever may arrange may do so to all of it; nobody else sees the page."""

    def get_urls(self) -> list[URLPattern]:
        pages = (("", self.arrange_view, "changelist"), ("preview/", self.preview_view, "preview"))
        return [
            path(address, self.admin_site.admin_view(view), name=f"articles_arrangement_{name}")
            for address, view, name in pages
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.arrange_front")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """Return the page as readers would see it now: of what the form holds, or of the draft."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        groups = sent_groups(request.POST)[0] if request.method == "POST" else current_draft()[1]
        return front_preview(request, groups)

    def arrange_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, self._opened(request), MomentForm())
        moment = MomentForm(request.POST)
        groups, unknown = sent_groups(request.POST)
        base = integer(request.POST.get("_overwrite") or request.POST.get("base", "")) or 0
        shown = _Shown(groups, base, unknown=tuple(unknown))
        if "act" in request.POST:
            self._step(request, shown)
        elif moment.is_valid() and not unknown:
            try:
                self._save(request, groups, base, moment)
                return HttpResponseRedirect(reverse("admin:articles_arrangement_changelist"))
            except MomentPassed as refused:
                moment.add_error("publish_at", str(refused))
            except StaleDraft as stale:
                shown.theirs = stale.draft
        return self._page(request, shown, moment)

    def _opened(self, request: HttpRequest) -> _Shown:
        """Return the draft; with an article at the end of its first group where one is named."""
        draft, groups = current_draft()
        shown = _Shown(groups, draft.number if draft else 0)
        key = integer(request.GET.get("add", ""))
        if key and (article := slot_articles([key]).get(key)):
            step = article_added(_with_a_group(groups), key, 0, article.headline)
            shown.groups, shown.said, shown.focus = step.groups, step.said, step.focus
        return shown

    def _step(self, request: HttpRequest, shown: _Shown) -> None:
        act = request.POST["act"]
        name, _colon, number = act.partition(":")
        key = integer(number)
        if name == "add" and key and (article := slot_articles([key]).get(key)):
            into = integer(request.POST.get("into", "")) or 0
            step = article_added(_with_a_group(shown.groups), key, into, article.headline)
        elif name == "find":
            step = FrontStep(shown.groups, focus="q")
        else:
            step = step_of(shown.groups, act)
        shown.groups, shown.said, shown.focus = step.groups, step.said, step.focus

    def _save(self, request: HttpRequest, groups: Groups, base: int, moment: MomentForm) -> None:
        """Do what the button says, and tell of it; each but a cancellation saves the draft."""
        by = author_of(request)
        if key := integer(request.POST.get("_cancel", "")):
            self._tell_cancelled(request, cancel_arrangement(key))
        elif key := integer(request.POST.get("_take_up", "")):
            get_object_or_404(Arrangement, pk=key, is_draft=False)
            take_up(key, base, by)
            text = _("It is the draft now. Readers see it once you publish it.")
            messages.success(request, text)
        elif "_publish" in request.POST:
            begun = begin_arrangement(groups, base, moment.cleaned_data["publish_at"], by)
            self._tell_begun(request, begun)
        else:
            save_draft(groups, base, by)
            messages.success(request, _("The draft is saved. Readers do not see it yet."))
            if moment.cleaned_data["publish_at"]:
                text = _(
                    "Not scheduled yet. Press Publish to schedule it for the moment you chose."
                )
                messages.warning(request, text)

    def _tell_cancelled(self, request: HttpRequest, cancelled: bool) -> None:
        if cancelled:
            messages.success(request, _("Cancelled: it will not be shown."))
        else:
            messages.error(request, _("It has begun already, or was cancelled before."))

    def _tell_begun(self, request: HttpRequest, begun: Arrangement) -> None:
        if begun.is_ahead and begun.begins_at:
            moment = format_datetime(begun.begins_at)
            text = _("Readers see it from %(moment)s on.") % {"moment": moment}
        else:
            page = reverse("front_page")
            link = format_html('<a href="{}">{}</a>', page, _("see it on the site"))
            text = format_html(_("It is live: {link}."), link=link)
        messages.success(request, text)

    def _page(self, request: HttpRequest, shown: _Shown, moment: MomentForm) -> HttpResponse:
        placed = {key for group in shown.groups for key in group.articles}
        words = request.POST.get("q", "")
        live = Arrangement.objects.begun().select_related("changed_by").first()
        draft, saved = current_draft()
        context = {
            "title": _("Front page"),
            "style": "articles/desk/front.css",
            "shown": shown,
            "is_unsaved": shown.groups != saved,
            "groups": _told(shown.groups),
            "forms": GroupForm.choices,
            "listings": Listing.objects.order_by("kind", "name")[:_MOST_NAMES],
            "moment": moment,
            "words": words,
            "into": integer(request.POST.get("into", "")) or 0,
            "found": articles_to_place(words, placed),
            "draft": draft,
            "live": live,
            "differs": live is None or arranged_groups(live) != shown.groups,
            "theirs": _told(arranged_groups(shown.theirs)) if shown.theirs else None,
            "ahead": _counted(Arrangement.objects.ahead()),
            "earlier": _counted(
                Arrangement.objects.filter(is_draft=False)
                .exclude(pk__in=Arrangement.objects.ahead().order_by().values("pk"))
                .order_by("-begins_at", "-pk")
            )[:_EARLIER],
        }
        status = 409 if shown.theirs else 200
        page = desk_page(self, request, _TEMPLATE, context)
        page.status_code = status
        return page


def _with_a_group(groups: Groups) -> Groups:
    return groups or step_of((), "group-add").groups


def _counted(rows: QuerySet[Arrangement]) -> QuerySet[Arrangement, Any]:
    return rows.select_related("changed_by").annotate(articles=Count("slots"))


def _told(groups: Groups) -> list[dict[str, Any]]:
    """Return groups as the template shows them. Two queries."""
    articles = slot_articles([key for group in groups for key in group.articles])
    for key, headline in headlines_of(groups).items():
        if key in articles:
            articles[key].headline_here = headline
    listings = named_listings({group.listing for group in groups if group.listing})
    return [
        {
            "name": group.name,
            "called": name_of_group(groups, number),
            "form": group.form,
            "listing": listings.get(group.listing or 0, ""),
            "articles": [articles[key] for key in group.articles if key in articles],
        }
        for number, group in enumerate(groups)
    ]
