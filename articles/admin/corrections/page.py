"""The pages of an article's corrections: a note made from what changed; reworded, or withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.access import ArticleAccess, author_of
from articles.admin.corrections.compared import Compared, changed_text, compared_of
from articles.admin.corrections.form import CorrectionForm
from articles.admin.numbers import integer
from articles.admin.page import desk_page
from articles.models import Article, Correction, ReaderReport, Version
from articles.models.correction import CorrectionKind
from articles.models.reader_report import ReportState
from articles.publishing.corrections import reword_correction, withdraw_correction
from articles.publishing.publish import PublishRefused, publish

_STYLE = "articles/desk/corrections.css"


def correction_page(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return the page on which a note is written beside what changed; keep or publish it."""
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    may_publish = desk.has_publish_permission(request, article)
    if "publish" in request.POST and not may_publish:
        raise PermissionDenied
    compared = compared_of(article)
    report = _report_of(request, article)
    places = len(compared.rows) if compared else 0
    form = CorrectionForm(places, request.POST if request.method == "POST" else None)
    if compared and request.method == "POST" and form.is_valid():
        if _is_of(request, compared):
            return _noted(desk, request, article, compared, form, report)
        # What was ticked may be another paragraph now.
        form.add_error(
            None,
            _("Version %(number)d was saved meanwhile. Look at what changed, and send it again.")
            % {"number": compared.after.number},
        )
    context = {
        "title": _("Add a correction"),
        "compared": compared,
        "form": form,
        "rows": _rows(compared.rows, form) if compared else [],
        "report": report,
        "may_publish": may_publish,
        "is_changed": bool(compared) and article.state == "changed",
    }
    return _page(desk, request, article, "correction/add.html", context)


def told_page(desk: ArticleAccess, request: HttpRequest, pk: int, correction: int) -> HttpResponse:
    """Return the page of a correction; reword or withdraw it, if that is posted."""
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not desk.has_publish_permission(request, article):
        raise PermissionDenied
    row = get_object_or_404(Correction, article=article, pk=correction)
    compared = _compared_then(row)
    quoted = [
        place for place in range(len(compared.rows)) if compared.quotes({place})[0] in row.quotes
    ]
    initial = {"kind": row.kind, "note": row.note, "quoted": quoted}
    data = request.POST if request.method == "POST" else None
    if data is not None and "withdraw" in data:
        return _withdrawn(desk, request, row)
    form = CorrectionForm(len(compared.rows), data, initial=initial)
    if data is not None and form.is_valid() and not row.withdrawn_at:
        return _reworded(desk, request, row, compared, form)
    context = {
        "title": _("Correction"),
        "correction": row,
        "compared": compared,
        "form": form,
        "rows": _rows(compared.rows, form),
        "now": timezone.now(),
    }
    return _page(desk, request, article, "correction/told.html", context)


def _page(
    desk: ArticleAccess,
    request: HttpRequest,
    article: Article,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    common = {"page_class": "correction-page", "style": _STYLE, "original": article}
    return desk_page(desk, request, template, {**common, **context})


def _is_of(request: HttpRequest, compared: Compared) -> bool:
    """Return whether the page that was sent showed the same versions."""
    sent = [integer(request.POST.get(name, "")) for name in ("before", "after")]
    return sent == [compared.before.number, compared.after.number]


def _noted(
    desk: ArticleAccess,
    request: HttpRequest,
    article: Article,
    compared: Compared,
    form: CorrectionForm,
    report: ReaderReport | None,
) -> HttpResponse:
    Correction.objects.create(
        article=article,
        kind=form.cleaned_data["kind"],
        note=form.cleaned_data["note"],
        quotes=compared.quotes(form.cleaned_data["quoted"]),
        before_number=compared.before.number,
        after_number=compared.after.number,
        made_by_id=author_of(request).pk,
    )
    desk.log_change(request, article, _("Correction added."))
    if report:
        ReaderReport.objects.open().filter(pk=report.pk).update(
            state=ReportState.DONE, decided_at=timezone.now(), decided_by=author_of(request).pk
        )
    if "publish" in request.POST:
        _published(desk, request, article)
    else:
        text = _("It is kept, and goes live with what is published or scheduled next.")
        desk.message_user(request, text, messages.SUCCESS)
    return _to_article(article)


def _published(desk: ArticleAccess, request: HttpRequest, article: Article) -> None:
    try:
        publish(article, by=author_of(request))
    except PublishRefused as refused:
        text = _("The correction is kept, but nothing is published. %(reason)s")
        desk.message_user(request, text % {"reason": refused}, messages.ERROR)
        return
    desk.log_change(request, article, _("Published."))
    text = _("It is live, and readers are told of the correction.")
    desk.message_user(request, text, messages.SUCCESS)


def _reworded(
    desk: ArticleAccess,
    request: HttpRequest,
    correction: Correction,
    compared: Compared,
    form: CorrectionForm,
) -> HttpResponse:
    before = correction.note
    is_changed = reword_correction(
        correction,
        CorrectionKind(form.cleaned_data["kind"]),
        form.cleaned_data["note"],
        compared.quotes(form.cleaned_data["quoted"]),
    )
    if is_changed:
        logged = _("Correction reworded. Before: “%(note)s”") % {"note": before}
        desk.log_change(request, correction.article, logged)
        desk.message_user(request, _("The correction is reworded."), messages.SUCCESS)
    else:
        desk.message_user(request, _("Nothing was changed, so nothing was saved."), messages.INFO)
    return _to_article(correction.article)


def _withdrawn(desk: ArticleAccess, request: HttpRequest, correction: Correction) -> HttpResponse:
    if withdraw_correction(correction, author_of(request)):
        logged = _("Correction withdrawn: “%(note)s”") % {"note": correction.note}
        desk.log_change(request, correction.article, logged)
        text = _("The correction is withdrawn: readers are not told of it any more.")
        desk.message_user(request, text, messages.SUCCESS)
    return _to_article(correction.article)


def _to_article(article: Article) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _compared_then(correction: Correction) -> Compared:
    """Return the versions that the note was made from."""
    numbers = (correction.before_number, correction.after_number)
    found = Version.objects.filter(article=correction.article_id, number__in=numbers)
    versions = {version.number: version for version in found}
    before, after = (versions[number] for number in numbers)
    return Compared(before, after, changed_text(before, after))


def _rows(rows: Any, form: CorrectionForm) -> list[tuple[int, Any, bool]]:
    ticked = form.ticked
    return [(place, row, place in ticked) for place, row in enumerate(rows)]


def _report_of(request: HttpRequest, article: Article) -> ReaderReport | None:
    """Return what a reader said that led here."""
    sent = request.POST.get("report") or request.GET.get("report") or ""
    return ReaderReport.objects.filter(article=article, pk=integer(sent) or 0).first()
