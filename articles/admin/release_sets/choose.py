"""Articles are put into a set: one that is there, or a new one of a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from articles.admin.access import ArticleAccess, author_of
from articles.admin.confirmation import Confirmation, confirmed_of
from articles.admin.page import desk_page
from articles.admin.release_sets.rows import sets_ahead
from articles.models import Article, ReleaseSet
from articles.publishing.release_sets import SetRefused, add_to_set, sets_of

_GATHERING = Confirmation(
    gettext_lazy("Put selected articles into a set"),
    ngettext_lazy(
        "Put this article into a set that goes live at one moment?",
        "Put these %(number)d articles into a set that goes live at one moment?",
        "number",
    ),
    gettext_lazy("Put into the set"),
)


class ChooseSetForm(forms.Form):
    chosen = forms.ModelChoiceField(
        label=gettext_lazy("Set"),
        queryset=ReleaseSet.objects.none(),
        required=False,
        empty_label=gettext_lazy("A new one:"),
    )
    new = forms.CharField(
        label=gettext_lazy("Name of a new one"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        field: Any = self.fields["chosen"]
        field.queryset = sets_ahead()

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("chosen") and not data.get("new", "").strip():
            self.add_error("new", _("Choose a set, or write the name of a new one."))
        return data

    def release_set(self, request: HttpRequest) -> ReleaseSet:
        """Return what was chosen; a new one is made."""
        chosen: ReleaseSet | None = self.cleaned_data.get("chosen")
        name = self.cleaned_data["new"]
        return chosen or ReleaseSet.objects.create(name=name, made_by_id=author_of(request).pk)


def choose_page(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return the page on which an article's set is chosen; put it there, if that is posted."""
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not desk.has_publish_permission(request, article):
        raise PermissionDenied
    form = ChooseSetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return put_into_set(desk, request, [article], form.release_set(request))
    context = {
        "title": _("Put into a set"),
        "page_class": "release-set-page",
        "style": "articles/desk/release_sets.css",
        "original": article,
        "form": form,
        "sets": sets_of(article),
    }
    return desk_page(desk, request, "releaseset/choose.html", context)


def put_into_set(
    desk: ArticleAccess, request: HttpRequest, articles: Iterable[Article], chosen: ReleaseSet
) -> HttpResponse:
    """Add articles to a set, say which could not be, and lead to the set's page."""
    try:
        added, left = add_to_set(chosen, articles, author_of(request))
    except SetRefused as refused:
        desk.message_user(request, str(refused), messages.ERROR)
        added, left = [], []
    for article in added:
        logged = _("Put into the set “%(name)s”.") % {"name": chosen.name}
        desk.log_change(request, article, logged)
    if added:
        text = ngettext(
            "%(number)d article is in the set.", "%(number)d articles are in the set.", len(added)
        )
        desk.message_user(request, text % {"number": len(added)}, messages.SUCCESS)
    for article, why in left:
        text = _("Not added: “%(headline)s”. %(reason)s")
        values = {"headline": article.headline, "reason": why}
        desk.message_user(request, text % values, messages.ERROR)
    return HttpResponseRedirect(reverse("admin:articles_releaseset_change", args=[chosen.pk]))


class GatherAction(ArticleAccess):
    """Add the act with which selected articles are put into a set."""

    @admin.action(
        description=gettext_lazy("Put selected articles into a set"), permissions=["publish"]
    )
    def gather_selected(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> HttpResponse | None:
        confirmed = confirmed_of(request, queryset)
        form = ChooseSetForm(None if confirmed is None else request.POST)
        if confirmed is not None and form.is_valid():
            return put_into_set(self, request, confirmed, form.release_set(request))
        context = {**self.admin_site.each_context(request), "opts": self.opts, "form": form}
        return _GATHERING.ask(request, queryset if confirmed is None else confirmed, context)
