"""Readers report an error: a page of its own, so that an article's page needs neither cookie nor
session.

Nothing is kept of who reports; an address is counted for minutes, as those of logins are.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any, Final

from allauth.core import ratelimit
from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from articles.models.edition import Edition
from articles.models.reader_report import LONGEST_QUOTE, LONGEST_REPORT, ReaderReport
from articles.site.elsewhere import departed, not_found
from articles.site.live import live_under
from articles.site.response import page_response

_SALT: Final = "articles.site.report"
# Seconds: nobody reads and writes in less, and whoever takes longer is asked once more.
_LEAST, _MOST = 3, 86_400
_SHORTEST: Final = 5
_TAG: Final = re.compile(r"<[^>]*>")
_SPACE: Final = re.compile(r"\s+")


class ReportForm(forms.Form):
    """What is wrong. A field that people do not see, and the time it takes, tell machines apart."""

    text = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        min_length=_SHORTEST,
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "maxlength": LONGEST_REPORT}),
        error_messages={"required": gettext_lazy("Say in a few words what is wrong.")},
    )
    paragraph = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": -1}),
    )
    opened = forms.CharField(widget=forms.HiddenInput)

    def clean_opened(self) -> str:
        """Raise what is shown to people whose page was open for a day."""
        try:
            self.age = _age(self.cleaned_data["opened"])
        except signing.BadSignature as error:
            raise forms.ValidationError(
                gettext_lazy("This page was open for too long. Send it once more.")
            ) from error
        return str(self.cleaned_data["opened"])

    @property
    def is_of_machine(self) -> bool:
        return bool(self.cleaned_data["website"]) or self.age < _LEAST


def _age(opened: str) -> float:
    """Return for how many seconds a page has been open."""
    signer = signing.TimestampSigner(salt=_SALT)
    signer.unsign(opened, max_age=_MOST)
    try:
        signer.unsign(opened, max_age=_LEAST)
    except signing.SignatureExpired:
        return _LEAST
    return 0


@require_http_methods(["GET", "HEAD", "POST"])
def report_error(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the form for an article that readers see, or keep what was sent and say thanks."""
    edition, ever_live = live_under(slug)
    if ever_live is None:
        return not_found(request)
    stamp = ever_live.masthead_stamp  # type: ignore[attr-defined]
    if edition is None:
        return departed(request, slug, stamp)
    if request.method != "POST":
        paragraph = request.GET.get("paragraph", "")[:64]
        return _page(request, edition, stamp, ReportForm(initial={"paragraph": paragraph}))
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, edition, stamp, form, status=422)
    # Machines are thanked as well: they learn nothing.
    if not form.is_of_machine:
        if not ratelimit.consume(request, action="report_error", key="site"):
            return _page(request, edition, stamp, form, status=429)
        _keep(edition, form.cleaned_data)
    return HttpResponseRedirect(reverse("report_thanks", args=[slug]))


@require_safe
def report_thanks(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Thank a reader for a report."""
    edition, ever_live = live_under(slug)
    if ever_live is None:
        return not_found(request)
    stamp = ever_live.masthead_stamp  # type: ignore[attr-defined]
    if edition is None:
        return departed(request, slug, stamp)
    context = {"edition": edition, "is_sent": True}
    return page_response(request, "articles/site/report.html", context, stamp=stamp)


def _keep(edition: Edition, said: dict[str, str]) -> None:
    quoted = quoted_of(edition, said["paragraph"])
    ReaderReport.objects.create(
        article_id=edition.article_id,
        edition=edition,
        paragraph=said["paragraph"] if quoted else "",
        quoted=quoted,
        text=said["text"],
    )


def quoted_of(edition: Edition, paragraph: str) -> str:
    """Return the text of a paragraph as readers see it; "" where there is none of that uid."""
    if not paragraph:
        return ""
    name = re.escape(escape(paragraph))
    found = re.search(rf'<(\w+) id="p-{name}"[^>]*>(.*?)</\1>', edition.body, re.DOTALL)
    text = unescape(_TAG.sub(" ", found[2])) if found else ""
    return _SPACE.sub(" ", text).strip()[:LONGEST_QUOTE]


def _page(
    request: HttpRequest, edition: Edition, stamp: int, form: ReportForm, status: int = 200
) -> HttpResponseBase:
    context: dict[str, Any] = {
        "edition": edition,
        "form": form,
        "quoted": quoted_of(edition, str(form["paragraph"].value() or "")),
        "opened": signing.TimestampSigner(salt=_SALT).sign(""),
        "csrf_token": get_token(request),
        "is_too_often": status == 429,
    }
    page = page_response(request, "articles/site/report.html", context, status, stamp=stamp)
    page.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(page, ("Cookie",))
    return page
