"""The page on which an article is withdrawn, and on which is said what its readers find then."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.access import ArticleAccess
from articles.admin.article.led_here import led_here
from articles.admin.page import desk_page
from articles.models import Article, Edition
from articles.models.article import State
from articles.models.edition import Withdrawal
from articles.publishing.departure import Departure, LeadsNowhere, depart, path_here

_LIVE = (State.LIVE, State.CHANGED)


class WithdrawForm(forms.Form):
    """`departure` is what the form describes, once it is valid."""

    kind = forms.ChoiceField(
        choices=Withdrawal.choices, widget=forms.RadioSelect, initial=Withdrawal.GONE
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("Why, for readers"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy(
            "It stands on the page in the place of the article. A notice needs one."
        ),
    )
    leads_to = forms.CharField(
        required=False,
        max_length=400,
        label=gettext_lazy("Address of the other page"),
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
        help_text=gettext_lazy(
            "Of an article or a page of this site. Only where readers are led on."
        ),
    )

    def __init__(self, *args: Any, article: Article, host: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._article, self._host = article, host
        self.departure = Departure()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind = Withdrawal(data.get("kind") or Withdrawal.GONE)
        note, leads_to = data.get("note", "").strip(), ""
        if kind is Withdrawal.KILLED and not note:
            self.add_error("note", _("Say why: readers see it in the place of the article."))
        if kind is Withdrawal.MOVED:
            note, leads_to = "", self._path(data.get("leads_to", ""))
        self.departure = Departure(kind, note, leads_to)
        return data

    def _path(self, written: str) -> str:
        if not written:
            self.add_error("leads_to", _("Write the address that readers are sent to."))
            return ""
        try:
            return path_here(self._article, written, self._host)
        except LeadsNowhere as refused:
            self.add_error("leads_to", str(refused))
            return ""


def withdraw_page(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return the page that asks what readers are to find; withdraw the article, if it is posted."""
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not desk.has_publish_permission(request, article):
        raise PermissionDenied
    last = article.editions.begun().order_by("-live_from", "-pk").first()
    page = reverse("admin:articles_article_change", args=[article.pk])
    if last is None:
        text = _("Readers never saw it: there is nothing to withdraw.")
        desk.message_user(request, text, messages.INFO)
        return HttpResponseRedirect(page)
    form = WithdrawForm(
        request.POST or None, initial=_told(last), article=article, host=request.get_host()
    )
    if request.method == "POST" and form.is_valid():
        _withdraw(desk, request, article, form.departure)
        return HttpResponseRedirect(page)
    is_live = State(article.state) in _LIVE
    context = {
        "title": _("Withdraw from readers") if is_live else _("What readers are told"),
        "page_class": "withdraw",
        "style": "articles/desk/panel.css",
        "original": article,
        "form": form,
        "fields": [form["note"], form["leads_to"]],
        "is_live": is_live,
        "led_here": led_here([pk]) if is_live else None,
    }
    return desk_page(desk, request, "article/withdraw.html", context)


def _told(edition: Edition) -> dict[str, str]:
    """Return what readers of an edition that has ended find, as the form opens."""
    return {
        "kind": edition.withdrawal or Withdrawal.GONE,
        "note": edition.withdrawal_note,
        "leads_to": edition.leads_to,
    }


def _withdraw(
    desk: ArticleAccess, request: HttpRequest, article: Article, departure: Departure
) -> None:
    if depart(article, departure):
        text, logged = _("Withdrawn: readers no longer see it."), _("Withdrawn.")
    else:
        text, logged = _("Saved: that is what readers find now."), _("Changed what readers find.")
    desk.message_user(request, text, messages.SUCCESS)
    told = departure.note or departure.leads_to
    desk.log_change(request, article, f"{logged} {told}".strip())
