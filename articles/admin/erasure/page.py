"""The page that erases an article, or a passage of it: it lists every place before it asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.access import ArticleAccess, author_of
from articles.admin.page import desk_page
from articles.erasure.erase import (
    Erased,
    ErasureRefused,
    erase_article,
    erase_passage,
    left_copies,
)
from articles.erasure.overwrite import overwrite_freed_space
from articles.erasure.sweep import table_name
from articles.models import Article

_WHOLE = "article"
_PASSAGE = "passage"


class ErasureForm(forms.Form):
    what = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=(
            (_PASSAGE, gettext_lazy("A passage or a name in it")),
            (_WHOLE, gettext_lazy("The whole article")),
        ),
        widget=forms.RadioSelect,
    )
    passage = forms.CharField(
        label=gettext_lazy("Passage"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy(
            "As it stands in the text; for a name, one of its forms at a time. Capitals, "
            "punctuation and markup do not matter."
        ),
    )
    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy(
            "Such as a court's file number. It is kept: do not repeat what is erased."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("what") == _PASSAGE and not data.get("passage", "").strip():
            self.add_error("passage", _("Write the passage to erase."))
        return data


def may_erase(request: HttpRequest) -> bool:
    """Return whether the user may erase: a right of its own, which nobody has at first."""
    rights = ("articles.erase_article", "articles.change_article")
    return all(map(request.user.has_perm, rights))


def erasure_page(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return the form; once it is sent, the places; once those are confirmed, erase."""
    if not may_erase(request):
        raise PermissionDenied
    article = get_object_or_404(Article.with_deleted, pk=pk)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    # Before the act, which may take the pairs with it.
    copies = left_copies(article)
    seen = None
    if request.method == "POST" and form.is_valid():
        is_dry = "confirm" not in request.POST
        try:
            seen = _erase(request, article, form, dry_run=is_dry)
        except ErasureRefused as refused:
            form.add_error(None, str(refused))
        else:
            if not is_dry:
                _name_copies(desk, request, copies)
                return _erased(desk, request, article, seen, form)
    context = {
        "title": _("Erase"),
        "page_class": "erasure-page",
        "style": "articles/desk/erasure.css",
        "original": None if article.deleted_at else article,
        "article": article,
        "form": form,
        "seen": seen,
        "copies": copies,
        "tables": _tables(seen) if seen else [],
    }
    return desk_page(desk, request, "erasure/erase.html", context)


def _erase(request: HttpRequest, article: Article, form: ErasureForm, *, dry_run: bool) -> Erased:
    ground, by = form.cleaned_data["ground"], author_of(request)
    if form.cleaned_data["what"] == _WHOLE:
        return erase_article(article, ground=ground, by=by, dry_run=dry_run)
    passage = form.cleaned_data["passage"]
    return erase_passage(passage, article, ground=ground, by=by, dry_run=dry_run)


def _erased(
    desk: ArticleAccess, request: HttpRequest, article: Article, done: Erased, form: ErasureForm
) -> HttpResponse:
    """Tell what was done, without its words, and lead to where something is left."""
    assert done.erasure
    is_overwritten = overwrite_freed_space()
    # Its headline may be what was erased, or be gone: the message names the record alone.
    text = _("Erased: %(record)s has where from.") % {"record": done.erasure}
    desk.message_user(request, text, messages.SUCCESS)
    if not is_overwritten:
        text = _("Ask an operator to run erase --overwrite: the database's file may still have it.")
        desk.message_user(request, text, messages.WARNING)
    if request.user.has_perm("articles.view_erasure"):
        return HttpResponseRedirect(
            reverse("admin:articles_erasure_change", args=[done.erasure.pk])
        )
    if form.cleaned_data["what"] == _WHOLE or article.deleted_at:
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _name_copies(desk: ArticleAccess, request: HttpRequest, copies: list[Article]) -> None:
    """Tell which articles still carry the story, by number: a headline may be to go, too."""
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((reverse("admin:articles_article_erase", args=[copy.pk]), copy.pk) for copy in copies),
    )
    if copies:
        text = format_html(_("The same story is still here as article {links}."), links=links)
        desk.message_user(request, text, messages.WARNING)


def _tables(seen: Erased) -> list[tuple[str, int]]:
    return [(name_of_count(table), number) for table, number in seen.counts.items()]


def name_of_count(table: str) -> str:
    """Return what a count of a record is of, for people."""
    if "." not in table:
        return _("Documents that lose their whole content")
    return capfirst(table_name(table))
