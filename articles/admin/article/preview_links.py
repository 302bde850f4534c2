"""Links by which people without an account see an article before readers do: made, and revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.access import ArticleAccess, author_of
from articles.admin.numbers import integer
from articles.admin.page import desk_page
from articles.datetimes import format_datetime
from articles.models import Article, PreviewLink, Version

_DAYS: Final = (
    ("1", gettext_lazy("One day")),
    ("7", gettext_lazy("A week")),
    ("30", gettext_lazy("30 days")),
)
_CURRENT: Final = "current"
_VERSION: Final = "version"


class PreviewLinkForm(forms.Form):
    what = forms.ChoiceField(label=gettext_lazy("What it shows"), widget=forms.RadioSelect)
    days = forms.ChoiceField(
        label=gettext_lazy("How long it works"),
        choices=_DAYS,
        initial="7",
        widget=forms.RadioSelect,
    )

    def __init__(self, number: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["what"]
        field.initial = _CURRENT
        this = _("Version %(number)d, whatever is changed later") % {"number": number}
        field.choices = [(_CURRENT, _("The text as it is when somebody looks")), (_VERSION, this)]


def preview_links_page(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return the page of an article's preview links; make or revoke one, if that is posted."""
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    if request.method == "POST" and "revoke" in request.POST:
        return _revoked(desk, request, article)
    form = PreviewLinkForm(article.version, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _made(desk, request, article, form)
    context = {
        "title": _("Preview links"),
        "page_class": "preview-links-page",
        "style": "articles/desk/preview_links.css",
        "original": article,
        "form": form,
        "links": [
            (link, request.build_absolute_uri(link.get_absolute_url()))
            for link in open_preview_links(article)
        ],
    }
    return desk_page(desk, request, "preview_link/links.html", context)


def open_preview_links(article: Article) -> list[PreviewLink]:
    """Return the links that lead to an article's text now, the first to end first."""
    links = PreviewLink.objects.open().filter(article=article)
    return list(links.select_related("version", "made_by").defer("version__content"))


def _made(
    desk: ArticleAccess, request: HttpRequest, article: Article, form: PreviewLinkForm
) -> HttpResponse:
    version = None
    if form.cleaned_data["what"] == _VERSION:
        version = Version.objects.get(article=article, number=article.version)
    now = timezone.now()
    link = PreviewLink.objects.create(
        article=article,
        version=version,
        made_at=now,
        made_by_id=author_of(request).pk,
        expires_at=now + timedelta(days=int(form.cleaned_data["days"])),
    )
    moment = format_datetime(link.expires_at)
    logged = _("Made a preview link until %(moment)s.") % {"moment": moment}
    desk.log_change(request, article, logged)
    text = _("The link works until %(moment)s. Copy it below.") % {"moment": moment}
    desk.message_user(request, text, messages.SUCCESS)
    return _to_page(article)


def _revoked(desk: ArticleAccess, request: HttpRequest, article: Article) -> HttpResponse:
    number = integer(request.POST["revoke"]) or 0
    links = PreviewLink.objects.open().filter(article=article, pk=number)
    if links.update(revoked_at=timezone.now(), revoked_by_id=author_of(request).pk):
        desk.log_change(request, article, _("Revoked a preview link."))
        text = _("The link is revoked: it leads nowhere now.")
        desk.message_user(request, text, messages.SUCCESS)
    return _to_page(article)


def _to_page(article: Article) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_article_preview_links", args=[article.pk]))
